"""One file at the desk: what is owed next, why by that day, the two sides, what was said, the papers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.law import category_of, regime_of
from shian.complaints.models import Clock, Complaint, Entry, Invitation, Paper, Recusal
from shian.complaints.paper import FORMS
from shian.complaints.queries import files
from shian.complaints.rules import Same
from shian.complaints.states import CHECKS
from shian.doors.complaints.beside import Beside, acts
from shian.doors.complaints.verbs import offered
from shian.doors.complaints.words import (
    CHANNELS,
    CLOCKS,
    KINDS,
    ONLINE,
    SAME,
    SIDES,
    STOPS,
    badge_of,
    fixed_badge,
    move_words,
)
from shian.doors.ui.said import due_of, holder_of, names_of, spoken, stored_why
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Due,
    Holder,
    Link,
    Moment,
    Photo,
    Row,
    State,
    Table,
    Why,
)
from shian.doors.ui.terms import SYSTEMS, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import day_words, full_day_words, moment_words
from shian.evidence.queries import seen_among
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_identity, mask_phone
from shian.kernel.money import yuan
from shian.kernel.spelled import apart, headed, in_a_row, plural

Facts = tuple[tuple[str, str], ...]
_WITHOUT_FIELDS = frozenset({"take", "show_identity", "accept", "begin_check", "close"})
_LATER = frozenset(
    {
        "send_on",
        "track",
        "merge",
        "part",
        "form",
        "send_form",
        "release",
        "answer",
        "clue",
        "close",
        "tell_outside",
        "reopen",
        "tell_other_side",
        "ask_recusal",
    }
)  # not what is owed next, though it may be done


@dataclass(frozen=True)
class ComplaintPage:
    """A complaint, a report, or a letter with both."""

    template: ClassVar[str] = "complaints/one.html"
    title: str
    kicker: Link
    badge: Badge
    fixed: Badge | None
    text: str
    facts: Facts
    other_side: Facts
    bringer: Facts
    next_words: str
    due: Due | None = None
    why: Why | None = None
    holder: Holder | None = None
    next_acts: tuple[Act, ...] = ()
    other_acts: tuple[Act, ...] = ()
    open: str = ""
    clocks: Table | None = None
    moments: tuple[Moment, ...] = ()
    likely: tuple[Link, ...] = ()
    related: tuple[Link, ...] = ()
    papers: Table | None = None
    invited: Facts = ()
    recusals: tuple[str, ...] = ()
    photos: tuple[Photo, ...] = ()
    error: str = ""


def one(viewer: Actor, found: Complaint, *, on: date, typed: Typed | None = None) -> ComplaintPage:
    """A file as it stands."""
    clocks = files.clocks_of(found, viewer=viewer)
    papers = list(files.papers_of(found, viewer=viewer))
    likely = files.likely_same(found, viewer=viewer) if found.state in ("registered", "accepted", "checking") else []
    invitation, recusals = files.invitation_of(found, viewer=viewer), files.recusals_of(found, viewer=viewer)
    asked = Beside(viewer, found, typed or Typed(), likely, papers, invitation, recusals)
    also = {
        "papers": bool(papers),
        "invited": invitation is not None,
        "asked": any(not row.decision for row in recusals),
    }
    may = offered(viewer, found, _running(clocks) | {word for word, holds in also.items() if holds})
    entries = list(files.entries_of(found, viewer=viewer))
    forms = acts(asked, may)
    now = next((row for row in clocks if _runs(row) and not _stands(row)), None)
    tenure = names_of([found.holder_id], on=on).get(found.holder_id) if found.holder_id else None
    return ComplaintPage(
        f"{spoken(category_of(found))} · {found.respondent or _('没说是谁家')}",
        Link(f"{said(KINDS, found.kind)} {found.mark}"),
        badge_of(found),
        fixed_badge(found),
        found.text,
        _facts(found),
        _other_side(found),
        _bringer(found, viewer),
        next_words=_next(found, clocks),
        due=due_of(now.due, today=on, path=found.path, provisional=now.provisional) if now else None,
        why=stored_why(now.because, full_day_words(now.due), question=_("为什么是这个期限")) if now else None,
        holder=holder_of(found.holder, tenure, viewer=viewer) if found.holder else None,
        next_acts=tuple(act for act in forms if act.key not in _LATER),
        other_acts=tuple(act for act in forms if act.key in _LATER),
        open=asked.typed.verb,
        clocks=_clocks(clocks, on),
        moments=tuple(_moment(found, row) for row in reversed(entries)),
        likely=tuple(_likely(other, same) for other, same in likely),
        related=_related(found, viewer),
        papers=_papers(papers),
        invited=_invited(invitation, on) if invitation else (),
        recusals=tuple(map(_recusal, recusals)),
        photos=_photos(found, entries, viewer),
        error=asked.typed.error if asked.typed.verb in _WITHOUT_FIELDS or asked.typed.verb not in may else "",
    )


def _runs(row: Clock) -> bool:
    return row.met_on is None and not row.dropped


def _stands(row: Clock) -> bool:
    return any(pause.until is None for pause in row.pauses.all())


def _running(clocks: Sequence[Clock]) -> set[str]:
    names = {row.name for row in clocks if _runs(row)}
    stopped = any(_runs(row) and _stands(row) and row.name in ("mediate", *CHECKS) for row in clocks)
    return names | ({"stopped"} if stopped else set())


def _next(found: Complaint, clocks: Sequence[Clock]) -> str:
    """What is owed next, in a sentence."""
    running = [row for row in clocks if _runs(row)]
    standing = next((row for row in running if _stands(row)), None)
    moving = next((row for row in running if not _stands(row)), None)
    if moving is not None:
        return _("下一步：%(what)s") % {"what": said(CLOCKS, moving.name)}
    if standing is not None:
        return _("%(what)s的期限停着，等结果") % {"what": said(CLOCKS, standing.name)}
    return _("没有到期要办的") if found.state != "closed" else _("已经办结，没有要办的")


def _facts(found: Complaint) -> Facts:
    regime = regime_of(found)
    online = said(ONLINE, "yes") if found.online else ""
    facts = (
        (_("怎么来的"), " · ".join(filter(None, [said(CHANNELS, found.channel), online]))),
        (_("收到"), moment_words(found.received_at)),
        (_("按哪个规定办"), spoken(regime.title)),
        (_("什么时候发生"), moment_words(found.happened_at) if found.happened_at else ""),
        (_("在哪里"), found.address),
        (_("要求"), found.demand),
        (_("涉及金额"), _("%(yuan)s 元") % {"yuan": yuan(found.amount_fen)} if found.amount_fen is not None else ""),
        (_("受理"), full_day_words(found.accepted_on) if found.accepted_on else ""),
        (_("调解人员"), found.mediator),
        (_("结果"), found.outcome if found.state != "split" else ""),
        (_("退赔"), _("%(yuan)s 元") % {"yuan": yuan(found.paid_fen)} if found.paid_fen is not None else ""),
        (_("办结"), full_day_words(found.closed_on) if found.closed_on else ""),
        (_("重新办理过"), plural("%(n)s 次", found.reopened) if found.reopened else ""),
        (_("来源系统编号"), found.outside_number),
        (_("对方的期限"), full_day_words(found.outside_due) if found.outside_due else ""),
        (_("已反馈对方"), moment_words(found.outside_told_at) if found.outside_told_at else ""),
    )
    return tuple((name, words) for name, words in facts if words)


def _other_side(found: Complaint) -> Facts:
    business = found.business
    return (
        (_("被投诉人"), found.respondent or _("没说是谁家")),
        (_("信用代码"), business.uscc if business else ""),
        (_("地址"), business.address if business else ""),
    )


def _bringer(found: Complaint, viewer: Actor) -> Facts:
    """Whoever handles the file sees the number to call; others see that there is one."""
    if not found.named:
        return ((_("反映人"), _("没有留名")),)
    if found.holder_id not in viewer.posts:
        if found.kind == "report":
            return ((_("反映人"), _("实名举报人，身份只有办理人员看得到")),)
        return ((_("反映人"), found.reporter_name[:1] + "**"), (_("电话"), mask_phone(found.reporter_phone)))
    return (
        (_("反映人"), found.reporter_name),
        (_("电话"), found.reporter_phone),
        (_("证件号码"), mask_identity(found.reporter_identity)),
        (_("地址"), found.reporter_address),
        (_("同意公示"), _("同意") if found.wants_publicity else _("不同意")),
    )


def _clocks(clocks: Sequence[Clock], on: date) -> Table:
    columns = tuple(map(Column, (_("期限"), _("从哪天算"), _("到哪天"), _("停过"), _("怎么样了"))))
    none = State("empty", _("没有期限"), _("收到以后的每个期限都列在这里。"))
    return Table(columns, tuple(_clock(row, on) for row in clocks), _("期限"), empty=none)


def _clock(row: Clock, on: date) -> Row:
    stops = apart(
        f"{said(STOPS, pause.reason)} {day_words(pause.from_day)}—{day_words(pause.until) if pause.until else ''}"
        for pause in row.pauses.all()
    )
    due = full_day_words(row.due) + (_("（暂定，当年放假安排未公布）") if row.provisional else "")
    return Row((Cell(said(CLOCKS, row.name)), Cell(full_day_words(row.from_day)), Cell(due), Cell(stops), Cell(badge=_clock_badge(row, on))))  # fmt: skip


def _clock_badge(row: Clock, on: date) -> Badge:
    if row.met_on is not None:
        late = row.met_on > row.due
        words = _("%(day)s 办了") % {"day": day_words(row.met_on)}
        return Badge(words + (_("，超期") if late else ""), "late" if late else "done")
    if row.dropped:
        return Badge(_("不再需要：%(why)s") % {"why": row.dropped})
    if _stands(row):
        return Badge(_("停着"), "info")
    return Badge(_("已超期"), "late") if row.due < on else Badge(_("在算"), "soon")


def _moment(found: Complaint, row: Entry) -> Moment:
    who = said(SYSTEMS, row.by_label) or said(SIDES, row.side)
    note = _("被投诉人也看得到") if row.both else ""
    note = note if row.shared else apart(filter(None, [_("反映人看不到"), note]))
    words = move_words(found, row.move)
    return Moment(row.at, who, headed(words, row.text) if row.text else words, note)


def _invited(row: Invitation, on: date) -> Facts:
    """What the other side was asked, and what it said to it."""
    late = _("，已经过了") if row.answer_by < on and row.answered_at is None else ""
    said = {"yes": _("投诉人同意"), "no": _("投诉人不同意"), "": _("投诉人还没有回应")}[row.offer_said]
    sum_ = _("%(yuan)s 元") % {"yuan": yuan(row.offer_fen)} if row.offer_fen is not None else ""
    facts = (
        (_("告诉它的事"), row.summary),
        (_("请它答复"), moment_words(row.invited_at)),
        (_("答复期限"), full_day_words(row.answer_by) + late),
        (_("答复"), moment_words(row.answered_at) if row.answered_at else _("还没有")),
        (_("它提的方案"), " ".join(filter(None, [row.offer, sum_])) if row.offer else ""),
        (_("投诉人怎么说"), said if row.offer else ""),
    )
    return tuple((name, words) for name, words in facts if words)


def _recusal(row: Recusal) -> str:
    facts = {"who": row.mediator, "side": said(SIDES, row.side), "why": row.reason}
    asked = _("%(side)s申请%(who)s回避：%(why)s") % facts
    came = {
        "": _("等负责人决定，决定以前不再调解"),
        "granted": _("已同意，由%(who)s接手") % {"who": row.successor},
        "refused": _("不予回避：%(why)s") % {"why": row.words},
        "lapsed": _("调解已经结束，不再决定"),
    }
    return apart([asked, came[row.decision]])


def _likely(other: Complaint, same: Same) -> Link:
    reasons = in_a_row(said(SAME, name) + (f" {measure}%" if name == "text" else "") for name, measure in same.reasons)
    return Link(f"{other.mark} {other.respondent}", reverse("complaint", args=[other.pk]), hint=reasons)


def _related(found: Complaint, viewer: Actor) -> tuple[Link, ...]:
    rows: list[tuple[str, Complaint]] = []
    rows += [(_("拆自"), found.letter)] if found.letter else []
    rows += [(_("并入"), found.merged_into)] if found.merged_into else []
    rows += [(_("拆出"), half) for half in files.halves_of(found, viewer=viewer)]
    rows += [(_("并进来的"), other) for other in files.merged_into(found, viewer=viewer)]
    return tuple(Link(f"{word} {other.mark}", reverse("complaint", args=[other.pk])) for word, other in rows)


def _papers(papers: Sequence[Paper]) -> Table:
    columns = tuple(map(Column, (_("文书"), _("编号"), _("出文"), _("送达"), _("下载"))))
    none = State("empty", _("还没有出文书"), _("办到哪一步，就能出哪一份。"))
    return Table(columns, tuple(map(_paper, papers)), _("文书"), empty=none)


def _paper(row: Paper) -> Row:
    told = f"{row.told_how} {day_words(row.told_on)}" if row.told_on else ""
    return Row(
        (
            Cell(FORMS[row.form].title, reverse("complaint_pdf", args=[row.pk])),
            Cell(row.mark),
            Cell(row.made_by, sub=moment_words(row.made_at)),
            Cell(told),
            Cell("Word", reverse("complaint_word", args=[row.pk])),
        )
    )


def _photos(found: Complaint, entries: Sequence[Entry], viewer: Actor) -> tuple[Photo, ...]:
    """What came with it, and what either side added later, by whom and when."""
    added = {key: row for row in entries for key in row.evidence if key not in found.evidence}
    keys = [*found.evidence, *added]
    seen = seen_among(keys, viewer=viewer) if keys else frozenset()
    said_of = {key: f"{said(SIDES, row.side)} {moment_words(row.at)}" for key, row in added.items()}
    said_of |= {key: _("可以公开") for key in found.released}
    return tuple(
        Photo(f"/evidence/{key}", _("照片或材料 %(n)s") % {"n": n}, said_of.get(key, ""))
        for n, key in enumerate(keys, 1)
        if key in seen
    )
