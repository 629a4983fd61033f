"""Pages of a campaign, each with the template that draws it."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Photo, Stat, State, Table


@dataclass(frozen=True)
class CampaignPage:
    """A round of a programme: how far it is, who has told today, what was found, and how it was closed."""

    template: ClassVar[str] = "campaign/campaign.html"
    title: str
    lead: str
    badge: Badge
    stats: tuple[Stat, ...]
    coverage: Table
    filters: tuple[Field, ...]
    links: tuple[Link, ...]
    today: Table | None = None
    closing: "Closing | None" = None
    notes: tuple[str, ...] = ()
    back: Link | None = None


@dataclass(frozen=True)
class Closing:
    """The closing report: what it says, and where it is signed or opened again as it was."""

    state: str
    text: tuple[str, ...] = ()
    link: Link | None = None
    signed: str = ""


@dataclass(frozen=True)
class ReportPage:
    """One tap on the phone: nothing happened; or what did."""

    template: ClassVar[str] = "campaign/report.html"
    title: str
    place: str
    day: str
    lead: str
    action: str
    note: str = ""
    error: str = ""
    told: State | None = None
    back: str = "/today"


@dataclass(frozen=True)
class ClosingPage:
    """The office reads the draft, changes what it likes, and signs."""

    template: ClassVar[str] = "campaign/closing.html"
    title: str
    lead: str
    stats: tuple[Stat, ...]
    sign: Act | None
    error: str = ""
    told: State | None = None
    back: Link | None = None


@dataclass(frozen=True)
class FoundPage:
    """A short form on the phone; before anything enters, what in the register looks like it."""

    template: ClassVar[str] = "campaign/found.html"
    title: str
    lead: str
    fields: tuple[Field, ...]
    alike: tuple[Link, ...] = ()
    error: str = ""
    photo: str = ""
    back: str = "/today"


@dataclass(frozen=True)
class DiscoveryPage:
    """What was found, by whom; and for the office what becomes of it."""

    template: ClassVar[str] = "campaign/discovery.html"
    title: str
    badge: Badge
    facts: tuple[tuple[str, str], ...]
    business: Link
    photo: Photo | None
    acts: tuple[Act, ...]
    error: str = ""
    back: Link | None = None
