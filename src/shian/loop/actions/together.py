"""Sheets of one visit: what several of them find wrong is one finding, and an answer that still holds is marked as taken over.

Nothing is written here but the word that a finding is another programme's too; `hand_in` writes the rest (decision 0012).
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID
from zlib import crc32

from django.db import connection
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.refused import Refused
from shian.loop.actions.drafting import Draft
from shian.loop.actions.opening import Opened
from shian.loop.models import Finding
from shian.loop.queries.kept import kept_answers
from shian.loop.states import FINDING

LOCKS = 0x0D00B  # the family of advisory locks that are doors
DOORS = 4096  # fewer than the locks a server has room for, however many sheets come at once


class Same(NamedTuple):
    """What makes two failed items one problem: who saw it, where, on which day, and the question itself."""

    person: UUID | None
    business: UUID
    day: date
    code: str


def wait_for_each_other(drafts: Sequence[Draft]) -> None:
    """Two requests of one person at one door, each with something failed: the second waits until the first has committed,
    and then finds what it opened.

    Asked for before anything is written and in order, so that two batches with doors in common do not lock for good.
    """
    doors = sorted({_door(draft) for draft in drafts if draft.raised})
    if doors:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s, door) FROM unnest(%s::int[]) AS door", [LOCKS, doors])


def _door(draft: Draft) -> int:
    """Which of the locks; two doors may have the same one, and then wait without need."""
    return crc32(f"{draft.by.person}{draft.sheet.business_id}".encode()) % DOORS


def open_once(batch: Sequence[Draft]) -> None:
    """Of the failed items of a batch each problem is opened once, by the sheet whose limit is the shortest.

    The other sheets point at it. A problem that the same person opened at the same door on the same day, and that is
    not closed, is not opened again either. Asked twice (a batch that was halved), it answers for the sheets it is given.
    """
    failing = [draft for draft in batch if draft.raised]
    if not failing:
        return
    standing = _standing(failing)
    chosen: dict[Same, Opened] = {}
    for _draft, opened in _all(failing):
        key = _same(opened.finding)
        if key not in standing and (key not in chosen or _sooner(opened, chosen[key])):
            chosen[key] = opened
    for draft in failing:
        _divide(draft, standing, chosen)
    _also(failing, standing)


def _all(failing: Iterable[Draft]) -> Iterable[tuple[Draft, Opened]]:
    return ((draft, opened) for draft in failing for opened in draft.raised)


def _same(finding: Finding) -> Same:
    """A finding without a finder is like no other."""
    return Same(finding.found_by or finding.pk, finding.business_id, finding.found_on, finding.code)


def _sooner(one: Opened, other: Opened) -> bool:
    return (one.finding.due or date.max) < (other.finding.due or date.max)


def _standing(failing: Sequence[Draft]) -> dict[Same, Finding]:
    """The open problems which these very people found at these doors on these days."""
    wanted = {_same(opened.finding) for _draft, opened in _all(failing)}
    actors = list({id(draft.by): draft.by for draft in failing}.values())
    rows = Finding.objects.visible_to_any(actors).filter(
        business__in={key.business for key in wanted},
        found_on__in={key.day for key in wanted},
        code__in={key.code for key in wanted},
    )
    found = {_same(row): row for row in rows.exclude(state__in=FINDING.final).order_by("-id")}
    return {key: row for key, row in found.items() if key in wanted}


def _divide(draft: Draft, standing: dict[Same, Finding], chosen: dict[Same, Opened]) -> None:
    """What this sheet opens, and which of its failed items belong to a finding beside it."""
    draft.opened, draft.shared = [], {}
    for opened in draft.raised:
        key = _same(opened.finding)
        if chosen.get(key) is opened:
            draft.opened.append(opened)
            continue
        draft.shared[key.code] = standing[key] if key in standing else chosen[key].finding
    for opened in draft.raised:
        _point(draft, opened.finding.code)


def _point(draft: Draft, code: str) -> None:
    """A failed answer whose problem stands on another sheet names it."""
    said = {name: value for name, value in draft.sheet.answers[code].items() if name != "finding"}
    shared = draft.shared.get(code)
    draft.sheet.answers[code] = said | ({"finding": str(shared.pk)} if shared else {})


def _also(failing: Sequence[Draft], standing: dict[Same, Finding]) -> None:
    """A finding counts in the figures of every programme whose sheet it failed."""
    programmes: dict[UUID, set[str]] = {}
    for draft in failing:
        for finding in draft.shared.values():
            programmes.setdefault(finding.pk, set()).add(draft.programme.key)
    opened = {o.finding.pk: o.finding for draft in failing for o in draft.opened}
    stored = {finding.pk: finding for finding in standing.values()}
    for finding in opened.values():
        finding.also = sorted(programmes.get(finding.pk, set()) - {finding.programme})
    for key in stored.keys() & programmes.keys():
        known = {stored[key].programme, *stored[key].also}
        if new := programmes[key] - known:
            Finding.objects.filter(pk=key).update(also=sorted({*stored[key].also, *new}))


def take_over(draft: Draft, taken: Sequence[tuple[str, UUID]]) -> None:
    """Mark the answers that were not looked at again, each with the sheet it was seen on. They do not count as checked.

    Raises Refused where an earlier answer does not hold any more: it has to be asked anew.
    """
    if draft.business is None or draft.sheet.version_id is None:
        raise Refused(_("这张表没有可以沿用的回答"), code="not_standing")
    kept = kept_answers(
        draft.by, draft.business.pk, checklists.version_by_id(draft.sheet.version_id), on=draft.sheet.on_day
    )
    for code, sheet in taken:
        earlier = kept.get(code)
        said = draft.sheet.answers.get(code, {})
        if earlier is None or earlier.sheet != sheet or said.get("answer") != "conform":
            raise Refused(
                _("「%(item)s」上次的回答不能再沿用，请重新看一眼") % {"item": _text(draft, code)}, code="not_standing"
            )
        draft.sheet.answers[code] = {"answer": "conform", "taken": earlier.as_json()}
    draft.sheet.checked -= len(taken)


def carry_over(draft: Draft, before: Sheet | None) -> None:
    """A correction is no new look: where an answer stays as it was, what was taken over stays taken over, and a problem that
    stands on a sheet beside stays there."""
    for code, said in (before.answers if before else {}).items():
        now = draft.sheet.answers.get(code)
        if now is not None and now["answer"] == said["answer"]:
            marks = {name: said[name] for name in ("taken", "finding") if name in said}
            draft.sheet.answers[code] = now | marks
            draft.sheet.checked -= "taken" in marks


def _text(draft: Draft, code: str) -> str:
    items = checklists.items(draft.sheet.version_id) if draft.sheet.version_id else ()
    return next((item.text for item in items if item.code == code), code)
