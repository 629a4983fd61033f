"""The worklist page from its rows."""

from dataclasses import replace
from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.asked import address
from shian.doors.ui.owed import asked_for, grouped
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, names_of, place_options, released_on, stored_why
from shian.doors.ui.shapes.loop import DeskWorklist, ListPage, TaskGroup
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Field, Link, Row, Stat, State, Table, TaskCard
from shian.doors.ui.terms import CHANGES
from shian.doors.ui.words import day_words, full_day_words, measure
from shian.doors.worklist.opening import nothing_owed
from shian.doors.worklist.waiting import waiting
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, headed
from shian.loop import queries as loop
from shian.loop.files import FileWords, files_of
from shian.loop.models import Task
from shian.loop.spoken import problem_words
from shian.packs import words
from shian.people import queries as people
from shian.people.models import Tenure
from shian.territory import queries as territory

SHOWN_BELOW = 10
WITH_PROBLEMS = ("hand_in", "recheck", "report_fix", "claim", "urge")
FINDING_ACTS = {"recheck", "claim", "handle", "rectify"}


def worklist(viewer: Actor, page: Slice[Task], mine: loop.Pressing, *, on: date, now: datetime) -> DeskWorklist:
    """Alarms first, then what is overdue, due this week, due later."""
    places = territory.names(task.path for task in page.rows)
    dues = Dues(on)
    files = files_of(page.rows, viewer=viewer)
    cards = [(task, card(task, places, dues, files.get(task.pk))) for task in page.rows]
    more = Link(_("后面的"), page.pager.next) if page.pager and page.pager.next else None
    groups = grouped(cards, on) if page.rows else _pressing_below(viewer, on)
    return DeskWorklist(
        title=_("今天要办的"),
        lead=day_words(on),
        stats=_stats(viewer, mine, on),
        groups=groups,
        state=None if groups else nothing_owed(viewer, on=on, now=now),
        more=more,
    )


def _stats(viewer: Actor, mine: loop.Pressing, on: date) -> tuple[Stat, ...]:
    stats = [
        Stat(_("我名下逾期"), str(mine.overdue), measure("件"), tone="late" if mine.overdue else ""),
        Stat(_("七天内到期"), str(mine.week), measure("件"), tone="soon" if mine.week else ""),
        *_came_back(viewer),
    ]
    return (*stats, *_ladder_stat(viewer), *waiting(viewer, on), *_ground_stats(viewer, on))


def _came_back(viewer: Actor) -> list[Stat]:
    """Problems that did not hold; for whoever has to do with problems at all."""
    if not any(any(viewer.granted(verb)) for verb in WITH_PROBLEMS):
        return []
    return [Stat(_("退回来的问题"), str(loop.came_back(viewer).count()), measure("个"), "/findings?state=came_back")]


def _ladder_stat(viewer: Actor) -> list[Stat]:
    """What others let lie, said to me; shown once there is any."""
    told = loop.shown_to(viewer).count()
    return [Stat(_("报给我的"), f"{told:,}", measure("件"), reverse("ladder"), tone="soon")] if told else []


def _ground_stats(viewer: Actor, on: date) -> list[Stat]:
    """What an office answers for beyond its own desk: overdue below it, and posts that nobody holds."""
    if not viewer.grounds("plan"):
        return []
    late, vacant = loop.overdue(viewer, on=on).count(), len(people.vacancies(viewer, on=on))
    return [
        Stat(_("辖区逾期"), f"{late:,}", measure("件"), "/worklist/overdue", tone="late" if late else "done"),
        Stat(_("空缺岗位"), f"{vacant:,}", measure("个岗位"), "/people?vacant=1", tone="soon" if vacant else "done"),
    ]


def _pressing_below(viewer: Actor, on: date) -> tuple[TaskGroup, ...]:
    """An office with an empty desk sees what is longest overdue below it."""
    rows = list(loop.overdue(viewer, on=on)[:SHOWN_BELOW]) if viewer.grounds("plan") else []
    places = territory.names(task.path for task in rows)
    dues, files = Dues(on), files_of(rows, viewer=viewer)
    cards = tuple(of_others(task, card(task, places, dues, files.get(task.pk))) for task in rows)
    group = TaskGroup(_("辖区里拖得最久的"), cards, _("该谁办写在卡片上"))
    return (group,) if rows else ()


def of_others(task: Task, shown: TaskCard) -> TaskCard:
    """What is another's to do is looked at, not begun: a file has a page for both, a visit is its holder's alone."""
    finding, business = f"/findings/{task.finding_id}", f"/businesses/{task.business_id}"
    known = finding if task.finding_id else business if task.business_id else shown.href
    href = shown.href if task.file_id and shown.href != f"/visit/{task.pk}" else known
    return replace(shown, href=href, act=Link(_("看进展"), href))


def card(task: Task, places: dict[str, str], dues: Dues, file: FileWords | None = None) -> TaskCard:
    """A task as a card: what, at whom, where, by when, why, and the one next step."""
    name = task.business.name if task.business else ""
    href, word = (file.href, file.word) if file else _way_on(task)
    return TaskCard(
        title=headed(asked_for(task), name) if name else asked_for(task),
        href=href,
        act=Link(word, href),
        due=dues(task.due, path=task.path, provisional=task.due_provisional),
        badge=Badge(_("%(grade)s 级") % {"grade": task.grade}) if task.grade else None,
        owed_to=task.holder.title if task.holder else _("由主体自己承担"),
        subject=problem_words(task.finding) if task.finding else file.title if file else "",
        place=places.get(task.path, ""),
        why=stored_why(
            task.because,
            full_day_words(task.due) if task.due else "",
            question=_("为什么是这一天"),
            released=released_on(task.release_id),
        ),
    )


def _way_on(task: Task) -> tuple[str, str]:
    if task.act == "assist" and task.file_id:
        return reverse("assist", args=[task.file_id]), _("去帮")
    if task.act in words.ACTS_OF_PLACES:
        return f"/reports/{task.pk}", _("去报")
    if task.finding_id and task.act in FINDING_ACTS:
        return f"/findings/{task.finding_id}", _("去处理")
    if task.holder_id and task.business_id and task.act in words.ACTS:
        return f"/visit/{task.pk}", _("去看") if task.act == loop.LOOK_BACK else _("开始督导")
    if task.act in CHANGES and task.business_id:
        return f"/businesses/{task.business_id}/change", _("去办")
    return (f"/businesses/{task.business_id}", _("看主体")) if task.business_id else ("/worklist", _("看"))


def overdue(viewer: Actor, page: Slice[Task], request: HttpRequest, *, within: str, on: date) -> ListPage:
    """Everything overdue below a place, as a list."""
    places = territory.names(task.path for task in page.rows)
    held, dues = names_of((task.holder_id for task in page.rows), on=on), Dues(on)
    columns = (Column(_("主体")), Column(_("要办的事")), Column(_("该谁办")), Column(_("到期")), Column(_("地方")))
    table = Table(
        columns,
        tuple(_overdue_row(task, places, held, dues) for task in page.rows),
        _("辖区逾期"),
        total=counted("共 %(n)s 件", page.total),
        filters=(Field("within", _("地方"), "select", options=place_options(viewer, within)),),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("没有逾期的"), _("这个地方现在没有逾期的事。")),
    )
    return ListPage(_("辖区逾期"), table, back=Link(_("工作台"), "/worklist"))


def _overdue_row(task: Task, places: dict[str, str], held: dict[UUID, Tenure], dues: Dues) -> Row:
    due = dues(task.due, path=task.path)
    tenure = held.get(task.holder_id) if task.holder_id else None
    holder = task.holder.title if task.holder else _("主体自己")
    return Row(
        (
            Cell(task.business.name, f"/businesses/{task.business_id}") if task.business else Cell("—"),
            Cell(asked_for(task), sub=problem_words(task.finding) if task.finding else ""),
            Cell(holder, sub=tenure.person_name if tenure else ("" if task.holder is None else _("空缺"))),
            Cell(due.day.isoformat() if due else "—", sub=due.words if due else "", tone="late"),
            Cell(places.get(task.path, "")),
        )
    )
