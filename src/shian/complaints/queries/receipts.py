"""What a receipt opens: only what its bringer may see."""

from collections.abc import Callable, Iterable
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry, Invitation, Recusal
from shian.complaints.queries.files import complaints
from shian.complaints.rules import Running, next_limit, offer_words, plain_receipt
from shian.complaints.schemas import Line, Told
from shian.complaints.states import HEARD_IN, LETTER, OVER, may_reopen, table_of
from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.spelled import headed
from shian.loop.actions.opening import local_day

BRINGER, HOUSE = "bringer", "house"
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
    return _opened(code, part, complaints)


def file_held(code: str, part: UUID | None = None) -> Complaint | None:
    """The same to be acted on, held until that is done: the second of two finds what the first did."""
    return _opened(code, part, lambda counter: complaints(counter).select_for_update(of=("self",)))


def _opened(code: str, part: UUID | None, seen: "Callable[[Actor], QuerySet[Complaint]]") -> Complaint | None:
    plain = plain_receipt(code)
    if not plain:
        return None
    with at_the_counter() as counter:
        rows = seen(counter)
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
        accepted_on=first.accepted_on, ended_on=first.ended_on, outcome=_outcome(found, first), fixed=found.fixed,
        lines=_lines({found.pk, first.pk}, found, counter), may_reopen=_may_again(found),
        may_withdraw=_may(found, "withdraw"), may_write=found.state not in OVER - {"merged"}, parts=parts,
        offer=_offer(found), may_recuse=may_recuse(found),
    )  # fmt: skip


def _offer(found: Complaint) -> str:
    """What the other side offered and nobody has answered yet."""
    if found.state not in HEARD_IN:
        return ""
    rows = Invitation.objects.filter(complaint=found, round=found.reopened, offer_said="").exclude(offer="")
    row = rows.first()
    if row is None:
        return ""
    return offer_words(row.offer, row.offer_fen)


def may_recuse(found: Complaint) -> bool:
    """Whether either side may ask that the mediator leave it: somebody mediates, and nobody has asked."""
    mediated = found.state == "mediating" and bool(found.mediator)
    return mediated and not Recusal.objects.filter(complaint=found, decision="").exists()


def _may(found: Complaint, move: str) -> bool:
    table = table_of(found.kind, found.regime)
    return move in table.moves and table.may(found.state, move)


def _outcome(found: Complaint, first: Complaint) -> str:
    """A letter that was split has none of its own: each of its halves has."""
    return "" if found.state == "split" else first.outcome


def _may_again(found: Complaint) -> bool:
    went_on = found.merged_into.state if found.merged_into else ""
    return _may(found, "reopen") and may_reopen(found.state, went_on)


def _limits(one: Complaint) -> list[Clock]:
    rows = Clock.objects.filter(complaint=one, met_on__isnull=True, dropped="", name__in=TOLD_LIMITS)
    return list(rows.prefetch_related("pauses").order_by("due", "id"))


def _running(row: Clock) -> Running:
    return Running(row.name, row.due, any(pause.until is None for pause in row.pauses.all()))


def _lines(files: Iterable[UUID], own: Complaint, viewer: Actor) -> tuple[Line, ...]:
    """What is shared of the file and of the one it was merged into; what another bringer wrote there is not."""
    rows = Entry.objects.visible_to(viewer).filter(complaint__in=files, shared=True).order_by("at", "id")
    mine = [row for row in rows if row.complaint_id == own.pk or not _of_its_bringer(row)]
    return tuple(Line(row.at, row.side, spoken_line(row)) for row in mine)


def _of_its_bringer(row: Entry) -> bool:
    """Their own words: what they wrote, and the part of their letter that the house wrote into one of its halves."""
    return row.side == BRINGER or (row.side == HOUSE and row.move == "message")


def spoken_line(row: Entry) -> str:
    """A line as either side reads it: what somebody asked or offered says so."""
    words = {"invite": _("请被投诉人答复"), "offer": _("提出和解方案"), "ask_recusal": _("申请调解人员回避")}
    return headed(words[row.move], row.text) if row.move in words else row.text
