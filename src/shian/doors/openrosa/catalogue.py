"""Which forms a person is offered: one for each programme and list behind the visits they owe now, with those visits to choose from."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion
from shian.doors.openrosa.field_form import NOBODY, SECONDS, TASKS, xform_of
from shian.doors.openrosa.field_form import VISIT as OF_VISIT
from shian.doors.ui.seconds import nobody
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop import queries as loop
from shian.loop.law import Law, law_of, law_on
from shian.loop.models import Task
from shian.loop.seconds import Candidate
from shian.packs.schema import Programme

VISIT = "inspect"
MOST_TASKS = 2000
BETWEEN = "."  # programme and list, in the name of a form


@dataclass(frozen=True)
class FieldForm:
    """A form as a field app knows it, and the visits which it may be filled in for."""

    key: str
    law: Law
    programme: Programme
    version: ChecklistVersion
    tasks: tuple[Task, ...]

    @property
    def number(self) -> str:
        return str(self.version.number)

    @property
    def title(self) -> str:
        return f"{self.programme.title.zh} · {self.version.title}"

    @property
    def xml(self) -> bytes:
        return xform_of(self.key, self.title, self.version, self.law.release, self.programme.key)

    def files(self, viewer: Actor, on: date) -> dict[str, bytes]:
        """What belongs beside it: the visits to choose from, and, where the law wants two, who may come along to each."""
        more = {SECONDS: self._seconds(viewer, on)} if self.programme.who.second else {}
        return {TASKS: _csv(["name", "label"], ([task.pk, _label(task)] for task in self.tasks)), **more}

    def _seconds(self, viewer: Actor, on: date) -> bytes:
        at = {task.pk: task.business for task in self.tasks if task.business}
        found = loop.beside_each(viewer, self.programme, at.values(), on)
        lines = ([*one, task] for task, business in at.items() for one in _choices(found.get(business.pk, [])))
        return _csv(["name", "label", OF_VISIT], lines)


def _choices(beside: Sequence[Candidate]) -> list[tuple[object, str]]:
    """Who may come along; where nobody may, one line that says whom to register."""
    return [(one.key, one.label) for one in beside] or [(NOBODY, nobody())]


def _csv(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A file of choices; the name is what comes back."""
    out = io.StringIO()
    lines = csv.writer(out)
    lines.writerow(head)
    lines.writerows(rows)
    return out.getvalue().encode()


def _label(task: Task) -> str:
    due = _("%(day)s 前") % {"day": day_words(task.due)} if task.due else ""
    return " · ".join(part for part in (task.business.name if task.business else "", due) if part)


def forms_of(viewer: Actor, *, on: date) -> list[FieldForm]:
    """The forms of what the viewer owes today, the most pressing first."""
    owed = loop.worklist(viewer, on=on).filter(act=VISIT, business__isnull=False, holder__in=viewer.posts)
    found: dict[str, tuple[Law, Programme, ChecklistVersion, list[Task]]] = {}
    offers: dict[tuple[UUID, str, str], ChecklistVersion] = {}
    for task in owed[:MOST_TASKS]:
        for law, programme, asked in _asked(task, on):
            version = offers.get((law.release, asked, task.path))
            if version is None:
                version = checklists.offered(law.pack.checklists[asked], task.path)
                offers[law.release, asked, task.path] = version
            first = found.setdefault(f"{programme.key}{BETWEEN}{asked}", (law, programme, version, []))
            if first[2].pk == version.pk:  # an app knows one version of a form: what asks another waits for its own day
                first[3].append(task)
    return [
        FieldForm(key, law, programme, version, tuple(rows)) for key, (law, programme, version, rows) in found.items()
    ]


def _asked(task: Task, on: date) -> Iterator[tuple[Law, Programme, str]]:
    """The law, programme and list of a visit; nothing where its programme asks nothing of this kind of business."""
    if task.business is None:
        return
    try:
        law = law_of(task.release_id) if task.release_id else law_on(on, task.path)
        programme = law.programme(task.programme)
        key = law.checklist(programme, task.business, on)
    except Refused:
        return
    if key is not None:
        yield law, programme, key


def form_named(key: str, viewer: Actor, *, on: date) -> FieldForm:
    """One of them. Raises Missing."""
    found = next((one for one in forms_of(viewer, on=on) if one.key == key), None)
    if found is None:
        raise Missing(_("没有这份表，或者您现在没有要用它办的事"))
    return found
