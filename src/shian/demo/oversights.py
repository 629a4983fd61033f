"""Two oversights: one of the cast's town that has ended, with problems in every state, and one that nobody there knows of yet."""

from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from uuid import UUID

from PIL import Image

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.wall import worn
from shian.oversight import actions, queries
from shian.oversight.actions import Formed, Listed, Looked, Talked
from shian.oversight.models import Oversight, Problem, Unit
from shian.people.models import Post
from shian.territory.models import Level, Place

DRAWN, DAYS_AGO = 6, 21


@dataclass(frozen=True)
class Scene:
    """A problem: the role that owes it, how serious, its words, and how far it has come."""

    role: str
    severity: str
    text: str
    answer: str = ""
    accepted: bool = False


SCENES = (
    Scene(
        "township_cadre", "serious", "三名包保干部的督导记录用了同一张照片", "已重新督导，换成当天的照片", accepted=True
    ),
    Scene("village_cadre", "general", "公示栏里的包保责任人还是前任", "已换成现任", accepted=True),
    Scene("station_officer", "general", "移交监管所的两个问题没有反馈给发现人", "已补反馈，附反馈记录"),
    Scene("township_cadre", "serious", "上季度有一次应开的食品安全形势分析会没有开"),
)
TALKS = (
    Talked("沈某", "分管副镇长", "说得出包保的三家，说不出上次督导发现的问题"),
    Talked("陆某", "村（社区）书记", "知道该填什么表，表多，希望合并"),
    Talked("钱某", "餐饮店主", "见过包保干部，知道有问题找谁"),
)


def play_oversights(site: Site) -> int:
    """How many problems were listed."""
    town = _town(site)
    with worn(site.office):
        day = _working(site, site.today - timedelta(days=DAYS_AGO))
        one = _opened(site, town, f"{town.name}食品安全责任落实督查", "special", day)
        actions.begin_oversight(one, by=site.office, now=at_hour(day, 9))
        for unit in list(queries.units(one, viewer=site.office)):
            _looked(site, unit, day)
        for talk in TALKS:
            actions.record_talk(one, talk, by=site.office, now=at_hour(day, 14))
        problems = [_listed(site, one, scene, day) for scene in SCENES]
        words = "总体有人管、有记录；记录要真实，移交要有反馈。问题按期整改，逾期的通报。"
        actions.close_oversight(one, note=words, by=site.office, now=at_hour(day, 17))
    for scene, problem in zip(SCENES, problems, strict=True):
        _followed(site, scene, problem, day)
    with worn(site.office):
        _opened(site, _another(site, town), "四不两直暗访", "surprise", site.today)
    return len(problems)


def _opened(site: Site, place: Place, title: str, kind: str, day: date) -> Oversight:
    """Formed, sealed and drawn in the morning."""
    team = (site.offices.post("office"),)
    formed = Formed(title, kind, f"{day.year}年度食品安全督查计划", place, team, day)
    one = actions.open_oversight(formed, by=site.office, now=at_hour(day, 8))
    actions.seal_units(one, DRAWN, by=site.office, now=at_hour(day, 8))
    actions.draw_units(one, word="现场代表报：四十一", by=site.office, now=at_hour(day, 8))
    return one


def _looked(site: Site, unit: Unit, day: date) -> None:
    looked = Looked(True, "证照、公示、进货票据都看了，问题当场告诉了店主")
    actions.look_at_unit(unit, looked, by=site.office, now=at_hour(day, 11))


def _listed(site: Site, one: Oversight, scene: Scene, day: date) -> Problem:
    listed = Listed(_post(site, one, scene.role), scene.severity, scene.text)
    return actions.list_problem(one, listed, by=site.office, now=at_hour(day, 16))


def _post(site: Site, one: Oversight, role: str) -> Post:
    return next(post for post in queries.answering_posts(one) if post.role_id == role)


def _followed(site: Site, scene: Scene, problem: Problem, day: date) -> None:
    """The unit answers two days later, the office says what it thinks of it the day after."""
    answerer = site.players.at(problem.holder_id)
    if scene.answer:
        with worn(answerer):
            at = at_hour(_working(site, day + timedelta(days=3)), 10)
            shown = _photo(problem, site)
            actions.answer_problem(problem, answer=scene.answer, evidence=[shown], by=answerer, now=at)
    if scene.accepted:
        with worn(site.office):
            actions.accept_answer(problem, note="看过材料，认可", by=site.office, now=at_hour(site.today, 5))


def _photo(problem: Problem, site: Site) -> UUID:
    kept = BytesIO()
    Image.new("RGB", (64, 48), (90 + len(problem.text), 140, 110)).save(kept, "JPEG")
    by = site.players.at(problem.holder_id)
    return keep_evidence(Upload(kept.getvalue(), "document"), path=problem.path, business=None, by=by).pk


def _town(site: Site) -> Place:
    return next(place for place in site.ground.of(Level.TOWNSHIP) if site.shop.path.startswith(place.path))


def _another(site: Site, town: Place) -> Place:
    """Another town with businesses enough to draw from."""
    return next(place for place in site.ground.of(Level.TOWNSHIP) if place.pk != town.pk)


def _working(site: Site, day: date) -> date:
    while not site.law.calendar.is_working(day):
        day -= timedelta(days=1)
    return day
