"""Penalty cases of the cast's town: archived and told to everybody, with the police, under investigation, just come in, paid in parts; one on the spot."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shian.demo.cast import open_member
from shian.demo.players import Players, at_hour
from shian.demo.settle import BUILDER, Site
from shian.enforcement import actions
from shian.enforcement.actions import (
    CameIn,
    Decision,
    Disputed,
    Facts,
    Found,
    Goods,
    Officer,
    Opened,
    Parcel,
    Proposal,
    Request,
    Settled,
    Spotted,
    Taken,
    punish_on_spot,
)
from shian.enforcement.models import JointInquiry, PenaltyCase, SpotPenalty
from shian.enforcement.rules import Amount
from shian.inspection.actions import decide_on_case
from shian.inspection.models import Inspection
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Post, Role
from shian.registry.models import Business, Status

ALL_FOUR = ("evidence", "punishable", "ours", "in_time")
HEADS = (("regulator_chief", "市场监管局局长"), ("legal_reviewer", "市场监管局法制审核员"))
OLD, PAYING, GONE, GOING, NEW = 40, 38, 14, 18, 3  # days ago on which each case came in
BODY = "某日，{shop}在经营场所摆放、销售超过保质期的面包三袋，货值四十五元。当事人当场下架并整改。市场监管部门依法没收并罚款五千元。"


@dataclass(frozen=True)
class Hands:
    """Who works on cases: two officers, the head, the reviewer, the police."""

    lead: Actor
    second: Actor
    chief: Actor
    lawyer: Actor
    police: Actor
    police_post: Post
    officers: tuple[Officer, Officer]


def play_cases(site: Site) -> int:
    """How many cases there are."""
    hands = _hands(site)
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).within(_town(site)).filter(status=Status.OPERATING)
        shops = list(rows.defer("phone").order_by("-pk")[:5])
    plays: tuple[Callable[[Site, Hands, Business], PenaltyCase], ...] = (
        _archived,
        _with_the_police,
        _going,
        _new,
        _paying,
    )
    _on_the_spot(site, hands)
    _came_in(site, hands)
    return len([play(site, hands, shop) for play, shop in zip(plays, shops, strict=False)])


def _hands(site: Site) -> Hands:
    stations = [post for post in site.offices.posts["station_officer"] if site.shop.path.startswith(post.path)]
    second, lead = sorted(stations, key=lambda post: len(post.path))
    police = next(post for post in site.offices.posts["other_department"] if post.organisation.department == "police")
    chief, lawyer = (_seated(site, role, title) for role, title in HEADS)
    players = Players(site.county, site.past.start)
    with worn(BUILDER):
        site.cast.append(open_member("police", police.title, players.person_at(police.pk), police.place.name, BUILDER))
    officers = (Officer(lead, "浙F0330201"), Officer(second, "浙F0330105"))
    return Hands(
        players.at(lead.pk), players.at(second.pk), players.at(chief.pk), players.at(lawyer.pk), players.at(police.pk), police, officers
    )  # fmt: skip


def _seated(site: Site, role: str, title: str) -> Post:
    """A post of the regulator's at the county, with somebody in it who enters by one click."""
    unit = site.offices.organisations[Organisation.Kind.REGULATOR, site.county]
    with worn(BUILDER):
        wanted = Post(
            organisation=unit, place=unit.place, role=Role.objects.get(key=role), title=title, opened_on=site.since
        )
        post = open_post(wanted, by=BUILDER)
        person = register_person(NewPerson(site.names.person(), unit.path, site.names.phone()), by=BUILDER)
        appoint(post, person, on=site.since, by=BUILDER)
        site.cast.append(open_member(role, title, person.pk, unit.place.name, BUILDER))
    return post


def _town(site: Site) -> str:
    return "/".join(site.shop.path.split("/")[:5]) + "/"


def _opened(site: Site, hands: Hands, shop: Business, days: int, title: str, summary: str) -> PenaltyCase:
    """Come in so many days ago, with its two officers."""
    now = at_hour(site.today - timedelta(days=days), 9)
    with worn(hands.lead):
        case = actions.open_case(Opened(title, summary, shop.path, "hand", None, shop), by=hands.lead, now=now)
    with worn(hands.chief):
        return actions.assign_officers(case, hands.officers, by=hands.chief, now=now)


def _filed(site: Site, hands: Hands, case: PenaltyCase, day: date) -> PenaltyCase:
    with worn(hands.chief):
        return actions.file_case(case, conditions=ALL_FOUR, by=hands.chief, now=at_hour(day, 10))


def _on_the_spot(site: Site, hands: Hands) -> SpotPenalty | None:
    """The latest inspection that found something to punish ends with a fine on the spot; its papers are still to be filed."""
    with worn(site.office):
        rows = Inspection.objects.visible_to(site.office).within(_town(site)).filter(decision="open")
        one = rows.select_related("business").defer("business__phone").order_by("-go_on", "-pk").first()
    if one is None:
        return None
    now, shop = at_hour(one.go_on, 12), one.business
    with worn(hands.lead):
        spotted = Spotted(
            "餐用具未按规定清洗消毒", "违反《餐饮服务食品安全操作规范》，依据《中华人民共和国食品安全法》第一百二十六条处罚", "没有意见，已当场改正",
            shop.address or shop.name, shop.path, ("warning", "fine"), hands.officers, 100_000, shop, source="inspection", source_id=one.pk,
        )  # fmt: skip
        spot = punish_on_spot(spotted, by=hands.lead, now=now)
        words = f"情节轻微，已按简易程序当场处罚（{spot.mark}）"
        decide_on_case(one, file="not_file", case_number="", note=words, by=hands.lead, now=at_hour(one.go_on, 14))
    return spot


def _new(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """It waits for its check."""
    return _opened(site, hands, shop, NEW, "未公示食品经营许可证", "网格员反映店内没有公示许可证，现场照片一张。")


def _going(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """Goods are seized, a test runs, so the time to decide stands still."""
    case = _opened(site, hands, shop, GOING, "经营标签不符合规定的预包装食品", "抽查发现三种预包装食品没有生产日期。")
    first = site.today - timedelta(days=GOING - 2)
    _disputed(hands, case, first - timedelta(days=1))
    _filed(site, hands, case, first)
    with worn(hands.lead):
        goods = [Goods("无标签糕点", 36, "盒", 54_000)]
        taken = Taken("seize", goods, "市场监管所物品库", "标签不符合食品安全法规定")
        actions.take_measure(case, taken, by=hands.lead, now=at_hour(first, 14))
        found = Found("thing", "无标签糕点一盒（抽样取证）", "市场监管所证据柜")
        row = actions.keep_exhibit(case, found, by=hands.lead, now=at_hour(first, 15))
        actions.hand_on_exhibit(
            row, to="市检验所", lies_at="市检验所样品室", note="送检", by=hands.lead, now=at_hour(first, 17)
        )
        actions.note_facts(
            case, Facts(("slight", "corrected"), sales_fen=54_000), by=hands.lead, now=at_hour(first, 17)
        )
        actions.pause_clock(case, reason="testing", note="送检微生物指标", by=hands.lead, now=at_hour(first, 18))
        _asked(hands, case, first + timedelta(days=1))
    return case


def _asked(hands: Hands, case: PenaltyCase, day: date) -> None:
    """The county next door looks into the producer; it has the paper."""
    words = "请核实三种无标签糕点是否由贵地某食品厂生产，并调取出厂记录。"
    row = actions.ask_inquiry(case, to="邻县市场监管局", asked=words, by=hands.lead, now=at_hour(day, 9))
    later = day + timedelta(days=2)
    actions.note_inquiry_received(row, on=later, by=hands.lead, now=at_hour(later, 10))


def _came_in(site: Site, hands: Hands) -> JointInquiry:
    """Another county asks in its turn; the head gave it to the station."""
    day = site.today - timedelta(days=NEW + 2)
    with worn(hands.chief):
        asked = "请核实贵地某超市是否销售过我县通报的不合格腐竹，并函复进货单据。"
        came = CameIn("远县市场监管局", "远市监协查〔2026〕17号", asked, day, site.shop.path)
        row = actions.take_inquiry(came, by=hands.chief, now=at_hour(day, 9))
        return actions.assign_inquiry(row, hands.officers[0].post, by=hands.chief, now=at_hour(day, 11))


def _disputed(hands: Hands, case: PenaltyCase, day: date) -> None:
    """The county next door said that it is its own; the two agreed by telephone the same day."""
    with worn(hands.lead):
        said = Disputed("邻县市场监管局", day, "生产者在邻县，对方认为应当由生产地管辖。")
        row = actions.raise_dispute(case, said, by=hands.lead, now=at_hour(day, 10))
    with worn(hands.chief):
        agreed = Settled("ours", day, "违法行为发生在本县，由本县办理；邻县核查生产者。")
        actions.agree_dispute(row, agreed, by=hands.chief, now=at_hour(day, 16))


@dataclass(frozen=True)
class Fined:
    """A case that ends with a fine: so many days ago, what it was for, how much in fen was fined and taken away."""

    days_ago: int
    title: str
    summary: str
    report: str
    fine: int
    taken: int
    words: str


EXPIRED = Fined(
    OLD, "经营超过保质期的食品", "检查发现货架上有三袋超过保质期的面包。", "当事人销售超过保质期的面包三袋，货值四十五元，当场下架。", 500_000, 4_500,
    "依法没收并罚款五千元。",
)  # fmt: skip
UNLICENSED = Fined(
    PAYING, "超出许可项目经营冷食", "检查发现凉菜专间没有许可，仍供应凉菜。", "当事人超出许可项目供应凉菜，经营额六百元，已停止供应。", 1_000_000, 60_000,
    "依法没收违法所得并罚款一万元。",
)  # fmt: skip


def _served(site: Site, hands: Hands, shop: Business, told: Fined) -> PenaltyCase:
    """Filed, reviewed, told, decided, served directly on the day of the decision."""
    case = _opened(site, hands, shop, told.days_ago, told.title, told.summary)
    day, lead, chief = site.today - timedelta(days=told.days_ago - 1), hands.lead, hands.chief
    _filed(site, hands, case, day)
    penalties = ("fine", "confiscation")
    with worn(lead):
        proposal = Proposal(told.report, penalties, told.fine, told.taken)
        actions.conclude(case, proposal, by=lead, now=at_hour(day + timedelta(days=8), 10))
    with worn(hands.lawyer):
        actions.pass_review(
            case, note="事实清楚，证据充分，程序合法。", by=hands.lawyer, now=at_hour(day + timedelta(days=10), 10)
        )
    known = day + timedelta(days=11)
    with worn(lead):
        actions.notify_party(case, by=lead, now=at_hour(known, 10))
        actions.note_plea(case, plea="当事人表示认错，放弃陈述申辩。", by=lead, now=at_hour(known, 15))
        actions.issue_paper(case, kind="notice", words="", by=lead, now=at_hour(known, 16))
    decided = day + timedelta(days=14)
    with worn(chief):
        decision = Decision("penalty", told.words, penalties, told.fine, told.taken, "general")
        actions.decide(case, decision, by=chief, now=at_hour(decided, 10))
    with worn(lead):
        actions.issue_paper(case, kind="decision", words="", by=lead, now=at_hour(decided, 11))
        return actions.serve(case, how="direct", on=decided, by=lead, now=at_hour(decided, 15))


def _paying(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """The party pays in three parts: the first is paid, the second comes near."""
    case = _served(site, hands, shop, UNLICENSED)
    lead, served = hands.lead, site.today - timedelta(days=PAYING - 15)
    first = served + timedelta(days=12)
    with worn(lead):
        asked = Request(served + timedelta(days=4), "店面受淹停业一个多月，流动资金不足。", 3, first)
        row = actions.ask_deferral(case, asked, by=lead, now=at_hour(served + timedelta(days=4), 10))
    plan = [Amount(first, 400_000), *(Amount(first + timedelta(days=30 * n), 300_000) for n in (1, 2))]
    with worn(hands.chief):
        actions.grant_deferral(row, plan, by=hands.chief, now=at_hour(served + timedelta(days=6), 9))
    with worn(lead):
        actions.issue_paper(case, kind="deferral", words="", by=lead, now=at_hour(served + timedelta(days=6), 15))
        day = first - timedelta(days=1)
        return actions.note_payment(case, on=day, fen=400_000, by=lead, now=at_hour(day, 10))


def _archived(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """All the way: decided, served, paid, public, in the archive; and read by everybody without a name."""
    case = _served(site, hands, shop, EXPIRED)
    lead, chief = hands.lead, hands.chief
    paid = site.today - timedelta(days=OLD - 21)
    with worn(lead):
        actions.note_payment(case, on=paid, by=lead, now=at_hour(paid, 10))
        actions.publish_penalty(case, on=paid, by=lead, now=at_hour(paid, 11))
        actions.close(case, by=lead, now=at_hour(paid, 16))
        actions.archive(case, marks="正卷、副卷各一册，2026-011", by=lead, now=at_hour(paid + timedelta(days=2), 9))
        typical = actions.draft_typical(
            case,
            title="某店经营超过保质期食品案",
            body=BODY.format(shop=shop.name),
            by=lead,
            now=at_hour(paid + timedelta(days=3), 9),
        )
    with worn(chief):
        actions.publish_typical(typical, by=chief, now=at_hour(paid + timedelta(days=4), 9))
    return case


def _with_the_police(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """A flag of crime, a report, the head's decision, the police: filed, supervised together."""
    case = _opened(site, hands, shop, GONE, "在食品中添加禁用物质", "快检显示汤料含罂粟碱，当事人承认添加罂粟壳。")
    day = site.today - timedelta(days=GONE - 1)
    _filed(site, hands, case, day)
    lead, chief, police = hands.lead, hands.chief, hands.police
    with worn(lead):
        taken = Taken("seize", [Goods("罂粟壳", 2, "千克", 80_000)], "市场监管所物品库", "涉嫌添加禁用物质")
        actions.take_measure(case, taken, by=lead, now=at_hour(day, 11))
        actions.note_facts(case, Facts((), ("banned_substance",), 800_000), by=lead, now=at_hour(day, 12))
        report = "两名执法人员现场核实、抽样送检，检验报告证实汤料含罂粟碱。"
        transfer = actions.propose_transfer(case, summary=case.summary, report=report, by=lead, now=at_hour(day, 16))
    with worn(chief):
        actions.approve_transfer(transfer, by=chief, now=at_hour(day + timedelta(days=1), 9))
    with worn(lead):
        parcel = Parcel(hands.police_post, ("letter", "report", "goods_list", "tests"))
        actions.hand_transfer(transfer, parcel, by=lead, now=at_hour(day + timedelta(days=1), 15))
    with worn(police):
        actions.receive_transfer(transfer, weight="plain", by=police, now=at_hour(day + timedelta(days=1), 17))
        actions.accept_transfer(transfer, answer="已立案侦查。", by=police, now=at_hour(day + timedelta(days=3), 10))
    with worn(chief):
        actions.supervise_jointly(
            transfer, units="市公安局、市市场监管局", by=chief, now=at_hour(day + timedelta(days=5), 9)
        )
    return case
