"""What the bringer does by receipt: write, withdraw, ask to look again. The counter acts for them."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.journal import BRINGER, HOUSE, OFFICE, entered, moved
from shian.complaints.actions.receiving import FIRST
from shian.complaints.models import Complaint, Entry
from shian.complaints.states import OVER, may_reopen, parting
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Missing, Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

MOST_MESSAGE = 2_000


def write(one: Complaint, text: str, *, evidence: Sequence[UUID] = (), by: Actor, now: datetime) -> Entry:
    """A message of the bringer; the office reads it on the file."""
    return _written(one, text, BRINGER, evidence, by, now)


def answer(one: Complaint, text: str, *, by: Actor, now: datetime) -> Entry:
    """A message of the office, which the bringer reads by receipt; on a file with others merged into it all of them do."""
    return _written(one, text, OFFICE, (), by, now)


def withdraw(one: Complaint, reason: str, *, by: Actor, now: datetime) -> Complaint:
    """The bringer no longer wants it; once it is accepted that ends the mediation instead, and the office says so."""
    said = needed(reason, 300)

    def nothing_owed() -> None:
        clocks.drop(one, "投诉人撤回", by=by, now=now)

    moved(
        one, "withdraw_complaint", "withdraw", by=by, now=now, told=said, side=BRINGER, with_it=nothing_owed,
        ended_on=local_day(now),
    )  # fmt: skip
    for other in Complaint.objects.filter(merged_into=one):
        _goes_on(other, by, now)
    return one


def _goes_on(other: Complaint, by: Actor, now: datetime) -> Complaint:
    """Whose file was merged into one that was withdrawn has withdrawn nothing: theirs goes on by its own clocks."""

    def runs_again() -> None:
        clocks.part_all(other, now=now)

    told = "并入的那一份已撤回，您这一份继续单独办理，期限接着原来的算。"
    return moved(
        other, "withdraw_complaint", parting(other.kind, other.merged_from), by=by, now=now, told=told, side=HOUSE,
        with_it=runs_again, merged_into=None, merged_from="",
    )  # fmt: skip


def reopen(one: Complaint, why: str, *, by: Actor, now: datetime) -> Complaint:
    """It was closed and is not fixed: the first limit begins anew. Closed and fixed are different words. Whose file was merged
    into another that is closed takes it up by itself again; the other one stays closed."""
    said, into = needed(why, MOST_MESSAGE), one.merged_into
    if into is not None and not may_reopen(one.state, into.state):
        raise Refused(_("并入的那一份还在办，可以在这里留言"), code="goes_on")

    def owed_again() -> None:
        clocks.forget_merge(one)
        clocks.drop(one, "重新办理", by=by, now=now)
        clocks.start(one, FIRST[one.kind], local_day(now), now=now)

    return moved(
        one, "reopen_complaint", "reopen", by=by, now=now, told=said, side=BRINGER, with_it=owed_again,
        reopened=one.reopened + 1, fixed="no", accepted_on=None, ended_on=None, closed_on=None, reason="",
        merged_into=None, merged_from="",
    )  # fmt: skip


def _written(one: Complaint, text: str, side: str, evidence: Sequence[UUID], by: Actor, now: datetime) -> Entry:
    said = needed(text, MOST_MESSAGE)
    if one.state in OVER - {"merged"}:
        raise Refused(_("已经办结，不能再留言；还没解决的，可以要求重新办理"), code="over")
    if len(seen_among(evidence, viewer=by)) != len(set(evidence)):
        raise Missing(_("有一个附件还没有传上来，请重新上传"), code="document_missing")
    with act(by, "write_on_complaint", one):
        return entered(one, "message", said, by=by, now=now, side=side, shared=True, evidence=evidence)


def say_fixed(one: Complaint, fixed: str, *, by: Actor, now: datetime) -> Complaint:
    """Whether it is fixed, in the bringer's own word, once there is an outcome; nobody has to call and ask any more."""
    words = {"yes": _("投诉人说：解决了"), "no": _("投诉人说：没有解决")}
    if fixed not in words:
        raise Refused(_("请选解决了还是没有解决"), code="no_word")
    if (one.merged_into or one).ended_on is None:
        raise Refused(_("还没有结果，有了结果再说解决没有"), code="no_outcome")
    with act(by, "write_on_complaint", one):
        clocks.meet(one, "follow_up", by=by, now=now)
        Complaint.objects.filter(pk=one.pk).update(fixed=fixed)
        entered(one, "message", words[fixed], by=by, now=now, side=BRINGER, shared=True)
    one.fixed = fixed
    return one
