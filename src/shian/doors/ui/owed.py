"""What is owed: what is asked for, and by when it matters: late, within a week, later."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.loop import TaskGroup
from shian.doors.ui.shapes.parts import TaskCard
from shian.doors.ui.terms import ACTS, said
from shian.loop.law import law_of
from shian.loop.models import Task
from shian.packs import words


def asked_for(task: Task) -> str:
    """What a task asks for: the programme by its name, or the step of a finding. 督导 is not 监督检查."""
    if task.finding_id or task.act not in words.ACTS or not task.release_id:
        return said(ACTS, task.act)
    return spoken(law_of(task.release_id).programme(task.programme).title)


def grouped(cards: Sequence[tuple[Task, TaskCard]], on: date) -> tuple[TaskGroup, ...]:
    week = on + timedelta(days=7)
    groups = (
        TaskGroup(_("逾期了"), tuple(c for task, c in cards if task.due and task.due < on)),
        TaskGroup(_("这七天"), tuple(c for task, c in cards if task.due and on <= task.due <= week)),
        TaskGroup(_("往后"), tuple(c for task, c in cards if task.due is None or task.due > week)),
    )
    return tuple(group for group in groups if group.tasks)
