"""What the other rooms hold of a business: the last few of each, and how many there are where a list opens.

A complaint shows its number and where it stands, never a word of whoever complained; what a viewer may not see is not
counted either.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.canteen import queries as canteen
from shian.canteen.models import RetainedSample, SharedMeal, Survey
from shian.canteen.words import MEAL_WORDS
from shian.clues import queries as clues
from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.complaints.models import Complaint
from shian.complaints.queries.files import complaints_of
from shian.complaints.states import table_of
from shian.doors.ui.asked import elsewhere
from shian.doors.ui.shapes.loop import Section
from shian.doors.ui.shapes.parts import Cell, Column, Link, Row, Table
from shian.doors.ui.terms import said
from shian.double_random.models import Pick
from shian.double_random.queries import picks_of
from shian.double_random.states import PLAN
from shian.enforcement.models import PenaltyCase
from shian.enforcement.queries import cases_of
from shian.enforcement.states import CASE
from shian.kernel.actor import Actor
from shian.kernel.spelled import plural
from shian.operations.models import Target
from shian.operations.queries import targets_of
from shian.operations.states import OPERATION
from shian.oversight.models import Unit
from shian.oversight.queries import units_of
from shian.oversight.states import OVERSIGHT
from shian.registry.models import Business

RECENT = 10
A_MONTH = timedelta(days=31)
# Who has the list of a room in the menu, and so a page on which a count can be opened.
WORKS_ON_CASES = ("open_case", "work_case", "review_case", "decide_case")


def of_other_rooms(viewer: Actor, one: Business, on: date) -> Iterator[Section]:
    """A section for each room that holds something."""
    found = (
        _section(_("案件"), cases_of(one, viewer=viewer), _case, _list(viewer, "cases", one, *WORKS_ON_CASES)),
        _section(_("线索"), clues.of_business(viewer, one.pk), _clue, _list(viewer, "clues", one, "claim_clue")),
        _section(
            _("投诉举报"), complaints_of(one, viewer=viewer), _complaint,
            _list(viewer, "complaints", one, "decide_complaint"),
        ),
        _section(_("双随机"), picks_of(one, viewer=viewer), _pick),
        _section(_("联合行动"), targets_of(one, viewer=viewer), _target),
        _section(_("督查"), units_of(one, viewer=viewer), _unit),
        *(_canteen(viewer, one, on) if one.kind == "canteen" else ()),
    )  # fmt: skip
    return (section for section in found if section.table.rows)


def _canteen(viewer: Actor, one: Business, on: date) -> Iterator[Section]:
    """The last month of a canteen: meals eaten along, samples, and the terms' surveys."""
    first = on - A_MONTH
    yield _section(_("陪餐"), canteen.shared_meals(viewer, one.pk, first, on).reverse(), _meal)
    yield _section(_("留样"), canteen.samples(viewer, one, first, on), _sample)
    yield _section(_("满意度调查"), canteen.surveys(viewer, one.pk), _survey)


def _list(viewer: Actor, view: str, one: Business, *verbs: str) -> str:
    """Where all of them stand, for whoever works on such a list."""
    mine = any(any(viewer.granted(verb)) for verb in verbs)
    return elsewhere(reverse(view), tab="all", business=str(one.pk)) if mine else ""


def _section(title: str, rows: "QuerySet[Any]", line: Callable[[Any], Row], every: str = "") -> Section:
    shown = tuple(line(row) for row in rows[:RECENT])
    link = Link(_("全部 %(n)d 条") % {"n": rows.count()}, every) if every and shown else None
    columns = (Column(title), Column(_("哪天")), Column(_("情况")))
    return Section(title, Table(columns, shown, title), link)


def _line(title: str, href: str, day: date | None, state: str, sub: str = "", *, wrong: bool = False) -> Row:
    when = Cell(day.isoformat() if day else "—")
    return Row((Cell(title, href, sub=sub), when, Cell(state, tone="late" if wrong else "")))


def _case(one: PenaltyCase) -> Row:
    return _line(one.title, reverse("case", args=[one.pk]), one.received_on, said(CASE.words, one.state), one.mark)


def _clue(one: Clue) -> Row:
    return _line(one.subject, reverse("clue", args=[one.pk]), one.received_on, said(CLUE.words, one.state))


def _complaint(one: Complaint) -> Row:
    state = said(table_of(one.kind, one.regime).words, one.state)
    return _line(
        one.mark or _("还没有编号"), reverse("complaint", args=[one.pk]), timezone.localdate(one.received_at), state
    )


def _pick(one: Pick) -> Row:
    sent = reverse("inspection", args=[one.inspection_id]) if one.inspection_id else ""
    return _line(
        one.plan.title,
        sent or reverse("random_plan", args=[one.plan_id]),
        None,
        said(PLAN.words, one.plan.state),
        one.who,
    )


def _target(one: Target) -> Row:
    seen = timezone.localdate(one.looked_at) if one.looked_at else None
    state = said(OPERATION.words, one.operation.state)
    return _line(one.operation.title, reverse("operation_object", args=[one.pk]), seen, state, one.team.name)


def _unit(one: Unit) -> Row:
    seen = timezone.localdate(one.looked_at) if one.looked_at else None
    state = said(OVERSIGHT.words, one.oversight.state)
    return _line(one.oversight.title, reverse("oversight", args=[one.oversight_id]), seen, state, one.note)


def _meal(one: SharedMeal) -> Row:
    state = _("有问题，已登记") if one.failed else _("都好")
    words = f"{MEAL_WORDS[one.meal]} · {one.leader}"
    return _line(words, reverse("record", args=[one.sheet]), one.day, state, wrong=bool(one.failed))


def _sample(one: RetainedSample) -> Row:
    state = f"{one.grams} g · {one.celsius} ℃" if one.grams else _("没有留样")
    return _line(one.dish, "", one.day, state, str(MEAL_WORDS[one.meal]), wrong=not one.grams)


def _survey(one: Survey) -> Row:
    return _line(one.term, f"/q/{one.code}", one.opens_on, plural("已收 %(n)d 份", one.replies))
