"""A reward: proposed by who handled it, approved by another, told and claimed by receipt, paid against a code."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Denied, Refused
from shian.loop.actions.opening import local_day
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
    """What the law gives for it, for somebody else to approve."""
    if clue.state != "closed" or clue.outcome not in REWARDED:
        raise Refused(_("办结并作出处罚或移送公安以后才谈奖励"), code="not_closed")
    law, said = law_at(clue.path, now)
    if proposed.level not in said.levels:
        raise Refused(_("请选奖励等级"), code="unknown_word")
    if out := excluded(proposed.exclusions, said, insider=proposed.insider):
        raise Refused(_("按规定不予奖励：%(why)s") % {"why": said.exclusions[out.value].title.zh}, code="excluded")
    if queries.reward_of(by, clue) is not None:
        raise Refused(_("这一件已经提过奖励"), code="proposed_before")
    amount = reward(Case(proposed.level, clue.money or 0, proposed.insider), said)
    row = Reward(
        id=new_id(),
        clue=clue,
        holder_id=clue.holder_id,
        posts=[clue.channel.supervisor_id],
        level=proposed.level,
        insider=proposed.insider,
        money=clue.money or 0,
        amount=amount.value,
        because=amount.as_json(),
        proposed_by=person_of(by),
        path=clue.path,
        secrecy=clue.secrecy,
    )
    due = said.times.decide.due(local_day(now), law.calendar)
    with act(by, "propose_reward", row):
        row.task = owe(Owed(FILE, row.pk, clue.channel.supervisor_id, row.path, law.release, due), now=now)
        row.save(force_insert=True)
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
        days = {"decided_on": today, "claim_by": claim, "collect_by": collect}
        REWARD.move(row, "approve", decided_by=by.person, finance=finance.strip()[:120], **days)
    return row


def turn_down_reward(row: Reward, *, by: Actor, now: datetime) -> Reward:
    """The supervisor does not approve it."""
    _refuse_own(row, by)
    with act(by, "approve_reward", row):
        settle(row.task_id, by=by, now=now)
        REWARD.move(row, "turn_down", decided_by=by.person, decided_on=local_day(now))
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
        fields = {"code": receipts.digest(code, f"payout {row.pk}"), "by_account": account.given, "claimed_on": today}
        REWARD.move(row, "claim", **fields)
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
        REWARD.move(row, "pay", paid_on=today, paid_by=by.person)
    return row


def _refuse_own(row: Reward, by: Actor) -> None:
    if by.person == row.proposed_by:
        raise Denied(_("提出奖励的人不能自己核准"))


def _keep_longer(clue: SealedClue, row: Reward, until: object) -> None:
    """What may still be collected keeps its file."""
    SealedClue.objects.filter(pk=clue.pk, keep_until__lt=until).update(keep_until=until)
