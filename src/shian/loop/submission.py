"""The shape in which a sheet is handed in, by any door. Frozen: phones out there keep sending it."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.loop.states import MODES, OUTCOMES_NOT_DONE
from shian.packs.words import DISPOSITIONS as DISPOSITIONS

NOT_CHECKED = "not_checked"  # said by whoever checks himself, never by whoever goes to another's door
ANSWERS = ("conform", "fail", "not_applicable", NOT_CHECKED)
_SAID = ("", *DISPOSITIONS)
OUTCOMES = ("done", *OUTCOMES_NOT_DONE)
DATUMS = ("", "wgs84", "gcj02", "bd09", "cgcs2000")
LONGEST_NOTE, LONGEST_NARRATIVE, LONGEST_CONCLUSION, MOST_PHOTOS = 500, 10_000, 20, 9
_FARTHEST = 1_000_000  # metres: worse than this says nothing of where somebody was
# A telephone's clock may stand anywhere; what lies outside of these is no time that a calendar or a database can show.
FIRST_YEAR, LAST_YEAR = 1970, 2200


def _listed(words: tuple[str, ...]) -> Any:
    """The words of a field, told to whoever reads the description; `_checked` refuses the others in a sentence."""
    return msgspec.Meta(extra_json_schema={"enum": list(words)})


def _most(length: int) -> Any:
    return msgspec.Meta(extra_json_schema={"maxLength": length})


def _between(least: float, most: float) -> Any:
    return msgspec.Meta(extra_json_schema={"minimum": least, "maximum": most})


def _moment() -> Any:
    return msgspec.Meta(extra_json_schema={"format": "date-time"})


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What was found at one item. A struct, not a dataclass: a morning brings a million of them, made in C."""

    answer: Annotated[str, _listed(ANSWERS)]
    note: Annotated[str, _most(LONGEST_NOTE)] = ""
    disposition: Annotated[str, _listed(_SAID)] = ""
    photos: tuple[UUID, ...] = ()


class Fix(msgspec.Struct, frozen=True):
    """Where a phone says it was; unknown datum or accuracy is kept as unknown."""

    lat: Annotated[float, _between(-90, 90)]
    lon: Annotated[float, _between(-180, 180)]
    accuracy: float | None = None
    datum: Annotated[str, _listed(DATUMS)] = ""

    @property
    def known(self) -> bool:
        """A telephone without a signal says 0, 0, a place in the sea off Africa: that is nowhere known."""
        return bool(self.lat or self.lon)

    def checked(self) -> None:
        """Raises Refused where this is nowhere on Earth."""
        on_earth = -90 <= self.lat <= 90 and -180 <= self.lon <= 180
        if not on_earth or not 0 <= (self.accuracy or 0) <= _FARTHEST:
            raise Refused(_("定位数据不对：纬度、经度或精度超出了范围"), code="malformed")
        _one_of(self.datum, DATUMS, "datum")


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One filled sheet with a client-made id, and the tasks it discharges."""

    id: UUID
    programme: str = ""
    checklist: str = ""
    version: int | None = None
    business: UUID | None = None
    tasks: tuple[UUID, ...] = ()
    outcome: Annotated[str, _listed(OUTCOMES)] = "done"
    mode: Annotated[str, _listed(MODES)] = "on_site"
    on_day: date | None = None
    answers: Mapping[str, Answer] = msgspec.field(default_factory=dict)
    zero_risk: bool = False
    conclusion: str = ""
    narrative: str = ""
    on_behalf: bool = False
    corrects: UUID | None = None
    place: Fix | None = None
    signature: UUID | None = None
    second: UUID | msgspec.UnsetType | None = msgspec.UNSET  # unset: older sheets keep their bytes
    started_at: Annotated[datetime, _moment()] | None = None
    finished_at: Annotated[datetime, _moment()] | None = None

    @classmethod
    def parsed(cls, raw: Any) -> "Submission":
        """From decoded JSON. Raises Refused with one sentence that names the field."""
        try:
            return msgspec.convert(raw, cls)._checked()
        except (msgspec.ValidationError, OverflowError) as error:
            raise Refused(_complaint(str(error)), code="malformed") from error

    @classmethod
    def read(cls, body: bytes) -> "Submission | None":
        """One sheet straight from JSON, half the work of `parsed`; None where it has to be looked at more closely."""
        try:
            found: Submission = _ONE.decode(body)
            return found._checked()
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, OverflowError, Refused):
            return None

    def digest_source(self) -> bytes:
        """The bytes whose hash tells a replay from another sheet under the same id."""
        return msgspec.json.encode(self, order="deterministic")

    def _checked(self) -> "Submission":
        if not self.id.int:  # what a client sends that made no number: the next one's would be the same
            raise Refused(_("「%(where)s」填得不对，请对照接口说明") % {"where": "id"}, code="malformed")
        _one_of(self.outcome, OUTCOMES, "outcome")
        _one_of(self.mode, MODES, "mode")
        for code, answer in self.answers.items():
            if answer in PLAIN:
                continue
            if answer.answer not in ANSWERS or answer.disposition not in _SAID:
                _one_of(answer.answer, ANSWERS, code)
                _one_of(answer.disposition, _SAID, code)
            if answer.note:
                _no_longer(answer.note, LONGEST_NOTE, code)
            if len(answer.photos) > MOST_PHOTOS:
                raise Refused(_("一项最多附 %(most)d 张照片") % {"most": MOST_PHOTOS}, code="too_many_photos")
        _no_longer(self.narrative, LONGEST_NARRATIVE, "narrative")
        if self.conclusion:
            _no_longer(self.conclusion, LONGEST_CONCLUSION, "conclusion")
        if self.place is not None:
            self.place.checked()
        if self.started_at is not None or self.finished_at is not None:
            _sane_times(self.started_at, self.finished_at)
        return self


# What most items of a morning say, and no more.
PLAIN = frozenset(Answer(word) for word in ANSWERS)
_ONE = msgspec.json.Decoder(Submission)


# How the decoder says what it did not understand: the field that is missing, and where the mistake stands.
_MISSING = re.compile(r"missing required field `(\w+)`")
_AT = re.compile(r"at `\$?\.?(.*)`$")


def _complaint(said: str) -> str:
    """The decoder speaks English; the reader hears which field it was, in their own language."""
    at = _AT.search(said)
    where = at[1] if at else ""
    if missing := _MISSING.search(said):
        return _("「%(where)s」没有填") % {"where": ".".join(filter(None, [where, missing[1]]))}
    if where:
        return _("「%(where)s」填得不对，请对照接口说明") % {"where": where}
    return _("这份记录看不懂：它应是一个 JSON 对象")


def _sane_times(*moments: datetime | None) -> None:
    if any(moment and not FIRST_YEAR <= moment.year <= LAST_YEAR for moment in moments):
        raise Refused(_("开始或结束的时间不对，请检查手机的日期"), code="malformed")


def _one_of(word: str, words: tuple[str, ...], where: str) -> None:
    if word not in words:
        raise Refused(
            _("「%(where)s」填的是 %(word)s，应是 %(words)s 之一")
            % {"where": where, "word": word, "words": in_a_row(w or "空" for w in words)},
            code="unknown_word",
        )


def _no_longer(text: str, most: int, where: str) -> None:
    if len(text) > most:
        raise Refused(_("「%(where)s」写得太长，最多 %(most)d 字") % {"where": where, "most": most}, code="too_long")
    if "\x00" in text:
        raise Refused(_("「%(where)s」里有不能保存的字符") % {"where": where}, code="malformed")
