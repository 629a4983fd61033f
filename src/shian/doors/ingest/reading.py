"""From bytes to submissions, each judged alone: one that cannot be read spoils none of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.loop.actions import Answered
from shian.loop.submission import Submission

NO_ID = UUID(int=0)
_DECODER = msgspec.json.Decoder()
_ENCODER = msgspec.json.Encoder()


@dataclass(frozen=True)
class Read:
    """What a request holds: each item a submission, or already its verdict. `many` answers as it was asked."""

    items: tuple[Submission | Answered, ...]
    many: bool

    @property
    def submissions(self) -> list[Submission]:
        return [item for item in self.items if isinstance(item, Submission)]


def read(body: bytes, most: int) -> Read:
    """Raises Refused where the body as a whole cannot be read."""
    if b'"submissions"' not in body and (one := Submission.read(body)) is not None:
        return Read((one,), many=False)
    try:
        raw = _DECODER.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(_("提交的内容不是有效的 JSON"), code="malformed") from error
    if isinstance(raw, list):
        raw = {"submissions": raw}
    if not isinstance(raw, dict):
        raise Refused(_("提交的内容应是一份记录，或 submissions 里的一组记录"), code="malformed")
    if "submissions" not in raw:
        return Read((_item(raw),), many=False)
    listed = raw["submissions"]
    if not isinstance(listed, list) or not listed:
        raise Refused(_("submissions 里没有记录"), code="malformed")
    if len(listed) > most:
        raise Refused(_("一次最多提交 %(most)d 份记录") % {"most": most}, code="too_many")
    return Read(tuple(_item(one) for one in listed), many=True)


def _item(raw: Any) -> Submission | Answered:
    try:
        return Submission.parsed(raw)
    except Refused as refusal:
        return Answered(_id_of(raw), False, message=str(refusal), code=refusal.code)


def _id_of(raw: Any) -> UUID:
    """The client's own id where it can be made out, so that it knows which sheet is meant."""
    try:
        return UUID(raw["id"])
    except (TypeError, KeyError, ValueError, AttributeError):
        return NO_ID


def together(found: Read, judged: Sequence[Answered]) -> list[Answered]:
    """The verdicts in the order in which the items came."""
    waiting = iter(judged)
    return [next(waiting) if isinstance(item, Submission) else item for item in found.items]


def written(found: Read, verdicts: Sequence[Answered]) -> bytes:
    """The answer: one verdict, or a list of them."""
    return _ENCODER.encode({"verdicts": list(verdicts)} if found.many else verdicts[0])


def said(code: str, message: str) -> bytes:
    """A refusal of the whole request."""
    return _ENCODER.encode({"code": code, "message": message})
