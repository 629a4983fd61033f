"""What is asked of a figure, and what it answers: integers, never a ratio."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cached_property
from typing import NamedTuple

from django.utils.translation import gettext as _

from shian.kernel.paths import at_depth
from shian.kernel.refused import Refused
from shian.loop.law import Law, law_on
from shian.packs.periods import Period, parse_period
from shian.territory.models import Place

PARTS = ("done", "excluded", "overdue", "open")


@dataclass(frozen=True)
class Figure:
    """One figure with its parts, all integers; the ratio is formed on display."""

    place: str
    name: str
    done: int = 0
    excluded: int = 0
    overdue: int = 0
    open: int = 0
    made_up: int = 0  # of overdue: done after the due day
    late_excluded: int = 0  # of excluded: so near the period's end that it must be looked at
    on_site: int = 0  # of due and not excluded: made where the business is

    @property
    def due(self) -> int:
        return self.done + self.excluded + self.overdue + self.open

    @property
    def out_of(self) -> int:
        """The denominator: what was due and not excluded."""
        return self.due - self.excluded


class Heap(NamedTuple):
    """So many rows of one part at one path; `late` as the part reads it."""

    path: str
    part: str
    late: int
    on_site: int
    n: int


def folded(heaps: Iterable[Heap], places: Sequence[Place]) -> list[Figure]:
    """One figure for each of these places of one level. The database counts path by path; cutting a path to its level
    there, row by row, cost more than the count."""
    depth = places[0].path.count("/") if places else 0
    found: dict[str, Counter[tuple[str, int]]] = {place.path: Counter() for place in places}
    for heap in heaps:
        counted = found.get(at_depth(heap.path, depth))
        if counted is not None:
            counted[heap.part, heap.late] += heap.n
            counted["on_site", 0] += heap.n if heap.on_site and heap.part != "excluded" else 0
    return [_figure(place.path, place.name, found[place.path]) for place in places]


def _figure(path: str, name: str, counted: Counter[tuple[str, int]]) -> Figure:
    return Figure(
        place=path,
        name=name,
        **{part: counted[part, 0] + counted[part, 1] for part in PARTS},
        made_up=counted["overdue", 1],
        late_excluded=counted["excluded", 1],
        on_site=counted["on_site", 0],
    )


def period_named(words: str) -> Period:
    """A period as it is written. Raises Refused for one that is none."""
    try:
        return parse_period(words)
    except ValueError as error:
        raise Refused(
            _("看不懂这个时段：%(period)s；请写 2026Q3、2026H2、2026-09 或 2026") % {"period": words}
        ) from error


@dataclass(frozen=True)
class Question:
    """What is asked: a programme, a period, a place, perhaps a grade, as known at an instant."""

    programme: str
    period: Period
    within: str
    as_of: datetime
    today: date
    late_window: int  # days before the end of the period in which an exclusion is marked
    grade: str = ""

    @classmethod
    def asked(
        cls, programme: str, period: str, within: str, as_of: datetime, today: date, grade: str = ""
    ) -> "Question":
        """From words. Raises Refused for a period that is none, or a programme the law does not have."""
        span = period_named(period)
        law = law_on(min(today, span.last), within)
        law.programme(programme)
        question = cls(programme, span, within, as_of, today, law.pack.clocks["late_exclusion"].count, grade)
        vars(question)["law"] = law  # known already: where a cached property keeps its answer
        return question

    def at(self, within: str) -> "Question":
        """The same question at another place, answered by the same law."""
        other = replace(self, within=within)
        vars(other)["law"] = self.law
        return other

    @cached_property
    def law(self) -> Law:
        """The law by which it is answered: today's, or that of the period's last day once it is over."""
        return law_on(min(self.today, self.period.last), self.within)
