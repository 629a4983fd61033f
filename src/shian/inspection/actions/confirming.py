"""The result: computed from the table that was handed in, confirmed by the second officer, told on site."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.evidence.models import Evidence
from shian.inspection.events import InspectionJudged
from shian.inspection.models import FaceGiven, Inspection
from shian.inspection.owed import DECIDE, PUBLISH, law_of_inspection, owe
from shian.inspection.rules import Checked, Result, checked, face, face_score, months_after, result
from shian.inspection.states import INSPECTION
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Missing, Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.exclusion import settled
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_of, law_on
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.states import TASK
from shian.packs.inspection import FaceLaw
from shian.packs.rules import speaks_of
from shian.registry.models import Business, Licence


def confirm_result(
    inspection: Inspection, *, signed: UUID | None, unsigned: str, by: Actor, now: datetime
) -> Inspection:
    """The second officer confirms what the table says; the business signed, or why not and who saw it (art. 35).

    From here the twenty working days of publication run, and after 不符合 those of the decision on a case.
    """
    _by_the_second(inspection, by)
    sheet = _sheet_of(inspection)
    _told(signed, unsigned, by)
    law = _law(inspection)
    rules = law_of_inspection(law)
    counted = counted_on(sheet)
    judged = result(counted, rules.result)
    public_by = rules.publish.due(local_day(now), law.calendar)
    fields = {
        "sheet_id": sheet.pk,
        "result": judged.value.value,
        "because": {**judged.as_json(), "value": judged.value.value},
        "signed": signed,
        "unsigned": unsigned.strip(),
        "told_on": local_day(now),
        "confirmed_at": now,
        "public_by": public_by.value.day,
        "secrecy": int(Secrecy.INTERNAL),
        "decision": "open" if judged.value is Result.NOT else "none",
    }
    with act(by, "confirm_result", inspection) as announce:
        INSPECTION.move(inspection, "confirm", **fields)
        owe(inspection, PUBLISH, rules.publish, law, now=now)
        if judged.value is Result.NOT:
            owe(inspection, DECIDE, rules.decide, law, now=now)
        _give_face(inspection, sheet, counted, law, now)
        _open_to_the_business(sheet)
        announce.note(result=judged.value.value, checked=counted.items, failed=counted.failed)
        announce(InspectionJudged(inspection.pk, inspection.business_id, judged.value.value))
    return inspection


def refused_inspection(inspection: Inspection, *, form: str, note: str, by: Actor, now: datetime) -> Inspection:
    """The business refused, obstructed or evaded (art. 49, eight forms): that is a result, and a case is to be decided on."""
    law = _law(inspection)
    rules = law_of_inspection(law)
    if form not in rules.refusals:
        raise Refused(_("请选是哪一种拒绝检查的情形"))
    if not note.strip():
        raise Refused(_("请写明当时的情况和在场见证人"), code="no_words")
    public_by = rules.publish.due(local_day(now), law.calendar).value.day
    fields = {"refusal": form, "note": note.strip(), "decision": "open", "confirmed_at": now, "public_by": public_by}
    with act(by, "refused_inspection", inspection) as announce:
        INSPECTION.move(inspection, "refuse", secrecy=int(Secrecy.INTERNAL), **fields)
        rows = Task.objects.filter(pk=inspection.task_id)
        TASK.move_many(rows, "exclude", **settled(by, now), reason="refused")
        owe(inspection, PUBLISH, rules.publish, law, now=now)
        owe(inspection, DECIDE, rules.decide, law, now=now)
        announce.note(form=form)
        announce(InspectionJudged(inspection.pk, inspection.business_id, "refused"))
    return inspection


def counted_on(sheet: Sheet) -> Checked:
    """What a table says, its key items apart."""
    answers = {code: str(said["answer"]) for code, said in sheet.answers.items()}
    return checked(answers, [item.code for item in checklists.items(sheet.version_id) if item.key])


def _by_the_second(inspection: Inspection, by: Actor) -> None:
    """Two people stand behind a result: who filled the table does not confirm it alone."""
    if by.person != inspection.second_person:
        raise Refused(
            _("结果要由另一名检查人员%(name)s来确认") % {"name": inspection.second_name}, code="second_officer"
        )


def _sheet_of(inspection: Inspection) -> Sheet:
    task = Task.objects.filter(pk=inspection.task_id, state="done").first()
    rows = Sheet.objects.filter(pk=task.sheet_id) if task and task.sheet_id else Sheet.objects.none()
    sheet: Sheet | None = rows.first()
    if sheet is None or sheet.version_id is None or sheet.outcome != "done":
        raise Refused(_("检查要点表还没有交上来，不能确认结果"), code="no_sheet")
    return sheet


def _told(signed: UUID | None, unsigned: str, by: Actor) -> None:
    if signed is None and not unsigned.strip():
        raise Refused(_("请让对方签字；拒签的写明原因和见证人"), code="unsigned")
    if signed and not Evidence.objects.visible_to(by).filter(pk=signed).exists():
        raise Missing(_("签名还没有传上来，请重新上传"), code="signature_missing")


def _law(inspection: Inspection) -> Law:
    release = inspection.task.release_id
    return law_of(release) if release else law_on(inspection.go_on, inspection.path)


def _give_face(inspection: Inspection, sheet: Sheet, counted: Checked, law: Law, now: datetime) -> None:
    """A caterer whose every item was looked at gets its face; nobody else does."""
    rules = law_of_inspection(law).faces
    business = Business.objects.defer("phone").get(pk=inspection.business_id)
    if inspection.whole and speaks_of(rules.selector, law.subject(business)):
        insert_many(FaceGiven, [_face(inspection, sheet, counted, rules, now)])


def _face(inspection: Inspection, sheet: Sheet, counted: Checked, rules: FaceLaw, now: datetime) -> FaceGiven:
    given = face(counted, _licensed_on(inspection.business_id), sheet.on_day, rules)
    found = given.value
    return FaceGiven(
        id=new_id(),
        business_id=inspection.business_id,
        inspection=inspection,
        on_day=sheet.on_day,
        tenths=face_score(counted),
        face=found.key if found else "",
        again_by=months_after(sheet.on_day, found.again_months if found else rules.faces[-1].again_months),
        because={**given.as_json(), "value": found.key if found else ""},
        path=inspection.path,
        secrecy=inspection.secrecy,
        recorded_at=now,
    )


def _open_to_the_business(sheet: Sheet) -> None:
    """What was hidden before an unannounced inspection is the business's to know and to fix from here on."""
    told = int(Secrecy.INTERNAL)
    Sheet.objects.filter(pk=sheet.pk, secrecy__gt=told).update(secrecy=told)
    found = Finding.objects.filter(sheet=sheet, secrecy__gt=told)
    keys = list(found.values_list("pk", flat=True))
    FindingStep.objects.filter(finding__in=keys).update(secrecy=told)
    Task.objects.filter(Q(finding__in=keys) | Q(sheet=sheet)).update(secrecy=told)
    found.update(secrecy=told)


def _licensed_on(business: UUID) -> date | None:
    """Since when it is licensed: a new licence is not rated at once."""
    rows = Licence.objects.filter(business=business, issued_on__isnull=False)
    first: date | None = rows.order_by("issued_on").values_list("issued_on", flat=True).first()
    return first
