"""What stands beside a verb: some words, a photograph."""

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from shian.doors.ui.terms import FINDING_STATES
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.actor import Actor
from shian.loop.models import Finding
from shian.loop.queries import GROUPS, Sought


def sought(query: QueryDict, within: str) -> Sought:
    """The filter in the address; a word that is none is passed over."""
    state = query.get("state", "open")
    return Sought(
        within=within,
        state=state if state in GROUPS or state in FINDING_STATES else "open",
        severity=query.get("severity", ""),
        business=key_or_none(query.get("business", "")),
        since=day_or_none(query.get("since", "")),
        until=day_or_none(query.get("until", "")),
    )


def photos_of(files: "list[UploadedFile[Any]]", finding: Finding, *, by: Actor) -> tuple[UUID, ...]:
    """Keep the photographs that came with a verb."""
    for file in files:
        refuse_by_size(file.size or 0)
    uploads = [Upload(file.read(), "photo") for file in files]
    return tuple(keep_evidence(one, path=finding.path, business=finding.business_id, by=by).pk for one in uploads)
