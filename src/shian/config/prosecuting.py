"""What follows when a clue or a report is to be a case: one is opened from it, once, and what is left to check is checked."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.clues.models import Clue
from shian.clues.rules.clocks import Examined
from shian.complaints.events import ComplaintMoved
from shian.complaints.models import Clock, Complaint, Pause
from shian.complaints.states import CHECKS, REPORT
from shian.enforcement.actions import Opened, Tested, open_case
from shian.enforcement.events import CaseMoved
from shian.enforcement.models import PenaltyCase
from shian.inspection.actions import decide_on_case
from shian.inspection.queries import inspections_named
from shian.kernel.actor import Actor
from shian.ledger.actions.outbox import Envelope
from shian.loop.actions.opening import local_day
from shian.people.house import as_house
from shian.registry.models import Business


def open_the_case(envelope: Envelope, now: datetime) -> None:
    """Told twice, one case. Of a sealed clue nothing is said but that there is one."""
    body = envelope["body"]
    summary = str(body["summary"]) or _("密级线索，内容见线索收件处")
    with as_house() as clock:
        business = Business.objects.visible_to(clock).filter(pk=body.get("business")).first()
        clue = UUID(str(body["clue"]))
        opened = Opened(
            summary[:120], summary[:2000], str(body["path"]), "clue", clue, business, **_check_of(clue, clock)
        )
        open_case(opened, by=clock, now=now)


def _check_of(clue: UUID, clock: Actor) -> dict[str, Any]:
    """The days of the check run from those of the clue, as they were extended and stood still: they do not begin again with the case."""
    row = Clue.objects.visible_to(clock).filter(pk=clue).first()
    if row is None:
        return {}
    tests = [Tested(one.since, one.until, one.reason) for one in map(Examined.of, row.stops)]
    return {"received_on": row.counted_from, "check_extended": row.longer == "granted", "tests": tests}


def open_the_case_of_a_report(envelope: Envelope, now: datetime) -> None:
    """A report (举报) that was checked and is to be filed. Whoever brought it stands in no word of the case."""
    event = ComplaintMoved.opened(envelope)
    if event.kind != REPORT or event.move != "file_case":
        return
    with as_house() as clock:
        row = Complaint.objects.visible_to(clock).select_related("business").filter(pk=event.complaint).first()
        if row is None:
            return
        # Not the words of the report: they may tell who wrote them.
        summary = _("举报%(mark)s核查后立案，内容见举报登记表") % {"mark": row.mark}
        opened = Opened(
            summary, summary, row.path, "complaint", row.pk, row.business, row.respondent,
            **_check_of_report(row),
        )  # fmt: skip
        open_case(opened, by=clock, now=now)


def _check_of_report(row: Complaint) -> dict[str, Any]:
    """The same of a report: since it came, or since it was asked for anew."""
    began = {one.name: one.from_day for one in Clock.objects.filter(complaint=row, name__in=CHECKS, round=row.reopened)}
    stops = Pause.objects.filter(complaint=row, clock__name__in=CHECKS, clock__round=row.reopened)
    tests = [Tested(one.from_day, one.until, one.note) for one in stops.order_by("from_day") if one.until]
    since = began.get("check", local_day(row.received_at))
    return {"received_on": since, "check_extended": "check_more" in began, "tests": tests}


# What a step of the case says of its inspection.
SETTLES = {"file": "file", "not_file": "not_file", "hand_over": "not_file"}


def settle_the_inspection(envelope: Envelope, now: datetime) -> None:
    """A case that came from an inspection is filed, or is not: with that the inspection's own question is answered."""
    event = CaseMoved.opened(envelope)
    if event.move not in SETTLES or event.source is None:
        return
    with as_house() as clock:
        one = inspections_named([event.source], viewer=clock).get(event.source)
        case = PenaltyCase.objects.visible_to(clock).filter(pk=event.case, source="inspection").first()
        if one is None or case is None or one.decision != "open":
            return
        words = {"case_number": case.mark, "note": case.not_filed_for.partition("：")[2] or case.not_filed_for}
        decide_on_case(one, file=SETTLES[event.move], by=clock, now=now, **words)
