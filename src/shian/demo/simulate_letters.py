"""The letters of a simulated county: what the ladder drafted is submitted, approved, numbered and sent, received, answered
and judged, each by whom it falls to, one step a working day. Some are never answered, and the heavier one follows."""

from datetime import date, datetime

from django.utils import timezone

from shian.demo.players import at_hour
from shian.demo.simulate_stage import Stage
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.letters.actions import (
    accept_answer,
    answer_letter,
    approve_letter,
    issue_letter,
    receive_letter,
    redraft_letter,
    return_answer,
    send_letter,
    submit_letter,
    withdraw_letter,
)
from shian.letters.models import Letter
from shian.letters.queries import kind_of

ANSWERED_AFTER = 3  # working days
SILENT, SENT_BACK = 10, 10  # out of a hundred
ANSWER = "已召集相关人员对照函件逐项落实，未完成的已补做，今后按期完成。"
NOT_ENOUGH = "没有写明由谁在什么时候做到，请补充后重报"


def letters_of(stage: Stage, day: date) -> dict[str, int]:
    """How many steps letters took on a day; offices write on working days."""
    steps = sum(_stepped(stage, letter, day) for letter in _going_on(stage)) if stage.works(day) else 0
    return {"letter_steps": steps}


def _going_on(stage: Stage) -> list[Letter]:
    with worn(stage.clerk):
        rows = Letter.objects.visible_to(stage.clerk).within(stage.county).filter(state__in=sorted(_STEPS))
        found = rows.select_related("business", "issuer__place", "post", "replaces").defer("business__phone")
        return list(found.order_by("id"))


def _stepped(stage: Stage, letter: Letter, day: date) -> bool:
    """Whether something was done with it today."""
    return _STEPS[letter.state](stage, letter, at_hour(day, 10))


def _submitted(stage: Stage, letter: Letter, now: datetime) -> bool:
    by = _issuer(stage, letter)
    with worn(by):
        submit_letter(letter, by=by, now=now)
    return True


def _approved(stage: Stage, letter: Letter, now: datetime) -> bool:
    by = stage.leader
    try:
        with worn(by):
            approve_letter(letter, by=by, now=now)
    except Refused as refused:
        return _as_it_is_now(stage, letter, refused, now)
    return True


def _sent(stage: Stage, letter: Letter, now: datetime) -> bool:
    by = _issuer(stage, letter)
    try:
        with worn(by):
            issue_letter(letter, by=by, now=now)
            send_letter(letter, by=by, now=now)
    except Refused as refused:
        return _as_it_is_now(stage, letter, refused, now)
    return True


def _as_it_is_now(stage: Stage, letter: Letter, refused: Refused, now: datetime) -> bool:
    """What the letter speaks of has changed: it is drafted anew, or withdrawn where nothing is left to say."""
    if refused.code != "facts_changed":
        return False
    by, fresh = _issuer(stage, letter), Letter.objects.select_related("business", "issuer__place", "post")
    with worn(by):
        again = fresh.defer("business__phone").get(pk=letter.pk)
        try:
            redraft_letter(again, by=by, now=now)
        except Refused:
            withdraw_letter(again, reason="所说的事已经办结", by=by, now=now)
    return True


def _answered(stage: Stage, letter: Letter, now: datetime) -> bool:
    """Signed for on the next day, answered after some; a few never, and then the ladder of the letter itself goes on."""
    by = _addressee(stage, letter)
    silent = stage.play.luck("silent", letter.pk).randrange(100) < SILENT
    waits = letter.sent_on is not None and letter.sent_on > stage.working_days_before(
        timezone.localdate(now), ANSWERED_AFTER
    )
    with worn(by):
        if not (silent or waits) and kind_of(letter).reply is not None:
            answer_letter(letter, note=ANSWER, by=by, now=now)
            return True
        if letter.state == "sent":
            receive_letter(letter, by=by, now=now)
            return True
    return False


def _judged(stage: Stage, letter: Letter, now: datetime) -> bool:
    by, luck = _issuer(stage, letter), stage.play.luck("judged", letter.pk)
    with worn(by):
        if letter.round == 1 and luck.randrange(100) < SENT_BACK:
            return_answer(letter, note=NOT_ENOUGH, by=by, now=now)
        else:
            accept_answer(letter, note="已核实", by=by, now=now)
    return True


_STEPS = {
    "drafted": _submitted,
    "submitted": _approved,
    "approved": _sent,
    "sent": _answered,
    "received": _answered,
    "returned": _answered,
    "answered": _judged,
}


def _issuer(stage: Stage, letter: Letter) -> Actor:
    return stage.players.at(letter.issuer_id)


def _addressee(stage: Stage, letter: Letter) -> Actor:
    if letter.post_id is not None:
        return stage.players.at(letter.post_id)
    if letter.business_id is None:
        raise ValueError("a letter goes to a post or to a business")
    return stage.players.of(letter.business_id)
