"""One visit, every duty: the sheets of one person at one door and the fixes looked at on the way, all of them or none."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID, uuid5

from django.db import transaction
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.loop.actions import receipts
from shian.loop.actions.desk import Handed
from shian.loop.actions.finding import reject_fix, verify_fix
from shian.loop.actions.hand_in import Answered, hand_in_together
from shian.loop.models import Finding
from shian.loop.spoken import problem_words

WHOLE = "visit"  # a visit has a receipt of its own beside those of its sheets


@dataclass(frozen=True)
class Part:
    """One sheet of a visit, and what its programme is called in a refusal."""

    title: str
    handed: Handed


@dataclass(frozen=True)
class LookedAt:
    """A fix that was looked at on the way: put right, or not."""

    finding: Finding
    right: bool
    note: str = ""
    made_on: date | None = None


def hand_in_visit(
    parts: Sequence[Part], looked_at: Sequence[LookedAt] = (), *, by: Actor, now: datetime
) -> list[Answered]:
    """Hand in a whole visit. Raises Refused, naming the programme that refuses; then nothing is written.

    A visit handed in again is answered alike, and moves no finding twice.
    """
    with transaction.atomic():
        answers = hand_in_together([part.handed for part in parts], now=now)
        for part, answer in zip(parts, answers, strict=True):
            if not answer.ok:
                raise Refused(_said(part, answer, len(parts)), code=answer.code)
        if not all(answer.replay for answer in answers):
            for one in looked_at:
                _look(one, by, now)
    return answers


def answered_once(
    key: UUID, said: bytes, work: Callable[[], dict[str, Any]], *, by: Actor, now: datetime
) -> dict[str, Any]:
    """
    What is answered to a visit a phone brings under its own number: worked out once, and told alike however often and
    at how many doors at once it comes. What others did meanwhile changes nothing of what was answered before.
    """
    if by.person is None:
        raise Denied(_("请先登录再提交"))
    mine = receipts.Key(by.person, uuid5(key, WHOLE))
    with transaction.atomic():
        if (before := receipts.whole(mine, said)) is not None:
            return before
        answer = work()
        receipts.keep_whole(mine, said, answer, now)
    return answer


def _said(part: Part, answer: Answered, parts: int) -> str:
    if parts == 1:
        return answer.message
    return _("%(what)s没有交成，这一趟都没有写入：%(why)s") % {"what": part.title, "why": answer.message}


def _look(one: LookedAt, by: Actor, now: datetime) -> None:
    try:
        if one.right:
            verify_fix(one.finding, note=one.note, photos=[], by=by, now=now, made_on=one.made_on)
        else:
            reject_fix(one.finding, note=one.note, by=by, now=now, made_on=one.made_on)
    except Refused as refusal:
        raise Refused(
            _("复查「%(item)s」没有交成，这一趟都没有写入：%(why)s")
            % {"item": problem_words(one.finding), "why": refusal},
            code=refusal.code,
        ) from refusal
