"""The office looks back at what the past quarter closed: sealed, drawn, published; most of it held, some of it did not."""

from collections import Counter
from datetime import date, timedelta
from io import BytesIO

from PIL import Image

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.demo.sheets import clean, named
from shian.demo.visits import Story
from shian.draws.actions import publish_draw
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.wall import worn
from shian.loop.actions import commit_look_back, draw_look_back, hand_in, look_back_list
from shian.loop.models import Task
from shian.loop.queries import Closed, look_backs
from shian.loop.submission import Answer, Submission

MOST = 12  # a quarter's look-back that a demo can show on one page
CHECKLIST, KEY = "look_back", "look_back.really_fixed"
EVERY_NTH_COMES_BACK = 4


def look_back(site: Site, story: Story) -> Counter[str]:
    """How many held, came back, or wait; nothing where the quarter closed nothing or ended only now."""
    office, day = site.office, _first_working_day(story, site.present.start)
    asked = Closed(site.past.start, site.past.last, site.county)
    if day >= site.today:
        return Counter()
    with worn(office):
        listed = look_back_list(asked, strata="severity", by=office, now=at_hour(day, 9))
        if not listed:
            return Counter()
        draw = commit_look_back(asked, min(MOST, len(listed)), strata="severity", by=office, now=at_hour(day, 9))
        draw_look_back(draw, word="现场代表报：二十八", by=office, now=at_hour(day, 10))
        publish_draw(draw, by=office, now=at_hour(day, 11))
        tasks = list(look_backs(office, draw.pk).order_by("path", "id"))
    story.players.meet({task.holder_id for task in tasks if task.holder_id})
    return Counter(_looked(story, task, n, day) for n, task in enumerate(tasks, start=1))


def _first_working_day(story: Story, day: date) -> date:
    while not story.calendar.is_working(day):
        day += timedelta(days=1)
    return day


def _looked(story: Story, task: Task, n: int, since: date) -> str:
    """One a day; what the calendar does not reach yet is still owed."""
    day = since + timedelta(days=n)
    if day >= story.today or task.holder_id is None:
        return "open"
    by, unfixed = story.players.at(task.holder_id), n % EVERY_NTH_COMES_BACK == 0
    with worn(by):
        photo = keep_evidence(Upload(_picture(n), "photo"), path=task.path, business=task.business_id, by=by).pk
        said = Answer("fail" if unfixed else "conform", "又出现同样的问题" if unfixed else "", photos=(photo,))
        sheet = Submission(
            id=named(task.pk), tasks=(task.pk,), checklist=CHECKLIST, answers={**clean(CHECKLIST), KEY: said}
        )
        hand_in(sheet, by=by, now=at_hour(day, 15))
    return "reopened" if unfixed else "held"


def _picture(n: int) -> bytes:
    """A plain picture, another one for each look: a made-up world has no photographs."""
    out = BytesIO()
    Image.new("RGB", (320, 240), (150 + n, 170, 160)).save(out, "JPEG")
    return out.getvalue()
