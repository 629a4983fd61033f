"""What anybody may see of the files whose bringers agreed to it."""

from collections.abc import Collection, Iterable
from datetime import datetime
from uuid import UUID

from shian.complaints.house import at_the_counter
from shian.complaints.law import category_of, spoken
from shian.complaints.models import Complaint, Entry
from shian.complaints.queries.files import complaints
from shian.complaints.schemas import PublicRequest
from shian.complaints.states import ENDED, OVER, table_of
from shian.kernel.paths import trail, upper
from shian.territory.models import Level, Place
from shian.territory.queries import names


def public_requests(
    *, within: str = "cn/", categories: Collection[str] = (), open: bool | None = None, since: datetime | None = None,
    until: datetime | None = None, keys: Iterable[UUID] | None = None, leaving: int = 0, most: int = 200,
) -> list[PublicRequest]:  # fmt: skip
    """Files whose bringers agreed to it, the latest first, with only what may be public: never a text, an address or a
    business. The place is the township, or what is above it."""
    with at_the_counter() as counter:
        rows = complaints(counter).filter(wants_publicity=True, path__gte=within, path__lt=upper(within))
        rows = rows.filter(category__in=categories) if categories else rows
        rows = rows.filter(received_at__gte=since) if since else rows
        rows = rows.filter(received_at__lte=until) if until else rows
        rows = rows.filter(pk__in=list(keys)) if keys is not None else rows
        if open is not None:
            over = OVER | ENDED
            rows = rows.exclude(state__in=over) if open else rows.filter(state__in=over)
        return _public(list(rows[leaving : leaving + most]))


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
