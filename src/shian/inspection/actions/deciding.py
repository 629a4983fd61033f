"""What follows a result: it is made public, and after 不符合 somebody decides on a case."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.inspection.events import ResultPublished
from shian.inspection.models import FaceGiven, Inspection
from shian.inspection.owed import DECIDE, PUBLISH, done
from shian.inspection.states import DECISION, INSPECTION
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.opening import local_day


def publish_result(inspection: Inspection, *, by: Actor, now: datetime) -> Inspection:
    """The result is open to all from now on (art. 39); its table stays inside."""
    with act(by, "publish_result", inspection) as announce:
        INSPECTION.move(inspection, "publish", published_at=now, secrecy=int(Secrecy.OPEN))
        FaceGiven.objects.filter(inspection=inspection).update(secrecy=int(Secrecy.OPEN))
        done(inspection, PUBLISH, by=by, now=now)
        said = inspection.result or "refused"
        announce.note(result=said)
        announce(ResultPublished(inspection.pk, inspection.business_id, said, local_day(now)))
    return inspection


def decide_on_case(
    inspection: Inspection, *, file: str, note: str, case_number: str, by: Actor, now: datetime
) -> Inspection:
    """Whether a case is filed (art. 32, 33): `file` is the move, `file` or `not_file`; with its number, or the reason why not."""
    if file not in DECISION.moves:
        raise Refused(_("请选立案还是不予立案"))
    if file == "file" and not case_number.strip():
        raise Refused(_("请填立案的案号"))
    if file == "not_file" and not note.strip():
        raise Refused(_("不予立案要写明理由"), code="no_words")
    with act(by, "decide_on_case", inspection) as announce:
        DECISION.move(inspection, file, decision_note=note.strip(), case_number=case_number.strip())
        done(inspection, DECIDE, by=by, now=now)
        announce.note(decision=inspection.decision, case=case_number.strip())
    return inspection
