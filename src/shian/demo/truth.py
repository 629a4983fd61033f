"""The past quarter's visits looked over: some cadres filled sheets in at a desk, some visits are gone to again."""

from datetime import datetime
from uuid import UUID

from shian.demo.players import at_hour
from shian.demo.settle import Site
from shian.demo.sheets import clean, flawed, named
from shian.demo.visits import Story
from shian.draws.actions import publish_draw
from shian.kernel.wall import worn
from shian.loop.actions import hand_in
from shian.loop.submission import Submission
from shian.truth import queries
from shian.truth.actions import draw_back_checks, explain_visit, seal_back_checks, weigh_visits
from shian.truth.models import BackCheck
from shian.truth.queries import PROGRAMME

MOST, DONE_OF = 12, 3  # back-checks of a demo, and every which one waits
WORDS = "三家店在同一个市场里，手机定位偏到了街对面"


def look_over(site: Site, story: Story) -> int:
    """How many visits have a signal; nothing where the quarter ended only now."""
    day = story.working_days(site.present.start, site.today)
    if len(day) < DONE_OF:
        return 0
    with worn(site.office):
        weighed = weigh_visits(site.past, site.county, by=site.office, now=at_hour(day[0], 9))
        if weighed.visits < MOST:
            return weighed.signalled
        draw = seal_back_checks(weighed, MOST, by=site.office, now=at_hour(day[0], 9))
        draw_back_checks(draw, word="现场代表报：五十二", by=site.office, now=at_hour(day[0], 10))
        publish_draw(draw, by=site.office, now=at_hour(day[0], 11))
        again = list(queries.back_checks(site.office, draw=draw.pk))
        shown = queries.signalled(site.office, weighed).first()
    for n, one in enumerate(again):
        if n % DONE_OF and one.holder_id:
            _gone_again(story, one, one.holder_id, at_hour(day[1], 10 + n % 6))
    if shown and shown.post_id:
        _explained(story, shown.pk, shown.post_id, at_hour(day[1], 9))
    return weighed.signalled


def _gone_again(story: Story, one: BackCheck, post: UUID, now: datetime) -> None:
    """Most are as they were; at some something is otherwise by now."""
    by, key = story.players.at(post), PROGRAMME
    found = story.luck.random() < 0.3
    said = flawed(key, story.luck, {"fix_by": 1}) if found else clean(key)
    with worn(by):
        hand_in(Submission(id=named(one.task_id), tasks=(one.task_id,), checklist=key, answers=said), by=by, now=now)


def _explained(story: Story, key: UUID, post: UUID, now: datetime) -> None:
    by = story.players.at(post)
    with worn(by):
        explain_visit(queries.visit(key, viewer=by), text=WORDS, by=by, now=now)
