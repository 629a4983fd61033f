"""What a receipt opens: only what its bringer may see."""

from collections.abc import Iterable
from uuid import UUID

from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry
from shian.complaints.queries.files import complaints
from shian.complaints.rules import Running, next_limit, plain_receipt
from shian.complaints.schemas import Line, Told
from shian.complaints.states import LETTER, OVER, table_of
from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.loop.actions.opening import local_day

# Limits that bind the office and are the bringer's to know.
TOLD_LIMITS = (
    "accept",
    "identity",
    "mediate",
    "tell_ending",
    "check",
    "check_more",
    "tell_reporter",
    "split",
    "outside",
)


def file_of(code: str, part: UUID | None = None) -> Complaint | None:
    """The file a receipt opens, for the counter's verbs; of a letter that was split, also one of its halves. None for a
    code that is none, alike whatever is wrong with it."""
    plain = plain_receipt(code)
    if not plain:
        return None
    with at_the_counter() as counter:
        rows = complaints(counter)
        found: Complaint | None = rows.filter(receipt_index=blind_index(plain)).first()
        if found is None or part is None or part == found.pk:
            return found
        return rows.filter(letter=found, pk=part, named=found.named).first()


def by_receipt(code: str) -> Told | None:
    """What a receipt opens: only what its bringer may see."""
    found = file_of(code)
    if found is None:
        return None
    with at_the_counter() as counter:
        halves = complaints(counter).filter(letter=found).order_by("kind", "pk") if found.kind == LETTER else ()
        return _told(found, counter, tuple(_told(half, counter) for half in halves))


def _told(found: Complaint, counter: Actor, parts: tuple[Told, ...] = ()) -> Told:
    first = found.merged_into or found  # what happens is told of the file that goes on
    limits = _limits(first)
    limit = next_limit([_running(row) for row in limits])
    table = table_of(found.kind, found.regime)
    return Told(
        key=found.pk, mark=found.mark, kind=found.kind, state=found.state, state_words=str(table.words[found.state]),
        category=found.category, received_on=local_day(found.received_at), next_what=limit.name if limit else "",
        next_by=limit.due if limit else None,
        provisional=limit is not None and any(row.provisional for row in limits if row.name == limit.name),
        accepted_on=first.accepted_on, ended_on=first.ended_on, outcome=first.outcome, fixed=found.fixed,
        lines=_lines({found.pk, first.pk}, found, counter), may_reopen=_may(found, "reopen"),
        may_withdraw=_may(found, "withdraw"), may_write=found.state not in OVER - {"merged"}, parts=parts,
    )  # fmt: skip


def _may(found: Complaint, move: str) -> bool:
    table = table_of(found.kind, found.regime)
    return move in table.moves and table.may(found.state, move)


def _limits(one: Complaint) -> list[Clock]:
    rows = Clock.objects.filter(complaint=one, met_on__isnull=True, dropped="", name__in=TOLD_LIMITS)
    return list(rows.prefetch_related("pauses").order_by("due", "id"))


def _running(row: Clock) -> Running:
    return Running(row.name, row.due, any(pause.until is None for pause in row.pauses.all()))


def _lines(files: Iterable[UUID], own: Complaint, viewer: Actor) -> tuple[Line, ...]:
    """What is shared of the file and of the one it was merged into; what another bringer wrote there is not."""
    rows = Entry.objects.visible_to(viewer).filter(complaint__in=files, shared=True).order_by("at", "id")
    mine = [row for row in rows if row.complaint_id == own.pk or row.side != "bringer"]
    return tuple(Line(row.at, row.side, row.text) for row in mine)
