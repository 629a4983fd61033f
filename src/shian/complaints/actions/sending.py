"""Whose a file is: sent on and signed for, sent back and talked over, or followed as another system's."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.complaints.actions import clocks
from shian.complaints.actions.journal import entered, moved
from shian.complaints.house import at_the_counter
from shian.complaints.models import Clock, Complaint, Entry, Invitation, Paper, Pause, Recusal
from shian.evidence.actions import carried_along
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.gate import act
from shian.kernel.paths import within
from shian.kernel.refused import Denied, Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import hand_on_file
from shian.loop.actions.opening import local_day
from shian.people.models import Post


def send_on(one: Complaint, to: Post, *, note: str, by: Actor, now: datetime) -> Complaint:
    """分送 to the office whose it is, which signs for it. What was owed goes along, by the day it was."""
    said = needed(note, 300)
    if to.pk == one.holder_id:
        raise Refused(_("已经在这个岗位了"), code="own_post")
    if not {"take_complaint"} & set(to.role.verbs):
        raise Refused(_("「%(post)s」不办投诉举报，请选监管部门的岗位") % {"post": to.title}, code="wrong_office")

    def along() -> None:
        clocks.meet(one, "jurisdiction", by=by, now=now)
        carried(one, to, now, "take")

    told = f"已分送{to.organisation.name}办理。"
    return moved(
        one, "send_on_complaint", "send_on", by=by, now=now, told=told, note=said, with_it=along,
        sender_id=one.holder_id or by.post,
    )  # fmt: skip


def take(one: Complaint, *, by: Actor, now: datetime) -> Complaint:
    """签收: it has come where it is handled."""
    _refuse_others(one, by)

    def signed() -> None:
        clocks.meet(one, "take", by=by, now=now)

    return moved(one, "take_complaint", "take", by=by, now=now, told="办理单位已签收。", with_it=signed)


def send_back(one: Complaint, *, note: str, by: Actor, now: datetime) -> Complaint:
    """Not ours: back to whoever sent it, and the two have seven working days to agree whose it is."""
    _refuse_others(one, by)
    said = needed(note, 300)
    if one.sender is None:
        raise Refused(_("不是分送来的，没有地方可退"), code="no_sender")
    sender = one.sender

    def back() -> None:
        clocks.meet(one, "take", by=by, now=now)
        carried(one, sender, now, "jurisdiction")

    return moved(one, "take_complaint", "send_back", by=by, now=now, note=said, with_it=back)


def track(one: Complaint, *, number: str, until: date | None, by: Actor, now: datetime) -> Complaint:
    """It is handled in another system: here it is followed by that system's number and clock."""
    said = needed(number, 60)
    if until is not None and until < local_day(now):
        raise Refused(_("对方的期限已经过了，请核对"), code="too_late")

    def followed() -> None:
        clocks.drop(one, "在别的系统办理", by=by, now=now)
        if until is not None:
            clocks.start_until(one, "outside", local_day(now), Because(Due(until), said, {"to": until}), now=now)

    told = f"已转由其他平台办理，编号 {said}。"
    return moved(
        one, "track_complaint", "track", by=by, now=now, told=told, with_it=followed,
        outside_number=said, outside_due=until,
    )  # fmt: skip


def bring_back(one: Complaint, *, outcome: str, by: Actor, now: datetime) -> Complaint:
    """What came of it over there: the bringer reads it here, and the file is closed."""
    said = needed(outcome, 500)

    def known() -> None:
        clocks.meet(one, "outside", by=by, now=now)

    return moved(
        one, "track_complaint", "bring_back", by=by, now=now, told=said, with_it=known, outcome=said,
        ended_on=local_day(now), closed_on=local_day(now), outside_told_at=now,
    )  # fmt: skip


def tell_outside(one: Complaint, *, words: str, by: Actor, now: datetime) -> Entry:
    """The system it came from has its answer, by its own clock."""
    said = needed(words, 300)
    if not one.outside_number:
        raise Refused(_("不是别的系统转来的"), code="not_outside")
    with act(by, "track_complaint", one):
        clocks.meet(one, "outside", by=by, now=now)
        Complaint.objects.filter(pk=one.pk).update(outside_told_at=now)
        return entered(one, "tell", said, by=by, now=now)


def _refuse_others(one: Complaint, by: Actor) -> None:
    if one.holder_id not in by.posts and not by.may_at("send_on_complaint", one.path):
        raise Denied(_("由收到分送的单位签收"))


def carried(one: Complaint, to: Post, now: datetime, clock: str = "") -> None:
    """The house carries it over with whatever was merged into it, and starts what is owed there: the giving office does not see
    the taking one's ground."""
    with at_the_counter() as counter:
        tasks = [row.task_id for row in clocks.running(one) if row.task_id is not None]
        for file in (one, *Complaint.objects.filter(merged_into=one)):
            path = file.path if within(file.path, to.path) else to.path
            Complaint.objects.filter(pk=file.pk).update(holder=to, path=path)
            for model in (Clock, Pause, Entry, Paper, Invitation, Recusal):
                model.objects.filter(complaint=file).update(path=path)
            _with_its_photographs(file, path, counter)
        hand_on_file(tasks, to.pk, one.path if within(one.path, to.path) else to.path)
        if clock:
            clocks.start(Complaint.objects.get(pk=one.pk), clock, local_day(now), now=now)


def _with_its_photographs(one: Complaint, path: str, counter: Actor) -> None:
    """Whoever has it now opens what was brought with it; a station sees nothing of what lies at its county."""
    entries = list(Entry.objects.filter(complaint=one))
    keys = {*one.evidence, *(key for row in entries for key in row.evidence)}
    if not (there := carried_along(keys, path, by=counter)):
        return
    evidence, released = ([there.get(key, key) for key in keys] for keys in (one.evidence, one.released))
    Complaint.objects.filter(pk=one.pk).update(evidence=evidence, released=released)
    for row in entries:
        if there.keys() & set(row.evidence):
            Entry.objects.filter(pk=row.pk).update(evidence=[there.get(key, key) for key in row.evidence])
