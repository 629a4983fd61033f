"""Pages of the loop: enter, what is owed, the visit, the problem, the figure."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from shian.doors.ui.shapes.asking import Asking, Measure
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    BarPart,
    Chart,
    Due,
    Field,
    Holder,
    Link,
    Moment,
    Option,
    Pair,
    Party,
    Rung,
    Stat,
    State,
    Table,
    TaskCard,
    WayStep,
    Why,
)  # fmt: skip


@dataclass(frozen=True)
class CastCard:
    """One person of the demo world; the button posts `cast=key` to the page's cast action."""

    key: str
    post: str
    name: str
    place: str = ""


@dataclass(frozen=True)
class LoginPage:
    """POSTs phone, password, next to `action`; in the demo also cast to `cast_action`."""

    template: ClassVar[str] = "ui/pages/login.html"
    action: str
    phone: str = ""
    next: str = ""
    error: str = ""
    cast_action: str = ""
    cast: tuple[CastCard, ...] = ()
    to_try: tuple[Link, ...] = ()
    place: str = ""


@dataclass(frozen=True)
class TaskGroup:
    title: str
    tasks: tuple[TaskCard, ...]
    hint: str = ""


@dataclass(frozen=True)
class DeskWorklist:
    template: ClassVar[str] = "ui/pages/worklist_desk.html"
    title: str
    lead: str = ""
    stats: tuple[Stat, ...] = ()
    tabs: tuple[Link, ...] = ()
    groups: tuple[TaskGroup, ...] = ()
    state: State | None = None
    more: Link | None = None


@dataclass(frozen=True)
class PhoneWorklist:
    template: ClassVar[str] = "ui/pages/worklist_phone.html"
    title: str
    greeting: str
    lead: str = ""
    groups: tuple[TaskGroup, ...] = ()
    state: State | None = None
    more: Link | None = None


@dataclass(frozen=True)
class Charge:
    name: str
    href: str
    grade: str = ""
    place: str = ""
    badge: Badge | None = None


@dataclass(frozen=True)
class ChargesPage:
    """我管的: every business this person answers for; GET q searches among them."""

    template: ClassVar[str] = "ui/pages/charges.html"
    title: str
    lead: str = ""
    q: str = ""
    charges: tuple[Charge, ...] = ()
    state: State | None = None
    more: Link | None = None


@dataclass(frozen=True)
class MePage:
    """我的: who I am here, what waits for my signature, my figures, my switches."""

    template: ClassVar[str] = "ui/pages/me.html"
    title: str
    holder: Holder
    stats: tuple[Stat, ...] = ()
    links: tuple[Link, ...] = ()
    tasks: tuple[TaskCard, ...] = ()


@dataclass(frozen=True)
class DueHere:
    """One thing that is due at a door, done on this visit unless it is unticked."""

    value: str
    text: str
    hint: str = ""
    due: Due | None = None


@dataclass(frozen=True)
class VisitStart:
    """At the door: what is due here, what was found before, begin or say why it cannot be done. Of several `duties` each
    may be unticked; `kept` says how many questions need not be asked again.
    """

    template: ClassVar[str] = "ui/pages/visit_start.html"
    title: str
    address: str
    back: str
    start: Link
    cannot: Link
    grade: str = ""
    kind: str = ""
    contact: Holder | None = None
    due: Due | None = None
    duties: tuple[DueHere, ...] = ()
    earlier: tuple[Link, ...] = ()
    last_visit: str = ""
    ladder: tuple[Rung, ...] = ()
    kept: str = ""
    unplaced: Link | None = None


@dataclass(frozen=True)
class Item:
    """One question. `said` is the answer it starts with: given before and still `standing`, or typed a moment ago and
    handed back with its note, measure, disposition and the photographs already `kept`. `quick` are phrases for the note.
    `unchanged` is what was answered the last time, where nothing was wrong; `measures` are numbers to be typed.
    A question of an office's own form says by `ask` how it is answered.
    A `standing` answer says from whom and when it is; `asked_by` names the duties that ask; `fix` is one to be looked at.
    """

    code: str
    text: str
    module: str = ""
    look: str = ""
    clause: str = ""
    said: Literal["", "conform", "fail", "not_applicable", "not_checked", "still"] = ""
    quick: tuple[str, ...] = ()
    assumed: bool = False
    standing: str = ""
    note: str = ""
    measure: str = ""
    chosen: str = ""
    kept: tuple[str, ...] = ()
    photo: bool = True
    always: bool = False
    asked_by: tuple[str, ...] = ()
    fix: bool = False
    unchanged: str = ""
    measures: tuple[Measure, ...] = ()
    ask: Asking | None = None


@dataclass(frozen=True)
class Closing:
    """What one duty wants said at the end of its questions: that nothing was found, one of its verdicts, who came along."""

    key: str
    title: str
    zero: bool = False
    said_zero: bool = False
    verdicts: tuple[Option, ...] = ()
    second: Field | None = None


@dataclass(frozen=True)
class VisitPage:
    """
    With script: JSON to `action`, photos to `evidence_url`, then on to `receipt_url`, where {id} is the sheet's. Without:
    a multipart form to `action` with answer-CODE, note-CODE, disposition-CODE, photos-CODE, mode, started_at.
    """

    template: ClassVar[str] = "ui/pages/visit.html"
    title: str
    business: str
    business_id: str
    items: tuple[Item, ...]
    action: str
    evidence_url: str
    receipt_url: str
    back: str
    cannot_href: str
    task: str = ""
    tasks: tuple[str, ...] = ()
    dispositions: tuple[Option, ...] = ()
    modes: tuple[Option, ...] = ()
    signer: str = ""
    started_at: str = ""
    now_words: str = ""
    error: str = ""
    duties: tuple[str, ...] = ()
    closings: tuple[Closing, ...] = ()
    lists: Mapping[str, tuple[str, int]] = field(default_factory=dict)
    paper: str = ""
    forms: tuple[dict[str, object], ...] = ()

    @property
    def standing(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.standing)

    @property
    def settings(self) -> dict[str, object]:
        return {
            "business": self.business_id,
            "task": self.task or None,
            "tasks": list(self.tasks),
            "lists": dict(self.lists),
            "name": self.business,
            "paper": self.paper,
            "forms": list(self.forms),
            "submit": self.action,
            "evidence": self.evidence_url,
            "receipt": self.receipt_url,
        }


@dataclass(frozen=True)
class OutcomePage:
    """Could not be done: one tap, one confirm. POSTs outcome, note and the place to `action`."""

    template: ClassVar[str] = "ui/pages/outcome.html"
    title: str
    business: str
    action: str
    back: str
    options: tuple[Option, ...] = ()
    chosen: Option | None = None
    follows: str = ""
    tasks: tuple[str, ...] = ()
    error: str = ""


@dataclass(frozen=True)
class ReceiptPage:
    template: ClassVar[str] = "ui/pages/receipt.html"
    title: str
    sentence: str
    number: str
    at: str
    tone: Literal["done", "soon", "late"] = "done"
    facts: tuple[tuple[str, str], ...] = ()
    findings: tuple[Link, ...] = ()
    next: Link | None = None
    home: Link | None = None


@dataclass(frozen=True)
class FindingPage:
    template: ClassVar[str] = "ui/pages/finding.html"
    title: str
    number: str
    badge: Badge
    business: Link
    place: str
    found: tuple[tuple[str, str], ...]
    note: str = ""
    holder: Holder | None = None
    due: Due | None = None
    way: tuple[WayStep, ...] = ()
    ladder: tuple[Rung, ...] = ()
    pairs: tuple[Pair, ...] = ()
    history: tuple[Moment, ...] = ()
    acts: tuple[Act, ...] = ()
    why: tuple[Why, ...] = ()
    parties: tuple[Party, ...] = ()
    hands: Table | None = None
    follows: tuple[tuple[str, str], ...] = ()
    again: tuple[Link, ...] = ()
    onward: tuple[Link, ...] = ()  # another file that may begin here
    others: tuple[Act, ...] = ()


@dataclass(frozen=True)
class PhoneFinding(FindingPage):
    """The same problem in one hand: what is wrong, before and after, what to do now, and behind a tap what else may be."""

    template: ClassVar[str] = "ui/pages/finding_phone.html"
    back: str = ""


@dataclass(frozen=True)
class ListPage:
    """Any list: rows behind a figure, problems, businesses, visits. `stat` repeats the figure that was opened."""

    template: ClassVar[str] = "ui/pages/list.html"
    title: str
    table: Table
    kicker: str = ""
    lead: str = ""
    back: Link | None = None
    stat: Stat | None = None
    tabs: tuple[Link, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()


@dataclass(frozen=True)
class CompletionPage:
    """GET filters (period, grade, programme) in the address; each figure and each cell opens into its rows."""

    template: ClassVar[str] = "ui/pages/completion.html"
    title: str
    lead: str
    filters: tuple[Field, ...]
    headline: Stat
    counted: int
    excluded: int
    overdue: int
    open: int
    stats: tuple[Stat, ...]
    table: Table
    chart: Chart | None = None
    as_of: str = ""
    definition: Why | None = None
    tabs: tuple[Link, ...] = ()

    @property
    def planned(self) -> int:
        return self.counted + self.excluded + self.overdue + self.open

    @property
    def bar(self) -> tuple[BarPart, ...]:
        whole = max(self.planned, 1)
        done, out, late = self.counted, self.counted + self.excluded, self.planned - self.open
        return (
            BarPart.between("done", 0, done, whole),
            BarPart.between("out", done, out, whole),
            BarPart.between("late", out, late, whole),
            BarPart.between("open", late, whole, whole),
        )


@dataclass(frozen=True)
class Grade:
    name: str
    value: str
    since: str = ""
    why: Why | None = None


@dataclass(frozen=True)
class Section:
    title: str
    table: Table
    link: Link | None = None


@dataclass(frozen=True)
class DossierPage:
    """一企一档: who it is, its two grades, who answers, what it holds, everything that happened."""

    template: ClassVar[str] = "ui/pages/dossier.html"
    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    badges: tuple[Badge, ...] = ()
    grades: tuple[Grade, ...] = ()
    cadre: Holder | None = None
    people: tuple[Holder, ...] = ()
    director: Why | None = None
    stats: tuple[Stat, ...] = ()
    sections: tuple[Section, ...] = ()
    history: tuple[Moment, ...] = ()
    links: tuple[Link, ...] = ()
    acts: tuple[Act, ...] = ()
