"""Checklists: law, open to whoever is in."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router
from pydantic import Field

from shian.checklists import queries
from shian.checklists.models import ChecklistVersion
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
    return {
        "key": found.key,
        "version": found.number,
        "title": found.title,
        "assumed": found.assumed,
        "items": list(queries.items(found.pk)),
    }


@router.get("/sheets/{uuid:key}", response={200: SheetOut, **REFUSALS})
def sheet(request: Asked, key: UUID) -> Any:
    """A sheet as it was handed in. An answer that was taken over says from which sheet, whose and when; a failed one
    whose problem stands on a sheet of the same visit names the finding."""
    return queries.sheet(key, viewer=request.actor)


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
