"""The shape in which a sheet is handed in, by any door. Frozen: phones out there keep sending it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused

ANSWERS = ("conform", "fail", "not_applicable")
DISPOSITIONS = ("fix_on_site", "fix_by", "push_to_station")
_SAID = ("", *DISPOSITIONS)
OUTCOMES = ("done", "shut", "moved", "not_found", "refused", "closed_for_good")
LONGEST_NOTE, LONGEST_NARRATIVE, MOST_PHOTOS = 500, 10_000, 9


class Answer(msgspec.Struct, frozen=True, gc=False):
    """What was found at one item. A struct, not a dataclass: a morning brings a million of them, made in C."""

    answer: str
    note: str = ""
    disposition: str = ""
    photos: tuple[UUID, ...] = ()


class Fix(msgspec.Struct, frozen=True):
    """Where a phone says it was; unknown datum or accuracy is kept as unknown."""

    lat: float
    lon: float
    accuracy: float | None = None
    datum: str = ""


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One filled sheet with a client-made id, and the tasks it discharges."""

    id: UUID
    programme: str = ""
    checklist: str = ""
    version: int | None = None
    business: UUID | None = None
    tasks: tuple[UUID, ...] = ()
    outcome: str = "done"
    mode: str = "on_site"
    on_day: date | None = None
    answers: Mapping[str, Answer] = msgspec.field(default_factory=dict)
    zero_risk: bool = False
    conclusion: str = ""
    narrative: str = ""
    on_behalf: bool = False
    corrects: UUID | None = None
    place: Fix | None = None
    signature: UUID | None = None
    started_at: datetime | None = None
    finished_at: datetime | None = None

    @classmethod
    def parsed(cls, raw: Any) -> "Submission":
        """From decoded JSON. Raises Refused with one sentence that names the field."""
        try:
            return msgspec.convert(raw, cls)._checked()
        except (msgspec.ValidationError, OverflowError) as error:
            raise Refused(_("提交的内容有一处看不懂：%(where)s") % {"where": error}, code="malformed") from error

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
        _one_of(self.outcome, OUTCOMES, "outcome")
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
        return self


# What most items of a morning say, and no more.
PLAIN = frozenset(Answer(word) for word in ANSWERS)
_ONE = msgspec.json.Decoder(Submission)


def _one_of(word: str, words: tuple[str, ...], where: str) -> None:
    if word not in words:
        raise Refused(
            _("「%(where)s」填的是 %(word)s，应是 %(words)s 之一")
            % {"where": where, "word": word, "words": "、".join(w or "空" for w in words)},
            code="unknown_word",
        )


def _no_longer(text: str, most: int, where: str) -> None:
    if len(text) > most:
        raise Refused(_("「%(where)s」写得太长，最多 %(most)d 字") % {"where": where, "most": most}, code="too_long")
    if "\x00" in text:
        raise Refused(_("「%(where)s」里有不能保存的字符") % {"where": where}, code="malformed")
