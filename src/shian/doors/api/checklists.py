"""Checklists: law, open to whoever is in."""

from typing import Annotated, Any

from ninja import Router
from pydantic import Field

from shian.checklists import queries
from shian.doors.api.asked import Asked, Key
from shian.doors.api.refusals import REFUSALS
from shian.doors.api.shapes import ChecklistOut

router = Router(tags=["checklists"])


@router.get("/checklists/{key}", response={200: ChecklistOut, **REFUSALS})
def checklist(request: Asked, key: Key, version: Annotated[int, Field(ge=1, le=1_000_000)] | None = None) -> Any:
    """The newest version of a checklist, or the one named, with its questions."""
    found = queries.version(key, version)
    return {
        "key": found.key,
        "version": found.number,
        "title": found.title,
        "assumed": found.assumed,
        "items": list(queries.items(found.pk)),
    }
