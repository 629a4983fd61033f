"""Photographs and papers that come with a verb, kept before it is tried."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.actor import Actor


def keep_brought(
    files: "Sequence[UploadedFile[Any]]", kind: str, *, path: str, business: UUID | None, by: Actor
) -> tuple[UUID, ...]:
    """Keep them on a ground, whole or not at all where the caller's transaction is. Raises Refused before one is read if any is too big."""
    for file in files:
        refuse_by_size(file.size or 0)
    uploads = [Upload(file.read(), kind) for file in files]
    return tuple(keep_evidence(one, path=path, business=business, by=by).pk for one in uploads)


def keep_secret(
    files: "Sequence[UploadedFile[Any]]", kind: str, *, path: str, secrecy: int, by: Actor
) -> tuple[UUID, ...]:
    """The same under the class of a file that not everybody on its ground may see."""
    for file in files:
        refuse_by_size(file.size or 0)
    uploads = [Upload(file.read(), kind) for file in files]
    return tuple(keep_evidence(one, path=path, business=None, by=by, secrecy=secrecy).pk for one in uploads)
