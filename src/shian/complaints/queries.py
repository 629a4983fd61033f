"""Questions about complaints and reports; the first argument is the viewer, or a receipt."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.complaints.house import at_the_counter
from shian.complaints.law import category_of, spoken
from shian.complaints.models import Clock, Complaint, Entry
from shian.complaints.rules import Running, next_limit, plain_receipt
from shian.complaints.schemas import Line, PublicRequest, Told
from shian.complaints.states import ENDED, OVER, table_of
from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.kernel.paths import trail, upper
from shian.kernel.refused import Missing
from shian.loop.actions.opening import local_day
from shian.territory.models import Level, Place
from shian.territory.queries import names

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


def complaints(viewer: Actor) -> "QuerySet[Complaint]":
    """The files a viewer may see, the latest first."""
    rows: QuerySet[Complaint] = Complaint.objects.visible_to(viewer).select_related("business", "holder")
    return rows.order_by("-received_at", "-id")


def complaint(key: UUID, *, viewer: Actor) -> Complaint:
    """One file, or Missing."""
    found: Complaint | None = complaints(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这份投诉举报，或者您看不到它"))
    return found


def file_of(code: str) -> Complaint | None:
    """The file a receipt opens, for the counter's verbs; None for a code that is none, alike whatever is wrong with it."""
    plain = plain_receipt(code)
    if not plain:
        return None
    with at_the_counter() as counter:
        found: Complaint | None = complaints(counter).filter(receipt_index=blind_index(plain)).first()
        return found


def by_receipt(code: str) -> Told | None:
    """What a receipt opens: only what its bringer may see."""
    found = file_of(code)
    return None if found is None else _told(found)


def _told(found: Complaint) -> Told:
    with at_the_counter() as counter:
        first = found.merged_into or found  # what happens is told of the file that goes on
        limit = next_limit([_running(row) for row in _limits(first)])
        table = table_of(found.kind, found.regime)
        return Told(
            key=found.pk, mark=found.mark, kind=found.kind, state=found.state,
            state_words=str(table.words[found.state]), category=found.category,
            received_on=local_day(found.received_at), next_what=limit.name if limit else "",
            next_by=limit.due if limit else None, provisional=_provisional(first, limit),
            accepted_on=first.accepted_on, ended_on=first.ended_on, outcome=first.outcome, fixed=found.fixed,
            lines=_lines({found.pk, first.pk}, found, counter), may_reopen="reopen" in table.moves and table.may(found.state, "reopen"),
            may_withdraw="withdraw" in table.moves and table.may(found.state, "withdraw"),
            may_write=found.state not in OVER - {"merged"},
        )  # fmt: skip


def _limits(one: Complaint) -> list[Clock]:
    rows = Clock.objects.filter(complaint=one, met_on__isnull=True, dropped="", name__in=TOLD_LIMITS)
    return list(rows.prefetch_related("pauses").order_by("due", "id"))


def _running(row: Clock) -> Running:
    return Running(row.name, row.due, any(pause.until is None for pause in row.pauses.all()))


def _provisional(one: Complaint, limit: Running | None) -> bool:
    return limit is not None and any(row.provisional for row in _limits(one) if row.name == limit.name)


def _lines(files: Iterable[UUID], own: Complaint, viewer: Actor) -> tuple[Line, ...]:
    """What is shared of the file and of the one it was merged into; what another bringer wrote there is not."""
    rows = Entry.objects.visible_to(viewer).filter(complaint__in=files, shared=True).order_by("at", "id")
    mine = [row for row in rows if row.complaint_id == own.pk or row.side != "bringer"]
    return tuple(Line(row.at, row.side, row.text) for row in mine)


def public_requests(
    *, within: str = "cn/", category: str = "", open: bool | None = None, since: datetime | None = None,
    until: datetime | None = None, keys: Iterable[UUID] | None = None, most: int = 200,
) -> list[PublicRequest]:  # fmt: skip
    """Files whose bringers agreed to it, the latest first, with only what may be public: never a text, an address or a
    business. The place is the township, or what is above it."""
    with at_the_counter() as counter:
        rows = complaints(counter).filter(wants_publicity=True, path__gte=within, path__lt=upper(within))
        rows = rows.filter(category=category) if category else rows
        rows = rows.filter(received_at__gte=since) if since else rows
        rows = rows.filter(received_at__lte=until) if until else rows
        rows = rows.filter(pk__in=list(keys)) if keys is not None else rows
        if open is not None:
            over = OVER | ENDED
            rows = rows.exclude(state__in=over) if open else rows.filter(state__in=over)
        return _public(list(rows[:most]))


def _public(rows: list[Complaint]) -> list[PublicRequest]:
    places = _coarse({row.path for row in rows})
    called = names(places.values())
    latest = _latest([row.pk for row in rows])
    return [
        PublicRequest(
            row.pk, row.category, spoken(category_of(row)), row.state not in OVER | ENDED,
            str(table_of(row.kind, row.regime).words[row.state]), places[row.path],
            called.get(places[row.path], ""), row.received_at, latest.get(row.pk, row.received_at),
            tuple(key for key in row.evidence if key in row.released),
        )
        for row in rows
    ]  # fmt: skip


def _coarse(paths: set[str]) -> dict[str, str]:
    """For each path the township it lies in, or itself where it lies above one."""
    steps = {step for path in paths for step in trail(path)}
    townships = set(Place.objects.filter(path__in=steps, level=Level.TOWNSHIP).values_list("path", flat=True))
    return {path: next((step for step in trail(path) if step in townships), path) for path in paths}


def _latest(keys: list[UUID]) -> dict[UUID, datetime]:
    found: dict[UUID, datetime] = {}
    for key, at in Entry.objects.filter(complaint__in=keys).order_by("at").values_list("complaint_id", "at"):
        found[key] = at
    return found
