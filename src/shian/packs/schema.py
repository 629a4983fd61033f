"""The nouns of the law: frozen values, built from a pack's files and nothing else."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from fractions import Fraction

from shian.packs.board import Hotline
from shian.packs.cite import ALWAYS, UNCITED, Cite, Span
from shian.packs.complaints import ComplaintLaw
from shian.packs.days import AnnouncedDays as AnnouncedDays
from shian.packs.days import Holiday as Holiday
from shian.packs.days import KeyDay as KeyDay
from shian.packs.days import YearOfDays as YearOfDays
from shian.packs.double_random import DoubleRandomLaw
from shian.packs.enforcement import EnforcementLaw
from shian.packs.grading import AreaRule as AreaRule
from shian.packs.grading import GradeRule as GradeRule
from shian.packs.grading import Grading as Grading
from shian.packs.grading import SizeRule as SizeRule
from shian.packs.grading import Uplift as Uplift
from shian.packs.identity import Category as Category
from shian.packs.identity import Form as Form
from shian.packs.identity import Identity as Identity
from shian.packs.identity import Kind as Kind
from shian.packs.identity import NumberKind as NumberKind
from shian.packs.inspection import InspectionLaw
from shian.packs.letters import Issuer, Letter
from shian.packs.limits import Limit, VisitTime
from shian.packs.recurrence import Recurrence
from shian.packs.risks import ProposedPoint
from shian.packs.roles import Department as Department
from shian.packs.roles import RoleDef as RoleDef
from shian.packs.roles import Tier as Tier
from shian.packs.rungs import Rung as Rung
from shian.packs.school import SchoolLaw
from shian.packs.sealed import SealedLaw
from shian.packs.selecting import Selector as Selector
from shian.packs.titles import Title as Title
from shian.packs.truth import TruthLaw
from shian.packs.who import Second as Second
from shian.packs.who import Who as Who
from shian.packs.wording import Synonyms

EVERYBODY = 100


@dataclass(frozen=True)
class Source:
    key: str
    title: str
    number: str
    issuer: str
    day: date | None
    url: str
    note: str
    confidence: str


@dataclass(frozen=True)
class OwesRule:
    """Whether the subjects of a selector owe the programme; the first rule that speaks decides."""

    owes: bool
    selector: Selector
    span: Span
    cite: Cite


@dataclass(frozen=True)
class Frequency:
    """How often, for which grades, from when until when; in a stretch of several such periods, on some days of the week."""

    every: str
    times: int
    selector: Selector
    span: Span
    on_site: bool
    cite: Cite
    several: int = 1
    on_days: tuple[str, ...] = ()

    @property
    def plain(self) -> bool:
        """Whether its periods are those of the calendar, whole."""
        return self.several == 1 and not self.on_days

    @property
    def words(self) -> str:
        often = f"a {self.every}" if self.several == 1 else f"in {self.several} {self.every}s"
        return f"{self.times} {often}" + (f" on {', '.join(self.on_days)}" if self.on_days else "")


@dataclass(frozen=True)
class When:
    """The trigger; a window stands between two days, or every year `around` a key day, so many days before and after.

    `event` is what another room announces of a business; `only` keeps those announcements that say one of these words.
    """

    trigger: str
    frequencies: tuple[Frequency, ...] = ()
    window: Span = ALWAYS
    event: str = ""
    only: tuple[tuple[str, tuple[str, ...]], ...] = ()
    around: KeyDay | None = None
    opens_before: int = 0
    closes_after: int = 0
    cite: Cite = UNCITED

    def calls(self, event: str, body: Mapping[str, object]) -> bool:
        """Whether what was announced makes the act owed: this event, with one of the words asked for."""
        return self.event == event and all(body.get(name) in wanted for name, wanted in self.only)


@dataclass(frozen=True)
class Whom:
    """On whom; `level` of the places where the subject is a territory.

    `sample` of a hundred are chosen anew in every period, `strata` says of what each; the others are left out; `after` names a programme: only
    those are meant on whom it was done in the same period or in the one before.
    """

    subject: str
    rules: tuple[OwesRule, ...]
    level: str = ""
    sample: int = EVERYBODY
    sample_cite: Cite = UNCITED
    after: str = ""
    strata: str = ""


@dataclass(frozen=True)
class ChecklistChoice:
    checklist: str
    selector: Selector
    span: Span


@dataclass(frozen=True)
class Conclusion:
    key: str
    title: Title
    cite: Cite


@dataclass(frozen=True)
class What:
    act: str
    modes: tuple[str, ...]
    checklists: tuple[ChecklistChoice, ...]
    rolls_up: str
    zero_report: bool
    conclusions: tuple[Conclusion, ...]
    cite: Cite


@dataclass(frozen=True)
class Recheck:
    by: str
    cite: Cite


@dataclass(frozen=True)
class Consequence:
    on: str
    do: str
    cite: Cite


@dataclass(frozen=True)
class ZeroReport:
    """Each place of a level reports every day of a campaign by an hour, also when nothing happened."""

    level: str
    holder: str
    by: time
    cite: Cite


@dataclass(frozen=True)
class ClosingReport:
    """At the end of a campaign the office says what came of it, drafted from the figures."""

    level: str
    holder: str
    within: Limit
    cite: Cite


@dataclass(frozen=True)
class Campaign:
    """A key period: a base programme asked more often while it lasts, a report every day, one at the end.

    Within the window `times` as many visits are owed as the base programme has falling due there (at least one): the
    base's own stay as they are, the rest are the campaign's, spread evenly over the window.
    """

    over: str
    times: Fraction
    zero_report: ZeroReport | None
    closing_report: ClosingReport | None
    cite: Cite
    base: "Programme | None" = None


@dataclass(frozen=True)
class Programme:
    """A regime: somebody owes an act, on a subject, by a day; and if not, then.

    `part_of` names the campaign whose daily or closing report this is.
    """

    key: str
    title: Title
    source: Cite
    span: Span
    when: When
    who: Who
    whom: Whom
    what: What
    by_when: Mapping[str, Limit]
    recheck: Recheck
    ladder: tuple[Rung, ...]
    and_then: tuple[Consequence, ...]
    campaign: Campaign | None = None
    part_of: str = ""

    @property
    def expected(self) -> bool:
        """Whether it is what a business owes of itself each day or week: expected from its duty, never stored."""
        rows = self.when.frequencies
        daily = all(row.plain and row.every in ("day", "week") for row in rows)
        return self.who.holder == "business_post" and bool(rows) and daily


@dataclass(frozen=True)
class Item:
    """One question; the same question has the same code in every checklist."""

    code: str
    text: Title
    module: str
    severity: str
    key: bool
    applies: frozenset[str]
    photo: str
    valid_for: int | None
    cite: Cite
    distinct_from: tuple[str, ...] = ()  # codes of questions that sound alike and are others; the note says why


@dataclass(frozen=True)
class Checklist:
    key: str
    title: Title
    items: tuple[Item, ...]
    cite: Cite
    again: str = ""  # why a programme may come back with it within the time in which an answer holds
    fresh: bool = False  # asked anew each time: an inspector sees for himself

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)


@dataclass(frozen=True)
class AppointmentRule:
    """Who must appoint this role: one item of one rule set."""

    role: str
    rule_set: str
    item: str
    selector: Selector
    sizes: frozenset[str]
    diners_at_least: int
    diners_above: int
    span: Span
    cite: Cite


@dataclass(frozen=True)
class Load:
    """How many businesses one cadre may answer for before we warn, and before we refuse; above how many tasks a plan asks."""

    warn: int
    block: int
    cite: Cite
    visit_time: VisitTime | None = None
    ask_above: int | None = None
    ask_cite: Cite = UNCITED


@dataclass(frozen=True)
class Indicator:
    key: str
    title: Title
    period: str
    counted: Title
    out_of: Title
    cite: Cite
    days: int = 0  # of an indicator that looks so many days ahead


@dataclass(frozen=True)
class Pack:
    """Everything one place's law says, as one value."""

    jurisdiction: str
    title: Title
    version: str
    schema: int
    effective_from: date
    sources: Mapping[str, Source]
    roles: Mapping[str, RoleDef]
    tiers: Mapping[str, Mapping[str, Tier]]
    grading: Grading
    appointments: tuple[AppointmentRule, ...]
    loads: Load
    clocks: Mapping[str, Limit]
    identity: Identity
    calendar: Mapping[int, YearOfDays]
    indicators: Mapping[str, Indicator]
    letters: Mapping[str, Letter]
    checklists: Mapping[str, Checklist]
    programmes: Mapping[str, Programme] = field(default_factory=dict)
    inspection: InspectionLaw | None = None
    school: SchoolLaw | None = None
    categories: Mapping[str, Category] = field(default_factory=dict)
    recurrence: Recurrence | None = None
    synonyms: Mapping[str, Synonyms] = field(default_factory=dict)
    issuers: Mapping[str, Issuer] = field(default_factory=dict)
    facts: Mapping[str, str] = field(default_factory=dict)  # how a letter puts the facts it speaks of
    key_days: Mapping[str, KeyDay] = field(default_factory=dict)
    departments: Mapping[str, Department] = field(default_factory=dict)
    truth: TruthLaw | None = None
    complaints: ComplaintLaw | None = None
    enforcement: EnforcementLaw | None = None
    hotline: Hotline | None = None
    risk_points: tuple[ProposedPoint, ...] = ()
    double_random: DoubleRandomLaw | None = None
    sealed: SealedLaw | None = None


@dataclass(frozen=True)
class Subject:
    """What a rule needs to know of a business; the registry fills it from its rows."""

    kind: str
    form: str = "enterprise"
    grade: str | None = None
    risk_grade: str | None = None
    sector: str = ""
    tags: frozenset[str] = frozenset()
    path: str = ""
    categories: frozenset[str] = frozenset()
