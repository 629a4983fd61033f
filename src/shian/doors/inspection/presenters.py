"""Lists at the regulator's door from their rows."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.asked import address
from shian.doors.ui.inspected import KINDS, TABS, badge_of, decision_words
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import place_options
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Cell, Column, Field, Link, Row, State, Table
from shian.doors.ui.terms import said
from shian.inspection.models import Inspection
from shian.inspection.owed import law_of_inspection
from shian.inspection.rules import whole_check_due
from shian.kernel.actor import Actor
from shian.kernel.paths import ROOT
from shian.kernel.spelled import counted
from shian.loop.law import law_on
from shian.packs.inspection import Number
from shian.registry.models import Business

__all__ = ["ListPage", "listed", "unchecked"]


def listed(viewer: Actor, page: Slice[Inspection], request: HttpRequest, *, within: str, tab: str) -> ListPage:
    columns = tuple(map(Column, (_("主体"), _("哪天"), _("种类"), _("检查人员"), _("结果"), _("后续"))))
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("监督检查"),
        total=counted("共 %(n)s 次", page.total),
        filters=(
            Field("tab", "", "hidden", tab),
            Field("within", _("地方"), "select", options=place_options(viewer, within)),
        ),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("这里没有"), _("到主体的档案里可以派人去检查。"), Link(_("看主体"), "/businesses")),
    )
    tabs = tuple(Link(str(word), address(request, tab=key, page=""), current=key == tab) for key, word in TABS)
    overdue = Link(_("到期未做全项目检查"), address_of_unchecked(within), "clock")
    return ListPage(
        _("监督检查"), table, lead=_("两人检查，重点项和一般项分开判，结果按期公开。"), tabs=tabs, links=(overdue,)
    )


def address_of_unchecked(within: str) -> str:
    return f"{reverse('unchecked')}?within={within}"


def _row(one: Inspection) -> Row:
    return Row(
        (
            Cell(one.business.name, reverse("inspection", args=[one.pk])),
            Cell(one.go_on.isoformat()),
            Cell(said(KINDS, one.kind), sub=_("全项目") if one.whole else ""),
            Cell(one.lead_name, sub=one.second_name),
            Cell(badge=badge_of(one)),
            Cell(_follow(one), sub=decision_words(one) if one.decision != "none" else ""),
        )
    )


def _follow(one: Inspection) -> str:
    if one.published_at:
        return _("已公开")
    return _("%(day)s 前公开") % {"day": one.public_by} if one.public_by else ""


def unchecked(viewer: Actor, page: Slice[Business], request: HttpRequest, *, within: str, on: date) -> ListPage:
    rule = law_of_inspection(law_on(on, within or ROOT)).full_years
    columns = tuple(map(Column, (_("主体"), _("类别"), _("风险等级"), _("最迟"), _("地方"))))
    table = Table(
        columns,
        tuple(_business(one, rule) for one in page.rows),
        _("到期未做全项目检查"),
        total=counted("共 %(n)s 家", page.total),
        filters=(Field("within", _("地方"), "select", options=place_options(viewer, within)),),
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") and page.rows else "",
        pager=page.pager,
        empty=State("empty", _("没有欠着的"), _("这里的主体在期限内都做过全项目检查。")),
    )
    told = {"n": rule.count, "clause": rule.cite.text}
    lead = _("每 %(n)s 年至少一次覆盖全部要点（%(clause)s）。开业不满年限的不算欠。") % told
    return ListPage(_("到期未做全项目检查"), table, lead=lead, back=Link(_("监督检查"), reverse("inspections")))


def _business(one: Any, rule: Number) -> Row:
    since = one.last_whole or one.opened_on
    due = whole_check_due(one.last_whole, since, rule).value if since else None
    return Row(
        (
            Cell(one.name, reverse("business", args=[one.pk]), sub=one.address),
            Cell(one.get_kind_display()),
            Cell(one.risk_grade or "—"),
            Cell(due.isoformat() if due else _("没有填"), tone="late"),
            Cell(one.place.name),
        )
    )
