"""The investigation: what is found, what stands still and why, its end, and the review by another."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.inquiring import end_inquiries
from shian.enforcement.actions.measures import put_off_seizures, stand_seizures
from shian.enforcement.actions.owing import keep_check_clock, keep_decision_clock, moved, noted, still
from shian.enforcement.disputes import refuse_not_ours
from shian.enforcement.models import Pause, PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.states import CASE, FILED, PAUSES, PENALTIES, TESTS
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.packs.enforcement import CRIME_FACTS, FACTS
from shian.people.house import as_house

SUSPENDED, HEARING = "suspended", "hearing"
BY_HAND = tuple(one for one in PAUSES if one not in (SUSPENDED, HEARING))  # these two come with their own steps


@dataclass(frozen=True)
class Facts:
    """What officers affirm of a breach: facts of discretion, facts of crime, what was sold for (fen), how many fell ill."""

    said: Collection[str] = ()
    crime: Collection[str] = ()
    sales_fen: int = 0
    ill: int = 0
    serious: bool = False


@dataclass(frozen=True)
class Proposal:
    """The report at the end, what is proposed, and the range of a fine that the broken clause gives. Money in fen."""

    report: str
    penalties: Collection[str] = ()
    fine_fen: int = 0
    confiscated_fen: int = 0
    least_fen: int = 0
    most_fen: int = 0


def note_facts(case: PenaltyCase, facts: Facts, *, by: Actor, now: datetime) -> PenaltyCase:
    """Hints are made from these; they decide nothing."""
    refuse_strangers(case, by)
    if set(facts.said) - set(FACTS) or set(facts.crime) - set(CRIME_FACTS) or min(facts.sales_fen, facts.ill) < 0:
        raise Refused(_("请从列出的事实里选"), code="unknown_word")
    return noted(
        case, "work_case", "facts", by=by, said=sorted(facts.said), crime_facts=sorted(facts.crime),
        sales_fen=facts.sales_fen, ill=facts.ill, serious=facts.serious,
    )  # fmt: skip


def suspend(case: PenaltyCase, *, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """中止: the ninety days stand still, by the head."""
    refuse_officers(case, by)
    said = needed(note, 300)
    CASE.next(case.state, "suspend")
    stand_still(case, SUSPENDED, said, by, now)
    return moved(case, "decide_case", "suspend", by=by, now=now)


def resume(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """恢复: the days go on where they stood."""
    refuse_officers(case, by)
    CASE.next(case.state, "resume")
    run_again(case, now)
    return moved(case, "decide_case", "resume", by=by, now=now)


def stop(case: PenaltyCase, *, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """终止: there is nobody, or nothing, left to go on with."""
    refuse_officers(case, by)
    refuse_not_ours(case)
    said = needed(note, 500)
    CASE.next(case.state, "stop")
    run_again(case, now)
    done = moved(case, "decide_case", "stop", by=by, now=now, review_note=said)
    put_off_seizures(case, now)
    end_inquiries(case, by=by, now=now)
    return done


def pause_clock(case: PenaltyCase, *, reason: str, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """A test, an identification, a notice, a refund: its time is not counted (art 64)."""
    refuse_strangers(case, by)
    if reason not in BY_HAND:
        raise Refused(_("请选期限为什么停"), code="unknown_word")
    if case.state not in (*FILED, "checking") or still(case):
        raise Refused(_("现在没有在走的期限，或者已经停着"), code="illegal_move")
    if case.state == "checking" and reason not in TESTS:
        raise Refused(_("核查期限只因检测、检验、检疫、鉴定和权利人辨认而停（第十八条）"), code="unknown_word")
    said = needed(note, 300)
    with act(by, "work_case", case) as announce:
        stand_still(case, reason, said, by, now)
        _keep_clock(case, by=by, now=now)
        if reason in TESTS:
            stand_seizures(case, by=by, now=now)
        announce.note(what="pause", reason=reason)
    return case


def run_clock(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """The report is here: the days go on."""
    refuse_strangers(case, by)
    if case.state not in (*FILED, "checking") or not _open_by_hand(case):
        raise Refused(_("办案期限没有停着"), code="illegal_move")
    with act(by, "work_case", case) as announce:
        run_again(case, now)
        _keep_clock(case, by=by, now=now)
        put_off_seizures(case, now)
        announce.note(what="run")
    return case


def _keep_clock(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    keep = keep_check_clock if case.state == "checking" else keep_decision_clock
    with as_house():
        keep(case, by=by, now=now)


def conclude(case: PenaltyCase, proposal: Proposal, *, by: Actor, now: datetime) -> PenaltyCase:
    """调查终结: the report and what is proposed go to review."""
    refuse_strangers(case, by)
    _known(proposal)
    if still(case):
        raise Refused(_("办案期限还停着，先恢复再终结调查"), code="illegal_move")
    return moved(
        case, "work_case", "conclude", by=by, now=now, report=needed(proposal.report, 4000),
        penalties=sorted(proposal.penalties), fine_fen=proposal.fine_fen, confiscated_fen=proposal.confiscated_fen,
        fine_least_fen=proposal.least_fen, fine_most_fen=proposal.most_fen,
    )  # fmt: skip


def pass_review(case: PenaltyCase, *, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """审核: by another than its officers (art 50)."""
    refuse_officers(case, by)
    said = needed(note, 500)
    return moved(
        case, "review_case", "pass_review", by=by, now=now, reviewer=by.person, reviewed_by=by.label, review_note=said
    )


def send_back(case: PenaltyCase, *, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """退回补充: what is missing is said."""
    refuse_officers(case, by)
    said = needed(note, 500)
    return moved(
        case, "review_case", "send_back", by=by, now=now, reviewer=by.person, reviewed_by=by.label, review_note=said
    )


def _known(proposal: Proposal) -> None:
    fined = "fine" in proposal.penalties
    if set(proposal.penalties) - set(PENALTIES) or min(proposal.fine_fen, proposal.confiscated_fen) < 0:
        raise Refused(_("请从列出的处罚种类里选"), code="unknown_word")
    if not 0 <= proposal.least_fen <= proposal.most_fen:
        raise Refused(_("法定罚款的幅度从小写到大"), code="malformed")
    if proposal.confiscated_fen and "confiscation" not in proposal.penalties:
        raise Refused(_("没收的金额要有没收这一种处罚"), code="malformed")
    if fined != bool(proposal.fine_fen):
        raise Refused(_("建议罚款的要写数额，不罚款的不写"), code="malformed")


def _open_by_hand(case: PenaltyCase) -> bool:
    return Pause.objects.filter(case=case, until_on__isnull=True, reason__in=BY_HAND).exists()


def stand_still(case: PenaltyCase, reason: str, note: str, by: Actor, now: datetime) -> None:
    if still(case):
        raise Refused(_("办案期限已经停着，先恢复再停"), code="illegal_move")
    row = Pause(
        id=new_id(), case=case, reason=reason, note=note, from_on=local_day(now), by_label=by.label,
        path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    insert_many(Pause, [row])


def run_again(case: PenaltyCase, now: datetime) -> None:
    Pause.objects.filter(case=case, until_on__isnull=True).update(until_on=local_day(now))
