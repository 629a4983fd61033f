"""A reward: proposed by who handled it, approved by another, told and claimed by receipt, paid against a code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.packs.sealed import SealedLaw
from shian.sealed import queries, receipts
from shian.sealed.actions.taking import Name, seal_name
from shian.sealed.house import person_of
from shian.sealed.law import law_at
from shian.sealed.models import Reward, SealedClue
from shian.sealed.owed import REWARD as FILE
from shian.sealed.owed import Owed, owe, settle
from shian.sealed.rules import Case, claimed_by, collected_by, excluded, kept_until, reward, wants_finance
from shian.sealed.states import REWARD, REWARDED


@dataclass(frozen=True)
class Proposed:
    """The level, whether it came from inside, and which exclusions are true of whoever told it."""

    level: str
    insider: bool = False
    exclusions: Collection[str] = ()


def propose_reward(clue: SealedClue, proposed: Proposed, *, by: Actor, now: datetime) -> Reward:
    """What the law gives for it, or that it gives nothing, for somebody else to approve. What was turned down is proposed anew."""
    if clue.state != "closed" or clue.outcome not in REWARDED:
        raise Refused(_("办结并作出处罚或移送公安以后才谈奖励"), code="not_closed")
    before = queries.reward_of(by, clue)
    if before is not None and before.state != "turned_down":
        raise Refused(_("这一件已经提过奖励"), code="proposed_before")
    law, said = law_at(clue.path, now)
    terms = _terms(clue, proposed, said, by)
    row = before or Reward(id=new_id(), clue=clue, path=clue.path, secrecy=clue.secrecy, **_seats(clue), **terms)
    due = said.times.decide.due(local_day(now), law.calendar)
    with act(by, "propose_reward", row):
        row.task = owe(Owed(FILE, row.pk, clue.channel.supervisor_id, row.path, law.release, due), now=now)
        if before is None:
            row.save(force_insert=True)
        else:
            REWARD.move(row, "propose", task=row.task, decided_by=None, decided_on=None, **terms)
    return row


def approve_reward(row: Reward, *, finance: str = "", by: Actor, now: datetime) -> Reward:
    """By the supervisor, never by who proposed it. Whoever holds the receipt is told by it from now on."""
    _refuse_own(row, by)
    law, said = law_at(row.path, now)
    if wants_finance(row.amount, said) and not finance.strip():
        raise Refused(_("这个数额要会同财政部门决定，请写上财政部门的文号"), code="no_finance")
    today = local_day(now)
    claim, collect = (rule(today, said, law.calendar).value.day for rule in (claimed_by, collected_by))
    with act(by, "approve_reward", row):
        settle(row.task_id, by=by, now=now)
        settle(row.tell_task_id, by=by, now=now)
        if row.exclusion:
            REWARD.move(row, "decline", decided_by=by.person, decided_on=today)
        else:
            days = {"decided_on": today, "claim_by": claim, "collect_by": collect}
            REWARD.move(row, "approve", decided_by=by.person, finance=finance.strip()[:120], **days)
    return row


def turn_down_reward(row: Reward, *, why: str, by: Actor, now: datetime) -> Reward:
    """The supervisor does not approve it, and says why to whoever proposed it, who may propose it anew."""
    _refuse_own(row, by)
    said = needed(why, 300)
    with act(by, "approve_reward", row):
        settle(row.task_id, by=by, now=now)
        REWARD.move(row, "turn_down", decided_by=by.person, decided_on=local_day(now), turned_down_for=said)
    return row


def claim_reward(clue: SealedClue, account: Name, *, by: Actor, now: datetime) -> str:
    """By receipt: to an account, which only both custodians can read, or in cash. Answers the code it is paid against, once."""
    row = queries.reward_of(by, clue)
    today = local_day(now)
    if row is None or row.state != "approved":
        raise Refused(_("现在没有可以申领的奖励"), code="no_reward")
    if row.claim_by is None or row.collect_by is None or today > row.claim_by:
        raise Refused(_("申领的期限 %(day)s 已经过了") % {"day": row.claim_by}, code="too_late")
    code = receipts.new_code()
    law, said = law_at(row.path, now)
    with act(by, "claim_reward", row):
        if account.given:
            seal_name(clue, "payout", account, by=by, now=now)
        due = Because(Due(row.collect_by), said.times.collect.cite.text)
        task = owe(Owed(FILE, row.pk, row.holder_id, row.path, law.release, due), now=now)
        fields = {"code": receipts.digest(code, f"payout {row.pk}"), "by_account": account.given, "claimed_on": today}
        REWARD.move(row, "claim", task=task, **fields)
        _keep_longer(clue, row, kept_until(clue.closed_on or today, said, law.calendar, row.collect_by).value)
    return code


def pay_reward(row: Reward, code: str, *, by: Actor, now: datetime) -> Reward:
    """Against the code, within its time. Who proposed it may pay it; who approved it may not."""
    if by.person == row.decided_by:
        raise Denied(_("核准的人不能自己发放"))
    today = local_day(now)
    if row.collect_by is not None and today > row.collect_by:
        raise Refused(_("领取的期限 %(day)s 已经过了") % {"day": row.collect_by}, code="too_late")
    bare = "".join(sign for sign in code if sign.isdigit())
    if not row.code or receipts.digest(bare, f"payout {row.pk}") != row.code:
        raise Refused(_("领奖码不对，请核对十位数字"), code="wrong_code")
    with act(by, "pay_reward", row):
        settle(row.task_id, by=by, now=now)
        REWARD.move(row, "pay", paid_on=today, paid_by=by.person)
    return row


def lapse_rewards(on: date, *, by: Actor, now: datetime) -> int:
    """What nobody claimed, or nobody collected, in its time is owed no longer."""
    rows = Reward.objects.visible_to(by, "destroy_clue")
    late = rows.filter(Q(state="approved", claim_by__lt=on) | Q(state="claimed", collect_by__lt=on))
    gone = 0
    for row in late.order_by("id"):
        with act(by, "destroy_clue", row):
            REWARD.move(row, "lapse")
            if row.task_id is not None:
                withdraw_on_file(row.task_id, _("过期未领"), by=by, now=now)
        gone += 1
    return gone


def _terms(clue: SealedClue, proposed: Proposed, law: SealedLaw, by: Actor) -> dict[str, Any]:
    """The sum by the level, or, where an exclusion counts, nothing and why."""
    money, insider = clue.money or 0, proposed.insider
    own = {"insider": insider, "money": money, "proposed_by": person_of(by)}
    if out := excluded(proposed.exclusions, law, insider=insider):
        return {**own, "level": "", "exclusion": out.value, "amount": 0, "because": out.as_json()}
    if proposed.level not in law.levels:
        raise Refused(_("请选奖励等级"), code="unknown_word")
    sum_ = reward(Case(proposed.level, money, insider), law)
    return {**own, "level": proposed.level, "exclusion": "", "amount": sum_.value, "because": sum_.as_json()}


def _seats(clue: SealedClue) -> dict[str, Any]:
    """Who sees it: whoever works on the clue, and the supervisor; and what is done once it is told, for the supervisor sees no clue."""
    return {"holder_id": clue.holder_id, "posts": [clue.channel.supervisor_id], "tell_task_id": clue.task_id}


def _refuse_own(row: Reward, by: Actor) -> None:
    if by.person == row.proposed_by:
        raise Denied(_("提出奖励的人不能自己核准"))


def _keep_longer(clue: SealedClue, row: Reward, until: object) -> None:
    """What may still be collected keeps its file."""
    SealedClue.objects.filter(pk=clue.pk, keep_until__lt=until).update(keep_until=until)
