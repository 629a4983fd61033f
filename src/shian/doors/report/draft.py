"""A report on its way: kept with the browser's session, sealed, so that going back, a reload or a dead battery loses nothing."""

from base64 import b64decode, b64encode
from typing import TypeVar
from uuid import uuid4

import msgspec
from django.http import HttpRequest

from shian.evidence.rules import Spot
from shian.kernel.concealed import KeyLost, conceal, reveal

KEPT, SENT = "report", "report-sent"
MOST_PHOTOS = 4
MOST_WORDS = 10_000
TELL, HEAR, SETTLE = "tell", "hear", "settle"
T = TypeVar("T", bound=msgspec.Struct)


class Taken(msgspec.Struct, frozen=True):
    """A photograph of the draft by the hash of its clean bytes; its place only where the person said it may be kept."""

    sha256: str
    spot: Spot | None = None


class Draft(msgspec.Struct, frozen=True):
    """What was typed and chosen so far, as it was typed; what is checked is checked when it is sent on."""

    key: str
    photos: tuple[Taken, ...] = ()
    category: str = ""
    words: str = ""
    day: str = ""
    business: str = ""
    respondent: str = ""
    place: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    want: str = ""
    punish: bool = False
    name: str = ""
    phone: str = ""
    demand: str = ""
    yuan: str = ""
    publicity: bool = False
    call: str = ""

    @property
    def begun(self) -> bool:
        """Whether anything was said yet."""
        return bool(self.photos or self.words or self.category)

    @property
    def spot(self) -> Spot | None:
        """Where it is, as the phone said it or a photograph whose place may be used."""
        if self.latitude is not None and self.longitude is not None:
            return Spot(self.latitude, self.longitude)
        return next((one.spot for one in self.photos if one.spot), None)


def new_draft() -> Draft:
    return Draft(key=uuid4().hex)


def draft_of(request: HttpRequest) -> Draft:
    """The draft of this browser, or an empty one."""
    return _opened(request, KEPT, Draft) or new_draft()


def begun(request: HttpRequest) -> bool:
    """Whether this browser has begun a report."""
    return KEPT in request.session


def keep(request: HttpRequest, draft: Draft) -> Draft:
    request.session[KEPT] = _sealed(draft)
    return draft


class Sent(msgspec.Struct, frozen=True):
    """What the page after sending says: the receipt stands here and on that page, and with us only as its digest."""

    receipt: str
    kind: str
    named: bool = False


def keep_sent(request: HttpRequest, sent: Sent) -> None:
    """The draft is over; its receipt can be looked at again until a new report is begun."""
    request.session.pop(KEPT, None)
    request.session[SENT] = _sealed(sent)


def sent_of(request: HttpRequest) -> Sent | None:
    return _opened(request, SENT, Sent)


def forget(request: HttpRequest) -> None:
    request.session.pop(KEPT, None)
    request.session.pop(SENT, None)


def without_photo(draft: Draft, sha256: str) -> Draft:
    return msgspec.structs.replace(draft, photos=tuple(one for one in draft.photos if one.sha256 != sha256))


def changed(draft: Draft, **fields: object) -> Draft:
    return msgspec.structs.replace(draft, **fields)


def seal_code(code: str) -> str:
    """A receipt as the session keeps it."""
    return b64encode(conceal(code)).decode()


def opened_code(sealed: str) -> str:
    try:
        return reveal(b64decode(sealed))
    except (ValueError, KeyLost):
        return ""


def _sealed(value: msgspec.Struct) -> str:
    return b64encode(conceal(msgspec.json.encode(value).decode())).decode()


def _opened(request: HttpRequest, name: str, kind: type[T]) -> T | None:
    try:
        return msgspec.json.decode(reveal(b64decode(request.session.get(name, ""))), type=kind)
    except (ValueError, KeyLost, msgspec.DecodeError, msgspec.ValidationError):
        return None
