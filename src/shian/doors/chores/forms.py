"""What is typed in the household."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.terms import VERBS
from shian.doors.ui.typed import checked_person, day_of, day_or_none, key_or_none
from shian.kernel.refused import Refused
from shian.ledger.queries import Sought
from shian.people.actions.accounts import MOST_DAYS


def deeds(query: QueryDict, within: str) -> Sought:
    """The ledger's filter in the address."""
    since, until = day_or_none(query.get("since", "")), day_or_none(query.get("until", ""))
    return Sought(
        within=within,
        verb=query.get("verb", "") if query.get("verb", "") in VERBS else "",
        actor=query.get("actor", "").strip(),
        since=_midnight(since) if since else None,
        until=_midnight(until + timedelta(days=1)) if until else None,
        before=key_or_none(query.get("before", "")),
    )


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True)
class PersonTyped:
    """Who is to hold a post, from when, and why; kept as typed."""

    name: str = ""
    phone: str = ""
    on: str = ""
    reason: str = ""
    error: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "PersonTyped":
        return cls(*(query.get(name, "").strip() for name in ("name", "phone", "on", "reason")))

    def checked(self) -> "PersonTyped":
        """Raises Refused where a name or a number is missing."""
        checked_person(self.name, self.phone)
        return self


@dataclass(frozen=True)
class PostTyped:
    """A post to be opened; kept as typed."""

    place: str = ""
    role: str = ""
    title: str = ""
    organisation: str = ""
    tier: str = ""
    on: str = ""
    line: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "PostTyped":
        names = ("place", "role", "title", "organisation", "tier", "on", "line")
        return cls(*(query.get(name, "").strip() for name in names))


@dataclass(frozen=True)
class GrantTyped:
    """What a post is to be given besides its role, where, until when and why; kept as typed."""

    role: str = ""
    place: str = ""
    on: str = ""
    last: str = ""
    reason: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "GrantTyped":
        return cls(*(query.get(name, "").strip() for name in ("role", "place", "on", "last", "reason")))

    def span(self, today: date) -> tuple[date, date]:
        """From the first day to the day after the last. Raises Refused: it is for a time, and a year at most."""
        first = day_of(self.on, _("从哪天起")) if self.on else today
        last = day_of(self.last, _("到哪天（含）"))
        if first < today:
            raise Refused(_("授权不能从以前的日期开始"))
        if last < first:
            raise Refused(_("结束日期不能早于开始日期"))
        if last - first > timedelta(days=MOST_DAYS):
            raise Refused(_("另外授权一次最多一年，到期再办"))
        return first, last + timedelta(days=1)


@dataclass(frozen=True)
class MachineTyped:
    """A machine's name, for whom it acts, and for how long; kept as typed."""

    label: str = ""
    phone: str = ""
    days: str = "90"
    error: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "MachineTyped":
        return cls(*(query.get(name, "").strip() for name in ("label", "phone", "days")))

    def with_error(self, error: str) -> "MachineTyped":
        return replace(self, error=error)

    def checked(self) -> int:
        """The days. Raises Refused where the name or the days will not do."""
        if not self.label:
            raise Refused(_("请填设备或系统名称"))
        if not (self.days.isdecimal() and len(self.days) < 4 and 1 <= int(self.days) <= MOST_DAYS):
            raise Refused(_("有效天数请填 1 到 %(most)d") % {"most": MOST_DAYS})
        return int(self.days)


@dataclass(frozen=True)
class PlaceOpened:
    """A place of the office's own to be opened; kept as typed."""

    level: str = ""
    above: str = ""
    number: str = ""
    title: str = ""
    on: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "PlaceOpened":
        return cls(*(query.get(name, "").strip() for name in ("level", "above", "number", "title", "on")))


@dataclass(frozen=True)
class PlacesTyped:
    """A change of places; kept as typed. `place` and `others` are paths, `into` too."""

    kind: str = ""
    place: str = ""
    into: str = ""
    title: str = ""
    code: str = ""
    on: str = ""
    document: str = ""
    layers: str = ""
    others: tuple[str, ...] = ()

    @classmethod
    def of(cls, query: QueryDict) -> "PlacesTyped":
        names = ("kind", "place", "into", "title", "code", "on", "document", "layers")
        said = {name: query.get(name, "").strip() for name in names}
        return cls(**said, others=tuple(query.getlist("others")))

    @property
    def is_whole(self) -> bool:
        """Whether enough was said to be looked at."""
        return bool(self.kind and self.place and (self.on or self.document or self.others or self.title or self.layers))
