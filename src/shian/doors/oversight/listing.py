"""Lists at the superior's door, and the form that forms a team."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.oversight.forms import FormTyped
from shian.doors.oversight.words import KINDS, PARTS, TABS, badge_of, problem_badge
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import ground_of, names_of
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import SEVERITIES, SYSTEMS, said
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.oversight.models import Oversight, Problem, Talk, Unit
from shian.people.models import Post
from shian.territory import queries as territory

__all__ = ["ListPage", "listed", "new", "rows"]


@dataclass(frozen=True)
class NewPage:
    template: ClassVar[str] = "oversight/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link


def listed(viewer: Actor, page: Slice[Oversight], request: HttpRequest, *, tab: str) -> ListPage:
    columns = tuple(map(Column, (_("督查"), _("地方"), _("种类"), _("进驻"), _("到哪一步"))))
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("督查"),
        total=counted("共 %(n)s 条", page.total),
        pager=page.pager,
        empty=State("empty", _("这里没有督查"), _("上级来督查、进驻以后，在这里看得到。")),
    )
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == tab) for key, word in TABS)
    may = any(viewer.granted("open_oversight"))
    links = (Link(_("组织一次督查"), reverse("new_oversight"), "plus"),) if may else ()
    return ListPage(
        _("督查"), table, lead=_("上级看地方：抽单位、访谈、列问题，每个问题有责任单位和期限。"), tabs=tabs, links=links
    )


def _row(one: Oversight) -> Row:
    return Row(
        (
            Cell(one.title, reverse("oversight", args=[one.pk])),
            Cell(one.place.name),
            Cell(said(KINDS, one.kind)),
            Cell(one.begins_on.isoformat()),
            Cell(badge=badge_of(one)),
        )
    )


def rows(viewer: Actor, found: Oversight, part: str, page: Slice[Any], request: HttpRequest, *, on: date) -> ListPage:
    """The rows behind one figure."""
    columns, lines = _lines(part, page.rows, on)
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
    return ListPage(title, table, back=Link(found.title, reverse("oversight", args=[found.pk])))


def _lines(part: str, shown: Sequence[Any], on: date) -> tuple[tuple[Column, ...], tuple[Row, ...]]:
    if part in ("units", "inspected"):
        return units_head(), tuple(unit_row(one) for one in shown)
    if part == "talks":
        return _talks_head(), tuple(_talk(one) for one in shown)
    return problems_head(), problem_rows(shown, on)


def units_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("单位"), _("看了没有"), _("看到什么"), _("谁看的"))))


def _talks_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("姓名"), _("职务"), _("说了什么"), _("谁谈的"))))


def problems_head() -> tuple[Column, ...]:
    return tuple(map(Column, (_("问题"), _("责任单位"), _("轻重"), _("期限"), _("到哪一步"))))


def unit_row(one: Unit) -> Row:
    badges = {None: Badge(_("还没看")), True: Badge(_("看过"), "done"), False: Badge(_("没看成"), "soon")}
    cells = (Cell(badge=badges[one.looked]), Cell(one.note), Cell(said(SYSTEMS, one.by_label)))
    return Row((Cell(one.business.name, reverse("business", args=[one.business_id]), sub=one.business.address), *cells))


def _talk(one: Talk) -> Row:
    return Row(
        (
            Cell(one.name),
            Cell(one.title),
            Cell(one.note),
            Cell(said(SYSTEMS, one.by_label), sub=day_words(timezone.localdate(one.held_at))),
        )
    )


def problem_rows(shown: Sequence[Problem], on: date) -> tuple[Row, ...]:
    """Problems with their unit, and who holds its post today."""
    held = names_of((one.holder_id for one in shown), on=on)
    return tuple(
        Row(
            (
                Cell(one.text, reverse("oversight_problem", args=[one.pk])),
                Cell(
                    one.holder.organisation.name,
                    sub=f"{one.holder.title} {held[one.holder_id].person_name if one.holder_id in held else ''}",
                ),
                Cell(said(SEVERITIES, one.severity)),
                Cell(one.due.isoformat()),
                Cell(badge=problem_badge(one, on)),
            )
        )
        for one in shown
    )


def new(viewer: Actor, posts: Sequence[Post], typed: FormTyped, *, on: date) -> NewPage:
    """The form of a team: for which place, who, from which day."""
    held = names_of((post.pk for post in posts), on=on)
    team = [(post, f"{held[post.pk].person_name} · {post.title}") for post in posts if post.pk in held]
    below = territory.below(ground_of(viewer))
    places = tuple(Option(one.path, one.name, chosen=one.path == typed.place) for one in below)
    leaders = (Option(str(post.pk), name, chosen=str(post.pk) == typed.leader) for post, name in team)
    members = (Option(str(post.pk), name, chosen=str(post.pk) in typed.members) for post, name in team)
    kinds = tuple(Option(key, str(word), chosen=key == typed.kind) for key, word in KINDS.items())
    fields = (
        Field("title", _("督查名称"), value=typed.title, error=typed.error, required=True),
        Field("kind", _("哪一种督查"), "select", options=kinds),
        Field("place", _("督查哪个地方"), "select", options=(Option("", _("请选")), *places), required=True),
        Field("basis", _("依据"), value=typed.basis, help=_("年度计划或上级部署"), required=True),
        Field("begins_on", _("进驻日期"), "date", typed.begins_on),
        Field("leader", _("组长"), "select", options=(Option("", _("请选")), *leaders), required=True),
        Field("members", _("组员"), "checkbox", options=tuple(members)),
    )
    notes = (
        _("督查是上级看地方，不是督导，也不是监督检查。"),
        _("四不两直：进驻以前，被督查的地方看不到这次督查。"),
        _("看哪几家由抽取决定：先封存名单和种子，再抽。"),
    )
    to = Act("open", _("组成督查组"), reverse("new_oversight"), fields, look="primary")
    return NewPage(_("组织一次督查"), to, notes, Link(_("督查"), reverse("oversights")))
