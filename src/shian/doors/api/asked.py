"""What every endpoint is handed, and the words its input is made of."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone
from ninja import Schema
from pydantic import Field, StringConstraints

from shian.kernel.actor import Actor
from shian.territory.queries import path_of

T = TypeVar("T")

# A text that PostgreSQL can hold; the length is that of the widest column it may go to.
Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=200)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", min_length=1, max_length=500)]
Key = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_.]*$", max_length=60)]
Ground = Annotated[str, StringConstraints(pattern=r"^(cn/([0-9A-Za-z-]+/)*)?$", max_length=120)]
# A place wherever one is asked for: its path or its code.
Where = Annotated[str, StringConstraints(pattern=r"^(cn/([0-9A-Za-z-]+/)*|[0-9A-Za-z-]{1,20})$", max_length=120)]
Anywhere = Annotated[str, StringConstraints(pattern=r"^(cn/([0-9A-Za-z-]+/)*|[0-9A-Za-z-]{0,20})$", max_length=120)]
PeriodText = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z-]{4,12}$")]
Day = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2100, 1, 1))]
Count = Annotated[int, Field(ge=0, le=2_000_000_000)]
Limit = Annotated[int, Field(ge=1, le=200)]
Offset = Annotated[int, Field(ge=0, le=100_000)]


class Asked(HttpRequest):
    """A request as the middleware hands it on: somebody asks, at an instant."""

    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)


def today(request: Asked) -> date:
    """The local day of the request."""
    return timezone.localdate(request.now)


def ground(within: str) -> str:
    """The path of the place that was named by path or by code; empty for none. Raises Missing."""
    return path_of(within) if within else ""


class Page(Schema, Generic[T]):
    """A part of a list, and where the next part begins; none at its end."""

    items: list[T]
    next: int | None = None


def page(rows: "QuerySet[Any] | Sequence[Any]", limit: int, offset: int) -> dict[str, Any]:
    """One part of a list; one row more is asked for, to know whether there is a next part."""
    found = list(rows[offset : offset + limit + 1])
    return {"items": found[:limit], "next": offset + limit if len(found) > limit else None}
