"""Lists at the door of operations: the operations, the rows behind a figure, and the form that plans one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.operations.forms import PlanTyped
from shian.doors.operations.words import (
    KINDS,
    PARTS,
    TABS,
    badge_of,
    goods,
    line_of,
    notice_badge,
    target_badge,
)
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import ground_of, names_of
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import SEVERITIES, SYSTEMS, said
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, in_a_row
from shian.operations.models import Notice, Operation, Result, Target
from shian.operations.queries import OF_NOTICES, OF_TARGETS
from shian.operations.states import CASE, PROBLEM
from shian.people.models import Organisation, Post
from shian.territory import queries as territory

__all__ = ["ListPage", "listed", "new", "rows"]


@dataclass(frozen=True)
class PlanPage:
    template: ClassVar[str] = "operations/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link


def listed(viewer: Actor, page: Slice[Operation], request: HttpRequest, *, tab: str) -> ListPage:
    columns = tuple(map(Column, (_("行动"), _("编号"), _("地方"), _("牵头"), _("起止"), _("到哪一步"))))
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("联合行动"),
        total=counted("共 %(n)s 条", page.total),
        pager=page.pager,
        empty=State("empty", _("这里没有联合行动"), _("部署以后，参加的部门在这里看得到自己的一份。")),
    )
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == tab) for key, word in TABS)
    may = any(viewer.granted("open_operation"))
    links = (Link(_("筹划一次联合行动"), reverse("new_operation"), "plus"),) if may else ()
    lead = _("几个部门一起查，一家一份记录，大家写、大家看，结果只算一次。")
    return ListPage(_("联合行动"), table, lead=lead, tabs=tabs, links=links)


def _row(one: Operation) -> Row:
    return Row(
        (
            Cell(one.title, reverse("operation", args=[one.pk])),
            Cell(one.mark),
            Cell(one.place.name),
            Cell(one.lead.name),
            Cell(_("%(from)s 至 %(to)s") % {"from": day_words(one.starts_on), "to": day_words(one.ends_on)}),
            Cell(badge=badge_of(one)),
        )
    )


def rows(
    viewer: Actor,
    found: Operation,
    part: str,
    page: Slice[Any],
    units: Sequence[Organisation],
    request: HttpRequest,
    *,
    on: date,
) -> ListPage:
    """The rows behind one figure."""
    columns, lines = _lines(part, page.rows, units, on)
    table = Table(
        columns,
        lines,
        said(PARTS, part),
        total=counted("共 %(n)s 条", page.total),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("这里没有"), _("记下以后就在这里。")),
    )
    title = f"{found.title} · {said(PARTS, part)}"
    return ListPage(title, table, back=Link(found.title, reverse("operation", args=[found.pk])))


def _lines(
    part: str, shown: Sequence[Any], units: Sequence[Organisation], on: date
) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    if part in OF_TARGETS:
        return targets_head(), tuple(target_row(one) for one in shown)
    if part in OF_NOTICES:
        return notices_head(), tuple(notice_row(one, on) for one in shown)
    names = {unit.pk: unit.name for unit in units}
    return results_head(), tuple(result_row(one, names) for one in shown)


def targets_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("对象"), _("哪一组"), _("查了没有"), _("看到什么"), _("谁记的"))))


def target_row(one: Target) -> Row:
    return Row(
        (
            Cell(one.name, reverse("operation_object", args=[one.pk]), sub=one.address),
            Cell(one.team.name, sub=_("现场加的") if one.on_the_spot else ""),
            Cell(badge=target_badge(one)),
            Cell(one.note),
            Cell(said(SYSTEMS, one.by_label)),
        )
    )


def results_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("对象"), _("种类"), _("内容"), _("哪个部门"), _("后来"))))


def result_row(one: Result, names: dict[Any, str]) -> Row:
    """One thing, with all the departments that named it: it is one row, and counts as one."""
    others = in_a_row(names.get(key, "") for key in one.also)
    return Row(
        (
            Cell(one.target.name, reverse("operation_object", args=[one.target_id])),
            Cell(said(KINDS, one.kind)),
            Cell(what_of(one), sub=one.number or said(SEVERITIES, one.severity)),
            Cell(one.department.name, sub=_("还有：%(units)s") % {"units": others} if others else ""),
            Cell(badge=after(one)),
        )
    )


def what_of(one: Result) -> str:
    """What was put down, in a line."""
    return one.text if one.kind in (PROBLEM, CASE) else goods(one)


def after(one: Result) -> Badge | None:
    """What became of a case: it may be both."""
    said_of = [(one.transferred_at, _("已移送公安")), (one.exposed_at, _("典型案例"))]
    words = " · ".join(word for moment, word in said_of if moment)
    return Badge(words, "info") if words else None


def notices_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("抄告什么"), _("从"), _("到"), _("反馈期限"), _("到哪一步"))))


def notice_row(one: Notice, on: date) -> Row:
    return Row(
        (
            Cell(one.text, reverse("operation_notice", args=[one.pk]), sub=one.about),
            Cell(one.sender.name),
            Cell(one.receiver.name),
            Cell(one.due.isoformat()),
            Cell(badge=notice_badge(one, on)),
        )
    )


def new(viewer: Actor, posts: Sequence[Post], typed: PlanTyped, *, on: date) -> PlanPage:
    """The form of an operation: where, from when until when, with which departments."""
    held = names_of((post.pk for post in posts), on=on)
    ground = ground_of(viewer)
    below = [*territory.way_to(ground)[-1:], *territory.below(ground)]
    places = tuple(Option(one.path, one.name, chosen=one.path == typed.place) for one in below)
    contacts = tuple(
        Option(
            str(post.pk),
            post.organisation.name,
            hint=f"{line_of(post.organisation, on)} {post.title} {held[post.pk].person_name}".strip(),
            chosen=str(post.pk) in typed.contacts,
        )
        for post in posts
        if post.pk in held and post.pk not in viewer.posts
    )
    fields = (
        Field("title", _("行动名称"), value=typed.title, error=typed.error, required=True),
        Field("basis", _("依据"), value=typed.basis, help=_("上级部署、方案或会议"), required=True),
        Field("place", _("在哪里"), "select", options=(Option("", _("请选")), *places), required=True),
        Field("starts_on", _("开始"), "date", typed.starts_on, required=True),
        Field("ends_on", _("结束"), "date", typed.ends_on, required=True),
        Field("contacts", _("哪些部门参加"), "checkbox", options=contacts),
    )
    notes = (
        _("您的岗位所在的部门牵头。"),
        _("部署以前，其他部门看不到；部署以后，各看自己的一份。"),
        _("一家主体在一次行动里只有一份记录、只归一个组。"),
    )
    to = Act("open", _("建立行动"), reverse("new_operation"), fields, look="primary")
    return PlanPage(_("筹划联合行动"), to, notes, Link(_("联合行动"), reverse("operations")))
