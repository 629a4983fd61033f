"""The look-backs of a simulated county: on the first working day of a quarter the office draws from what the last one
closed; whoever is named goes within the week, and of what does not hold the problem is opened again."""

from datetime import date
from io import BytesIO

from PIL import Image

from shian.demo.look_back import CHECKLIST, KEY
from shian.demo.players import at_hour
from shian.demo.sheets import clean, named
from shian.demo.simulate_stage import A_DAY, Stage
from shian.draws.actions import publish_draw
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.wall import worn
from shian.loop.actions import commit_look_back, draw_look_back, hand_in, look_back_list
from shian.loop.models import Task
from shian.loop.queries import Closed
from shian.loop.queries.look_backs import LOOK_BACK
from shian.loop.submission import Answer, Submission
from shian.packs.periods import period_of

MOST = 60  # a quarter, for a county
WITHIN = 5  # days
COMES_BACK = 20  # out of a hundred


def look_backs_of(stage: Stage, day: date) -> dict[str, int]:
    """How many problems were drawn, and at how many somebody looked again."""
    drawn = _drawn(stage, day) if _first_working_day(stage, day) else 0
    return {"drawn": drawn, "looked_back": sum(_looked(stage, task, day) for task in _today(stage, day))}


def _first_working_day(stage: Stage, day: date) -> bool:
    start = period_of("quarter", day).start
    before = (start + A_DAY * n for n in range((day - start).days))
    return start > stage.play.start and stage.works(day) and not any(stage.works(one) for one in before)


def _drawn(stage: Stage, day: date) -> int:
    last = period_of("quarter", period_of("quarter", day).start - A_DAY)
    office, asked = stage.office, Closed(last.start, last.last, stage.county)
    with worn(office):
        listed = look_back_list(asked, strata="severity", by=office, now=at_hour(day, 9))
        if not listed:
            return 0
        size = min(MOST, len(listed))
        draw = commit_look_back(asked, size, strata="severity", by=office, now=at_hour(day, 9))
        draw_look_back(draw, word="现场代表报：二十八", by=office, now=at_hour(day, 10))
        publish_draw(draw, by=office, now=at_hour(day, 11))
    return size


def _today(stage: Stage, day: date) -> list[Task]:
    """Those whose day this is, by the luck of each."""
    with worn(stage.clerk):
        rows = Task.objects.visible_to(stage.clerk).within(stage.county).filter(act=LOOK_BACK, state="open")
        found = list(rows.filter(holder__isnull=False, period_start__gte=day - A_DAY * WITHIN).order_by("id"))
    return [task for task in found if _goes(stage, task) == day]


def _goes(stage: Stage, task: Task) -> date:
    assert task.period_start is not None  # a look-back begins on the day of its draw
    return task.period_start + A_DAY * stage.play.luck("look back", task.pk).randint(1, WITHIN)


def _looked(stage: Stage, task: Task, day: date) -> bool:
    assert task.holder_id is not None
    by, luck = stage.players.at(task.holder_id), stage.play.luck("held", task.pk)
    unfixed = luck.randrange(100) < COMES_BACK
    with worn(by):
        photo = keep_evidence(Upload(_picture(task), "photo"), path=task.path, business=task.business_id, by=by).pk
        said = Answer("fail" if unfixed else "conform", "又出现同样的问题" if unfixed else "", photos=(photo,))
        answers = {**clean(CHECKLIST), KEY: said}
        sheet = Submission(id=named(task.pk), tasks=(task.pk,), checklist=CHECKLIST, answers=answers)
        hand_in(sheet, by=by, now=at_hour(day, 15))
    return True


def _picture(task: Task) -> bytes:
    """A plain picture, another one for each: a made-up world has no photographs."""
    out, tone = BytesIO(), task.pk.int
    Image.new("RGB", (320, 240), (tone % 200, tone // 200 % 200, 160)).save(out, "JPEG")
    return out.getvalue()
