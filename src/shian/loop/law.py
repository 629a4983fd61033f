"""The law as the loop reads it: one release with its pack and calendar, on a day, at a place."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import lru_cache
from typing import Any, TypeVar
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from shian.kernel.because import Because
from shian.kernel.ids import derived_id
from shian.kernel.refused import Refused
from shian.kernel.workdays import Calendar, Due
from shian.loop.located import located
from shian.loop.rules import harder
from shian.packs import queries as packs
from shian.packs.limits import Limit
from shian.packs.periods import Period, period_of
from shian.packs.rules import checklist_for, checklists_for, form_of, frequency, selectors
from shian.packs.schema import Pack, Programme, Rung, Subject
from shian.packs.windows import window_at
from shian.registry.models import Business, ProductCategory

T = TypeVar("T")
MOST_SAID = 50_000
ON_ITS_DAY = "visit_counts_on_its_day"
# A programme must say how long the act and each severity have; of the rest it says what it wants otherwise.
STANDS_IN = {"act": (), "recheck": ("general",), "claim": ("recheck", "general"), "handle": ("general",)}
COMPLAINTS = "complaints"  # the ladder of what is owed on a complaint or a report
CHINA = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class Law:
    """A release in force: its key, its content, its calendar."""

    release: UUID
    pack: Pack
    calendar: Calendar
    # A release never changes, so an answer it gave once it gives again; a morning's records ask the same few questions.
    _said: dict[tuple[Any, ...], Any] = field(default_factory=dict, repr=False, compare=False)

    def programme(self, key: str) -> Programme:
        """A programme, or Refused."""
        if key not in self.pack.programmes:
            raise Refused(_("没有这个工作机制：%(key)s") % {"key": key}, code="unknown_programme")
        return self.pack.programmes[key]

    def ladder(self, key: str) -> tuple[Rung, ...]:
        """The rungs of a programme, of the reply to a kind of letter, or of a complaint's clocks: a task names either."""
        if key == COMPLAINTS and self.pack.complaints is not None:
            return self.pack.complaints.ladder
        return self.pack.letters[key].ladder if key in self.pack.letters else self.programme(key).ladder

    def rectify_by(self, programme: Programme, severity: str, found_on: date, rounds: int) -> Because[Due]:
        """The day by which a finding must be put right; each failed round is read one severity harder."""
        return programme.by_when[harder(severity, rounds)].due(found_on, self.calendar)

    def limit(self, programme: Programme, name: str, from_day: date, period: Period | None = None) -> Because[Due]:
        """The due day of another limit of a programme: act, recheck, claim, handle. What it does not say is read as
        the limit of a general finding."""
        asked = ("limit", programme.key, name, from_day, period)
        return self._once(asked, lambda: limit_of(programme, name).due(from_day, self.calendar, period))

    def said(self, programme: Programme, name: str, from_day: date, period: Period) -> dict[str, Any]:
        """Why a limit falls on its day, as it is stored beside each of a morning's tasks: one text for all of them."""
        asked = ("said", programme.key, name, from_day, period)
        return self._once(asked, self.limit(programme, name, from_day, period).as_json)

    def clock(self, name: str, from_day: date) -> Because[Due]:
        """The due day of a limit that belongs to no programme."""
        return self.pack.clocks[name].due(from_day, self.calendar)

    def day_counted(self, said: date, arrived: date) -> Because[date]:
        """The day on which a visit counts: the one it was made on where it arrived within the time for that, else that
        of its arrival. A clock may say anything; what it says is believed no further than this."""
        limit = self.pack.clocks.get(ON_ITS_DAY)
        facts: dict[str, object] = {"said": said, "arrived": arrived}
        if limit is None:
            return Because(arrived, "", facts, assumed=True)
        until = limit.due(said, self.calendar)
        believed = said <= arrived <= until.value.day
        return Because(said if believed else arrived, until.clause, facts | dict(until.facts), until.assumed)

    def subject(self, business: Business) -> Subject:
        """A business as the rules see it."""
        kind = self.pack.identity.kinds.get(business.kind)
        return Subject(
            kind=business.kind,
            form=form_of(self.pack.identity, business.uscc, household=business.household),
            grade=business.guarantee_grade or None,
            risk_grade=business.risk_grade or None,
            sector=kind.sector if kind else "",
            tags=frozenset(business.tags),
            path=business.path,
            categories=self._classes(business),
        )

    def _classes(self, business: Business) -> frozenset[str]:
        """Its classes of food, where some programme that a business owes of itself asks for them; most laws have none."""
        if not self._once(("classes",), self._asks_for_classes):
            return frozenset()
        return frozenset(ProductCategory.objects.filter(business=business).values_list("code", flat=True))

    def _asks_for_classes(self) -> bool:
        own = (one for one in self.pack.programmes.values() if one.who.holder == "business_post")
        return any(selector.categories for one in own for selector in selectors(one))

    def checklist(self, programme: Programme, business: Business, on: date) -> str | None:
        """The checklist a sheet on this business is filled from."""
        return self.checklist_of(programme, self.subject(business), on)

    def checklist_of(self, programme: Programme, subject: Subject, on: date) -> str | None:
        """The same for a business already seen as the rules see it."""
        return self._once(("list", programme.key, subject, on), lambda: checklist_for(programme, subject, on))

    def period(self, programme: Programme, business: Business, on: date) -> Period:
        """The period of a rhythm in which a day lies, for this business. Raises Refused where nothing is owed."""
        return self.period_of(programme, self.subject(business), on)

    def period_of(self, programme: Programme, subject: Subject, on: date) -> Period:
        """The same for a business already seen as the rules see it."""
        often = self._once(("often", programme.key, subject, on), lambda: frequency(programme, subject, on).value)
        if often is None:
            raise Refused(_("按现行规定，该主体这一天不需要%(what)s") % {"what": programme.title.zh}, code="not_owed")
        return self._once(("period", often.every, on), lambda: period_of(often.every, on))

    def checklists(self, programme: Programme, subject: Subject | None = None) -> frozenset[str]:
        """The checklists a programme knows, or those of them that fit a business of some kind."""
        return self._once(("lists", programme.key, subject), lambda: checklists_for(programme, subject))

    def _once(self, asked: tuple[Any, ...], answer: Callable[[], T]) -> T:
        if asked not in self._said:
            if len(self._said) >= MOST_SAID:
                self._said.clear()
            self._said[asked] = answer()
        said: T = self._said[asked]
        return said


def limit_of(programme: Programme, name: str) -> Limit:
    """The limit of that name, or the one that stands in for it."""
    return next(programme.by_when[word] for word in (name, *STANDS_IN[name]) if word in programme.by_when)


def due_of(law: Law, programme: Programme, period: Period) -> Because[Due]:
    """The due day of the act in a period; what is said at the end of a campaign is counted from its last day."""
    from_day = period.last if programme.what.act == "closing_report" else period.start
    return law.limit(programme, "act", from_day, period)


def provisional(programme: Programme, period: Period) -> bool:
    """Whether the days themselves only become certain with a notice that is not there yet."""
    window = window_at(programme.when, period.start) if programme.when.around else None
    return window is not None and window.provisional


def law_on(day: date, path: str = "cn/") -> Law:
    """The law in force on a day at a place. Raises Refused where none is loaded."""
    release = packs.current_release(day, path)
    return law_of(release.pk)


def laws_within(path: str, day: date) -> dict[str, Law]:
    """The law in force at a place and at each place below it that has one of its own, by ground; the place first."""
    own = {path: law_on(day, path)}
    inner = {place: law_of(key) for place, key in packs.releases_on(day).items() if place.startswith(path)}
    return own | dict(sorted(inner.items()))


@lru_cache(maxsize=64)
def law_of(release: UUID) -> Law:
    """The law of one release: a task keeps the release it was born under. Places it names by code are found."""
    return Law(release, located(packs.pack_of(release)), packs.calendar_of_release(release))


def attend_after(due: date, programme: Programme, rung: int, calendar: Calendar) -> datetime | None:
    """When the clock could matter next: nine in the morning of the day on which the next rung is due, or never."""
    return attend_at(due, programme.ladder, rung, calendar)


def attend_at(due: date, ladder: tuple[Rung, ...], rung: int, calendar: Calendar) -> datetime | None:
    """The same for a ladder in hand."""
    if rung >= len(ladder):
        return None
    return datetime.combine(ladder[rung].after.due(due, calendar).value.day, time(9), CHINA)


@lru_cache(maxsize=1024)
def midnight(day: date) -> datetime:
    """The first instant of a local day."""
    return datetime.combine(day, time(0), CHINA)


@lru_cache(maxsize=8192)
def planned_id(period: Period, programme: str, business: UUID) -> UUID:
    """The key of what a business is owed, or owes, in a period: the same for the plan, the hand-in and the ladder.

    It names the business, not the duty: when a business changes hands mid-period its task goes along, and no second appears.
    """
    return derived_id(midnight(period.start), programme, period.name, business)
