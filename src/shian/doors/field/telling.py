"""What was told at a door, by a form or by the script of the page, as the sheets of a visit."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

import msgspec
from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.rules.settling import Said, settled
from shian.doors.field.visit import Errand, Visit, made_by, number
from shian.doors.ui.answers import Filled
from shian.doors.ui.said import spoken
from shian.doors.ui.seconds import SECOND, second_said
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.loop.actions import Handed, LookedAt, Part
from shian.loop.models import Finding
from shian.loop.submission import Submission

STILL = "still"  # as it was: the answer that stands is taken over, nobody looked again
S = TypeVar("S", bound=msgspec.Struct)
FIX = "fix-"  # how a fix to be looked at is named among the questions


class Told(msgspec.Struct, frozen=True):
    """A visit as it was told: every question answered once, the rest for the errands it concerns."""

    id: UUID
    answers: dict[str, dict[str, Any]] = msgspec.field(default_factory=dict)
    mode: str = "on_site"
    zero: tuple[str, ...] = ()
    conclusions: dict[str, str] = msgspec.field(default_factory=dict)
    seconds: dict[str, str] = msgspec.field(default_factory=dict)  # by programme, who came along
    place: dict[str, Any] | None = None
    signature: str | None = None
    started_at: str | None = None
    finished_at: str | None = None
    on_day: str | None = None  # said by the door, never by the phone: `on_its_day`


class Sent(Told, frozen=True):
    """As the script sends it, with the tasks it was shown and the version of each checklist by which it was filled."""

    tasks: tuple[str, ...] = ()
    lists: dict[str, tuple[str, int]] = msgspec.field(default_factory=dict)


class Away(msgspec.Struct, frozen=True):
    """Nobody could be visited, as the script sends it."""

    id: UUID
    outcome: str
    tasks: tuple[str, ...] = ()
    note: str = ""
    place: dict[str, Any] | None = None
    started_at: str | None = None
    finished_at: str | None = None


def sent(body: bytes) -> Sent:
    """A visit, as the script sent it. Raises Refused where it cannot be read."""
    return _read(body, Sent)


def sent_away(body: bytes) -> Away:
    """That nobody could be visited, as the script sent it. Raises Refused where it cannot be read."""
    return _read(body, Away)


def _read(body: bytes, shape: type[S]) -> S:
    try:
        return msgspec.json.decode(body, type=shape)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise Refused(_("提交的内容看不懂，请刷新后再交"), code="malformed") from error


def told_by_form(visit: Visit, typed: Filled, post: QueryDict, *, by: Actor) -> Told:
    started = post.get("started_at", "")
    return Told(
        made_by(by, visit.task.pk, started),
        {**typed.submitted(), **_fixes(visit, post)},
        post.get("mode") or "on_site",
        tuple(post.getlist("zero")),
        {e.programme.key: said for e in visit.errands if (said := post.get(f"conclusion-{e.programme.key}", ""))},
        {e.programme.key: said for e in visit.errands if (said := post.get(f"{SECOND}-{e.programme.key}", ""))},
        started_at=started or None,
    )


def _fixes(visit: Visit, post: QueryDict) -> dict[str, dict[str, Any]]:
    found = {}
    for one in visit.fixes:
        name = f"{FIX}{one.pk}"
        if said := post.get(f"answer-{name}", ""):
            found[name] = {"answer": said, "note": post.get(f"note-{name}", "").strip()}
    return found


@dataclass(frozen=True)
class Whole:
    """A visit ready to be handed in."""

    parts: tuple[Part, ...]
    looked_at: tuple[LookedAt, ...] = field(default=())


def whole(visit: Visit, told: Told, *, by: Actor) -> Whole:
    """The sheets of a visit and the fixes looked at. Raises Refused where an answer cannot be taken over."""
    still = {code for code, answer in told.answers.items() if answer.get("answer") == STILL}
    taken = _taken(visit, still, by) if still else {}
    parts = tuple(
        Part(spoken(errand.programme.title), _handed(visit, at, errand, told, taken, by))
        for at, errand in enumerate(visit.errands)
    )
    return Whole(parts, tuple(one for fix in visit.fixes if (one := _looked_at(fix, told)) is not None))


def _taken(visit: Visit, still: set[str], by: Actor) -> dict[str, UUID]:
    kept = visit.kept(by)
    for one in visit.questions:
        if one.code in still and one.code not in kept:
            raise Refused(_("「%(item)s」上次的回答不能再沿用，请重新看一眼") % {"item": one.text}, code="not_standing")
    return {code: kept[code].sheet for code in still if code in kept}


def _handed(visit: Visit, at: int, errand: Errand, told: Told, taken: Mapping[str, UUID], by: Actor) -> Handed:
    mine = _asked_of(errand, {code: answer for code, answer in told.answers.items() if code in errand.codes}, visit.on)
    taken = {code: sheet for code, sheet in taken.items() if code in mine}
    answers = {code: {"answer": "conform"} if code in taken else answer for code, answer in mine.items()}
    submission = Submission.parsed(
        {
            "id": str(number(told.id, at, errand)),
            "tasks": [str(task.pk) for task in errand.tasks],
            "business": str(visit.business.pk),
            "checklist": errand.version.key,
            "version": errand.version.number,
            "mode": told.mode,
            "on_day": told.on_day,
            "answers": answers,
            "zero_risk": errand.programme.key in told.zero,
            "conclusion": told.conclusions.get(errand.programme.key, ""),
            **second_said(told.seconds.get(errand.programme.key, "")),
            "place": told.place,
            "signature": told.signature,
            "started_at": told.started_at or None,
            "finished_at": told.finished_at or None,
        }
    )
    return Handed(by, submission, tuple(sorted(taken.items())))


def _asked_of(errand: Errand, answers: dict[str, dict[str, Any]], on: date) -> dict[str, dict[str, Any]]:
    """Without what would be taken over though nobody asks it here: a plain form has every answer that holds ticked."""
    if not errand.version.form:
        return answers
    form = checklists.form(errand.version)
    said = {code: _as_said(one) for code, one in answers.items() if code in form.by_code and form.by_code[code].asked}
    ignored = set(settled(form, said, on).ignored)
    return {code: one for code, one in answers.items() if code not in ignored or one.get("answer") != STILL}


def _as_said(answer: Mapping[str, Any]) -> Said:
    word = str(answer.get("answer", ""))
    return Said("conform" if word == STILL else word, str(answer.get("note", "")), len(answer.get("photos", ())))


def _looked_at(finding: Finding, told: Told) -> LookedAt | None:
    """Nothing said, or said that it was not looked at today, leaves the fix where it is."""
    answer = told.answers.get(f"{FIX}{finding.pk}", {})
    said = answer.get("answer", "")
    if said not in ("conform", "fail"):
        return None
    day = date.fromisoformat(told.on_day) if told.on_day else None
    return LookedAt(finding, right=said == "conform", note=str(answer.get("note", "")), made_on=day)
