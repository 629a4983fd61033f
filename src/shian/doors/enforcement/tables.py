"""The tables of a case: what is held, what proves it, what was issued, who stepped back, when the clock stood, what went to the police."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.enforcement import words
from shian.doors.enforcement.choices import goods_words
from shian.doors.ui.said import due_of
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Row, State, Table
from shian.doors.ui.terms import ACTS, SYSTEMS, said
from shian.doors.ui.words import day_words, moment_words
from shian.enforcement import queries
from shian.enforcement.actions.measures import held_until
from shian.enforcement.debts import Debt
from shian.enforcement.handed import handed
from shian.enforcement.models import (
    CasePaper,
    Custody,
    Deferral,
    Dispute,
    Exhibit,
    JointInquiry,
    Measure,
    Pause,
    Payment,
    PenaltyCase,
    Recusal,
    Transfer,
)  # fmt: skip
from shian.enforcement.rules import Standing
from shian.kernel.actor import Actor
from shian.kernel.money import yuan
from shian.kernel.spelled import apart, plural
from shian.loop.models import Task


def of_case(viewer: Actor, one: PenaltyCase, owed: Debt, on: date) -> tuple[Table, ...]:
    """Those of them that have rows, and always the evidence and the papers."""
    made = (
        clocks(queries.clocks(one.pk, viewer=viewer), on, one.path, late=_late_words(one, owed)),
        _table(_("证据"), (_("证据"), _("现在在谁手里"), _("经过"), _("文件指纹")), map(_exhibit, queries.exhibits(one, viewer=viewer)), _("还没有收集证据")),
        _table(_("文书"), (_("文书"), _("文号"), _("出具")), map(_paper, queries.papers(one, viewer=viewer)), _("还没有出具文书")),
        _table(_("强制措施"), (_("措施"), _("物品"), _("期限"), _("到哪一步")), (_measure(row, on) for row in queries.measures(one, viewer=viewer))),
        _plan(one, owed, on), _table(_("延期、分期申请"), (_("申请"), _("当事人要怎样缴"), _("决定")), map(_deferral, queries.deferrals(one, viewer=viewer))),
        _table(_("缴款记录"), _payment_heads(), map(_payment, queries.payments(one, viewer=viewer)), numbers=(1, 2)),
        _table(_("移送公安"), (_("移送"), _("提出"), _("到哪一步")), map(transfer_row, queries.transfers(one, viewer=viewer))),
        _table(_("管辖争议"), (_("和谁、为什么"), _("哪一天发生"), _("到哪一步")), map(_dispute, queries.disputes(one, viewer=viewer))),
        _table(_("协助调查"), (_("发给谁、查什么"), _("文号"), _("收到和期限"), _("到哪一步")), map(_inquiry, queries.joint_inquiries(one, viewer=viewer))),
        _table(_("期限停过的时间"), (_("为什么"), _("从"), _("到")), map(_pause, queries.pauses(one, viewer=viewer))),
        _table(_("回避"), (_("谁"), _("理由"), _("决定")), map(_recusal, queries.recusals(one, viewer=viewer))),
    )  # fmt: skip
    return tuple(table for table in made if table.rows or table.empty)


def clocks(rows: Iterable[Task], on: date, path: str, *, late: str = "") -> Table:
    """期限一览: each limit with what it counts from, its last day, who owes it, and whether it was kept."""
    made = (_clock(row, on, path, late if row.act == "collect_fine" else "") for row in rows)
    return _table(_("期限一览"), (_("要办什么"), _("最晚"), _("谁办"), _("办了没有")), made)


def _clock(row: Task, on: date, path: str, late: str) -> Row:
    start = str(row.because.get("facts", {}).get("from", ""))
    since = _("从 %(day)s 算起") % {"day": day_words(date.fromisoformat(start))} if start else ""
    beside = late if row.state == "open" and late else since
    return Row(
        (
            Cell(said(ACTS, row.act), sub=str(row.because.get("clause", ""))),
            Cell(day_words(row.due) if row.due else "", sub=beside),
            Cell(row.holder.title if row.holder else _("空缺")),
            Cell(badge=kept(row, on, path)),
        )
    )


def kept(row: Task, on: date, path: str) -> Badge:
    """Done in time or late; withdrawn, and why; still open with the days that are left."""
    if row.state == "open":
        due = due_of(row.due, today=on, path=path, provisional=row.due_provisional)
        return Badge(due.words, due.tone) if due else Badge("")
    if row.state == "withdrawn":
        return Badge(_("不再办：%(why)s") % {"why": row.reason})
    day = day_words(row.settled_on) if row.settled_on else ""
    if row.due and row.settled_on and row.settled_on > row.due:
        return Badge(plural("%(day)s 办的，迟了 %(n)s 天", (row.settled_on - row.due).days, day=day), "late")
    return Badge(_("%(day)s 按时办了") % {"day": day}, "done")


def _late_words(one: PenaltyCase, owed: Debt) -> str:
    """What is owed above an unpaid fine by today."""
    fee = owed.above if one.paid_on is None else None
    if not fee:
        return ""
    return plural("逾期 %(n)s 天，加处罚款 %(yuan)s 元", fee.facts["days"], yuan=yuan(fee.value))


def _table(caption: str, heads: Sequence[str], rows: Any, empty: str = "", *, numbers: Sequence[int] = ()) -> Table:
    columns = tuple(Column(head, number=at in numbers) for at, head in enumerate(heads))
    return Table(columns, tuple(rows), caption, empty=State("empty", empty) if empty else None)


def _exhibit(row: Exhibit) -> Row:
    chain: list[Custody] = sorted(row.chain.all(), key=lambda link: link.at)
    last = chain[-1]
    told = apart(f"{moment_words(link.at)} {link.taken_by}" for link in chain)
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
            Cell(day_words(row.issued_on), sub=said(SYSTEMS, row.by_label)),
        )
    )


def _plan(one: PenaltyCase, owed: Debt, on: date) -> Table:
    """缴款计划: each part, what of it is paid and left, and what is added where it is late."""
    if not owed.granted:
        return _table(_("缴款计划"), (), ())
    heads = (_("期"), _("最晚"), _("应缴（元）"), _("已缴（元）"), _("还差（元）"), _("到哪一步"))
    words = _("罚款 %(fine)s 元，已缴 %(paid)s 元，还差 %(left)s 元")
    total = words % {"fine": yuan(one.fine_fen), "paid": yuan(owed.paid), "left": yuan(owed.left)}
    made = (_part(n, row, on, one.path) for n, row in enumerate(owed.rows, start=1))
    return replace(_table(_("缴款计划"), heads, made, numbers=(2, 3, 4)), total=total)


def _part(n: int, row: Standing, on: date, path: str) -> Row:
    due = due_of(row.part.day, today=on, path=path, provisional=False)
    badge = Badge(_("已缴清"), "done") if not row.left else Badge(due.words, due.tone) if due else Badge("")
    added = plural("逾期 %(n)s 天，加处罚款 %(yuan)s 元", row.days, yuan=yuan(row.added)) if row.added else ""
    amounts = (Cell(yuan(fen)) for fen in (row.part.fen, row.paid, row.left))
    return Row(
        (Cell(_("第 %(n)s 期") % {"n": n}), Cell(day_words(row.part.day)), *amounts, Cell(badge=badge, sub=added))
    )


def _deferral(row: Deferral) -> Row:
    """What was asked for and what the head said."""
    plan = apart(f"{day_words(part.day)} {yuan(part.fen)}" for part in row.plan)
    told = " ".join(
        filter(None, (row.decided_by, day_words(row.decided_on) if row.decided_on else "", row.refused_for))
    )
    return Row(
        (Cell(day_words(row.asked_on), sub=row.reason), Cell(plan), Cell(badge=words.deferral_badge(row), sub=told))
    )


def _payment_heads() -> tuple[str, ...]:
    return (_("哪一天"), _("罚款（元）"), _("加处罚款（元）"), _("记的人"))


def _payment(row: Payment) -> Row:
    late = yuan(row.late_fen) if row.late_fen else ""
    return Row(
        (Cell(day_words(row.paid_on)), Cell(yuan(row.fen)), Cell(late, sub=row.note), Cell(said(SYSTEMS, row.by_label)))
    )


def _measure(row: Measure, on: date) -> Row:
    until = held_until(row, on)
    late = row.state == "in_force" and until < on
    badge = Badge(_("已过期，马上处理"), "late") if late else words.measure_badge(row)
    return Row(
        (
            Cell(said(words.MEASURES, row.kind), sub=row.reason),
            Cell(goods_words(row.goods), sub=row.lies_at),
            Cell(day_words(until), sub=_("延长过") if row.extended else ""),
            Cell(badge=badge, sub=_urgent(row)),
        )
    )


def _urgent(row: Measure) -> str:
    """Of one taken on the spot: whether the head was told, and what came of it."""
    if not row.urgent:
        return ""
    if row.approved_on:
        return _("%(who)s %(day)s 审批") % {"who": row.approved_by, "day": day_words(row.approved_on)}
    return _("已报告，等批准") if row.reported_on else _("当场采取，还没有报告")


def transfer_row(row: Transfer) -> Row:
    return Row(
        (
            Cell(row.title, reverse("transfer", args=[row.pk]), sub=row.mark),
            Cell(day_words(row.proposed_on)),
            Cell(badge=words.transfer_badge(row)),
        )
    )


def _dispute(row: Dispute) -> Row:
    """With whom, since when, and what came of it."""
    sent = f"{row.superior} {day_words(row.reported_on)} {said(SYSTEMS, row.reported_by)}" if row.reported_on else ""
    by = f"{said(SYSTEMS, row.settled_by)} {day_words(row.settled_on)}" if row.settled_on else ""
    outcome = said(words.OUTCOMES, row.outcome) if row.outcome else ""
    told = apart(filter(None, (sent, outcome, row.mark, row.settlement.rstrip("。"), by)))
    return Row(
        (
            Cell(row.organ, sub=row.ground),
            Cell(day_words(row.begun_on), sub=said(SYSTEMS, row.raised_by)),
            Cell(badge=words.dispute_badge(row), sub=told),
        )
    )


def _inquiry(row: JointInquiry) -> Row:
    """To whom and what, since when they have it, by when, what came of it."""
    due = _("最晚 %(day)s") % {"day": day_words(row.due)} if row.due else ""
    longer = _("延期：%(why)s") % {"why": row.extended_for} if row.extended_for else ""
    day = day_words(row.answered_on) if row.answered_on else ""
    paper = reverse("case_paper", args=[row.paper_id]) if row.paper_id else ""
    return Row(
        (
            Cell(row.other, sub=row.asked), Cell(row.mark, paper, sub=day_words(row.sent_on) if row.sent_on else ""),
            Cell(day_words(row.received_on) if row.received_on else _("对方还没有收到"), sub=" ".join(filter(None, (due, longer)))),
            Cell(badge=words.inquiry_badge(row), sub=" ".join(filter(None, (day, row.answer)))),
        )
    )  # fmt: skip


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


def handed_table(row: Transfer) -> Table:
    """What was handed over, each to be opened."""
    rows = (
        Row((Cell(one.title, reverse("transfer_file", args=[row.pk, n])), Cell(one.sha256[:16])))
        for n, one in enumerate(handed(row), start=1)
    )
    return _table(_("移送的材料"), (_("材料"), _("文件指纹")), rows, _("还没有移送"))


def way_back(href: str, row: Transfer) -> Table:
    """Where the case lies, for whoever sees it."""
    return _table(_("本机关的案件"), (_("案件"), _("案号")), [Row((Cell(row.title, href), Cell(row.mark)))])
