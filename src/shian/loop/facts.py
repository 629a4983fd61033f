"""The facts of the businesses on a day, by which the law judges: once for each combination that occurs, never row by row."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any
from uuid import UUID

from django.db import connection

from shian.kernel.because import Because
from shian.kernel.bulk import encoded
from shian.kernel.paths import is_path, upper
from shian.loop.law import Law, laws_within
from shian.packs.occasions import days_of_change, its_day, occasions
from shian.packs.periods import Period
from shian.packs.rules import form_of, owes, selectors
from shian.packs.schema import Programme, Subject

# The facts of every business as they held on a day; b, s, g are the business, its standing and its guarantee grade.
FACTS = """
  FROM registry_business b
  JOIN registry_standing s ON s.business_id = b.id AND s.superseded_at IS NULL
       AND s.valid_from <= %(day)s AND (s.valid_to IS NULL OR s.valid_to > %(day)s)
  LEFT JOIN registry_graderecord g ON g.business_id = b.id AND g.scale = 'guarantee' AND g.superseded_at IS NULL
       AND g.valid_from <= %(day)s AND (g.valid_to IS NULL OR g.valid_to > %(day)s)
"""
# Below a place (or one business of it), without the places that have a law of their own: those are asked under that.
ALL_ON_GROUND = """b.path >= %(lo)s AND b.path < %(hi)s AND (%(only)s::uuid IS NULL OR b.id = %(only)s::uuid) AND NOT EXISTS (
  SELECT 1 FROM json_to_recordset(%(but)s) AS o(path text, upper text) WHERE b.path >= o.path AND b.path < o.upper)"""
ON_GROUND = f"s.status = 'operating' AND {ALL_ON_GROUND}"
# The nearest of the places which the programme names; most name none, and then it is empty for all.
_SPOT = """coalesce((SELECT max(n.path COLLATE "C") FROM json_to_recordset(%(named)s) AS n(path text, upper text)
  WHERE b.path >= n.path AND b.path < n.upper), '')"""
# Of its classes of food those which the programme names; most name none, and then nobody is asked.
_CLASSES = """CASE WHEN cardinality(%(classes)s::text[]) = 0 THEN '' ELSE coalesce((
  SELECT string_agg(DISTINCT n.code, ',' ORDER BY n.code) FROM unnest(%(classes)s::text[]) AS n(code)
  JOIN registry_productcategory f ON f.business_id = b.id AND left(f.code, length(n.code)) = n.code), '') END"""
_FACTS_OF_ONE = (
    "coalesce(g.grade, '')", "s.kind", "s.household", "b.risk_grade", "array_to_string(b.tags, ',')", "left(b.uscc, 2)", _SPOT,
    _CLASSES,
)  # fmt: skip
# One text of all the facts, asked for as one: as six columns the database guessed one row and walked 200,000.
KEY = f"concat_ws(chr(31), {', '.join(_FACTS_OF_ONE)})"
AMONG = f" {KEY} = ANY(%(combinations)s)"
# Of a sample only those who were drawn; and after another programme, only where it was done. Where the law changed within
# an occasion (quarterly until autumn, yearly since), what the former law asked for in it stands for the whole of it.
# `IN`, so that what was done is read once: asked of each business anew it took five times as long in a county of 20,000.
CHOSEN = """ AND (%(drawn)s::uuid[] IS NULL OR b.id = ANY(%(drawn)s::uuid[]))
  AND (%(after)s = '' OR b.id IN (SELECT o.business_id FROM loop_task o WHERE o.programme = %(after)s
    AND o.state = 'done' AND o.settled_on >= %(since)s AND o.settled_on < %(until)s))
  AND (NOT %(new_law)s OR NOT EXISTS (SELECT 1 FROM loop_task e WHERE e.business_id = b.id AND e.programme = %(programme)s
    AND e.finding_id IS NULL AND e.state IN ('open', 'done') AND e.period_start >= %(start)s AND e.period_end <= %(last)s
    AND (e.period_start, e.period_end) <> (%(start)s, %(last)s)))"""
HELD = "d.superseded_at IS NULL AND d.valid_from <= %(day)s AND (d.valid_to IS NULL OR d.valid_to > %(day)s)"
DUTIES = f" JOIN loop_duty d ON d.business_id = b.id AND d.programme = %(programme)s AND {HELD}"
_NUMBERS = f"""SELECT {", ".join(_FACTS_OF_ONE)}, count(*) FILTER (WHERE s.status = 'operating'),
  count(d.id) FILTER (WHERE s.status = 'operating'), count(d.id) FILTER (WHERE s.status <> 'operating')
  {FACTS} LEFT {DUTIES} WHERE {ALL_ON_GROUND} GROUP BY {", ".join(map(str, range(1, len(_FACTS_OF_ONE) + 1)))}"""


@dataclass(frozen=True)
class Combination:
    """The facts of a business that a rule can ask for."""

    grade: str
    kind: str
    household: bool
    risk_grade: str
    tags: str
    code: str  # the first two characters of the credit code: they show the legal form
    spot: str  # the nearest place that the programme names
    classes: str = ""  # the classes of food that the programme names and the business makes or sells

    @property
    def key(self) -> str:
        """All of them as one text, as the database writes it."""
        household = "t" if self.household else "f"
        facts = (self.grade, self.kind, household, self.risk_grade, self.tags, self.code, self.spot, self.classes)
        return "\x1f".join(facts)

    def subject(self, law: Law) -> Subject:
        kind = law.pack.identity.kinds.get(self.kind)
        return Subject(
            kind=self.kind,
            form=form_of(law.pack.identity, self.code, household=self.household),
            grade=self.grade or None,
            risk_grade=self.risk_grade or None,
            sector=kind.sector if kind else "",
            tags=frozenset(filter(None, self.tags.split(","))),
            path=self.spot,
            categories=frozenset(filter(None, self.classes.split(","))),
        )


@dataclass(frozen=True)
class Numbers:
    """How many businesses of one combination there are: that operate, that operate and have the duty, that have it still
    and operate no more."""

    operating: int
    held: int
    left_over: int


@dataclass(frozen=True)
class Asking:
    """A programme asked of the businesses below a place on a day, under one law; `but` are grounds with their own.

    `only` asks it of one business there. Where what is asked reaches over days on which the law changes, each law is an
    asking of its own: of the occasions that are its own from its `day` to before `until`, as they were on the day `asked_on`.
    """

    law: Law
    regime: Programme
    within: str
    day: date
    but: tuple[str, ...] = ()
    only: UUID | None = None
    until: date | None = None
    asked_on: date | None = None

    def occasions(self, subject: Subject, span: Period) -> list[Period]:
        """When a subject owes it in a span of days, under this law."""
        on, until = self.asked_on or self.day, self.until or date.max
        return [one for one in occasions(self.regime, subject, span, on) if self.day <= its_day(one, on) < until]

    def parameters(self, combos: Iterable[Combination] = ()) -> dict[str, Any]:
        """The parameters of the statements above."""
        named = {path for selector in selectors(self.regime) for path in selector.within if is_path(path)}
        return {
            "programme": self.regime.key,
            "lo": self.within,
            "hi": upper(self.within),
            "but": _ranges(self.but),
            "only": self.only,
            "day": self.day,
            "named": _ranges(named),
            "classes": sorted({one for selector in selectors(self.regime) for one in selector.categories}),
            "combinations": [c.key for c in combos],
        }

    def chosen(self, period: Period, drawn: "list[UUID] | None" = None) -> dict[str, Any]:
        """The parameters of the choice among them in a period: all, or those who were drawn."""
        whom = self.regime.whom
        since = period.start - (period.end - period.start)
        return {
            "drawn": drawn, "after": whom.after, "since": since, "until": period.end,
            "start": period.start, "last": period.last, "new_law": changed_within(self.regime, period),
        }  # fmt: skip

    @property
    def operating(self) -> list[Combination]:
        """The combinations of facts that occur where anybody operates."""
        return [combination for combination, found in self.numbers.items() if found.operating]

    @cached_property
    def judged(self) -> dict[Combination, Because[bool]]:
        """Which of them owe the programme on the day, each with its reason."""
        return {c: owes(self.regime, c.subject(self.law), self.day) for c in self.operating}

    @cached_property
    def numbers(self) -> dict[Combination, Numbers]:
        """Which combinations of facts occur, and for how many; whoever judges, counts or assigns starts from here."""
        with connection.cursor() as cursor:
            cursor.execute(_NUMBERS, self.parameters())
            return {Combination(*row[:-3]): Numbers(*row[-3:]) for row in cursor.fetchall()}


def changed_within(regime: Programme, period: Period) -> bool:
    """Whether a rhythm got another frequency after the first day of a period."""
    begun = (row.span.start for row in regime.when.frequencies)
    return regime.when.trigger == "rhythm" and any(day and period.start < day <= period.last for day in begun)


def _ranges(paths: Iterable[str]) -> str:
    return encoded({"path": path, "upper": upper(path)} for path in sorted(paths))


def under_each_law(asking: Asking, span: Period) -> list[Asking]:
    """The same asked over a span of days: once for each law that holds in it from the day on."""
    changes = sorted(day for day in days_of_change(asking.regime) if asking.day < day <= span.last)
    begins, ends = [asking.day, *changes], [*changes, None]
    return [replace(asking, day=day, until=until, asked_on=asking.day) for day, until in zip(begins, ends, strict=True)]


def askings(programme: str, within: str, day: date) -> list[Asking]:
    """A programme asked of every ground below a place by the law in force there. Raises Refused where no law has it."""
    laws = laws_within(within, day)
    found = [
        Asking(law, law.pack.programmes[programme], ground, day, tuple(other for other in laws if below(other, ground)))
        for ground, law in laws.items()
        if programme in law.pack.programmes
    ]
    if not found:
        laws[within].programme(programme)
    return found


def below(path: str, ground: str) -> bool:
    """Whether a path lies strictly below a ground."""
    return path != ground and path.startswith(ground)
