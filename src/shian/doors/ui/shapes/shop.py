"""Pages of the business: the day, the week, the month."""

from dataclasses import dataclass
from typing import ClassVar, Literal

from shian.doors.ui.shapes.loop import Item
from shian.doors.ui.shapes.parts import Act, Badge, Due, Field, Holder, Link, Option, Stat, State, Why


@dataclass(frozen=True)
class DayMark:
    label: str
    state: Literal["done", "late", "rest", "open"]
    words: str
    href: str = ""
    today: bool = False


@dataclass(frozen=True)
class DayRecord:
    """A record already handed in."""

    sentence: str
    at: str
    by: str
    href: str = ""


@dataclass(frozen=True)
class ShopDay:
    """
    日管控. POST to `action`: answer-CODE = conform|fail|not_applicable|not_checked, note-CODE, measure-CODE, photos-CODE;
    zero_risk=1 is an explicit statement of the person, never filled in by the machine.
    """

    template: ClassVar[str] = "ui/pages/shop_day.html"
    title: str
    business: str
    day: str
    officer: Holder
    action: str
    items: tuple[Item, ...]
    due: Due | None = None
    week: tuple[DayMark, ...] = ()
    record: DayRecord | None = None
    rest: str = ""
    why: Why | None = None
    tabs: tuple[Link, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    late: str = ""
    sentence: str = ""
    reported: tuple[Link, ...] = ()
    behalf: str = ""
    back: str = ""
    assist: Act | None = None
    assisted: bool = False
    forms: tuple[dict[str, object], ...] = ()
    second: Field | None = None  # with whom it was done, where the law wants two
    keep: str = ""  # the business, where the record may wait in the outbox of a phone without a network


@dataclass(frozen=True)
class WeekLine:
    """One problem of the week, as the day found it."""

    key: str
    day: str
    text: str
    measure: str = ""
    person: str = ""
    state: str = ""
    closed: bool = False
    href: str = ""


@dataclass(frozen=True)
class ShopWeek:
    """
    周排查: a draft from the days. POST answer-CODE for the items, the fields (narrative holds the draft as the person
    left it), verdict (one of `verdicts`) to `action`. The lines link to the problems the draft was made from.
    """

    template: ClassVar[str] = "ui/pages/shop_week.html"
    title: str
    business: str
    period: str
    officer: Holder
    action: str
    lines: tuple[WeekLine, ...]
    verdicts: tuple[Option, ...]
    days: tuple[DayMark, ...] = ()
    fields: tuple[Field, ...] = ()
    stats: tuple[Stat, ...] = ()
    due: Due | None = None
    handed_in: str = ""
    tabs: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    error: str = ""
    turn: tuple[Link, ...] = ()
    sentences: tuple[str, ...] = ()
    forms: tuple[dict[str, object], ...] = ()
    keep: str = ""


@dataclass(frozen=True)
class ShopMonth:
    """月调度: minutes drafted from the weeks. POST answer-CODE for the items and the fields to `action`."""

    template: ClassVar[str] = "ui/pages/shop_month.html"
    title: str
    business: str
    period: str
    principal: Holder
    director: Holder
    action: str
    stats: tuple[Stat, ...]
    weeks: tuple[Link, ...]
    fields: tuple[Field, ...]
    due: Due | None = None
    handed_in: str = ""
    tabs: tuple[Link, ...] = ()
    items: tuple[Item, ...] = ()
    error: str = ""
    word: str = ""
    turn: tuple[Link, ...] = ()
    sentences: tuple[str, ...] = ()
    forms: tuple[dict[str, object], ...] = ()
    keep: str = ""


@dataclass(frozen=True)
class CorrectionPage:
    """
    A record put right. POST as it was filled in (answer-CODE, note-CODE, disposition-CODE, photos-CODE, narrative,
    verdict, zero_risk=1) and `reason` to `action`. `zero`: a record without a problem is said to be one by a person.
    """

    template: ClassVar[str] = "ui/pages/correction.html"
    title: str
    business: str
    lead: str
    action: str
    back: str
    items: tuple[Item, ...]
    fields: tuple[Field, ...]
    verdicts: tuple[Option, ...] = ()
    zero: bool = False
    dispositions: tuple[Option, ...] = ()
    errors: tuple[tuple[str, str], ...] = ()
    error: str = ""
    forms: tuple[dict[str, object], ...] = ()


@dataclass(frozen=True)
class ShopEntry:
    """One row of a list in the shop: a problem, a record, a post, a rest."""

    text: str
    hint: str = ""
    href: str = ""
    badge: Badge | None = None
    act: Act | None = None


@dataclass(frozen=True)
class ShopGroup:
    title: str
    entries: tuple[ShopEntry, ...]


@dataclass(frozen=True)
class ShopPage:
    """Any other page of the shop: a greeting, why it is so, some lists, something to fill in, a state of its own."""

    template: ClassVar[str] = "ui/pages/shop_page.html"
    title: str
    business: str
    lead: str = ""
    why: Why | None = None
    groups: tuple[ShopGroup, ...] = ()
    acts: tuple[Act, ...] = ()
    below: tuple[ShopGroup, ...] = ()  # lists that stand under what is to be filled in
    state: State | None = None
    links: tuple[Link, ...] = ()
    tabs: tuple[Link, ...] = ()
    error: str = ""
    back: str = ""
