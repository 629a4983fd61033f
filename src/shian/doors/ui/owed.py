"""What is owed, by when it matters: late, within a week, later."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.utils.translation import gettext as _

from shian.doors.ui.shapes.loop import TaskGroup
from shian.doors.ui.shapes.parts import TaskCard
from shian.loop.models import Task


def grouped(cards: Sequence[tuple[Task, TaskCard]], on: date) -> tuple[TaskGroup, ...]:
    week = on + timedelta(days=7)
    groups = (
        TaskGroup(_("逾期了"), tuple(c for task, c in cards if task.due and task.due < on)),
        TaskGroup(_("这七天"), tuple(c for task, c in cards if task.due and on <= task.due <= week)),
        TaskGroup(_("往后"), tuple(c for task, c in cards if task.due is None or task.due > week)),
    )
    return tuple(group for group in groups if group.tasks)
