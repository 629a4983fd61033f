"""What a place owes of itself: its daily report with one tap, its closing report with a signature."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.campaign import closing, presenters
from shian.doors.campaign.rounds import address
from shian.doors.campaign.shapes import ClosingPage, ReportPage
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Field, Link, State
from shian.doors.ui.show import show
from shian.doors.ui.words import full_day_words, moment_words
from shian.kernel.refused import Denied, Missing, Refused
from shian.kernel.spelled import noted
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.actions.closing import refuse_unready
from shian.loop.law import law_of
from shian.loop.models import Task
from shian.loop.queries import campaigns
from shian.loop.queries.campaigns import Round
from shian.loop.queries.rounds import numbers
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.packs.words import ACTS_OF_PLACES

SAID = ("nothing", "something")


@require_http_methods(["GET", "POST"])
def report(request: Asked, key: UUID) -> HttpResponseBase:
    """By whoever holds the task; an office above is led to the campaign it belongs to.

    Raises Missing for a task of another kind, Denied for somebody else's.
    """
    task = loop.task(key, viewer=request.actor)
    if task.act not in ACTS_OF_PLACES or task.release_id is None or task.place is None:
        raise Missing(_("没有这个页面"))
    if task.holder_id not in request.actor.posts:
        return _of_others(request, task)
    return _closing(request, task) if task.act == "closing_report" else _daily(request, task)


def _of_others(request: Asked, task: Task) -> HttpResponseBase:
    """Who answers for the place looks at how the campaign goes there; nobody writes another's report."""
    if request.method != "GET" or not request.actor.may_at("see", task.path):
        raise Denied(_("这份报告由别的岗位来写"))
    return redirect(address(_round(request, task)))


def _daily(request: Asked, task: Task) -> HttpResponseBase:
    note = request.POST.get("note", "").strip()
    if request.method == "GET" or request.POST.get("said") not in SAID:
        return show(request, _report_page(request, task))
    if request.POST["said"] == "something" and not note:
        error = _("有情况要写出来；没有情况请点「零报告」")
        return show(request, _report_page(request, task, error=error), status=422)
    try:
        _handed_in(request, task, note if request.POST["said"] == "something" else "")
    except Refused as refused:
        return show(request, _report_page(request, task, note=note, error=str(refused)), status=422)
    messages.success(request, _("报上去了"))
    return redirect("today")


def _handed_in(request: Asked, task: Task, words: str) -> None:
    """A quiet day is said by a person, never by the machine."""
    daily = task.act == "report"
    told = {
        "id": str(task.pk),
        "tasks": [str(task.pk)],
        "on_day": task.period_start.isoformat() if daily and task.period_start else None,
        "zero_risk": daily and not words,
        "narrative": words,
    }
    with transaction.atomic():
        actions.hand_in(Submission.parsed(told), by=request.actor, now=request.now)


def _report_page(request: Asked, task: Task, *, note: str = "", error: str = "") -> ReportPage:
    programme = _programme(task)
    day = full_day_words(task.period_start) if task.period_start else ""
    return ReportPage(
        spoken(programme.title),
        task.place.name if task.place else "",
        day,
        _lead(task),
        f"/reports/{task.pk}",
        note,
        error,
        _told(task, request),
    )


def _lead(task: Task) -> str:
    """By which hour; the campaign it belongs to says so."""
    assert task.release_id is not None
    campaign = law_of(task.release_id).programme(_programme(task).part_of).campaign
    hour = f"{campaign.zero_report.by:%H:%M}" if campaign and campaign.zero_report else ""
    return _("每天 %(hour)s 前报一次：没有事点一下，有事写一句。") % {"hour": hour}


def _told(task: Task, request: Asked) -> State | None:
    if task.period_start and task.period_start > today(request):
        return State("empty", _("这一天还没有到"), _("到了那天再报。"), Link(_("回到今天"), "/today"))
    if task.state != "done" or task.sheet is None or task.settled_at is None:
        return None
    words = task.sheet.narrative or _("无事，零报告")
    return State("empty", _("已经报过了"), noted(words, moment_words(task.settled_at)), Link(_("回到今天"), "/today"))


def _programme(task: Task) -> Programme:
    assert task.release_id is not None
    return law_of(task.release_id).programme(task.programme)


def _closing(request: Asked, task: Task) -> HttpResponseBase:
    asked = _round(request, task)
    counted = numbers(request.actor, asked)
    drafted = "\n".join(closing.draft(asked, counted))
    if request.method == "GET":
        return show(request, _closing_page(request, task, asked, drafted))
    text, shown = request.POST.get("text", "").strip(), request.POST.get("drafted", "").strip()
    error = ""
    try:
        refuse_unready(task, text, today(request))
        if shown != drafted:
            raise Refused(_("您看的时候数字变了，请照新的数字看一遍再签"), code="stale")
        _handed_in(request, task, text)
    except Refused as refused:
        error = str(refused)
    if error:
        return show(request, _closing_page(request, task, asked, drafted, text=text, error=error), status=422)
    messages.success(request, _("总结已签字；数字按这一刻留存，点开还是这些。"))
    return redirect(address(asked))


def _round(request: Asked, task: Task) -> Round:
    """The campaign that a closing report closes. Raises Missing where the law no longer has it."""
    assert task.release_id is not None
    assert task.period_end is not None
    law = law_of(task.release_id)
    programme = law.programme(law.programme(task.programme).part_of)
    window = campaigns.window_of_year(programme, task.period_end.year, task.period_end)
    if window is None:
        raise Missing(_("这一年没有这个专项"))
    return Round(programme, window, task.path, request.now)


def _closing_page(
    request: Asked, task: Task, asked: Round, drafted: str, *, text: str = "", error: str = ""
) -> ClosingPage:
    open_ = task.state == "open"
    fields = (
        Field("text", _("总结"), "textarea", text or drafted, required=True),
        Field("drafted", "", "hidden", drafted),
    )
    confirm = _("签字以后不能再改。确定签字吗？")
    told = State("empty", _("已经签过字了"), "", Link(_("看专项"), address(asked))) if not open_ else None
    return ClosingPage(
        f"{spoken(asked.programme.title)} {asked.window.year} · {_('总结')}",
        _("下面的话是照数字写好的，可以添改；签字后数字按签字那一刻留存。"),
        presenters.stats(asked, numbers(request.actor, asked)),
        Act("sign", _("签字"), f"/reports/{task.pk}", fields, confirm, "primary") if open_ else None,
        error,
        told,
        Link(spoken(asked.programme.title), address(asked)),
    )
