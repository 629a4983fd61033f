"""One case with its way, its clocks and what is owed next, and one transfer: from rows to pages."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.enforcement import case_verbs, tables, transfer_verbs, words
from shian.doors.enforcement.asking import acts
from shian.doors.enforcement.origins import way_to
from shian.doors.ui.said import due_of, names_of, spoken, stored_why, why
from shian.doors.ui.shapes.parts import Act, Badge, Link, StepState, Table, TaskCard, WayStep, Why
from shian.doors.ui.terms import ACTS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words, moment_words
from shian.enforcement import queries
from shian.enforcement.actions.owing import decide_until
from shian.enforcement.debts import Debt, debt
from shian.enforcement.law import case_law
from shian.enforcement.models import PenaltyCase, Transfer
from shian.enforcement.rules import Hint, Weight, above_county, banded, collective, hearing_open
from shian.enforcement.states import FILED, HEAVY, OVER, PERSON
from shian.kernel.actor import Actor
from shian.kernel.money import yuan
from shian.kernel.spelled import in_a_row, noted
from shian.loop.models import Task
from shian.packs.enforcement import EnforcementLaw
from shian.people.models import Tenure

Facts = tuple[tuple[str, str], ...]
# The way of a case on one line: what a stretch is called, and the states in which a case is there.
WAY = (
    (gettext_lazy("核查"), ("checking",)),
    (gettext_lazy("调查"), ("investigating", "suspended")),
    (gettext_lazy("审核"), ("concluded",)),
    (gettext_lazy("告知、听证"), ("reviewed", "notified", "hearing", "heard")),
    (gettext_lazy("决定、送达"), ("decided",)),
    (gettext_lazy("执行、结案"), ("served", "closed")),
)


@dataclass(frozen=True)
class CasePage:
    """A case, or a transfer: its way, what is owed, its facts with their reasons, its tables, what can be done."""

    template: ClassVar[str] = "enforcement/one.html"
    title: str
    kicker: Link
    badge: Badge
    facts: Facts
    way: tuple[WayStep, ...] = ()
    owed: tuple[TaskCard, ...] = ()
    hints: tuple[Why, ...] = ()
    hint: str = ""
    texts: Facts = ()
    tables: tuple[Table, ...] = ()
    acts: tuple[Act, ...] = ()
    open: str = ""
    error: str = ""
    origin: Link | None = None


def case(viewer: Actor, found: PenaltyCase, *, on: date, typed: Typed | None = None) -> CasePage:
    """A case as it stands."""
    asked, owed = typed or Typed(), debt(found, on)
    may = case_verbs.offered(viewer, found)
    return CasePage(
        found.title,
        Link(found.mark or _("案件"), reverse("cases")),
        words.badge_of(found),
        _facts(found, owed),
        way=way_of(found),
        owed=owed_on(viewer, found.pk, found.path, on),
        hints=(*_clocks(viewer, found, on), *_limits(found, owed, on), *_hints(viewer, found, on)),
        hint=_("提示只给人参考，由人判断；依据和事实都写在里面。"),
        texts=_texts(found),
        tables=tables.of_case(viewer, found, owed, on),
        acts=acts(case_verbs.VERBS, may, found, viewer, asked, lambda key: reverse("case_act", args=[found.pk, key])),
        open=asked.verb,
        error="" if _has_fields(may, asked.verb) else asked.error,
        origin=way_to(found, viewer),
    )


def _has_fields(may: list[str], verb: str) -> bool:
    """What is wrong stands at the first field of its verb, where it has one."""
    return verb in may and bool(case_verbs.VERBS[verb].asks)


def way_of(found: PenaltyCase) -> tuple[WayStep, ...]:
    """Six stretches; a case that ended before its end skips what is left."""
    at = next((n for n, (_word, states) in enumerate(WAY) if found.state in states), None)
    days = (found.received_on, found.filed_on, None, found.notified_on, found.decided_on, found.served_on)
    if at is None:
        at = len(WAY) if found.state == "archived" else 1 if found.filed_on is None else 2
    return tuple(
        WayStep(str(word), _step_state(n, at, found), full_day_words(day) if day and n <= at else "")
        for n, ((word, _states), day) in enumerate(zip(WAY, days, strict=True))
    )


def _step_state(n: int, at: int, found: PenaltyCase) -> StepState:
    if n < at:
        return "done"
    over = found.state in ("not_filed", "handed_over", "stopped")
    return "skipped" if over else "now" if n == at else "later"


def owed_on(viewer: Actor, key: UUID, path: str, on: date) -> tuple[TaskCard, ...]:
    rows = list(queries.owed([key], viewer=viewer))
    held = names_of((task.holder_id for task in rows), on=on)
    return tuple(_card(task, path, on, held) for task in rows)


def _card(task: Task, path: str, on: date, held: dict[UUID, Tenure]) -> TaskCard:
    """An act, by when, by whom, and why then."""
    seat = held.get(task.holder_id) if task.holder_id else None
    name = seat.person_name if seat else _("空缺")
    day = full_day_words(task.due) if task.due else ""
    return TaskCard(
        said(ACTS, task.act), "", due=due_of(task.due, today=on, path=path, provisional=task.due_provisional),
        owed_to=f"{task.holder.title} {name}" if task.holder else name,
        why=stored_why(task.because, day, question=_("为什么是这个期限")),
    )  # fmt: skip


def _clocks(viewer: Actor, found: PenaltyCase, on: date) -> tuple[Why, ...]:
    """The ninety days with what stood still, also while nothing is owed."""
    if found.filed_on is None or found.state not in (*FILED, "suspended"):
        return ()
    due, _law = decide_until(found, on)
    pause = queries.standing(found, viewer=viewer)
    until = (
        _("期限停着：%(why)s") % {"why": said(words.PAUSES, pause.reason)} if pause else full_day_words(due.value.day)
    )
    return (why(due, until, question=_("办案期限怎么算")),)


def _limits(found: PenaltyCase, owed: Debt, on: date) -> tuple[Why, ...]:
    """What the proposed or decided penalty asks for: a hearing, a discussion, a city; what is owed above an unpaid fine."""
    law, asked = case_law(found.path, on).said, []
    weight = Weight(found.fine_fen, found.confiscated_fen, bool(set(found.penalties) & set(HEAVY)))
    person = found.party_kind == PERSON
    if found.penalties and found.decided_on is None:
        hearing = hearing_open(law, weight, person=person)
        together = collective(law, weight, person=person, serious=found.serious)
        city = above_county(law, found.fine_fen)
        asked += _bands(found, law)
        asked += [why(hearing, _("当事人可以要求听证"))] if hearing else []
        asked += [why(together, _("要集体讨论"))] if together else []
        asked += [why(city, _("由设区的市级以上决定"))] if city else []
    fee = owed.above if found.pay_due and not found.paid_on else None
    if fee:
        asked.append(why(fee, _("加处罚款 %(yuan)s 元") % {"yuan": yuan(fee.value)}))
    return tuple(asked)


def _bands(found: PenaltyCase, law: EnforcementLaw) -> list[Why]:
    """From which to which fine each band of discretion reaches within the range of the clause."""
    if not found.fine_most_fen:
        return []
    made = [(band, banded(law.bands, band.key, found.fine_least_fen, found.fine_most_fen)) for band in law.bands]
    said_of = _("%(band)s：%(from)s 至 %(to)s 元")
    return [
        why(one, said_of % {"band": spoken(band.title), "from": yuan(one.value[0]), "to": yuan(one.value[1])})
        for band, one in made
        if band.most
    ]


def _hints(viewer: Actor, found: PenaltyCase, on: date) -> tuple[Why, ...]:
    if found.state in OVER:
        return ()
    known = queries.hints(found, viewer=viewer, on=on)
    crimes = [why(one, _("可能涉嫌犯罪：%(what)s") % {"what": spoken(one.value.title)}) for one in known.flags]
    spared = [why(one.stands, _spared(one)) for one in known.exemptions]
    again = [why(known.repeated, _("一年内处罚达到次数，依法加重"))] if known.repeated else []
    return (*crimes, *again, *spared)


def _spared(one: Hint) -> str:
    """A ground of not punishing, and whether all of it stands."""
    title = spoken(one.rule.title)
    if not one.stands:
        return _("还不符合：%(what)s") % {"what": title}
    return (_("应当不予处罚：%(what)s") if one.rule.must else _("可以不予处罚：%(what)s")) % {"what": title}


def _facts(found: PenaltyCase, owed: Debt) -> Facts:
    """What is known; what has not come yet is not shown as a gap."""
    return _known(
        (
            (_("当事人"), found.party_name or _("待查明")),
            (_("来源"), said(words.SOURCES, found.source)),
            (_("收到"), full_day_words(found.received_on)),
            (_("办案机关"), found.organ.name),
            (_("承办人"), in_a_row(noted(row["name"], row["certificate"]) for row in found.officers)),
            (_("立案"), f"{full_day_words(found.filed_on)} {found.filed_by}" if found.filed_on else ""),
            (_("不予立案或移送"), found.not_filed_for),
            (_("审核"), found.reviewed_by),
            (_("集体讨论"), full_day_words(found.discussed_on) if found.discussed_on else ""),
            (_("决定"), _decided(found)),
            (
                _("送达"),
                f"{full_day_words(found.served_on)} {said(words.SERVICE, found.served_how)}" if found.served_on else "",
            ),
            (_("缴款"), _paid(found, owed)),
            (_("推送外省"), _pushed(found)),
            (_("公示"), _public(found)),
            (_("决定变更、撤销"), _changed(found)),
            (_("归档"), found.archive_mark),
        )
    )


def _decided(found: PenaltyCase) -> str:
    names = in_a_row(said(words.PENALTIES, one) for one in found.penalties)
    fine = _("罚款 %(yuan)s 元") % {"yuan": yuan(found.fine_fen)} if found.fine_fen else ""
    if found.decided_on is None:
        return " ".join(filter(None, (_("拟：%(what)s") % {"what": names} if names else "", fine)))
    return " ".join(
        filter(None, (said(words.DECISIONS, found.decision), names, fine, full_day_words(found.decided_on)))
    )


def _paid(found: PenaltyCase, owed: Debt) -> str:
    if found.pay_due is None:
        return ""
    if found.paid_on:
        return " ".join(filter(None, (full_day_words(found.paid_on), _late_paid(found))))
    if found.court_on:
        return _("%(day)s 申请法院强制执行") % {"day": full_day_words(found.court_on)}
    until = _("应在 %(day)s 前缴纳") % {"day": full_day_words(found.pay_due)}
    so_far = {"paid": yuan(owed.paid), "left": yuan(owed.left)}
    return f"{until} {_('已缴 %(paid)s 元，还差 %(left)s 元') % so_far}" if owed.paid else until


def _pushed(found: PenaltyCase) -> str:
    if not found.elsewhere:
        return ""
    return " ".join((found.elsewhere, full_day_words(found.pushed_on) if found.pushed_on else _("还没有推送")))


def _changed(found: PenaltyCase) -> str:
    if found.changed_on is None:
        return ""
    return f"{full_day_words(found.changed_on)} {said(words.CHANGES, found.changed_how)} {found.changed_note}"


def _late_paid(found: PenaltyCase) -> str:
    if not found.late_fee_fen:
        return ""
    words = {"due": yuan(found.late_fee_fen), "paid": yuan(found.late_fee_paid_fen), "why": found.late_fee_note}
    return (_("加处罚款应收 %(due)s 元，收了 %(paid)s 元。%(why)s") % words).strip()


def _public(found: PenaltyCase) -> str:
    if found.changed_on and not found.published_on:
        return ""
    if found.unpublished_on:
        return _("%(day)s 撤回") % {"day": full_day_words(found.unpublished_on)}
    if not found.published_on:
        return ""
    until = full_day_words(found.public_until) if found.public_until else ""
    return _("%(from)s 至 %(until)s") % {"from": full_day_words(found.published_on), "until": until}


def _texts(found: PenaltyCase) -> Facts:
    """What was written, whole."""
    written = (
        (_("来源内容"), found.summary), (_("调查终结报告"), found.report), (_("审核意见"), found.review_note),
        (_("陈述申辩、听证"), found.plea), (_("集体讨论"), found.discussion), (_("决定"), found.decision_text),
    )  # fmt: skip
    return tuple((name, text) for name, text in written if text)


def transfer(viewer: Actor, found: Transfer, *, on: date, typed: Typed | None = None) -> CasePage:
    """A transfer as each side sees it: the police what was handed over, and nothing of the case."""
    asked = typed or Typed()
    may = transfer_verbs.offered(viewer, found)
    inside = queries.cases_named([found.case_id], viewer=viewer)
    own = reverse("case", args=[found.case_id]) if inside else ""
    return CasePage(
        found.title,
        Link(_("移送公安"), reverse("transfers")),
        words.transfer_badge(found),
        _transfer_facts(found, inside=bool(inside)),
        owed=owed_on(viewer, found.pk, found.path, on),
        hints=tuple(filter(None, (stored_why(row, row.get("title", "")) for row in found.because))),
        hint=_("材料和物品以移送时交接的为准；案件的其他内容不在这一页。"),
        texts=_transfer_texts(found, inside=bool(inside)),
        tables=(
            tables.handed_table(found),
            tables.goods_table(found.goods),
            *((tables.way_back(own, found),) if own else ()),
        ),
        acts=acts(
            transfer_verbs.VERBS, may, found, viewer, asked, lambda key: reverse("transfer_act", args=[found.pk, key])
        ),
        open=asked.verb or (may[0] if len(may) == 1 else ""),
        error="" if asked.verb in may and transfer_verbs.VERBS[asked.verb].asks else asked.error,
    )


def _transfer_facts(found: Transfer, *, inside: bool) -> Facts:
    return _known(
        (
            (_("案号"), found.mark),
            (_("第几次移送"), str(found.round)),
            (_("专案组"), found.team if inside else ""),
            (_("提出"), full_day_words(found.proposed_on)),
            (_("负责人决定"), f"{found.decided_by} {full_day_words(found.decided_on)}" if found.decided_on else ""),
            (_("公安机关"), found.police.name if found.police else ""),
            (_("移送"), moment_words(found.handed_at) if found.handed_at else ""),
            (_("附的材料"), in_a_row(said(words.PAPERS, one) for one in found.papers)),
            (_("签收"), f"{found.received_by} {moment_words(found.received_at)}" if found.received_at else ""),
            (_("案件是否复杂"), said(words.WEIGHTS, found.weight)),
            (_("答复"), full_day_words(found.answered_on) if found.answered_on else ""),
            (_("物品和材料交接"), full_day_words(found.goods_on) if found.goods_on else ""),
            (_("联合挂牌督办"), f"{found.joint_by} {full_day_words(found.joint_on)}" if found.joint_on else ""),
        )
    )


def _known(facts: Facts) -> Facts:
    return tuple((name, words) for name, words in facts if words)


def _transfer_texts(found: Transfer, *, inside: bool) -> Facts:
    written = (
        (_("案情"), found.summary), (_("核实报告"), found.report if inside else ""), (_("不批准的理由"), found.refused_for if inside else ""),
        (_("公安的答复"), found.answer), (_("最近的说明"), found.note),
    )  # fmt: skip
    return tuple((name, text) for name, text in written if text)
