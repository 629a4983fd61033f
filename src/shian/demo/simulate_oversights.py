"""Superiors look at places: once a quarter the county's office goes to one of its towns, and what it lists is answered,
judged, and answered again where it was not good enough."""

from datetime import date
from io import BytesIO

from PIL import Image

from shian.demo.oversights import DRAWN, SCENES, TALKS, Scene
from shian.demo.players import at_hour
from shian.demo.simulate_stage import A_DAY, Stage
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.wall import worn
from shian.oversight import actions, queries
from shian.oversight.actions import Formed, Listed, Looked
from shian.oversight.models import Oversight, Problem
from shian.packs.periods import period_of
from shian.people.models import Post
from shian.registry.models import Business, Status
from shian.territory.models import Level, Place
from shian.territory.queries import places_within

DAY_OF_QUARTER = 20
ANSWERED_AFTER, JUDGED_AFTER = 3, 2  # working days
SENT_BACK, SILENT = 25, 15  # out of a hundred
SEEN = Looked(True, "证照、公示、进货票据都看了，问题当场告诉了店主")
LAST_WORDS = "总体有人管、有记录；记录要真实，移交要有反馈。问题按期整改，逾期的通报。"


def oversights_of(stage: Stage, day: date) -> dict[str, int]:
    """How many problems were listed, answered and judged."""
    if not stage.works(day):
        return {"problems": 0, "problem_steps": 0}
    steps = [_followed(stage, problem, day) for problem in _going_on(stage)]
    return {"problems": _gone(stage, day) if day == _day_of_it(stage, day) else 0, "problem_steps": sum(steps)}


def _day_of_it(stage: Stage, day: date) -> date:
    """The working day of this quarter on which the office goes."""
    on = period_of("quarter", day).start + A_DAY * (DAY_OF_QUARTER - 1)
    while not stage.works(on):
        on += A_DAY
    return on


def _gone(stage: Stage, day: date) -> int:
    """The team of one is formed, draws, looks, talks, lists and closes, all in a day."""
    office = stage.office
    with worn(office):
        towns = _worth_going_to(stage)
        if not towns:
            return 0
        town = stage.play.luck("oversight", day).choice(towns)
        one = _opened(stage, town, day)
        for unit in list(queries.units(one, viewer=office)):
            actions.look_at_unit(unit, SEEN, by=office, now=at_hour(day, 11))
        for talk in TALKS:
            actions.record_talk(one, talk, by=office, now=at_hour(day, 14))
        listed = [_listed(stage, one, scene, day) for scene in SCENES]
        actions.close_oversight(one, note=LAST_WORDS, by=office, now=at_hour(day, 17))
    return sum(listed)


def _worth_going_to(stage: Stage) -> list[Place]:
    """The towns with businesses enough to draw from."""
    towns = places_within(stage.county, level=Level.TOWNSHIP).order_by("path")
    shops = Business.objects.visible_to(stage.office).filter(status=Status.OPERATING)
    return [town for town in towns if shops.within(town.path).count() >= DRAWN]


def _opened(stage: Stage, town: Place, day: date) -> Oversight:
    office, plan = stage.office, f"{day.year}年度食品安全督查计划"
    formed = Formed(f"{town.name}食品安全责任落实督查", "special", plan, town, (stage.office_post,), day)
    one = actions.open_oversight(formed, by=office, now=at_hour(day, 8))
    actions.seal_units(one, DRAWN, by=office, now=at_hour(day, 8))
    actions.draw_units(one, word="现场代表报：四十一", by=office, now=at_hour(day, 8))
    return actions.begin_oversight(one, by=office, now=at_hour(day, 9))


def _listed(stage: Stage, one: Oversight, scene: Scene, day: date) -> bool:
    """Whether there is a post of that role to answer for it."""
    post: Post | None = queries.answering_posts(one).filter(role_id=scene.role).first()
    if post is None:
        return False
    actions.list_problem(one, Listed(post, scene.severity, scene.text), by=stage.office, now=at_hour(day, 16))
    return True


def _going_on(stage: Stage) -> list[Problem]:
    with worn(stage.clerk):
        rows = Problem.objects.visible_to(stage.clerk).within(stage.county).exclude(state="accepted")
        return list(rows.select_related("oversight__leader", "holder__role").order_by("id"))


def _followed(stage: Stage, problem: Problem, day: date) -> bool:
    """Whether it was answered or judged today; some are never answered."""
    luck = stage.play.luck("problem", problem.pk)
    silent, sent_back = luck.randrange(100) < SILENT, luck.randrange(100) < SENT_BACK
    if problem.state == "answered":
        ripe = problem.answered_on is not None and problem.answered_on <= stage.working_days_before(day, JUDGED_AFTER)
        return ripe and _judged(stage, problem, day, sent_back=sent_back and not problem.returns)
    since = problem.judged_at or problem.recorded_at
    ripe = since < at_hour(stage.working_days_before(day, ANSWERED_AFTER) + A_DAY, 0)
    return ripe and not silent and _answered(stage, problem, day)


def _answered(stage: Stage, problem: Problem, day: date) -> bool:
    by = stage.players.at(problem.holder_id)
    with worn(by):
        shown = keep_evidence(Upload(_photo(problem), "document"), path=problem.path, business=None, by=by).pk
        answer = "已整改，附整改后的材料"
        actions.answer_problem(problem, answer=answer, evidence=[shown], by=by, now=at_hour(day, 10))
    return True


def _judged(stage: Stage, problem: Problem, day: date, *, sent_back: bool) -> bool:
    with worn(stage.office):
        if sent_back:
            actions.send_back_answer(problem, note="看不出由谁负责，请补充", by=stage.office, now=at_hour(day, 15))
        else:
            actions.accept_answer(problem, note="看过材料，认可", by=stage.office, now=at_hour(day, 15))
    return True


def _photo(problem: Problem) -> bytes:
    """A plain picture: a made-up world has no photographs."""
    kept, tone = BytesIO(), problem.pk.int
    Image.new("RGB", (64, 48), (90 + tone % 60, 140, 110 + problem.returns)).save(kept, "JPEG")
    return kept.getvalue()
