"""The pages of a visit, from the door to the receipt."""

from collections.abc import Collection
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.doors.field.lists import card
from shian.doors.field.visit import Visit
from shian.doors.field.words import AWAY, away_options, disposition_options, mode_options
from shian.doors.ui.answers import Filled, asked
from shian.doors.ui.said import Dues
from shian.doors.ui.shapes.loop import OutcomePage, ReceiptPage, VisitPage, VisitStart
from shian.doors.ui.shapes.parts import Holder, Link
from shian.doors.ui.terms import FINDING_STATES, OUTCOMES, TASK_STATES, said
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.loop import queries as loop
from shian.loop.law import law_on
from shian.loop.models import Finding, Task
from shian.loop.states import OPEN_FINDING
from shian.registry.queries import register
from shian.territory import queries as territory

SUBMIT, EVIDENCE = "/api/v1/submissions", "/api/v1/evidence"
NOBODYS = UUID(int=0)


def came_back() -> str:
    return _("登录过期了，刚才填的还在。请看一眼再交；照片要重新选。")


def at_the_door(visit: Visit, *, viewer: Actor) -> VisitStart:
    business = visit.business
    places, dues = territory.names([business.path]), Dues(visit.on)
    back_at = visit.task.finding if visit.task.act == loop.LOOK_BACK else None
    earlier = [*([back_at] if back_at else []), *loop.findings(viewer).filter(business_id=business.pk)[:20]]
    return VisitStart(
        title=business.name,
        address=business.address or places.get(business.path, ""),
        back=reverse("today"),
        start=Link(_("开始回头看") if back_at else _("开始督导"), reverse("visit_sheet", args=[visit.task.pk])),
        cannot=Link(_("查不了？"), reverse("visit_cannot", args=[visit.task.pk])),
        grade=business.guarantee_grade,
        kind=business.get_kind_display(),
        contact=_contact(visit, viewer),
        due=dues(visit.task.due, path=visit.task.path),
        tasks=tuple(card(task, places, dues) for task in visit.tasks) if len(visit.tasks) > 1 or back_at else (),
        earlier=tuple(_earlier(one) for one in earlier),
        last_visit=_due_words(visit),
    )


def _contact(visit: Visit, viewer: Actor) -> Holder | None:
    whole = register.business(viewer, visit.business.pk)
    if not whole.principal_name:
        return None
    return Holder(_("负责人"), whole.principal_name, phone=mask_phone(whole.phone) if whole.phone else "")


def _due_words(visit: Visit) -> str:
    if visit.task.due is None:
        return ""
    return _("请在 %(day)s 前办完") % {"day": full_day_words(visit.task.due)}


def _earlier(one: Finding) -> Link:
    hint = f"{said(FINDING_STATES, one.state)} · {day_words(one.found_on)}"
    return Link(one.text, reverse("fix", args=[one.pk]), hint=hint)


def questions(
    visit: Visit,
    now: datetime,
    request: HttpRequest,
    *,
    typed: Filled | None = None,
    standing: Collection[str] = (),
    error: str = "",
) -> VisitPage:
    business, key = visit.business, visit.task.pk
    return VisitPage(
        title=_("督导") if visit.task.act != loop.LOOK_BACK else _("回头看：%(what)s") % {"what": _what(visit.task)},
        business=business.name,
        business_id=str(business.pk),
        checklist=visit.version.key,
        version=visit.version.number,
        items=asked(visit.questions, typed=typed, standing=standing, assumed=visit.version.assumed),
        action=reverse("visit_sheet", args=[key]),
        submit_url=SUBMIT,
        evidence_url=EVIDENCE,
        receipt_url=reverse("receipt", args=[NOBODYS]).replace(str(NOBODYS), "{id}"),
        back=reverse("visit", args=[key]),
        cannot_href=reverse("visit_cannot", args=[key]),
        task=str(key),
        tasks=tuple(request.POST.getlist("tasks")) or tuple(str(task.pk) for task in visit.tasks),
        dispositions=disposition_options() if visit.task.act != loop.LOOK_BACK else (),
        modes=mode_options(visit.programme.what.modes, request.POST.get("mode", "on_site")),
        signer=business.principal_name,
        started_at=request.POST.get("started_at") or now.isoformat(timespec="seconds"),
        error=error,
    )


def _what(task: Task) -> str:
    return task.finding.text if task.finding else ""


def why_not(visit: Visit) -> OutcomePage:
    key = visit.task.pk
    return OutcomePage(
        _("查不了"),
        visit.business.name,
        reverse("visit_cannot", args=[key]),
        reverse("visit", args=[key]),
        away_options(),
    )


def is_it_so(visit: Visit, outcome: str, *, error: str = "") -> OutcomePage:
    here = reverse("visit_cannot", args=[visit.task.pk])
    chosen = next(one for one in away_options() if one.value == outcome)
    tasks = tuple(str(task.pk) for task in visit.tasks)
    return OutcomePage(
        _("查不了"), visit.business.name, here, here, chosen=chosen, follows=_follows(visit), tasks=tasks, error=error
    )


def _follows(visit: Visit) -> str:
    """What happens then, with the day on which the regulator owes a word."""
    day = law_on(visit.on, visit.business.path).clock("report_status", visit.on).value.day
    return _("交上去以后，这一次不计入完成率；监管所要在 %(day)s 前核实这家的情况。") % {"day": full_day_words(day)}


def settled(task: Task) -> ReceiptPage:
    """Somebody else did it meanwhile, or it is no longer owed."""
    reason = said(OUTCOMES, task.outcome) if task.outcome else task.reason
    facts = ((_("主体"), task.business.name if task.business else ""), (_("结果"), reason))
    return ReceiptPage(
        _("这件事已经了结"),
        _("这件任务%(state)s，不用再办。") % {"state": said(TASK_STATES, task.state)},
        task.pk.hex[-8:].upper(),
        day_words(task.settled_on) if task.settled_on else "",
        "soon",
        tuple(fact for fact in facts if fact[1]),
        next=Link(_("看今天的事"), reverse("today")),
        home=Link(_("看那一次的记录"), reverse("receipt", args=[task.sheet_id])) if task.sheet_id else None,
    )


def received(sheet: Sheet, *, viewer: Actor, on: date) -> ReceiptPage:
    at = timezone.localtime(sheet.recorded_at)
    raised = [
        *loop.looked_back_at(sheet.pk, viewer=viewer),
        *loop.findings(viewer, states=sorted(FINDING_STATES)).filter(sheet_id=sheet.pk),
    ]
    dues = Dues(on)
    away = sheet.outcome in AWAY
    return ReceiptPage(
        _("回执"),
        _("收到了：%(what)s") % {"what": AWAY[sheet.outcome][0]} if away else _("收到了，辛苦了"),
        sheet.pk.hex[-8:].upper(),
        f"{day_words(at.date())} {at:%H:%M}",
        facts=_sheet_facts(sheet),
        findings=tuple(_raised(one, dues) for one in raised),
        next=_next(viewer, on),
        home=Link(_("回今天"), reverse("today")),
    )


def _sheet_facts(sheet: Sheet) -> tuple[tuple[str, str], ...]:
    facts = [(_("主体"), sheet.business.name if sheet.business else "")]
    if sheet.outcome == "done":
        facts.append((_("查了"), _("%(n)s 项") % {"n": sheet.checked}))
        facts.append((_("不符合"), _("%(n)s 项") % {"n": sheet.failed}))
    facts.append((_("位置"), _("已记下") if sheet.latitude is not None else _("没有取得")))
    facts.append((_("签名"), _("已签") if sheet.signature else _("没有签")))
    return tuple(fact for fact in facts if fact[1])


def _raised(one: Finding, dues: Dues) -> Link:
    due = dues(one.due, path=one.path) if one.state in OPEN_FINDING else None
    hint = " · ".join(part for part in (said(FINDING_STATES, one.state), due.words if due else "") if part)
    return Link(one.text, reverse("fix", args=[one.pk]), hint=hint)


def _next(viewer: Actor, on: date) -> Link | None:
    """Straight on to the next door."""
    task = loop.worklist(viewer, on=on).filter(act="inspect").first()
    if task is None or task.business is None:
        return None
    return Link(_("下一家：%(name)s") % {"name": task.business.name}, reverse("visit", args=[task.pk]))
