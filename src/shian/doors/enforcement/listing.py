"""Lists: cases, transfers, typical cases; and the form by which a case is opened by hand."""

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.enforcement import words
from shian.doors.enforcement.origins import Origin, photo_field
from shian.doors.enforcement.tables import transfer_row
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import ACTS, options, said
from shian.doors.ui.words import day_words
from shian.enforcement import queries
from shian.enforcement.models import PenaltyCase, Transfer, TypicalCase
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.loop.models import Task

TYPED = ("title", "summary", "source", "source_id", "party_name", "party_kind", "uscc")


@dataclass(frozen=True)
class OpenPage:
    template: ClassVar[str] = "enforcement/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link


def cases(viewer: Actor, page: Slice[PenaltyCase], request: HttpRequest, *, tab: str, on: date) -> ListPage:
    """Cases with what is owed next in each."""
    dues, next_of = Dues(on), _next([row.pk for row in page.rows], viewer)
    table = Table(
        tuple(map(Column, (_("案由"), _("当事人"), _("案号"), _("接着要办的"), _("到哪一步")))),
        tuple(_row(one, next_of.get(one.pk), dues) for one in page.rows),
        _("案件"),
        total=counted("共 %(n)s 条", page.total),
        pager=page.pager,
        empty=State("empty", _("这里没有案件"), _("从线索、问题、检查来的，或者手工登记的，都在这里。")),
    )
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == tab) for key, word in words.TABS)
    may = (
        (any(viewer.granted("open_case")), Link(_("登记案源"), reverse("new_case"), "plus")),
        (any(viewer.granted("punish_on_spot")), Link(_("当场处罚"), reverse("spots"), "pen")),
        (any(viewer.granted("answer_inquiry")), Link(_("请我们协助的调查"), reverse("inquiries"), "file")),
        (True, Link(_("移送公安"), reverse("transfers"), "people")),
        (True, Link(_("典型案例"), reverse("typical_cases"), "file")),
    )
    lead = _("从核查、立案到结案归档，每一步的期限都写着依据。")
    return ListPage(_("案件"), table, lead=lead, tabs=tabs, links=tuple(link for shown, link in may if shown))


def _next(keys: list[UUID], viewer: Actor) -> dict[UUID, Task]:
    """The nearest task of each."""
    found: dict[UUID, Task] = {}
    for task in queries.owed(keys, viewer=viewer):
        if task.file_id is not None:
            found.setdefault(task.file_id, task)
    return found


def _row(one: PenaltyCase, task: Task | None, dues: Dues) -> Row:
    due = dues(task.due, path=one.path, provisional=task.due_provisional) if task else None
    owed = Cell(said(ACTS, task.act), sub=due.words if due else "", tone=due.tone if due else "") if task else Cell()
    return Row(
        (
            Cell(one.title, reverse("case", args=[one.pk]), sub=said(words.SOURCES, one.source)),
            Cell(one.party_name or _("待查明"), sub=one.place.name),
            Cell(one.mark),
            owed,
            Cell(badge=words.badge_of(one)),
        )
    )


def transfers(viewer: Actor, page: Slice[Transfer]) -> ListPage:
    table = Table(
        tuple(map(Column, (_("移送"), _("提出"), _("到哪一步")))), tuple(map(transfer_row, page.rows)), _("移送公安"),
        total=counted("共 %(n)s 条", page.total), pager=page.pager,
        empty=State("empty", _("没有移送公安的案件"), _("在案件里提出；公安只看得到移送过去的这一份。")),
    )  # fmt: skip
    return ListPage(
        _("移送公安"), table, lead=_("涉嫌犯罪的移送公安，三天决定、一天移送，公安答复、复议、监督都有期限。")
    )


def typical(viewer: Actor, page: Slice[TypicalCase]) -> ListPage:
    table = Table(
        tuple(map(Column, (_("标题"), _("单位"), _("公开"), _("到哪一步")))), tuple(map(_typical_row, page.rows)), _("典型案例"),
        total=counted("共 %(n)s 条", page.total), pager=page.pager,
        empty=State("empty", _("还没有典型案例"), _("在已经决定的案件里起草，隐去名称，由另一人审批后公开。")),
    )  # fmt: skip
    return ListPage(_("典型案例"), table, lead=_("公开的不写当事人、负责人和承办人的名字。"))


def _typical_row(one: TypicalCase) -> Row:
    day = day_words(one.published_on) if one.published_on else ""
    return Row(
        (
            Cell(one.title, reverse("typical_case", args=[one.code])),
            Cell(one.organ, sub=one.together),
            Cell(day),
            Cell(badge=words.typical_badge(one)),
        )
    )


@dataclass(frozen=True)
class TypicalPage:
    """A typical case before it is let out, and after."""

    template: ClassVar[str] = "enforcement/typical.html"
    title: str
    parts: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    public: str
    acts: tuple[Act, ...]
    error: str = ""


def one_typical(viewer: Actor, one: TypicalCase, error: str = "") -> TypicalPage:
    to = reverse("typical_act", args=[one.code])
    why = Field("reason", _("为什么撤下"))
    shown = {
        "drafted": Act("publish", _("审批公开"), to, confirm=_("公开以后谁都看得到。名字都隐去了吗？"), look="primary"),
        "published": Act("take_down", _("撤下"), to, (why,)),
    }
    may = lens.may(viewer, "publish_typical", one) and viewer.person != one.drafted_by
    facts = (
        (_("单位"), one.organ),
        (_("一起发布"), one.together),
        (_("到哪一步"), words.typical_badge(one).text),
        (_("审批"), one.approved_by),
    )
    public = reverse("public_case", args=[one.code]) if one.state == "published" else ""
    acts = (shown[one.state],) if may and one.state in shown else ()
    return TypicalPage(one.title, tuple(one.body.splitlines()), facts, public, acts, error)


def new(typed: QueryDict, error: str = "", origin: Origin | None = None) -> OpenPage:
    """The form of a case opened by hand."""
    word: dict[str, Any] = {name: typed.get(name, "") for name in TYPED}
    fields = (
        Field("source_id", "", "hidden", word["source_id"]),
        Field("title", _("案由"), value=word["title"], error=error, required=True),
        _source(word["source"] or "hand", origin),
        Field("summary", _("来源内容"), "textarea", word["summary"], required=True),
        Field("uscc", _("当事人的信用代码"), value=word["uscc"], help=_("名册里有的写代码，名称地址自动带出")),
        Field("party_name", _("当事人名称"), value=word["party_name"], help=_("名册里没有的才写；不知道就空着")),
        Field("party_kind", _("当事人是"), "select", options=_parties(word["party_kind"])),
        *photo_field(origin, typed.getlist("photos")),
    )
    notes = (
        _("收到之日起十五个工作日内核查，决定是否立案。"),
        _("两名有执法证的人承办；办案的人不审核、不审批。"),
        _("同一条线索、同一个问题只登记一次。"),
    )
    return OpenPage(
        _("登记案源"),
        Act("open", _("登记"), reverse("new_case"), fields, look="primary"),
        notes,
        Link(_("案件"), reverse("cases")),
    )


def _source(chosen: str, origin: Origin | None) -> Field:
    """Of a file it is the file's, and nobody's choice."""
    known = words.SOURCES if origin is None else {origin.kind: words.SOURCES[origin.kind]}
    return Field("source", _("案件来源"), "select", options=options(known, chosen))


def _parties(chosen: str) -> tuple[Option, ...]:
    return options(words.PARTIES, chosen or "entity")
