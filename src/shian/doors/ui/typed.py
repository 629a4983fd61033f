"""What somebody typed into a field or an address, read as what it is meant to be."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.people import queries as people
from shian.people.actions.persons import MOBILE, NewPerson, register_person
from shian.people.models import Person


@dataclass(frozen=True)
class Typed:
    """What was typed beside which verb, and what was wrong with it."""

    verb: str = ""
    words: Mapping[str, str] = field(default_factory=dict)
    error: str = ""

    def word(self, verb: str, name: str, otherwise: str = "") -> str:
        return self.words.get(name, otherwise) if verb == self.verb else otherwise

    def wrong(self, verb: str) -> str:
        return self.error if verb == self.verb else ""


# Beyond these years no day can be counted on from, nor is any meant.
YEARS = range(1900, 2200)


def day_or_none(text: str) -> date | None:
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        return None
    return found if found.year in YEARS else None


def day_of(text: str, label: str) -> date:
    """A day as typed. Raises Refused."""
    found = day_or_none(text)
    if found is None:
        raise Refused(_("“%(label)s”请填日期，如 2026-10-01") % {"label": label})
    return found


def key_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def keys_in(texts: Iterable[str]) -> frozenset[UUID]:
    """The numbers among some texts; what is none is passed over."""
    return frozenset(key for text in texts if (key := key_or_none(text)) is not None)


def checked_person(name: str, phone: str) -> None:
    """Raises Refused where a name or a number is missing."""
    if not name:
        raise Refused(_("请填姓名"))
    if not MOBILE.fullmatch(phone):
        raise Refused(_("手机号应为 11 位，以 1 开头"))


def person_of(name: str, phone: str, path: str, *, by: Actor) -> Person:
    """Somebody known by their number, if the name is theirs; else somebody new. Raises Refused."""
    known = people.persons_by_phone(by, [phone]).get(phone)
    if known is None and not by.may_at("register_person", path):
        raise Refused(_("没有这个手机号的人，请食安办先登记再交接"))
    if known is None:
        return register_person(NewPerson(name, path, phone), by=by)
    if known.name != name:
        raise Refused(_("这个手机号登记的是%(name)s，请核对") % {"name": known.name})
    return known
