"""A school and an association: menus, meals eaten along, samples, suppliers, a survey; members who check themselves, a promise."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from io import BytesIO
from uuid import UUID

from PIL import Image, ImageDraw

from shian.canteen import actions as canteen
from shian.canteen.actions import Line, Samples, Shared
from shian.demo.cast import Member as Played
from shian.demo.cast import open_member
from shian.demo.players import ROLE, Players, at_hour
from shian.demo.settle import BUILDER, Site
from shian.demo.sheets import clean, named
from shian.disclosure import actions as disclosure
from shian.disclosure import queries
from shian.disclosure.actions import Served
from shian.disclosure.heralding import MEMBER, SELF_CHECK, herald
from shian.disclosure.rules import monday, week
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions import hand_in, owe_by_rule, plan
from shian.loop.submission import Submission
from shian.packs.periods import period_of
from shian.people.actions.persons import NewPerson, register_person
from shian.people.actions.posts import open_organisation, open_post
from shian.people.actions.tenure import appoint as seat
from shian.people.models import Organisation, Post, Role
from shian.people.queries import actor_for, system
from shian.registry.actions.appointment import appoint
from shian.registry.actions.rest import declare_rest
from shian.registry.actions.tagging import tag_business
from shian.registry.models import Business, Status

WEEKS = (
    ("红烧肉、清炒时蔬、番茄蛋汤", "青椒肉丝、麻婆豆腐、紫菜汤", "糖醋排骨、炒土豆丝、冬瓜汤", "可乐鸡翅、蒜蓉菠菜、排骨汤", "清蒸鱼块、炒青菜、豆腐汤"),
    ("土豆烧牛肉、炒包菜、蛋花汤", "番茄炒蛋、宫保鸡丁、萝卜汤", "红烧鸭块、炒豆芽、海带汤", "肉末茄子、炒花菜、菌菇汤", "虾仁豆腐、炒油麦菜、玉米汤"),
)  # fmt: skip
GOODS = (
    ("嘉禾粮油有限公司", "1", "米、面、油"),
    ("运河鲜肉配送部", "2", "鲜猪肉、鸡肉"),
    ("新塘蔬菜合作社配送", "1", "当季蔬菜、豆制品"),
)
MEMBERS, CHECKED = 6, 4
ANSWERS = ("yes", "yes", "partly", "yes", "yes", "no", "yes", "partly", "yes")
PROMISE = """一、不采购、不使用来路不明和过期变质的原料。
二、后厨干净，操作公开，餐具餐餐消毒。
三、菜价明码，不欺客；顾客的意见当天回。
四、每月自查一次，查到的问题自己改，结果给大家看。"""
WARM = 12  # degrees, on the one day on which the refrigerator failed


@dataclass(frozen=True)
class Kitchen:
    """A school canteen and who acts for it."""

    shop: Business
    officer: Actor
    head: Actor
    leader: Actor
    days: tuple[date, ...]


def play_schools(site: Site) -> int:
    """Returns how many meals a leader of the school ate along."""
    shop = _school(site)
    if shop is None:
        return 0
    _open_pages(site)
    kitchen = _staffed(site, shop)
    _owe(site, kitchen)
    _publish(site, kitchen)
    for n, day in enumerate(kitchen.days):
        _meal(kitchen, day, wrong=n == 1)
        _samples(kitchen, day, warm=n == 2)
    _survey(site, kitchen)
    return len(kitchen.days)


def _school(site: Site) -> Business | None:
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).filter(kind="canteen", tags__contains=["school"])
        return rows.filter(status=Status.OPERATING).select_related("place").order_by("path", "name", "id").first()


def _open_pages(site: Site) -> None:
    """The office opens a page for every business."""
    with worn(site.office):
        rows = queries.without_page(site.office)
        while found := list(rows[:2000]):
            disclosure.publish_pages(found, by=site.office, now=at_hour(site.today, 5))


def _staffed(site: Site, shop: Business) -> Kitchen:
    """The head appoints a vice head who eats along; the two enter the cast."""
    first = monday(site.today) - timedelta(days=7)
    players = Players(site.county, first)
    head, officer = players.of(shop.pk), players.of(shop.pk, ROLE.SAFETY_OFFICER)
    with worn(BUILDER):
        person = register_person(NewPerson(site.names.person(), shop.path, site.names.phone()), by=BUILDER)
    with worn(head):
        appoint(shop, person, ROLE.SCHOOL_LEADER, on=first, by=head, title="副校长")
    _enter(site, "school_leader", "副校长（陪餐）", person.pk, shop.name)
    _enter(site, "school_officer", "食堂食品安全员", players.seat(shop.pk, ROLE.SAFETY_OFFICER), shop.name)
    days = tuple(day for day in _weekdays(first) if day < site.today)
    return Kitchen(shop, officer, head, actor_for(person.pk, at_hour(first, 8)), days)


def _weekdays(first: date) -> Iterator[date]:
    return (day for start in (first, first + timedelta(days=7)) for day in week(start)[:5])


def _enter(site: Site, key: str, title: str, person: UUID, place: str) -> None:
    with worn(BUILDER):
        made: Played = open_member(key, title, person, place, BUILDER)
    site.cast.append(made)


def _owe(site: Site, kitchen: Kitchen) -> None:
    first = kitchen.days[0]
    with worn(kitchen.head):
        for weekday in (5, 6):
            declare_rest(kitchen.shop, start=first, until=None, weekday=weekday, reason="双休", by=kitchen.head)
    with worn(site.office):
        for programme in ("accompanied_meal", "sample_retention"):
            owe_by_rule(programme, within=kitchen.shop.path, on=first, by=site.office, now=at_hour(first, 7))


def _publish(site: Site, kitchen: Kitchen) -> None:
    """Two weeks of lunches, and from whom they are bought."""
    first = kitchen.days[0]
    with worn(kitchen.officer):
        lunches = [dishes for lunches in WEEKS for dishes in lunches]
        served = [
            Served(day, "lunch", tuple(dishes.split("、")), "鱼" if "鱼" in dishes else "")
            for day, dishes in zip(_weekdays(first), lunches, strict=True)
        ]
        disclosure.publish_menu(kitchen.shop, served, by=kitchen.officer, now=at_hour(first, 7))
        for name, kind, goods in GOODS:
            licence = site.names.licence("JY", kind)
            disclosure.publish_supplier(
                kitchen.shop, name=name, licence=licence, goods=goods, on=first, by=kitchen.officer
            )


def _dishes(kitchen: Kitchen, day: date) -> tuple[str, ...]:
    return tuple(queries.menus(kitchen.officer, kitchen.shop, day, day)[0].dishes)


def _meal(kitchen: Kitchen, day: date, *, wrong: bool) -> None:
    with worn(kitchen.leader):
        said = {"meal.warm": "汤是凉的，当场换了保温桶"} if wrong else {}
        shared = Shared(day, "lunch", 310 + day.day, _dishes(kitchen, day), said)
        canteen.accompany_meal(kitchen.shop, shared, by=kitchen.leader, now=at_hour(day, 13))


def _samples(kitchen: Kitchen, day: date, *, warm: bool) -> None:
    with worn(kitchen.officer):
        lines = tuple(Line(dish, 126 + n * 7) for n, dish in enumerate(_dishes(kitchen, day)))
        samples = Samples(day, "lunch", Decimal(WARM if warm else 4), lines)
        canteen.retain_samples(kitchen.shop, samples, by=kitchen.officer, now=at_hour(day, 12))


def _survey(site: Site, kitchen: Kitchen) -> None:
    """Opened a week ago; nine have answered."""
    with worn(kitchen.head):
        one = canteen.open_survey(kitchen.shop, by=kitchen.head, now=at_hour(kitchen.days[0], 9))
    with herald() as by:
        for said in ANSWERS:
            words = {f"view.{name}": said for name in ("taste", "warm", "variety", "clean", "heard")}
            canteen.answer_survey(one, words, by=by, now=at_hour(kitchen.days[-1], 20))


# --- the association ---


def play_association(site: Site) -> int:
    """Returns how many members it has."""
    secretary, association = _founded(site)
    shops = _shops(site)
    with worn(site.office):
        disclosure.publish_association(association, by=site.office, now=at_hour(site.today, 5))
    _admitted(site, secretary, association, shops)
    _promised(site, secretary, association)
    _checked(site, shops)
    return len(shops)


def _founded(site: Site) -> tuple[Actor, Organisation]:
    county = site.ground.county
    with worn(BUILDER):
        kind = Organisation.Kind.ASSOCIATION
        association = open_organisation(
            Organisation(name=f"{county.name}餐饮行业协会", kind=kind, place=county), by=BUILDER
        )
        role = Role.objects.get(key="association_secretary")
        post = Post(organisation=association, place=county, role=role, title="协会秘书长", opened_on=site.since)
        post = open_post(post, by=BUILDER)
        person = register_person(NewPerson(site.names.person(), county.path, site.names.phone()), by=BUILDER)
        seat(post, person, on=site.since, by=BUILDER)
    _enter(site, "association_secretary", post.title, person.pk, association.name)
    return actor_for(person.pk, at_hour(site.today, 8)), association


def _shops(site: Site) -> list[Business]:
    """The cast's restaurant and others."""
    with worn(site.office):
        rows = Business.objects.visible_to(site.office).filter(kind="caterer", status=Status.OPERATING)
        others = rows.exclude(pk=site.shop.pk).order_by("path", "name", "id")[: MEMBERS - 1]
        return [rows.get(pk=site.shop.pk), *others]


def _admitted(site: Site, secretary: Actor, association: Organisation, shops: Sequence[Business]) -> None:
    """Admitted by the secretary; what follows from that (the tag, the duty) is done at once, not by the courier."""
    on, clock = period_of("month", site.today).start, system("clock")
    for shop in shops:
        with worn(site.office):
            page = queries.page_of(site.office, shop.pk)
        with worn(secretary):
            if page is not None:
                disclosure.admit_member(association, page, on=on, by=secretary)
        with worn(clock):
            tag_business(shop, MEMBER, by=clock)
            owe_by_rule(SELF_CHECK, within=shop.path, on=on, by=clock, now=at_hour(on, 8))
    with worn(site.office):
        plan(SELF_CHECK, period_of("month", site.today).name, within=site.county, by=site.office, now=at_hour(on, 8))


def _promised(site: Site, secretary: Actor, association: Organisation) -> None:
    now = at_hour(site.today, 5)
    with worn(secretary):
        draft = disclosure.draft_pledge(association, text=PROMISE, by=secretary, now=now)
        upload = Upload(_stroke(), "signature")
        kept = keep_evidence(upload, path=association.path, business=None, by=secretary)
        disclosure.sign_pledge(draft, signature=kept.pk, by=secretary, now=now)


def _stroke() -> bytes:
    """A signature as a finger draws one."""
    picture = Image.new("RGB", (240, 90), "white")
    ImageDraw.Draw(picture).line([(20, 60), (70, 20), (110, 70), (170, 25), (220, 60)], fill="black", width=4)
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _checked(site: Site, shops: Sequence[Business]) -> None:
    players = Players(site.county, site.past.start)
    for shop in shops[1 : CHECKED + 1]:
        by = players.of(shop.pk)
        with worn(by):
            key = named(SELF_CHECK, shop.pk, site.today)
            sheet = Submission(
                id=key, programme=SELF_CHECK, business=shop.pk, on_day=site.today, zero_risk=True, answers=clean("association")
            )  # fmt: skip
            hand_in(sheet, by=by, now=at_hour(site.today, 5))
