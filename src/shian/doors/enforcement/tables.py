"""The tables of a case: what is held, what proves it, what was issued, who stepped back, when the clock stood, what went to the police."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.enforcement import words
from shian.doors.enforcement.choices import goods_words
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Row, State, Table
from shian.doors.ui.terms import said
from shian.doors.ui.words import day_words, moment_words
from shian.enforcement import queries
from shian.enforcement.models import CasePaper, Custody, Exhibit, Measure, Pause, PenaltyCase, Recusal, Transfer
from shian.kernel.actor import Actor
from shian.kernel.money import yuan


def of_case(viewer: Actor, one: PenaltyCase, on: date) -> tuple[Table, ...]:
    """Those of them that have rows, and always the evidence and the papers."""
    made = (
        _table(_("证据"), (_("证据"), _("现在在谁手里"), _("经过"), _("文件指纹")), map(_exhibit, queries.exhibits(one, viewer=viewer)), _("还没有收集证据")),
        _table(_("文书"), (_("文书"), _("文号"), _("出具")), map(_paper, queries.papers(one, viewer=viewer)), _("还没有出具文书")),
        _table(_("强制措施"), (_("措施"), _("物品"), _("期限"), _("到哪一步")), (_measure(row, on) for row in queries.measures(one, viewer=viewer))),
        _table(_("移送公安"), (_("移送"), _("提出"), _("到哪一步")), map(transfer_row, queries.transfers(one, viewer=viewer))),
        _table(_("期限停过的时间"), (_("为什么"), _("从"), _("到")), map(_pause, queries.pauses(one, viewer=viewer))),
        _table(_("回避"), (_("谁"), _("理由"), _("决定")), map(_recusal, queries.recusals(one, viewer=viewer))),
    )  # fmt: skip
    return tuple(table for table in made if table.rows or table.empty)


def _table(caption: str, heads: Sequence[str], rows: Any, empty: str = "") -> Table:
    return Table(tuple(map(Column, heads)), tuple(rows), caption, empty=State("empty", empty) if empty else None)


def _exhibit(row: Exhibit) -> Row:
    chain: list[Custody] = sorted(row.chain.all(), key=lambda link: link.at)
    last = chain[-1]
    told = "；".join(f"{moment_words(link.at)} {link.taken_by}" for link in chain)
    href = f"/evidence/{row.file}" if row.file else ""
    return Row(
        (
            Cell(f"{row.number}. {row.name}", href, sub=said(words.EXHIBITS, row.kind)),
            Cell(last.taken_by, sub=last.lies_at),
            Cell(told),
            Cell(row.sha256[:16]),
        )
    )


def _paper(row: CasePaper) -> Row:
    return Row(
        (
            Cell(row.subject, reverse("case_paper", args=[row.pk])),
            Cell(row.mark),
            Cell(day_words(row.issued_on), sub=row.by_label),
        )
    )


def _measure(row: Measure, on: date) -> Row:
    late = row.state == "in_force" and row.due < on
    badge = Badge(_("已过期，马上处理"), "late") if late else words.measure_badge(row)
    return Row(
        (
            Cell(said(words.MEASURES, row.kind), sub=row.reason),
            Cell(goods_words(row.goods), sub=row.lies_at),
            Cell(day_words(row.due), sub=_("延长过") if row.extended else ""),
            Cell(badge=badge),
        )
    )


def transfer_row(row: Transfer) -> Row:
    return Row(
        (
            Cell(row.title, reverse("transfer", args=[row.pk]), sub=row.mark),
            Cell(day_words(row.proposed_on)),
            Cell(badge=words.transfer_badge(row)),
        )
    )


def _pause(row: Pause) -> Row:
    until = day_words(row.until_on) if row.until_on else _("还停着")
    return Row((Cell(said(words.PAUSES, row.reason), sub=row.note), Cell(day_words(row.from_on)), Cell(until)))


def _recusal(row: Recusal) -> Row:
    decided = {None: _("等决定"), True: _("同意"), False: _("不同意")}[row.granted]
    return Row((Cell(row.person_name), Cell(row.reason, sub=row.asked_by), Cell(decided, sub=row.decided_by)))


def goods_table(goods: Sequence[dict[str, Any]]) -> Table:
    """The goods that go along with a transfer."""
    rows = (
        Row((Cell(str(line["name"])), Cell(f"{line['quantity']}{line['unit']}"), Cell(yuan(int(line["value"])))))
        for line in goods
    )
    return _table(_("涉案物品清单"), (_("物品"), _("数量"), _("货值（元）")), rows, _("没有查封扣押的物品"))


def way_back(href: str, row: Transfer) -> Table:
    """Where the case lies, for whoever sees it."""
    return _table(_("本机关的案件"), (_("案件"), _("案号")), [Row((Cell(row.title, href), Cell(row.mark)))])
