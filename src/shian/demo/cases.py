"""Penalty cases of the cast's town: one in the archive and told to everybody, one with the police, one under investigation, one just come in."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shian.demo.cast import open_member
from shian.demo.players import Players, at_hour
from shian.demo.settle import BUILDER, Site
from shian.enforcement import actions
from shian.enforcement.actions import Decision, Facts, Found, Goods, Officer, Opened, Parcel, Proposal, Taken
from shian.enforcement.models import PenaltyCase
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_post
from shian.people.actions.tenure import appoint
from shian.people.models import Organisation, Post, Role
from shian.registry.models import Business, Status

ALL_FOUR = ("evidence", "punishable", "ours", "in_time")
HEADS = (("regulator_chief", "市场监管局局长"), ("legal_reviewer", "市场监管局法制审核员"))
OLD, GONE, GOING, NEW = 40, 14, 18, 3  # days ago on which each case came in
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
        shops = list(rows.defer("phone").order_by("-pk")[:4])
    plays: tuple[Callable[[Site, Hands, Business], PenaltyCase], ...] = (_archived, _with_the_police, _going, _new)
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


def _new(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """It waits for its check."""
    return _opened(site, hands, shop, NEW, "未公示食品经营许可证", "网格员反映店内没有公示许可证，现场照片一张。")


def _going(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """Goods are seized, a test runs, so the time to decide stands still."""
    case = _opened(site, hands, shop, GOING, "经营标签不符合规定的预包装食品", "抽查发现三种预包装食品没有生产日期。")
    first = site.today - timedelta(days=GOING - 2)
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
    return case


def _archived(site: Site, hands: Hands, shop: Business) -> PenaltyCase:
    """All the way: reviewed, told, decided, served, paid, public, in the archive; and read by everybody without a name."""
    case = _opened(site, hands, shop, OLD, "经营超过保质期的食品", "检查发现货架上有三袋超过保质期的面包。")
    day = site.today - timedelta(days=OLD - 1)
    _filed(site, hands, case, day)
    lead, chief = hands.lead, hands.chief
    with worn(lead):
        proposal = Proposal(
            "当事人销售超过保质期的面包三袋，货值四十五元，当场下架。", ("fine", "confiscation"), 500_000, 4_500
        )
        actions.conclude(case, proposal, by=lead, now=at_hour(day + timedelta(days=8), 10))
    with worn(hands.lawyer):
        actions.pass_review(
            case, note="事实清楚，证据充分，程序合法。", by=hands.lawyer, now=at_hour(day + timedelta(days=10), 10)
        )
    told = day + timedelta(days=11)
    with worn(lead):
        actions.notify_party(case, by=lead, now=at_hour(told, 10))
        actions.note_plea(case, plea="当事人表示认错，放弃陈述申辩。", by=lead, now=at_hour(told, 15))
        actions.issue_paper(case, kind="notice", words="", by=lead, now=at_hour(told, 16))
    decided = day + timedelta(days=14)
    with worn(chief):
        decision = Decision("penalty", "依法没收并罚款五千元。", ("fine", "confiscation"), 500_000, 4_500, "general")
        actions.decide(case, decision, by=chief, now=at_hour(decided, 10))
    with worn(lead):
        actions.issue_paper(case, kind="decision", words="", by=lead, now=at_hour(decided, 11))
        actions.serve(case, how="direct", on=decided, by=lead, now=at_hour(decided, 15))
        paid = decided + timedelta(days=6)
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
