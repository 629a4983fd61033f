"""A visit on its way: the task, whoever else's tasks one sheet settles here, the checklist; and the sheet it becomes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import NAMESPACE_URL, UUID, uuid5

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import ChecklistVersion, Item
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.loop import queries as loop
from shian.loop.law import Law, law_of, law_on
from shian.loop.models import Task
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.registry.models import Business, Status

VISIT = "inspect"
AT_A_DOOR = frozenset({VISIT, loop.LOOK_BACK})  # for these somebody goes there with a checklist


@dataclass(frozen=True)
class Visit:
    """What a cadre stands before: a task at a door, and every other task there that the same sheet settles."""

    task: Task
    business: Business
    tasks: tuple[Task, ...]
    programme: Programme
    law: Law
    version: ChecklistVersion
    on: date

    @property
    def questions(self) -> tuple[Item, ...]:
        return checklists.items(self.version.pk)


def visit_for(task: Task, *, viewer: Actor, on: date) -> Visit:
    """The visit behind an open task of the viewer's. Raises Refused in a sentence where there is nothing to visit."""
    business = _business(task, viewer)
    law = _law(task, on)
    programme = law.programme(task.programme)
    key = law.checklist(programme, business, on)
    if key is None:
        raise Refused(_("这家主体的类别还没有对应的检查表，请联系食安办"), code="no_checklist")
    together = [
        one for one in loop.tasks_at(business, viewer=viewer, on=on) if _settled_too(one, viewer, business, key, on)
    ]
    others = tuple(one for one in together if one.pk != task.pk)
    return Visit(task, business, (task, *others), programme, law, checklists.version_of(law.pack.checklists[key]), on)


def _business(task: Task, viewer: Actor) -> Business:
    if task.holder_id not in viewer.posts:
        raise Denied(_("这件任务不归您办，请找承办的干部"))
    if task.business is None:
        raise Refused(_("这件任务没有对应的主体，请联系食安办"))
    if task.business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不用再督导") % {"name": task.business.name}, code="closed_business")
    return task.business


def _law(task: Task, on: date) -> Law:
    return law_of(task.release_id) if task.release_id else law_on(on, task.path)


def _settled_too(task: Task, viewer: Actor, business: Business, checklist: str, on: date) -> bool:
    """Whether a sheet of this checklist settles a task: the viewer's own visit, asking the same questions."""
    if task.act != VISIT or task.holder_id not in viewer.posts:
        return False
    law = _law(task, on)
    return law.checklist(law.programme(task.programme), business, on) == checklist


def made_by(viewer: Actor, *parts: object) -> UUID:
    """The number of a form without script: the same form sent twice has the same one, so a replay is known."""
    return uuid5(NAMESPACE_URL, "/".join(["shian", str(viewer.person), *map(str, parts)]))


def sheet_of(visit: Visit, answers: Mapping[str, Any], post: QueryDict, *, by: Actor) -> Submission:
    """The filled form as a submission."""
    started = post.get("started_at", "")
    return Submission.parsed(
        {
            "id": str(made_by(by, visit.task.pk, started)),
            "tasks": _tasks(visit, post),
            "business": str(visit.business.pk),
            "checklist": visit.version.key,
            "version": visit.version.number,
            "mode": post.get("mode") or "on_site",
            "answers": dict(answers),
            "started_at": started or None,
        }
    )


def away_of(visit: Visit, post: QueryDict, *, by: Actor) -> Submission:
    """Nobody could be visited: one word, perhaps a sentence, perhaps a place."""
    outcome = post.get("outcome", "")
    return Submission.parsed(
        {
            "id": str(made_by(by, visit.task.pk, outcome, visit.on)),
            "tasks": _tasks(visit, post),
            "business": str(visit.business.pk),
            "outcome": outcome,
            "narrative": post.get("note", "").strip(),
            "place": _place(post),
        }
    )


def _tasks(visit: Visit, post: QueryDict) -> list[str]:
    """The tasks which the page showed: a form sent again names the same ones, though they are settled by then."""
    return post.getlist("tasks") or [str(task.pk) for task in visit.tasks]


def _place(post: QueryDict) -> dict[str, object] | None:
    """Where the phone says it is; a phone that says nothing, or nonsense, is nowhere known."""
    try:
        place = {"lat": float(str(post["lat"])), "lon": float(str(post["lon"]))}
        accuracy = float(str(post["accuracy"])) if post.get("accuracy") else None
    except (KeyError, ValueError):
        return None
    if not (-90 <= place["lat"] <= 90 and -180 <= place["lon"] <= 180):
        return None
    return {**place, "accuracy": accuracy, "datum": post.get("datum", "")}
