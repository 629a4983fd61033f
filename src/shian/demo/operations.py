"""Two joint operations of the cast's town: one that is over, with a case that two departments named, one under way with a notice unanswered."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.operations import actions, queries
from shian.operations.actions import Goods, Matter, Planned
from shian.operations.models import Notice, Operation, Target
from shian.people.models import Post
from shian.registry.models import Business, Status
from shian.territory.models import Level, Place

OBJECTS, DAYS_AGO = 8, 12
SEEN = ("货架整齐，索证索票齐全", "有两种保健食品标注疗效", "冷藏温度不够，当场调低", "进货台账缺三天")


@dataclass(frozen=True)
class Cast:
    """The departments by their people: who leads, the regulator's station, those from outside by their line."""

    office: Actor
    station: Post
    outside: dict[str, Post]


def play_operations(site: Site) -> tuple[int, int]:
    """How many objects were recorded, and how many cases filed."""
    cast = _cast(site)
    day = site.today - timedelta(days=DAYS_AGO)
    done = _sent_out(site, cast, "保健食品虚假宣传联合整治", "全市食品安全联席会议部署", day, day + timedelta(days=3))
    cases = _worked(site, cast, done, day)
    with worn(cast.office):
        words = "查处虚假宣传一批，一案移送公安；食堂进货的问题已抄告教育部门。"
        actions.close_operation(
            _again(done, cast), note=words, by=cast.office, now=at_hour(day + timedelta(days=3), 17)
        )
    going = _sent_out(
        site, cast, "校园周边食品安全联合检查", "秋季开学联合检查方案", site.today, site.today + timedelta(days=4)
    )
    return _begun(site, cast, going) + OBJECTS, cases


def _cast(site: Site) -> Cast:
    outside = {post.organisation.department: post for post in site.offices.posts["other_department"]}
    stations = [post for post in site.offices.posts["station_officer"] if site.shop.path.startswith(post.path)]
    return Cast(site.office, max(stations, key=lambda post: len(post.path)), outside)


def _sent_out(site: Site, cast: Cast, title: str, basis: str, starts: date, ends: date) -> Operation:
    """Planned, manned, ordered and begun in the morning of its first day."""
    now, town = at_hour(starts, 8), _town(site)
    regulator = next(post for post in site.offices.posts["station_officer"] if post.path == site.county)
    planned = Planned(title, basis, town, (regulator, *cast.outside.values()), starts, ends)
    with worn(cast.office):
        one = actions.open_operation(planned, by=cast.office, now=now)
        sides = (("一组", ("police", "agriculture")), ("二组", ("education", "police")))
        shops = _shops(town, cast.office)
        for at, (name, lines) in enumerate(sides):
            members = (cast.station, *(cast.outside[line] for line in lines))
            team = actions.form_team(one, name, members, by=cast.office, now=now)
            actions.add_objects(team, shops[at::2], by=cast.office, now=now)
        actions.order_operation(one, by=cast.office, now=now)
        return actions.begin_operation(one, by=cast.office, now=now)


def _shops(town: Place, office: Actor) -> list[Business]:
    rows = Business.objects.visible_to(office).within(town.path).filter(status=Status.OPERATING).defer("phone")
    return list(rows.order_by("pk")[:OBJECTS])


def _worked(site: Site, cast: Cast, one: Operation, day: date) -> int:
    """Every object is recorded; the first ones by two departments, who name the same problem and the same case."""
    station, police = site.players.at(cast.station.pk), site.players.at(cast.outside["police"].pk)
    year, now = day.year, at_hour(day + timedelta(days=1), 10)
    targets = _targets(cast, one)
    for n, target in enumerate(targets):
        with worn(station):
            actions.record_object(
                target, outcome="done" if n else "shut", note=SEEN[n % len(SEEN)], by=station, now=now
            )
    first, second = targets[1], targets[2]
    code = _code(first, day)
    for by in (police, station):
        with worn(by):
            actions.note_problem(first, code=code, note="证照挂的是前一个业主的", by=by, now=now)
            actions.note_case(first, number=f"市监罚立〔{year}〕{82}号", text="虚假宣传保健食品", department=None, by=by, now=now)  # fmt: skip
    with worn(station):
        actions.note_case(second, number=f"市监罚立〔{year}〕83号", text="经营超过保质期的食品", department=None, by=station, now=now)  # fmt: skip
        actions.note_seizure(first, Goods("某某牌胶囊", 120, "瓶", 360_000), by=station, now=now)
    _handed_over(cast, one, now)
    notice = _told(site, cast, one, "police", "education", "学校食堂从这家进货，请核查供货商名单", day)
    _answered(site, cast, notice, day)
    return 2


def _handed_over(cast: Cast, one: Operation, now: datetime) -> None:
    office = cast.office
    with worn(office):
        case = queries.results(one, viewer=office, part="cases").select_related(
            "operation__lead_post", "target__team", "target__operation__lead_post"
        )[0]
        police = cast.outside["police"].organisation_id
        actions.transfer_case(case, to=police, by=office, now=now)
        actions.expose_case(case, by=office, now=now)


def _told(site: Site, cast: Cast, one: Operation, sender: str, receiver: str, text: str, day: date) -> Notice:
    by = site.players.at(cast.outside[sender].pk)
    with worn(by):
        matter = Matter(cast.outside[receiver].organisation_id, text)
        return actions.send_notice(_again(one, cast), matter, by=by, now=at_hour(day + timedelta(days=1), 15))


def _answered(site: Site, cast: Cast, notice: Notice, day: date) -> None:
    school = site.players.at(notice.holder_id)
    with worn(school):
        actions.receive_notice(notice, by=school, now=at_hour(day + timedelta(days=2), 9))
        words = "核查了供货商名单，两所学校已停用这家"
        actions.answer_notice(notice, answer=words, by=school, now=at_hour(day + timedelta(days=5), 16))


def _begun(site: Site, cast: Cast, one: Operation) -> int:
    """Half of it is done this morning; a notice waits for its answer. How many objects are recorded."""
    station, now = site.players.at(cast.station.pk), at_hour(site.today, 10)
    half = sorted(_targets(cast, one), key=lambda one: one.name)[: OBJECTS // 2]
    for n, target in enumerate(half):
        with worn(station):
            actions.record_object(target, outcome="done", note=SEEN[n % len(SEEN)], by=station, now=now)
    _told(
        site,
        cast,
        one,
        "police",
        "education",
        "校门口流动摊贩集中在放学时段，请学校安排值守",
        site.today - timedelta(days=1),
    )
    return len(half)


def _targets(cast: Cast, one: Operation) -> list[Target]:
    with worn(cast.office):
        rows = queries.targets(one, viewer=cast.office).order_by("pk")
        return list(rows.select_related("team", "operation__lead_post"))


def _again(one: Operation, cast: Cast) -> Operation:
    return queries.operation(one.pk, viewer=cast.office)


def _code(target: Target, on: date) -> str:
    return queries.questions(target, on=on)[0].code


def _town(site: Site) -> Place:
    return next(place for place in site.ground.of(Level.TOWNSHIP) if site.shop.path.startswith(place.path))
