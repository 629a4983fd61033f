"""What stands beside a verb: some words, a photograph."""

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from shian.doors.ui.terms import FINDING_STATES
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.actor import Actor
from shian.loop.models import Finding
from shian.loop.queries import GROUPS, Sought


@dataclass(frozen=True)
class Typed:
    """What was typed beside which verb, and what is wrong with it: kept, so that nobody types it twice."""

    verb: str = ""
    note: str = ""
    error: str = ""


def sought(query: QueryDict, within: str) -> Sought:
    """The filter in the address; a word that is none is passed over."""
    state = query.get("state", "open")
    return Sought(
        within=within,
        state=state if state in GROUPS or state in FINDING_STATES else "open",
        severity=query.get("severity", ""),
        business=_key(query.get("business", "")),
        since=_day(query.get("since", "")),
        until=_day(query.get("until", "")),
    )


def _key(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def photos_of(files: "list[UploadedFile[Any]]", finding: Finding, *, by: Actor) -> tuple[UUID, ...]:
    """Keep the photographs that came with a verb."""
    for file in files:
        refuse_by_size(file.size or 0)
    uploads = [Upload(file.read(), "photo") for file in files]
    return tuple(keep_evidence(one, path=finding.path, business=finding.business_id, by=by).pk for one in uploads)
