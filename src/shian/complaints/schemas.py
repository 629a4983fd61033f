"""What comes in: something somebody brings; and what goes back out to them by receipt, or to anybody."""

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

CHANNELS = ("public", "open311", "counter", "12315", "12345", "api")


@dataclass(frozen=True)
class Reporter:
    """Whoever brings it: clear values, which the room conceals. Never printed."""

    name: str = ""
    phone: str = ""
    identity: str = ""
    address: str = ""

    def __repr__(self) -> str:
        return "Reporter(…)"


@dataclass(frozen=True)
class Brought:
    """Something brought: `kind` is complaint, report, or letter (both at once, to be split). `place` is a path of the
    territory, `latitude` and `longitude` are degrees in `datum` (wgs84, gcj02), `amount_fen` is whole fen."""

    kind: str
    text: str
    place: str
    channel: str = "public"
    category: str = "other"
    happened_at: datetime | None = None
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    datum: str | None = None
    business: UUID | None = None
    respondent: str = ""
    demand: str = ""
    amount_fen: int | None = None
    online: bool = False
    outside_number: str = ""
    outside_due: date | None = None
    evidence: tuple[UUID, ...] = ()
    reporter: Reporter | None = None
    wants_publicity: bool = False
    received_on: date | None = None  # where it came on another day than it is entered: by post, from another system


@dataclass(frozen=True)
class Line:
    """One step or sentence that the bringer may read."""

    at: datetime
    side: str
    text: str


@dataclass(frozen=True)
class Told:
    """What a receipt opens: nothing of who brought it, nothing of what the office thinks among itself."""

    key: UUID
    mark: str
    kind: str
    state: str
    state_words: str
    category: str
    received_on: date
    next_what: str = ""
    next_by: date | None = None
    provisional: bool = False
    accepted_on: date | None = None
    ended_on: date | None = None
    outcome: str = ""
    fixed: str = ""
    lines: tuple[Line, ...] = ()
    may_reopen: bool = False
    may_withdraw: bool = False
    may_write: bool = True
    offer: str = ""  # how the other side would settle it, until the bringer said yes or no
    may_recuse: bool = False
    parts: "tuple[Told, ...]" = ()  # of a letter that was split


@dataclass(frozen=True)
class Heard:
    """One line that the other side may read: said by it, or to it."""

    at: datetime
    side: str
    text: str
    files: int = 0


@dataclass(frozen=True)
class Invited:
    """A complaint as the business it is about may know it: nothing of who brought it, nothing in the bringer's own words."""

    key: UUID
    mark: str
    state_words: str
    summary: str
    invited_on: date
    answer_by: date
    answered_on: date | None
    open: bool
    mediator: str = ""
    offer: str = ""
    offer_fen: int | None = None
    offer_said: str = ""
    lines: tuple[Heard, ...] = ()
    may_recuse: bool = False


@dataclass(frozen=True)
class PublicRequest:
    """What anybody may see of a file whose bringer agreed: no words of persons, no address, photos once released."""

    key: UUID
    category: str
    category_words: str
    open: bool
    state_words: str
    place: str
    place_words: str
    received_at: datetime
    updated_at: datetime
    photos: tuple[UUID, ...] = field(default=())
