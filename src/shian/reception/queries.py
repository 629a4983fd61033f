"""Questions at the reception; the first argument is the viewer."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.reception.models import Call, FirstLook, Toll
from shian.reception.rules import Patience


def owed(viewer: Actor, key: str, patience: Patience, now: datetime) -> float:
    """What this knocker still owes."""
    found: Toll | None = Toll.objects.visible_to(viewer).filter(pk=key).first()
    return patience.left(found.debt, (now - found.at).total_seconds()) if found else 0.0


def open_calls(viewer: Actor, *, on: date) -> "QuerySet[Call]":
    """The calls for clues that run on a day, the one that ends first before the others."""
    rows: QuerySet[Call] = Call.objects.visible_to(viewer).filter(state="open", opens_on__lte=on, closes_on__gte=on)
    return rows.order_by("closes_on", "id")


def calls(viewer: Actor) -> "QuerySet[Call]":
    """Every call of the viewer's ground, the latest first."""
    rows: QuerySet[Call] = Call.objects.visible_to(viewer, "open_call")
    return rows.order_by("-opens_on", "id")


def call(code: str, *, viewer: Actor) -> Call:
    """One call by its code. Raises Missing."""
    found: Call | None = Call.objects.visible_to(viewer).filter(code=code).first()
    if found is None:
        raise Missing(_("没有这个征集"))
    return found


def call_by_key(key: UUID, *, viewer: Actor) -> Call:
    """One call by its key, for whoever ends it. Raises Missing."""
    found: Call | None = Call.objects.visible_to(viewer, "open_call").filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这个征集"))
    return found


def looks(viewer: Actor, call: Call) -> "QuerySet[FirstLook]":
    """The reports under a call that were owed a first look, the next one due before the others."""
    rows: QuerySet[FirstLook] = FirstLook.objects.visible_to(viewer).filter(call=call)
    return rows.order_by("looked_at", "due", "id")


def look(key: UUID, *, viewer: Actor) -> FirstLook:
    """One first look. Raises Missing."""
    found: FirstLook | None = FirstLook.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这件要先看的"))
    return found


def looks_named(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, FirstLook]:
    """These by their keys, as far as the viewer may see them."""
    rows = FirstLook.objects.visible_to(viewer).filter(pk__in=set(keys))
    return {one.pk: one for one in rows}
