"""Changing a dated fact: what we knew stays readable, what holds from today is new."""

from copy import copy
from datetime import date, datetime
from typing import TypeVar

from django.utils.translation import gettext as _

from shian.kernel.dated import Dated
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused

Fact = TypeVar("Fact", bound=Dated)


def ended(fact: Fact, *, on: date, now: datetime) -> Fact | None:
    """End a fact on a day: the old row is superseded, and what held before the day is written anew."""
    if on < fact.valid_from:
        raise Refused(_("日期不能早于 %(day)s") % {"day": fact.valid_from})
    moved = type(fact)._base_manager.filter(pk=fact.pk, superseded_at__isnull=True).update(superseded_at=now)
    if moved != 1:
        raise Conflict(_("别人刚改过，请刷新后再看"))
    return None if on == fact.valid_from else written(fact, now=now, valid_to=on)


def written(fact: Fact, *, now: datetime, **changed: object) -> Fact:
    """A copy of a fact with some of it changed, known from now on."""
    fresh = copy(fact)
    fresh.pk, fresh._state = new_id(), copy(fact._state)
    fresh._state.adding = True
    fresh.recorded_at, fresh.superseded_at = now, None
    for name, value in changed.items():
        setattr(fresh, name, value)
    fresh.save(force_insert=True)
    return fresh
