"""What other organs ask us to look into: the list, a new one, one of them."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import HttpRequest, QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shian.doors.enforcement import tables, words
from shian.doors.enforcement.asking import acts
from shian.doors.enforcement.inquired_verbs import VERBS, offered
from shian.doors.enforcement.pages import CasePage, owed_on
from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, ground_of, place_options
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Row, State, Table
from shian.doors.ui.terms import SYSTEMS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import day_words, full_day_words
from shian.enforcement import queries
from shian.enforcement.models import JointInquiry
from shian.enforcement.queries import Sought
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted

TYPED = ("other", "mark", "asked", "on")


@dataclass(frozen=True)
class InquiryForm:
    template: ClassVar[str] = "enforcement/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link


def listed(viewer: Actor, page: Slice[JointInquiry], asked: Sought, request: HttpRequest, *, on: date) -> ListPage:
    """Those owed first, with who has each in hand."""
    dues = Dues(on)
    table = Table(
        tuple(map(Column, (_("哪个部门"), _("请查什么"), _("收到"), _("谁办"), _("期限"), _("到哪一步")))),
        tuple(_row(one, dues) for one in page.rows), _("请我们协助的调查"), total=counted("共 %(n)s 件", page.total),
        filters=_filters(viewer, asked), reset_href=elsewhere(reverse("inquiries"), tab=asked.tab),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "", pager=page.pager,
        empty=State("empty", _("没有别的部门请我们协助的调查"), _("收到协助调查函就登记，十五个工作日内完成并函复。")),
    )  # fmt: skip
    tabs = tuple(
        Link(str(word), address(request, tab=key, page=""), current=key == asked.tab) for key, word in words.TABS
    )
    links = (Link(_("登记协助调查函"), reverse("new_inquiry"), "plus"),) if any(viewer.granted("take_inquiry")) else ()
    lead = _("别的市场监管部门发来的协助调查函；我们发出的在各自的案件里。")
    return ListPage(
        _("请我们协助的调查"), table, lead=lead, tabs=tabs, links=links, back=Link(_("案件"), reverse("cases"))
    )


def _row(one: JointInquiry, dues: Dues) -> Row:
    due = dues(one.due, path=one.path) if one.state == "received" else None
    return Row(
        (
            Cell(one.other, reverse("inquiry", args=[one.pk]), sub=one.mark), Cell(one.asked[:60]),
            Cell(day_words(one.received_on) if one.received_on else ""), Cell(one.holder.title if one.holder else _("空缺")),
            Cell(day_words(due.day), sub=due.words, tone=due.tone) if due else Cell("—"), Cell(badge=words.inquiry_badge(one)),
        )
    )  # fmt: skip


def _filters(viewer: Actor, asked: Sought) -> tuple[Field, ...]:
    return (
        Field("tab", "", "hidden", asked.tab),
        Field("q", _("部门、文号或者内容"), "search", asked.words),
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within or ground_of(viewer))),
    )


def new(typed: QueryDict, error: str = "") -> InquiryForm:
    """Another organ's paper, as it came."""
    word = {name: typed.get(name, "") for name in TYPED}
    fields = (
        Field("other", _("哪个部门发来的"), value=word["other"], error=error, required=True),
        Field("mark", _("协助调查函的文号"), value=word["mark"], required=True),
        Field("asked", _("请查什么"), "textarea", word["asked"], required=True),
        Field("on", _("哪一天收到"), "date", word["on"], help=_("不填就是今天")),
    )
    notes = (
        _("收到之日起十五个工作日内完成并函复。"),
        _("办不完的，在期限届满前延期并告知对方。"),
        _("登记后由负责人选由谁办理，没有选的由负责人办。"),
    )
    act = Act("take", _("登记"), reverse("new_inquiry"), fields, look="primary")
    return InquiryForm(_("登记协助调查函"), act, notes, Link(_("请我们协助的调查"), reverse("inquiries")))


def one(viewer: Actor, found: JointInquiry, *, on: date, typed: Typed | None = None) -> CasePage:
    """One of them: what is asked, who has it, by when, what came of it."""
    asked, may = typed or Typed(), offered(viewer, found)
    texts = ((_("请查什么"), found.asked), (_("结果"), found.answer))
    return CasePage(
        _("%(organ)s请协助调查") % {"organ": found.other}, Link(_("请我们协助的调查"), reverse("inquiries")), words.inquiry_badge(found),
        _facts(found), owed=owed_on(viewer, found.pk, found.path, on), texts=tuple(pair for pair in texts if pair[1]),
        tables=(*_files(found), tables.clocks(queries.clocks(found.pk, viewer=viewer), on, found.path)),
        acts=acts(VERBS, may, found, viewer, asked, lambda key: reverse("inquiry_act", args=[found.pk, key])),
        open=asked.verb, error="" if asked.verb in may else asked.error,
    )  # fmt: skip


def _facts(found: JointInquiry) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("哪个部门"), found.other), (_("文号"), found.mark), (_("办案机关"), found.organ.name),
        (_("收到"), full_day_words(found.received_on) if found.received_on else ""),
        (pgettext("when or by whom", "登记"), said(SYSTEMS, found.noted_by)),
        (_("谁办"), found.holder.title if found.holder else _("空缺")),
        (_("期限"), full_day_words(found.due) if found.due else ""),
        (_("延期"), f"{full_day_words(found.extended_on)} {found.extended_for}" if found.extended_on else ""),
        (_("答复"), f"{full_day_words(found.answered_on)} {said(SYSTEMS, found.answered_by)}" if found.answered_on else ""),
    )  # fmt: skip
    return tuple(pair for pair in facts if pair[1])


def _files(found: JointInquiry) -> list[Table]:
    rows = tuple(
        Row((Cell(_("材料 %(n)s") % {"n": n}, f"/evidence/{key}"),)) for n, key in enumerate(found.files, start=1)
    )
    return [Table((Column(_("材料")),), rows, _("回复附的材料"))] if rows else []
