"""The complaints of the cast's town: one of each stage, so that the desk has its day's work; every word of them is made up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shian.complaints import actions
from shian.complaints.actions import Agreement, Meeting
from shian.complaints.actions.papering import make_form
from shian.complaints.house import at_the_counter
from shian.complaints.models import Complaint
from shian.complaints.queries import complaint
from shian.complaints.schemas import Brought, Reporter
from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.registry.models import Business, Status

SHOPS = 6
Step = Callable[[Complaint, Actor, datetime], object]


def _accepted(one: Complaint, by: Actor, now: datetime) -> None:
    actions.accept(one, by=by, now=now)
    make_form(one, "acceptance", by=by, now=now)


def _mediated(one: Complaint, by: Actor, now: datetime) -> None:
    _accepted(one, by, now)
    actions.begin_mediation(one, Meeting("on_site", "下周二上午9时，所里一楼调解室。", by.label[:60]), by=by, now=now)
    make_form(one, "mediation_notice", by=by, now=now)


def _tested(one: Complaint, by: Actor, now: datetime) -> None:
    _mediated(one, by, now)
    actions.stop_for_test(one, note="双方同意送检，各出一半费用", by=by, now=now)


def _settled(one: Complaint, by: Actor, now: datetime) -> None:
    _mediated(one, by, now)
    actions.settle(one, Agreement("退还货款，另赔一千元", 103_800, at_once=True), by=by, now=now)


def _closed(one: Complaint, by: Actor, now: datetime) -> None:
    _settled(one, by, now)
    actions.follow_up(one, "yes", note="钱已收到", by=by, now=now)
    actions.close(one, by=by, now=now)


def _checked(one: Complaint, by: Actor, now: datetime) -> None:
    actions.begin_check(one, by=by, now=now)


def _waits(one: Complaint, by: Actor, now: datetime) -> None:
    """Nobody has looked at it yet."""


# How many days ago, kind, about what, the words, who brings it, and how far it has come.
PLAY: tuple[tuple[int, str, str, str, str, Step], ...] = (
    (40, "complaint", "foreign_matter", "卤肉里吃出虫子，店家只肯退一半。", "郑小禾", _closed),
    (21, "complaint", "expired", "买到的酸奶已经过期五天，要求退款并赔偿。", "沈一帆", _settled),
    (16, "complaint", "fake", "买的蜂蜜怀疑掺了糖浆，要求检验后退货。", "顾明月", _tested),
    (12, "complaint", "delivery", "外卖汤洒了一半，平台和店家互相推。", "许安", _mediated),
    (9, "complaint", "label", "散装糕点没有标签，吃了过敏，要求赔医药费。", "钱多多", _accepted),
    (6, "report", "hygiene", "后厨的下水道堵着，厨师不戴口罩。", "", _checked),
    (3, "complaint", "foreign_matter", "在这家买的卤肉里有一只虫子，要求退款。", "孙小满", _waits),
    (2, "complaint", "foreign_matter", "在这家买的卤肉里也有一只虫子，要求退款！", "周立夏", _waits),
    (1, "letter", "short_weight", "称少了二两；他们还没有亮证经营。", "吴霜", _waits),
    (0, "report", "false_ad", "老年保健品讲座，说能治糖尿病。", "", _waits),
)


def play_complaints(site: Site) -> int:
    """How many were brought."""
    shops = _shops(site)
    for n, (ago, kind, category, text, name, step) in enumerate(PLAY):
        day = site.today - timedelta(days=ago)
        who = Reporter(name, f"1390000{n:04d}") if name else None
        shop = shops[0] if text.startswith("在这家") else shops[n % len(shops)]
        words = Brought(
            kind=kind, text=text, place=shop.path, channel="12345" if n % 3 == 2 else "public", category=category,
            business=shop.pk, demand="退款、赔偿" if kind == "complaint" else "", online=category == "delivery",
            reporter=who, wants_publicity=n % 2 == 0,
        )  # fmt: skip
        _brought(site, words, step, day)
    return len(PLAY)


def _brought(site: Site, words: Brought, step: Step, day: date) -> None:
    with at_the_counter() as counter:
        made = actions.receive(words, by=counter, now=at_hour(day, 9))
    if step is _waits or made.holder_id is None:
        return
    station = site.players.at(made.holder_id)
    with worn(station):
        step(complaint(made.pk, viewer=station), station, at_hour(day, 15))


def _shops(site: Site) -> list[Business]:
    """Shops of the cast's station, the cast's own left alone."""
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).within(site.shop.path).filter(status=Status.OPERATING)
        return list(rows.exclude(pk=site.shop.pk).defer("phone").order_by("pk")[:SHOPS]) or [site.shop]
