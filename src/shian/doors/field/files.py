"""Photographs that a phone names by the hash of their bytes: they may come before the visit or after it, in any order."""

from collections.abc import Callable, Iterator
from typing import Any
from uuid import UUID

from shian.doors.field.telling import Told
from shian.evidence import arriving
from shian.evidence.actions import Upload, keep_evidence, sent_before
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import plural
from shian.registry.models import Business

MARK = "sha256:"


class ToCome(Refused):
    """The visit was read, and some of its files are not here yet: nothing is wrong, and nothing is recorded yet."""

    code = "files_to_come"

    def __init__(self, missing: list[str]) -> None:
        super().__init__(
            plural("看过了，还等 %(n)s 个照片或签名；传齐以后再交一次就收下", len(missing)), code=self.code
        )
        self.missing = missing


def named(told: Told) -> Iterator[tuple[str, str]]:
    """Every file that a visit names, each with its kind."""
    for answer in told.answers.values():
        yield from ((str(name), "photo") for name in answer.get("photos", ()))
    if told.signature:
        yield told.signature, "signature"


def with_files(told: Told, business: Business, *, by: Actor) -> Callable[[Any], Any]:
    """Each name as the key of what was kept under it. What has come whole in pieces is kept now. Raises ToCome."""
    found = {name: _kept(name, kind, business, by) for name, kind in named(told) if name.startswith(MARK)}
    if missing := [name.removeprefix(MARK) for name, key in found.items() if key is None]:
        raise ToCome(missing)
    return lambda name: str(found.get(name) or name)


def _kept(name: str, kind: str, business: Business, by: Actor) -> UUID | None:
    sha = name.removeprefix(MARK)
    if before := sent_before(sha, kind, business=business.pk, by=by):
        return before.pk
    if by.person is None or not arriving.arrived(sha, person=by.person):
        return None
    try:
        data = arriving.whole(sha, person=by.person)
    except Refused:
        return None  # not all of it yet
    kept = keep_evidence(Upload(data, kind), path=business.path, business=business.pk, by=by)
    arriving.forget(sha, person=by.person)
    return kept.pk
