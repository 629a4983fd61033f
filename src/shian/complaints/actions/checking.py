"""举报: checked within fifteen working days (once extended), a case filed or not, whoever gave a name told, the outcome put down."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.journal import entered, moved
from shian.complaints.models import Clock, Complaint, Entry
from shian.complaints.rules import may_extend
from shian.complaints.states import REPORT
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

DECISIONS = ("file_case", "not_file", "hand_over")


def begin_check(one: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """Somebody is looking into it."""
    if one.kind != REPORT:
        raise Refused(_("这是投诉，不是举报；发现违法线索的，请另立举报核查"), code="wrong_kind")

    def owed() -> None:
        clocks.meet(one, "jurisdiction", by=by, now=now)

    return moved(one, "check_report", "begin_check", by=by, now=now, told="正在核查。", with_it=owed)


def extend_check(one: Complaint, *, reason: str, approved: str, by: Actor, now: datetime) -> Clock:
    """Fifteen more working days from the first limit: once, before it is over, with a reason and the head who approved it
    (penalty procedure, art 18)."""
    said, day = needed(reason, 250), local_day(now)
    said = _("%(reason)s（%(who)s批准）") % {"reason": said, "who": _head(approved)}
    first = next(iter(clocks.running(one, "check")), None)
    if first is not None and first.pauses.filter(until__isnull=True).exists():
        raise Refused(_("期限停着，等有了结果再看要不要延长"), code="stands")
    if first is None or not may_extend(first.from_day, first.due, False, day):
        raise Refused(_("只能延长一次，而且要在原来的期限以前"), code="no_extension")
    with act(by, "check_report", one) as announce:
        clocks.drop(one, f"延长核查：{said}", "check", by=by, now=now)
        longer = clocks.start(one, "check_more", first.due, now=now)
        entered(one, "extend", said, by=by, now=now)
        announce.note(due=longer.due.isoformat())
    return longer


def _head(said: str) -> str:
    if not said.strip():
        raise Refused(_("延长核查要经负责人批准，请写是谁批准的"), code="no_approval")
    return needed(said, 40)


def decide(one: Complaint, decision: str, *, words: str, by: Actor, now: datetime) -> Complaint:
    """立案, 不予立案, or 移送 to whose it is. Whoever gave a name is told by a day; of a case filed the outcome is owed."""
    if decision not in DECISIONS:
        raise Refused(_("请选立案、不予立案还是移送"), code="no_decision")
    said, day = needed(words, 500), local_day(now)

    def owed() -> None:
        clocks.meet(one, "check", "check_more", "jurisdiction", by=by, now=now)
        if one.named:
            clocks.start(one, "tell_reporter", day, now=now)
        if decision == "file_case":
            clocks.start(one, "conclude", day, now=now)

    return moved(one, "check_report", decision, by=by, now=now, told=said, with_it=owed, outcome=said, ended_on=day)


def tell_reporter(one: Complaint, *, how: str, by: Actor, now: datetime) -> Entry:
    """告知实名举报人 whether a case was filed."""
    said = needed(how, 200)
    if not clocks.running(one, "tell_reporter"):
        raise Refused(_("没有要告知的决定，或者举报人没有留名"), code="nothing")
    with act(by, "check_report", one):
        clocks.meet(one, "tell_reporter", by=by, now=now)
        return entered(one, "tell", said, by=by, now=now, shared=True)


def conclude(one: Complaint, *, outcome: str, by: Actor, now: datetime) -> Complaint:
    """查处结果: what came of the case, as the reporter may be told it."""
    said = needed(outcome, 500)

    def owed() -> None:
        clocks.meet(one, "conclude", by=by, now=now)

    return moved(
        one, "check_report", "conclude", by=by, now=now, told=said, with_it=owed, outcome=said, ended_on=local_day(now)
    )
