"""Told, heard, decided: the party's word first, the heads together where it is serious, the city where it is large."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin, met
from shian.enforcement.actions.investigating import HEARING, run_again, stand_still
from shian.enforcement.actions.owing import moved, noted, put_off_decision, still, written
from shian.enforcement.disputes import refuse_not_ours
from shian.enforcement.law import CaseLaw, case_law
from shian.enforcement.models import PenaltyCase, Transfer
from shian.enforcement.parties import refuse_officers, refuse_reviewer, refuse_strangers
from shian.enforcement.rules import (
    Sold,
    Weight,
    above_county,
    collective,
    crime_flags,
    hearing_open,
    province_of,
)
from shian.enforcement.states import (
    CASE,
    DECISIONS,
    HEAVY,
    NO_PENALTY,
    PENALTIES,
    PENALTY,
    PERSON,
    TAKEN_UP,
    TO_JUSTICE,
    WITH_THE_POLICE,
)
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.registry.models import Business
from shian.territory.models import Level

CITY_AND_ABOVE = (Level.CITY, Level.PROVINCE)


@dataclass(frozen=True)
class Decision:
    """What the head decides; money in fen; `term` is the class of publicity of a penalty."""

    kind: str
    text: str
    penalties: Collection[str] = ()
    fine_fen: int = 0
    confiscated_fen: int = 0
    term: str = ""
    elsewhere: str = ""


def notify_party(case: PenaltyCase, *, on: date | None = None, by: Actor, now: datetime) -> PenaltyCase:
    """告知: what is proposed, why, and the right to be heard, from the day the notice is served. No penalty without it."""
    refuse_strangers(case, by)
    day = on or local_day(now)
    if case.filed_on is not None and not case.filed_on <= day <= local_day(now):
        raise Refused(_("告知书送达的日子在立案以后、今天以前"), code="malformed")
    done = moved(case, "work_case", "notify", by=by, now=now, notified_on=day)
    begin(case, "await_plea", day, now=now)
    return done


def note_plea(case: PenaltyCase, *, plea: str, by: Actor, now: datetime) -> PenaltyCase:
    """陈述申辩, or that the party gives it up: written down before a decision."""
    refuse_strangers(case, by)
    if case.state not in ("notified", "hearing", "heard"):
        raise Refused(_("告知以后才有陈述申辩"), code="illegal_move")
    done = noted(case, "work_case", "plea", by=by, plea=needed(plea, 2000))
    met(case, "await_plea", by=by, now=now)
    return done


def call_hearing(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """听证: asked for within five working days of the notice; the ninety days stand still."""
    refuse_strangers(case, by)
    CASE.next(case.state, "call_hearing")
    law, day = case_law(case.path, local_day(now)), local_day(now)
    if not may_be_heard(case, law):
        raise Refused(_("拟作的处罚没有达到听证标准"), code="no_hearing")
    if day > plead_until(case, law):
        raise Refused(_("已经过了要求听证的期限"), code="too_late")
    stand_still(case, HEARING, _("听证"), by, now)
    met(case, "await_plea", by=by, now=now)
    return moved(case, "work_case", "call_hearing", by=by, now=now, hearing_on=day)


def hear(case: PenaltyCase, *, words: str, by: Actor, now: datetime) -> PenaltyCase:
    """The hearing was held by somebody who did not investigate; what was said stands with the plea."""
    refuse_officers(case, by)
    CASE.next(case.state, "hear")
    said = needed(words, 2000)
    run_again(case, now)
    return moved(case, "review_case", "hear", by=by, now=now, plea=said, hearing_on=local_day(now))


def discuss(case: PenaltyCase, *, words: str, by: Actor, now: datetime) -> PenaltyCase:
    """集体讨论: what the heads came to, and when."""
    refuse_officers(case, by)
    if case.state not in ("reviewed", "notified", "heard"):
        raise Refused(_("审核以后才集体讨论"), code="illegal_move")
    return noted(case, "decide_case", "discuss", by=by, discussed_on=local_day(now), discussion=needed(words, 1000))


def extend_decision(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """Thirty days more, once, by the head (art 64)."""
    refuse_officers(case, by)
    if case.filed_on is None or case.decided_on is not None or case.decision_extended:
        raise Refused(_("办案期限只能延长一次，立案以后决定以前"), code="illegal_move")
    noted(case, "decide_case", "extend_decision", by=by, decision_extended=True)
    put_off_decision(case, now)
    return case


def fix_day(case: PenaltyCase, *, day: date, words: str, by: Actor, now: datetime) -> PenaltyCase:
    """Still not enough: the heads together say until which day (art 64)."""
    refuse_officers(case, by)
    if not case.decision_extended or case.decided_on is not None:
        raise Refused(_("先延长过一次，才能由集体讨论确定日期"), code="illegal_move")
    if day <= local_day(now):
        raise Refused(_("请定一个今天以后的日子"), code="too_early")
    noted(
        case,
        "decide_case",
        "fix_day",
        by=by,
        decide_by=day,
        discussed_on=local_day(now),
        discussion=needed(words, 1000),
    )
    put_off_decision(case, now)
    return case


def decide(case: PenaltyCase, decision: Decision, *, by: Actor, now: datetime) -> PenaltyCase:
    """决定, one of five kinds, by the head: neither an officer's nor the reviewer's."""
    refuse_officers(case, by)
    refuse_reviewer(case, by)
    refuse_not_ours(case)
    CASE.next(case.state, "decide")
    if still(case):
        raise Refused(_("办案期限还停着，先恢复再作决定"), code="illegal_move")
    day, said = local_day(now), needed(decision.text, 4000)
    law = case_law(case.path, day)
    if decision.kind not in DECISIONS or set(decision.penalties) - set(PENALTIES):
        raise Refused(_("请选决定的种类"), code="unknown_word")
    _refuse_instead_of_transfer(case, decision, law)
    if decision.kind == PENALTY:
        _refuse_unfit(case, decision, law, day)
    punished = decision.kind == PENALTY
    done = moved(
        case, "decide_case", "decide", by=by, now=now, decision=decision.kind, decision_text=said,
        penalties=sorted(decision.penalties) if punished else [], fine_fen=decision.fine_fen if punished else 0,
        confiscated_fen=decision.confiscated_fen if punished else 0, term=decision.term if punished else "",
        elsewhere=decision.elsewhere.strip()[:60] if punished else "",
        decided_on=day, decided_by=by.label,
    )  # fmt: skip
    met(done, "await_plea", by=by, now=now)
    _owe_publicity(done, now)
    return done


def may_be_heard(case: PenaltyCase, law: CaseLaw) -> bool:
    weight = Weight(case.fine_fen, case.confiscated_fen, bool(set(case.penalties) & set(HEAVY)))
    return bool(hearing_open(law.said, weight, person=case.party_kind == PERSON))


def plead_until(case: PenaltyCase, law: CaseLaw) -> date:
    """The last day on which the party may plead, or ask for a hearing."""
    assert case.notified_on is not None  # asked after the notice only
    return law.due("plead", case.notified_on).value.day


def _refuse_unfit(case: PenaltyCase, decision: Decision, law: CaseLaw, day: date) -> None:
    """Raises Refused where a penalty is not ready to be decided, not ours, or heavier than the party was told."""
    if case.state == "reviewed" or case.notified_on is None:
        raise Refused(_("还没有告知当事人，不能作出处罚决定"), code="not_told")
    if not case.plea and day <= plead_until(case, law):
        raise Refused(_("当事人还可以陈述申辩，期满或者记下意见以后再决定"), code="too_early")
    if not decision.penalties or ("fine" in decision.penalties) != bool(decision.fine_fen):
        raise Refused(_("请写处罚种类；罚款的写数额，不罚款的不写"), code="malformed")
    if decision.confiscated_fen and "confiscation" not in decision.penalties:
        raise Refused(_("没收的金额要有没收这一种处罚"), code="malformed")
    if _is_heavier(decision, case):
        raise Refused(_("决定不能重于告知的处罚，要加重先退回重新告知"), code="heavier")
    if decision.term not in law.said.terms:
        raise Refused(_("请选公示的类别"), code="unknown_word")
    far = province_of(_code_of(case), case.path)
    if far and not decision.elsewhere.strip():
        raise Refused(_("当事人的信用代码登记在外省（%(code)s），请写推送到哪个省") % {"code": far}, code="no_words")
    if above_county(law.said, decision.fine_fen) and case.organ.place.level not in CITY_AND_ABOVE:
        raise Refused(_("三十万元以上的罚款由设区的市级以上决定，请报上级"), code="above_us")
    weight = Weight(decision.fine_fen, decision.confiscated_fen, bool(set(decision.penalties) & set(HEAVY)))
    needs = collective(law.said, weight, person=case.party_kind == PERSON, serious=case.serious)
    if needs and case.discussed_on is None:
        raise Refused(_("情节复杂或者处罚重大，先由负责人集体讨论"), code="not_discussed")


def _is_heavier(decision: Decision, case: PenaltyCase) -> bool:
    """Whether something of it is more than the party was told."""
    more = decision.fine_fen > case.fine_fen or decision.confiscated_fen > case.confiscated_fen
    return more or bool(set(decision.penalties) - set(case.penalties))


def _code_of(case: PenaltyCase) -> str:
    """The party's code of credit, as the register has it."""
    if case.business_id is None:
        return ""
    with as_house():
        found = Business.objects.filter(pk=case.business_id).values_list("uscc", flat=True).first()
    return found or ""


def _refuse_instead_of_transfer(case: PenaltyCase, decision: Decision, law: CaseLaw) -> None:
    """No penalty in place of a transfer (State Council 310 arts 5 and 11), and nothing to justice that the police did not file."""
    states = list(Transfer.objects.filter(case=case).values_list("state", flat=True))
    if decision.kind == TO_JUSTICE and not set(states) & set(TAKEN_UP):
        raise Refused(_("公安还没有立案：先移送公安，再作移送司法的决定"), code="transfer_first")
    if decision.kind not in (PENALTY, NO_PENALTY):
        return
    flags = crime_flags(law.said, Sold(frozenset(case.crime_facts), case.sales_fen, case.ill))
    if flags and not states:
        raise Refused(
            _("有涉嫌犯罪的提示：先由两人以上核实、写报告，由负责人决定是否移送，不能以罚代移"), code="transfer_first"
        )
    if set(states) & set(WITH_THE_POLICE):
        raise Refused(_("案件正在移送公安，等公安有了结果再作行政处罚"), code="with_the_police")


def _owe_publicity(case: PenaltyCase, now: datetime) -> None:
    """A penalty whose class is shown is public within twenty working days; of a party registered elsewhere it is pushed there in ten."""
    if not shown_publicly(case, case_law(case.path, local_day(now))):
        return
    assert case.decided_on is not None  # just decided
    act_ = "push_penalty" if case.elsewhere else "publish_penalty"
    written(case, publish_task=begin(case, act_, case.decided_on, now=now))


def shown_publicly(case: PenaltyCase, law: CaseLaw) -> bool:
    """Whether this decision is published at all: by its class, and never a mere warning (Order 45, art 2)."""
    return case.decision == PENALTY and case.penalties != ["warning"] and bool(law.said.terms[case.term].most)
