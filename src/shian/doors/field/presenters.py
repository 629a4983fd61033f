"""The pages of a visit, from the door to the receipt."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.checklists.queries import Earlier
from shian.checklists.rules.form import UNASKED
from shian.doors.field.telling import FIX
from shian.doors.field.visit import Errand, Visit
from shian.doors.field.words import AWAY, away_options, disposition_options, mode_options
from shian.doors.ui.answers import Beside, Filled, asked
from shian.doors.ui.asked import Asked
from shian.doors.ui.asking import told_to_phone
from shian.doors.ui.said import Dues, spoken
from shian.doors.ui.seconds import SECOND, second_field
from shian.doors.ui.shapes.loop import Closing, DueHere, Item, OutcomePage, ReceiptPage, VisitPage, VisitStart
from shian.doors.ui.shapes.parts import Holder, Link, Option, Rung
from shian.doors.ui.terms import FINDING_STATES, OUTCOMES, TASK_STATES, said
from shian.doors.ui.whole_way import ladder_of
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.lens import may
from shian.kernel.spelled import in_a_row, plural
from shian.loop import queries as loop
from shian.loop.law import law_of, law_on
from shian.loop.models import Finding, Task
from shian.loop.spoken import problem_words
from shian.loop.states import OPEN_FINDING
from shian.people import queries as people
from shian.registry.queries import register
from shian.territory import queries as territory

EVIDENCE = "/api/v1/evidence"
NOBODYS = UUID(int=0)


def came_back() -> str:
    return _("登录过期了，刚才填的还在。请看一眼再交；照片要重新选。")


def at_the_door(visit: Visit, *, viewer: Actor) -> VisitStart:
    business = visit.business
    places, dues = territory.names([business.path]), Dues(visit.on)
    kept = len(visit.kept(viewer))
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
        duties=duties_here(visit, dues),
        earlier=tuple(_earlier(one) for one in earlier),
        last_visit=_due_words(visit),
        ladder=_ladder(visit, viewer),
        unplaced=_unplaced(visit, viewer),
        kept=plural("%(n)s 项上次看过还有效，不再问", kept) if kept else "",
    )


def _unplaced(visit: Visit, viewer: Actor) -> Link | None:
    """Where nobody knows yet where the premises lie, whoever stands at the door can say it with one press."""
    if not may(viewer, "place_premises", visit.business):
        return None
    known = register.premises_at(viewer, visit.business)
    if known is not None and known.latitude is not None and known.datum:
        return None
    return Link(
        _("还没有这家的位置，到门口了记一下"), f"{reverse('change_business', args=[visit.business.pk])}#place", "pin"
    )


def _ladder(visit: Visit, viewer: Actor) -> tuple[Rung, ...]:
    """Who was told already that this visit is late, and who is next; nothing before it is late."""
    late = visit.task.due is not None and visit.task.due < visit.on
    return ladder_of(loop.climbs_about(visit.task, viewer=viewer), visit.task) if late else ()


def duties_here(visit: Visit, dues: Dues) -> tuple[DueHere, ...]:
    """What is done on this visit; one thing alone is not listed."""
    visits = tuple(_visit_due(task, errand, dues) for errand in visit.errands for task in errand.tasks)
    fixes = tuple(
        DueHere(
            str(task.pk),
            _("复查：%(item)s") % {"item": problem_words(task.finding)},
            "",
            dues(task.due, path=task.path),
        )
        for task in visit.rechecks
        if task.finding
    )
    return (*visits, *fixes) if len(visits) + len(fixes) > 1 else ()


def _visit_due(task: Task, errand: Errand, dues: Dues) -> DueHere:
    count = plural("%(n)s 项", sum(one.kind not in UNASKED for one in errand.questions))
    return DueHere(str(task.pk), spoken(errand.programme.title), count, dues(task.due, path=task.path))


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
    return Link(problem_words(one), reverse("fix", args=[one.pk]), hint=hint)


def questions(
    visit: Visit, now: datetime, request: Asked, *, typed: Filled | None = None, error: str = ""
) -> VisitPage:
    business, key, viewer = visit.business, visit.task.pk, request.actor
    return VisitPage(
        title=_("督导") if visit.task.act != loop.LOOK_BACK else _("回头看：%(what)s") % {"what": _what(visit.task)},
        business=business.name,
        business_id=str(business.pk),
        items=(*_asked_here(visit, typed, viewer), *(_fix(one, request.POST) for one in visit.fixes)),
        action=reverse("visit_sheet", args=[key]),
        evidence_url=EVIDENCE,
        receipt_url=reverse("receipt", args=[NOBODYS]).replace(str(NOBODYS), "{id}"),
        back=reverse("visit", args=[key]),
        cannot_href=reverse("visit_cannot", args=[key]),
        task=str(key),
        tasks=tuple(request.POST.getlist("tasks")) or visit.named,
        dispositions=disposition_options() if visit.task.act != loop.LOOK_BACK else (),
        modes=mode_options(visit.modes, request.POST.get("mode", "on_site")),
        signer=business.principal_name,
        started_at=request.POST.get("started_at") or now.isoformat(timespec="seconds"),
        error=error,
        duties=tuple(spoken(e.programme.title) for e in visit.errands) if len(visit.errands) > 1 else (),
        closings=tuple(one for e in visit.errands if (one := _closing(visit, e, request)) is not None),
        lists=visit.lists,
        paper=reverse("visit_paper", args=[key]),
        forms=tuple(told_to_phone(visit.forms)),
    )


def _asked_here(visit: Visit, typed: Filled | None, viewer: Actor) -> tuple[Item, ...]:
    kept, several = visit.kept(viewer), len(visit.errands) > 1
    names = people.names_of({one.person for one in kept.values() if one.person}, viewer=viewer)
    beside = {}
    for one in visit.questions:
        asking = tuple(spoken(errand.programme.title) for errand in visit.asked_by(one.code)) if several else ()
        words = _earlier_words(kept[one.code], names, visit.on) if one.code in kept else ""
        beside[one.code] = Beside(words, asking)
    return asked(
        visit.questions,
        typed=typed,
        beside=beside,
        assumed=any(errand.version.assumed for errand in visit.errands),
        forms=visit.form_of,
    )


def _earlier_words(one: Earlier, names: Mapping[UUID, str], on: date) -> str:
    """Whose answer it is, how old, and until when it holds."""
    whose = " ".join(part for part in (one.title, names.get(one.person, "") if one.person else "") if part)
    days = (on - one.on).days
    age = _("今天") if days == 0 else plural("%(n)s 天前", days)
    said = {"who": whose, "day": day_words(one.on), "age": age, "until": day_words(one.until - timedelta(days=1))}
    return _("%(who)s %(day)s（%(age)s）看过，符合，有效到 %(until)s") % said


def _fix(finding: Finding, post: Mapping[str, str]) -> Item:
    """A fix to be looked at, among the questions: put right, not yet, or not today."""
    code = f"{FIX}{finding.pk}"
    said = post.get(f"answer-{code}", "")
    return Item(
        code,
        problem_words(finding),
        _("复查整改"),
        look=finding.note,
        said="conform" if said == "conform" else "fail" if said == "fail" else "not_applicable" if said else "",
        note=post.get(f"note-{code}", ""),
        photo=False,
        fix=True,
    )


def _closing(visit: Visit, errand: Errand, request: Asked) -> Closing | None:
    """What a programme wants said besides its answers."""
    what, key, post = errand.programme.what, errand.programme.key, request.POST
    named = f"{SECOND}-{key}"
    second = second_field(request.actor, errand.programme, visit.business, visit.on, post.get(named, ""), named)
    if not what.zero_report and not what.conclusions and second is None:
        return None
    chosen = post.get(f"conclusion-{key}", "")
    verdicts = tuple(Option(one.key, spoken(one.title), chosen=one.key == chosen) for one in what.conclusions)
    return Closing(key, spoken(errand.programme.title), what.zero_report, key in post.getlist("zero"), verdicts, second)


def _what(task: Task) -> str:
    return problem_words(task.finding) if task.finding else ""


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
    sheets = [sheet, *checklists.beside(sheet, viewer=viewer)]
    found = loop.findings(viewer, states=sorted(FINDING_STATES)).filter(sheet_id__in=[one.pk for one in sheets])
    raised = [*loop.looked_back_at(sheet.pk, viewer=viewer), *found]
    dues = Dues(on)
    away = sheet.outcome in AWAY
    return ReceiptPage(
        _("回执"),
        _("收到了：%(what)s") % {"what": AWAY[sheet.outcome][0]} if away else _("收到了，辛苦了"),
        sheet.pk.hex[-8:].upper(),
        f"{day_words(at.date())} {at:%H:%M}",
        facts=_visit_facts(sheets, viewer),
        findings=tuple(_raised(one, dues) for one in raised),
        next=_next(viewer, on),
        home=Link(_("回今天"), reverse("today")),
    )


def _visit_facts(sheets: Sequence[Sheet], viewer: Actor) -> tuple[tuple[str, str], ...]:
    """What was done at the door, each question counted once however many sheets asked it."""
    sheet, said = sheets[0], checklists.answers_of(sheets)
    facts = [(_("主体"), sheet.business.name if sheet.business else "")]
    if len(sheets) > 1:
        facts.append((_("办结"), _settled_words(list(loop.settled_by(sheets, viewer=viewer)))))
    if sheet.outcome == "done":
        seen = [one["answer"] for one in said.values() if "taken" not in one]
        taken = len(said) - len(seen)
        facts.append((_("查了"), plural("%(n)s 项", sum(one in ("conform", "fail") for one in seen))))
        facts.append((_("不符合"), plural("%(n)s 项", seen.count("fail"))))
        facts.append((_("沿用上次"), plural("%(n)s 项", taken) if taken else ""))
    facts.append((_("同检人"), in_a_row(dict.fromkeys(one.second_label for one in sheets if one.second_label))))
    facts.append((_("位置"), _("已记下") if sheet.latitude is not None else _("没有取得")))
    facts.append((_("签名"), _("已签") if sheet.signature else _("没有签")))
    return tuple(fact for fact in facts if fact[1])


def _settled_words(tasks: Sequence[Task]) -> str:
    """How many things, and of which programmes, by the law each was born under."""
    titles = (
        spoken(law_of(one.release_id).programme(one.programme).title) for one in tasks if one.release_id is not None
    )
    return _("%(n)s 件：%(names)s") % {"n": len(tasks), "names": in_a_row(dict.fromkeys(titles))}


def _raised(one: Finding, dues: Dues) -> Link:
    due = dues(one.due, path=one.path) if one.state in OPEN_FINDING else None
    hint = " · ".join(part for part in (said(FINDING_STATES, one.state), due.words if due else "") if part)
    return Link(problem_words(one), reverse("fix", args=[one.pk]), hint=hint)


def _next(viewer: Actor, on: date) -> Link | None:
    """Straight on to the next door."""
    task = loop.worklist(viewer, on=on).filter(act="inspect").first()
    if task is None or task.business is None:
        return None
    return Link(_("下一家：%(name)s") % {"name": task.business.name}, reverse("visit", args=[task.pk]))
