"""A clue is handed on as a summary without a person in it, closed with its outcome, and in the end destroyed."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.files import withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.sealed import queries
from shian.sealed.events import SealedHanded
from shian.sealed.house import as_box
from shian.sealed.law import law_at
from shian.sealed.models import Handed, Identity, Opening, Reward, SealedClue
from shian.sealed.owed import CLUE as FILE
from shian.sealed.owed import Owed, owe, settle
from shian.sealed.rules import kept_until, names_a_number, told_by
from shian.sealed.states import CLUE, OUTCOMES, REWARDED


@dataclass(frozen=True)
class Summary:
    """What the ordinary inbox may know: which business, and what is said of it."""

    business_name: str
    text: str


def hand_clue(clue: SealedClue, summary: Summary, *, by: Actor, now: datetime) -> Handed:
    """To the inbox of clues, as a summary. Its row and its announcement are the box's own, and name neither clue nor handler."""
    name, text = needed(summary.business_name, 120), needed(summary.text, 1000)
    if names_a_number(f"{name} {text}"):
        raise Refused(_("摘要里像是有电话、证件号或账号。转出去的只写事，不写人，请删掉再转。"), code="names_a_number")
    with act(by, "hand_clue", clue):
        CLUE.move(clue, "hand")
        return _handed_by_box(clue, name, text, now)


def _handed_by_box(clue: SealedClue, name: str, text: str, now: datetime) -> Handed:
    row = Handed(
        place_id=clue.channel.place_id,
        business_name=name,
        summary=text,
        handed_on=local_day(now),
        path=clue.path,
        secrecy=int(Secrecy.CASE),
    )
    with as_box() as box, act(box, "hand_on_summary", row) as announce:
        row.save(force_insert=True)
        announce(SealedHanded(row.pk))
    return row


def close_clue(clue: SealedClue, outcome: str, *, money: int = 0, by: Actor, now: datetime) -> SealedClue:
    """How it ended; with a penalty (fen) or a transfer, somebody is to be told of their reward by the law's day."""
    if outcome not in OUTCOMES:
        raise Refused(_("请选办理结果"), code="unknown_word")
    if money < 0 or (money and outcome not in REWARDED):
        raise Refused(_("只有作出处罚或移送公安的才填罚没金额"), code="money")
    law, said = law_at(clue.path, now)
    today = local_day(now)
    keep = kept_until(today, said, law.calendar, None).value
    with act(by, "close_clue", clue):
        settle(clue.task_id, by=by, now=now)
        task = None
        if outcome in REWARDED:
            due = told_by(today, said, law.calendar)
            task = owe(Owed(FILE, clue.pk, clue.holder_id, clue.path, law.release, due), now=now)
        CLUE.move(clue, "close", outcome=outcome, money=money, closed_on=today, keep_until=keep, task=task)
    return clue


def destroy_over(on: date, *, by: Actor, now: datetime) -> int:
    """Every closed clue whose time is over: key and rows go. A line without a word of it stays in the ledger."""
    gone = 0
    for clue in queries.over(by, on):
        with act(by, "destroy_clue", clue):
            rewards = Reward.objects.filter(clue=clue)
            for task in filter(None, (clue.task_id, *rewards.values_list("task", flat=True))):
                withdraw_on_file(task, _("期满销毁"), by=by, now=now)
            # Named one by one: a cascade would stop at the wall of whatever a later room hangs here.
            Opening.objects.filter(identity__clue=clue).delete()
            Identity.objects.filter(clue=clue).delete()
            rewards.delete()
            SealedClue.objects.filter(pk=clue.pk).delete()
        gone += 1
    return gone
