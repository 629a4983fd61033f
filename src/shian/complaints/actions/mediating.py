"""投诉: who they are, taken up or not, mediated, settled or ended, told. The file moves by the rule it was born under."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.inviting import refuse_betrayal
from shian.complaints.actions.journal import entered, moved
from shian.complaints.actions.recusing import lapse, refuse_recused, refuse_while_asked
from shian.complaints.law import regime_of
from shian.complaints.models import Clock, Complaint, Entry, Pause
from shian.complaints.rules import is_same_person
from shian.complaints.states import CHECKS, COMPLAINT, REPORT, table_of
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.packs.complaints import Reason

MODES = ("on_site", "remote", "entrusted")
TEST, SUPPLEMENT = "test", "supplement"


@dataclass(frozen=True)
class Meeting:
    """How it is mediated: on site, remotely, or by whoever is entrusted; when and where, and who leads."""

    mode: str
    words: str
    mediator: str


@dataclass(frozen=True)
class Agreement:
    """What the two sides agreed; `paid_fen` is what the bringer gets, in whole fen; at once or by a paper."""

    words: str
    paid_fen: int | None = None
    at_once: bool = False


def ask_identity(one: Complaint, *, until: date | None = None, by: Actor, now: datetime) -> Complaint:
    """限期提供身份证明: by a day; meanwhile the clock of acceptance stands. Raises Refused under a rule that knows none."""
    _only_complaints(one)
    limit = regime_of(one).clocks.get("identity")
    if limit is None or "ask_identity" not in table_of(one.kind, one.regime).moves:
        raise Refused(_("这份投诉按第20号令办理，没有限期提供身份证明这一步"), code="not_in_this_rule")
    day = local_day(now)
    if until is not None and until <= day:
        raise Refused(_("要给投诉人留出日子，请选今天以后的一天"), code="too_early")

    def owed() -> None:
        for row in clocks.running(one, "accept"):
            clocks.stop(row, SUPPLEMENT, "等投诉人提供身份证明", by=by, now=now)
        if until is None:
            clocks.start(one, "identity", day, now=now)
        else:
            set_day = Because(Due(until), limit.cite.text, {"to": until}, limit.cite.assumed)
            clocks.start_until(one, "identity", day, set_day, now=now)

    told = "请提供身份证明材料，办理人员才能决定是否受理。"
    return moved(one, "decide_complaint", "ask_identity", by=by, now=now, told=told, with_it=owed)


def show_identity(one: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """They are who they say: the clock of acceptance runs again."""

    def owed() -> None:
        clocks.meet(one, "identity", by=by, now=now)
        for row in clocks.running(one, "accept"):
            clocks.go_on(one, row, now=now)

    return moved(one, "decide_complaint", "show_identity", by=by, now=now, told="身份已核实，继续办理。", with_it=owed)


def accept(one: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """受理: mediation is owed from today."""
    _only_complaints(one)
    day = local_day(now)

    def owed() -> None:
        clocks.meet(one, "accept", "jurisdiction", by=by, now=now)
        clocks.start(one, "mediate", day, now=now)

    told = "投诉已受理，将组织调解。"
    return moved(one, "decide_complaint", "accept", by=by, now=now, told=told, with_it=owed, accepted_on=day)


def refuse(one: Complaint, *, reason: str, words: str, by: Actor, now: datetime) -> Complaint:
    """不予受理, on one of the rule's grounds; the bringer is told it, and which other ways there are."""
    _only_complaints(one)
    ground = _ground(regime_of(one).refusals, reason)
    said = needed(words, 500)

    def owed() -> None:
        clocks.meet(one, "accept", by=by, now=now)
        clocks.drop(one, ground.title.zh, by=by, now=now)

    told = f"不予受理：{ground.title.zh}。{said}"
    return moved(
        one, "decide_complaint", "refuse", by=by, now=now, told=told, with_it=owed,
        reason=reason, ended_on=local_day(now), outcome=told[:500],
    )  # fmt: skip


def begin_mediation(one: Complaint, meeting: Meeting, *, by: Actor, now: datetime) -> Complaint:
    """Both sides are told when, where and by whom."""
    if meeting.mode not in MODES:
        raise Refused(_("请选现场、线上还是委托调解"), code="no_mode")
    words, mediator = needed(meeting.words, 300), needed(meeting.mediator, 60)
    refuse_betrayal(one, words)
    refuse_recused(one, mediator)
    himself = by.person if is_same_person(mediator, by.label) else None
    return moved(
        one, "mediate_complaint", "begin_mediation", by=by, now=now, told=f"调解安排：{words} 调解人员：{mediator}",
        both=True, mediator=mediator, mediator_person=himself,
    )  # fmt: skip


def stop_for_test(one: Complaint, *, note: str, by: Actor, now: datetime) -> Pause:
    """检验检测鉴定: until its result the clock of mediation stands, or that of the check of a report (order 2, art 18, para 2)."""
    said = needed(note, 300)
    row = _under_test(one)
    if row.pauses.filter(until__isnull=True).exists():
        raise Refused(_("期限已经停着了"), code="stands")
    with act(by, _tester(one), one) as announce:
        pause = clocks.stop(row, TEST, said, by=by, now=now)
        entered(one, "stop", said, by=by, now=now, shared=True, both=one.kind == COMPLAINT)
        announce.note(clock=row.name)
    return pause


def end_test(one: Complaint, *, note: str, by: Actor, now: datetime) -> Clock:
    """The result is there: the clock runs again, later by the days on which it stood."""
    said = needed(note, 300)
    row = _under_test(one)
    if not row.pauses.filter(until__isnull=True).exists():
        raise Refused(_("期限没有停着"), code="runs")
    with act(by, _tester(one), one) as announce:
        clocks.go_on(one, row, now=now)
        entered(one, "go_on", said, by=by, now=now, shared=True, both=one.kind == COMPLAINT)
        announce.note(clock=row.name, due=row.due.isoformat())
    return row


def _tester(one: Complaint) -> str:
    return "check_report" if one.kind == REPORT else "mediate_complaint"


def _under_test(one: Complaint) -> Clock:
    """The limit from which the days of a test are left out."""
    if one.kind != REPORT:
        return _mediation(one)
    found = clocks.running(one, *CHECKS) if one.state == "checking" else []
    if not found:
        raise Refused(_("还没有开始核查，或者核查已经结束"), code="no_check")
    return found[0]


def settle(one: Complaint, agreed: Agreement, *, by: Actor, now: datetime) -> Complaint:
    """达成调解, by a paper or fulfilled at once; whether it is fixed is asked at the follow-up."""
    said = needed(agreed.words, 500)
    refuse_while_asked(one)
    kept = "当场履行" if agreed.at_once else "制作调解书"
    told = f"达成调解（{kept}）：{said}"

    def owed() -> None:
        clocks.meet(one, "mediate", by=by, now=now)
        clocks.start(one, "follow_up", local_day(now), now=now)

    return moved(
        one, "mediate_complaint", "settle", by=by, now=now, told=told, both=True, with_it=owed,
        outcome=said, paid_fen=agreed.paid_fen, ended_on=local_day(now),
    )  # fmt: skip


def terminate(one: Complaint, *, reason: str, words: str, by: Actor, now: datetime) -> Complaint:
    """终止调解, on one of the rule's grounds; both sides are told by a day. Raises Refused for 'time over' before it is."""
    ground = _ground(regime_of(one).endings, reason)
    said, day = needed(words, 500), local_day(now)
    if reason == "time_over":
        _refuse_early(one, day)

    def owed() -> None:
        lapse(one, by=by, now=now)
        clocks.meet(one, "mediate", by=by, now=now)
        clocks.start(one, "tell_ending", day, now=now)
        clocks.start(one, "follow_up", day, now=now)

    told = f"终止调解：{ground.title.zh}。{said}"
    return moved(
        one, "mediate_complaint", "terminate", by=by, now=now, told=told, both=True, with_it=owed,
        reason=reason, outcome=told[:500], ended_on=day,
    )  # fmt: skip


def tell_ending(one: Complaint, *, how: str, by: Actor, now: datetime) -> Entry:
    """Both sides know that it ended."""
    said = needed(how, 200)
    if not clocks.running(one, "tell_ending"):
        raise Refused(_("没有要告知的终止决定"), code="nothing")
    with act(by, "mediate_complaint", one):
        clocks.meet(one, "tell_ending", by=by, now=now)
        return entered(one, "tell", said, by=by, now=now, shared=True)


def _refuse_early(one: Complaint, day: date) -> None:
    row = _mediation(one)
    until = clocks.until_when(one, row, on=day).value.day
    if day <= until:
        raise Refused(_("调解期限到 %(day)s，还没有到，不能按期满终止") % {"day": until}, code="too_early")


def _mediation(one: Complaint) -> Clock:
    found = clocks.running(one, "mediate")
    if not found:
        raise Refused(_("还没有受理，或者调解已经结束"), code="no_mediation")
    return found[0]


def _ground(grounds: Mapping[str, Reason], reason: str) -> Reason:
    if reason not in grounds:
        raise Refused(_("请选一项理由"), code="no_reason")
    return grounds[reason]


def _only_complaints(one: Complaint) -> None:
    if one.kind != COMPLAINT:
        raise Refused(_("这是举报，不是投诉；里面有纠纷要调解的，请先拆分"), code="wrong_kind")
