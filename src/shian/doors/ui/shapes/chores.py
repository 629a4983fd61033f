"""Pages of the household: register, binding, plan, people, rest days, law, ledger."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Drop,
    Field,
    Holder,
    Link,
    Moment,
    Option,
    Progress,
    Stat,
    Table,
    Why,
)


@dataclass(frozen=True)
class ChoreGroup:
    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True)
class ChoresPage:
    template: ClassVar[str] = "ui/pages/chores.html"
    title: str
    lead: str
    groups: tuple[ChoreGroup, ...]


@dataclass(frozen=True)
class ImportUpload:
    """POST multipart: kind, file."""

    template: ClassVar[str] = "ui/pages/import_upload.html"
    title: str
    action: str
    kinds: tuple[Option, ...]
    drop: Drop
    templates: tuple[Link, ...] = ()
    earlier: Table | None = None


@dataclass(frozen=True)
class MappedColumn:
    """One column of the file: its heading, two examples, and the select map-N of our field names."""

    field: Field
    heading: str
    examples: tuple[str, ...]
    remembered: bool = False


@dataclass(frozen=True)
class ImportMapping:
    template: ClassVar[str] = "ui/pages/import_mapping.html"
    title: str
    file: str
    action: str
    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...] = ()
    back: str = ""


@dataclass(frozen=True)
class ImportResult:
    """The dry run: nothing has been written. `go` writes what is right; `annotated` is the copy with the errors."""

    template: ClassVar[str] = "ui/pages/import_result.html"
    title: str
    file: str
    stats: tuple[Stat, ...]
    problems: Table
    go: Act
    annotated: Link | None = None
    back: str = ""


@dataclass(frozen=True)
class ImportProgress:
    template: ClassVar[str] = "ui/pages/import_progress.html"
    title: str
    file: str
    progress: Progress


@dataclass(frozen=True)
class ImportDone:
    template: ClassVar[str] = "ui/pages/import_done.html"
    title: str
    file: str
    sentence: str
    stats: tuple[Stat, ...]
    undo: Act | None = None
    next: Link | None = None
    annotated: Link | None = None


@dataclass(frozen=True)
class Load:
    """How many a cadre would carry; `limit` blocks, `warn` warns."""

    holder: Holder
    now: int
    after: int
    warn: int
    limit: int

    @property
    def tone(self) -> str:
        if self.after > self.limit:
            return "late"
        return "soon" if self.after > self.warn else "done"

    @property
    def width(self) -> int:
        return min(100, round(self.after * 100 / max(self.limit, 1)))


@dataclass(frozen=True)
class BindingPage:
    """GET the filters to preview; POST `go` binds exactly what the preview showed."""

    template: ClassVar[str] = "ui/pages/binding.html"
    title: str
    lead: str
    filters: tuple[Field, ...]
    preview_action: str
    stats: tuple[Stat, ...] = ()
    loads: tuple[Load, ...] = ()
    limit: Why | None = None
    preview: Table | None = None
    go: Act | None = None
    blocked: str = ""


@dataclass(frozen=True)
class PlanPage:
    """GET the filters to count; POST `go` plans. Planning twice adds nothing."""

    template: ClassVar[str] = "ui/pages/plan.html"
    title: str
    lead: str
    filters: tuple[Field, ...]
    stats: tuple[Stat, ...]
    preview: Table
    go: Act | None = None
    provisional: str = ""
    why: tuple[Why, ...] = ()
    all_planned: str = ""


@dataclass(frozen=True)
class Vacancy:
    holder: Holder
    since: str
    consequence: str
    href: str = ""


@dataclass(frozen=True)
class PeoplePage:
    template: ClassVar[str] = "ui/pages/people.html"
    title: str
    lead: str
    table: Table
    vacancies: tuple[Vacancy, ...] = ()
    stats: tuple[Stat, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True)
class PostPage:
    """One post: who holds it, who held it, what hangs on it; `acts` hand it over or take it over with a reason."""

    template: ClassVar[str] = "ui/pages/post.html"
    title: str
    holder: Holder
    facts: tuple[tuple[str, str], ...]
    stats: tuple[Stat, ...]
    acts: tuple[Act, ...]
    tenures: Table
    history: tuple[Moment, ...] = ()


@dataclass(frozen=True)
class RestDaysPage:
    template: ClassVar[str] = "ui/pages/rest_days.html"
    title: str
    lead: str
    add: Act
    table: Table
    why: Why | None = None


@dataclass(frozen=True)
class Rule:
    """One number of the law as it is used now."""

    name: str
    why: Why


@dataclass(frozen=True)
class Programme:
    name: str
    source: str
    badge: Badge
    rules: tuple[Rule, ...]
    href: str = ""


@dataclass(frozen=True)
class LawPage:
    template: ClassVar[str] = "ui/pages/law.html"
    title: str
    lead: str
    releases: Table
    programmes: tuple[Programme, ...]
    assumed: Stat | None = None


@dataclass(frozen=True)
class LedgerPage:
    template: ClassVar[str] = "ui/pages/ledger.html"
    title: str
    lead: str
    table: Table
