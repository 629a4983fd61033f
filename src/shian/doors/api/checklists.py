"""Checklists: law, open to whoever is in."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from shian.checklists import queries
from shian.checklists.models import ChecklistVersion
from shian.checklists.rules.expressions import parsed
from shian.checklists.rules.form import Choice, Form, Question
from shian.doors.api.asked import Asked, Key, today
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import ChecklistOut, SheetOut
from shian.doors.ui.said import ground_of
from shian.kernel.actor import Actor
from shian.kernel.paths import ROOT
from shian.loop.law import law_on
from shian.registry.queries import register

router = Router(tags=["checklists"])


@router.get("/checklists/{key}", response={200: ChecklistOut, **REFUSALS})
def checklist(request: Asked, key: Key, version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None) -> Any:
    """A checklist as the law where you are asks it today, or the version named, with its questions."""
    found = queries.version(key, version) if version else _asked_here(request, key)
    return checklist_out(found, queries.form(found))


@router.get("/sheets/{uuid:key}", response={200: SheetOut, **REFUSALS})
def sheet(request: Asked, key: UUID) -> Any:
    """A sheet as it was handed in. An answer that was taken over says from which sheet, whose and when; a failed one
    whose problem stands on a sheet of the same visit names the finding."""
    return queries.sheet(key, viewer=request.actor)


def checklist_out(found: ChecklistVersion, form: Form) -> dict[str, Any]:
    """A version as others see it: the conditions as trees, the same that the server judges by."""
    return {
        "key": found.key,
        "version": found.number,
        "title": found.title,
        "assumed": found.assumed,
        "published": found.published_at is not None,
        "withdrawn": found.withdrawn_at is not None,
        "groups": [{"path": list(one.path), "label": one.label, "label_en": one.label_en} for one in form.groups],
        "choices": {name: [_choice(one) for one in choices] for name, choices in form.lists.items()},
        "items": [_item(form, at, one) for at, one in enumerate(form.questions, start=1)],
    }


def _choice(one: Choice) -> dict[str, Any]:
    said = {"name": one.name, "label": one.label, "label_en": one.label_en, "verdict": one.verdict}
    return said | {"columns": dict(one.columns)}


def _item(form: Form, position: int, one: Question) -> dict[str, Any]:
    return {
        "position": position, "code": one.code, "text": one.text, "text_en": one.text_en, "module": one.module,
        "severity": one.severity, "key": one.key, "photo": one.photo, "source": one.source, "kind": one.kind,
        "required": one.required, "hint": one.hint, "group": list(one.group), "when": list(form.conditions_of(one)),
        "constraint": parsed(one.constraint) if one.constraint else None, "constraint_message": one.constraint_says,
        "calculation": parsed(one.calculation) if one.calculation else None, "choices": one.choices,
        "choice_filter": parsed(one.choice_filter, form.columns_of(one)) if one.choice_filter else None,
    }  # fmt: skip


def _asked_here(request: Asked, key: str) -> ChecklistVersion:
    """A county may have questions of its own: the newest version may be another county's."""
    asked = law_on(today(request), _whereabouts(request.actor)).pack.checklists.get(key)
    return queries.version_of(asked) if asked else queries.version(key)


def _whereabouts(viewer: Actor) -> str:
    """The place whose law holds for the asker: their widest ground, or where their business lies."""
    ground = ground_of(viewer)
    if not ground and viewer.businesses:
        return register.business(viewer, min(viewer.businesses)).path
    return ground or ROOT
