"""The shape in which a sheet is handed in, by any door. Frozen: phones out there keep sending it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
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


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found at one item."""

    answer: str
    note: str = ""
    disposition: str = ""
    photos: tuple[UUID, ...] = ()


@dataclass(frozen=True, slots=True)
class Fix:
    """Where a phone says it was; unknown datum or accuracy is kept as unknown."""

    lat: float
    lon: float
    accuracy: float | None = None
    datum: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
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
    answers: Mapping[str, Answer] = field(default_factory=dict)
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
            found = msgspec.convert(raw, cls)
        except (msgspec.ValidationError, OverflowError) as error:
            raise Refused(_("提交的内容有一处看不懂：%(where)s") % {"where": error}, code="malformed") from error
        found._checked()
        return found

    def digest_source(self) -> bytes:
        """The bytes whose hash tells a replay from another sheet under the same id."""
        return msgspec.json.encode(self, order="deterministic")

    def _checked(self) -> None:
        _one_of(self.outcome, OUTCOMES, "outcome")
        for code, answer in self.answers.items():
            if answer.answer not in ANSWERS or answer.disposition not in _SAID:
                _one_of(answer.answer, ANSWERS, code)
                _one_of(answer.disposition, _SAID, code)
            if answer.note:
                _no_longer(answer.note, LONGEST_NOTE, code)
            if len(answer.photos) > MOST_PHOTOS:
                raise Refused(_("一项最多附 %(most)d 张照片") % {"most": MOST_PHOTOS}, code="too_many_photos")
        _no_longer(self.narrative, LONGEST_NARRATIVE, "narrative")


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
