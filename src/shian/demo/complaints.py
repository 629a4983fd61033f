"""The complaints of the cast's town: one of each stage, so that the desk has its day's work; every word of them is made up."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from shian.complaints import actions
from shian.complaints.actions import Agreement, Meeting
from shian.complaints.actions.papering import make_form
from shian.complaints.house import at_the_counter
from shian.complaints.models import Complaint
from shian.complaints.queries import complaint, complaints
from shian.complaints.schemas import Brought, Reporter
from shian.demo.players import ROLE, at_hour
from shian.demo.receipts import keep
from shian.demo.settle import Site
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions.opening import local_day
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


def _refused(one: Complaint, by: Actor, now: datetime) -> None:
    actions.refuse(one, reason="not_for_living", words="不是为生活消费需要购买，可以协商或者起诉。", by=by, now=now)
    make_form(one, "non_acceptance", by=by, now=now)


def _awaited(one: Complaint, by: Actor, now: datetime) -> None:
    actions.ask_identity(one, by=by, now=now)
    make_form(one, "identity_notice", by=by, now=now)


def _recused(one: Complaint, by: Actor, now: datetime) -> None:
    _mediated(one, by, now)
    actions.ask_recusal(one, "店主是我表弟，请换人调解", by=by, now=now)


def _again(one: Complaint, by: Actor, now: datetime) -> None:
    _closed(one, by, now)
    with at_the_counter() as counter:
        actions.reopen(one, "赔的钱一直没有到账", by=counter, now=now + timedelta(days=1))


def _tracked(one: Complaint, by: Actor, now: datetime) -> None:
    actions.track(one, number="12315-20260905-0077", until=local_day(now) + timedelta(days=30), by=by, now=now)


def _told(one: Complaint, by: Actor, now: datetime) -> None:
    actions.begin_check(one, by=by, now=now)
    actions.decide(one, "not_file", words="现场核查没有发现所说的情况，已要求商户自查。", by=by, now=now)


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
    (14, "complaint", "spoiled", "整箱牛奶胀包，店里说过了七天不退。", "何清", _refused),
    (5, "complaint", "expired", "网上买的坚果生产日期被涂改，要求退款。", "陶然", _awaited),
    (8, "complaint", "spoiled", "生日蛋糕当晚发酸，要求退款并道歉。", "白露", _recused),
    (30, "complaint", "short_weight", "海鲜少称半斤，当场调解赔的钱没到账。", "方舟", _again),
    (11, "complaint", "fake", "平台上买的燕窝像是假的，平台在外地。", "林深", _tracked),
    (18, "report", "hygiene", "后厨养猫，猫上操作台。", "江雪", _told),
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
        code = _brought(site, words, step, day)
        if step is _tested:
            keep("complaint", code)
    _merged(site, shops[0])
    _offered(site)
    return len(PLAY) + 1


def _merged(site: Site, shop: Business) -> None:
    """The two that speak of one insect become one file; their bringers read on by their own receipts."""
    with worn(site.office):
        found = complaints(site.office).filter(business=shop.pk, state="registered", category="foreign_matter")
        rows = list(found.order_by("received_at", "id"))
    if len(rows) < 2 or rows[0].holder_id is None:
        return
    station = site.players.at(rows[0].holder_id)
    with worn(station):
        actions.merge(rows[1], rows[0], by=station, now=at_hour(site.today, 9))


def _offered(site: Site) -> None:
    """The cast's own restaurant was asked, answered and offered; its offer waits for whoever holds the receipt."""
    shop, day = site.shop, site.today - timedelta(days=4)
    who = Reporter("苏晚", "13900009999")
    words = Brought(
        kind="complaint", text="宴席上的白灼虾不新鲜，三个人拉肚子，要求退这道菜的钱和药费。", place=shop.path,
        category="illness", business=shop.pk, demand="退款和药费 386 元", amount_fen=38_600, reporter=who,
    )  # fmt: skip
    with at_the_counter() as counter:
        made = actions.receive(words, by=counter, now=at_hour(day, 9))
    keep("offer", made.receipt)
    if made.holder_id is None:
        return
    station, principal = site.players.at(made.holder_id), site.players.of(shop.pk, ROLE.PRINCIPAL)
    with worn(station):
        one = complaint(made.pk, viewer=station)
        _mediated(one, station, at_hour(day, 15))
        summary = "顾客说在一次宴席上白灼虾不新鲜，三个人拉肚子，要求退这道菜的钱和药费 386 元。"
        row = actions.invite(
            one, summary, answer_by=site.today + timedelta(days=3), by=station, now=at_hour(day, 16)
        )  # fmt: skip
    with worn(principal):
        said = "当天的虾是早上进的货，票在；同一批有八桌，没有别的反映。愿意商量。"
        actions.answer_for(row, shop, said, by=principal, now=at_hour(day + timedelta(days=1), 10))
        offered = "退这道菜的钱，另付药费，凭医院票据。"
        actions.offer(row, shop, offered, fen=38_600, by=principal, now=at_hour(day + timedelta(days=1), 11))


def _brought(site: Site, words: Brought, step: Step, day: date) -> str:
    """Brought and taken as far as it came; the receipt."""
    with at_the_counter() as counter:
        made = actions.receive(words, by=counter, now=at_hour(day, 9))
    code = made.receipt
    if step is _waits or made.holder_id is None:
        return code
    station = site.players.at(made.holder_id)
    with worn(station):
        step(complaint(made.pk, viewer=station), station, at_hour(day, 15))
    return code


def _shops(site: Site) -> list[Business]:
    """Shops of the cast's station, the cast's own left alone."""
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).within(site.shop.path).filter(status=Status.OPERATING)
        return list(rows.exclude(pk=site.shop.pk).defer("phone").order_by("pk")[:SHOPS]) or [site.shop]
