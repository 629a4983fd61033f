"""What lies in a shop's binder: problems, posts, rests, records."""

from datetime import timedelta
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.complaints.queries import unanswered
from shian.doors.shop import meals, own
from shian.doors.shop.counter import Counter, tabs
from shian.doors.shop.days import filler
from shian.doors.shop.forms import rest_fields
from shian.doors.ui.answers import said_text
from shian.doors.ui.asking import answer_words
from shian.doors.ui.correcting import may_correct
from shian.doors.ui.said import due_of, sheet_title
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, State
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.terms import FINDING_STATES, WEEKDAYS, finding_badge
from shian.doors.ui.words import day_words, full_day_words
from shian.kernel.lens import may
from shian.kernel.spelled import headed, plural
from shian.loop import queries as loop
from shian.loop.models import Finding
from shian.loop.spoken import problem_words
from shian.loop.states import FINDING
from shian.registry.models import Appointment, Rest
from shian.registry.queries import register

MONTHS_KEPT, AT_MOST = 92, 100


def findings(at: Counter) -> ShopPage:
    """Those to put right first, then those somebody else has in hand, then the settled ones."""
    mine = list(loop.findings(at.viewer, states=sorted(FINDING_STATES)).filter(business_id=at.business.pk)[:AT_MOST])
    ours = [one for one in mine if FINDING.may(one.state, "report")]
    settled = [one for one in mine if one.state in FINDING.final]
    others = [one for one in mine if one not in ours and one not in settled]
    groups = tuple(
        ShopGroup(title, tuple(_finding(one, at) for one in rows))
        for title, rows in ((_("要整改的"), ours), (_("等别人办的"), others), (_("已了结"), settled))
    )
    empty = State(
        "empty",
        _("没有问题"),
        _("检查中发现的问题会出现在这里。"),
        Link(_("回今天"), reverse("shop_day", args=[at.business.pk])),
    )
    return _page(at, "shop_findings", _("问题"), groups=groups, state=None if mine else empty)


def _finding(one: Finding, at: Counter) -> ShopEntry:
    due = due_of(one.due, today=at.on, path=one.path) if one.state not in FINDING.final else None
    hint = " · ".join(part for part in (one.note, due.words if due else "") if part)
    return ShopEntry(problem_words(one), hint, reverse("fix", args=[one.pk]), finding_badge(one.state))


def more(at: Counter) -> ShopPage:
    here = [at.business.pk]
    links = [
        *meals.links(at),
        *own.links(at),
        Link(_("风险管控清单"), reverse("shop_risks", args=here), "list"),
        *disputes(at),
        Link(_("本店岗位"), reverse("shop_posts", args=here), "people"),
        Link(_("休息日和学期"), reverse("shop_rests", args=here), "calendar"),
        Link(_("以前的记录"), reverse("shop_history", args=here), "file"),
        Link(_("公示牌"), reverse("board_print", args=[at.business.public_code]), "print"),
        Link(_("请人帮忙"), reverse("shop_help", args=here), "people"),
        Link(_("我的"), reverse("me"), "person"),
    ]
    if len(at.viewer.businesses) > 1:
        links.append(Link(_("换一家店"), reverse("shop"), "swap"))
    return _page(at, "shop_more", _("更多"), links=tuple(links))


def disputes(at: Counter) -> tuple[Link, ...]:
    """Complaints to answer, for whoever may answer for the shop."""
    if not may(at.viewer, "answer_complaint", at.business):
        return ()
    waiting = unanswered(at.business, viewer=at.viewer)
    hint = _("%(n)s 件等您答复") % {"n": waiting} if waiting else ""
    return (Link(_("投诉答复"), reverse("shop_complaints", args=[at.business.pk]), "question", hint=hint),)


def posts(at: Counter) -> ShopPage:
    seats = list(register.seated(at.viewer, at.business, on=at.on))
    entries = tuple(
        ShopEntry(
            headed(seat.get_role_display(), seat.person_name),
            _("%(day)s 起任职") % {"day": full_day_words(seat.valid_from)},
            badge=Badge(_("这是我"), "done") if seat.person_id == at.viewer.person else None,
        )
        for seat in seats
    )
    empty = tuple(
        ShopEntry(str(role.label), _("还没有人"), badge=Badge(_("空缺"), "soon", "alert"))
        for role in (Appointment.Role.PRINCIPAL, Appointment.Role.SAFETY_OFFICER)
        if role not in {seat.role for seat in seats}
    )
    return _page(at, "shop_more", _("本店岗位"), groups=(ShopGroup(_("在任"), entries), ShopGroup(_("空缺"), empty)))


def rests(at: Counter, post: QueryDict, error: str) -> ShopPage:
    here = reverse("shop_rests", args=[at.business.pk])
    allowed = may(at.viewer, "declare_rest", at.business)
    rows = register.rests(at.viewer, at.business, since=at.on)
    groups = (ShopGroup(_("已登记"), tuple(_rest(one, here, allowed) for one in rows)),)
    act = Act("declare", _("登记休息日"), here, rest_fields(post, error), look="primary")
    lead = _("登记了休息的日子，不用交每日记录。")
    if not allowed:
        lead = _("休息日由主要负责人或食品安全总监登记。")
    return _page(at, "shop_more", _("休息日和学期"), lead=lead, groups=groups, acts=(act,) if allowed else ())


def _rest(one: Rest, here: str, allowed: bool) -> ShopEntry:
    last = one.valid_to - timedelta(days=1) if one.valid_to else None
    span = _("从 %(start)s 起") % {"start": full_day_words(one.valid_from)}
    if last:
        span = f"{full_day_words(one.valid_from)} – {full_day_words(last)}"
    text = _("每%(day)s") % {"day": WEEKDAYS[one.weekday]} if one.weekday is not None else _("每天")
    key = (Field("rest", "", "hidden", str(one.pk)),)
    act = Act("withdraw", _("照常营业"), here, key, _("从今天起每天要记，确定吗？")) if allowed else None
    return ShopEntry(text, " · ".join(part for part in (span, one.reason) if part), act=act)


def history(at: Counter) -> ShopPage:
    """The records of the last quarter, the newest first, month by month."""
    since = at.on - timedelta(days=MONTHS_KEPT)
    rows = checklists.last_sheets(at.viewer, [at.business.pk], since=since).select_related("version")[:AT_MOST]
    months: dict[str, list[ShopEntry]] = {}
    for sheet in rows:
        title = _("%(year)s 年 %(month)s 月") % {"year": sheet.on_day.year, "month": sheet.on_day.month}
        months.setdefault(title, []).append(_sheet(sheet, at))
    groups = tuple(ShopGroup(title, tuple(entries)) for title, entries in months.items())
    empty = State(
        "empty",
        _("还没有记录"),
        _("交过的记录会按月排在这里。"),
        Link(_("去记今天的"), reverse("shop_day", args=[at.business.pk])),
    )
    return _page(at, "shop_more", _("以前的记录"), groups=groups, state=None if groups else empty)


def _sheet(sheet: Sheet, at: Counter) -> ShopEntry:
    title = sheet_title(sheet)
    badge = Badge(_("零风险"), "done", "check") if sheet.zero_risk else None
    if sheet.failed:
        badge = Badge(plural("%(n)s 项不合格", sheet.failed), "soon", "alert")
    here = reverse("shop_record", args=[at.business.pk, sheet.pk])
    return ShopEntry(day_words(sheet.on_day), title, here, badge)


def record(at: Counter, sheet: Sheet) -> ShopPage:
    """What was handed in: what failed first, then every answer, then the text."""
    seen = timezone.localtime(sheet.recorded_at)
    lead = f"{_by(at, sheet)} · {day_words(seen.date())} {seen:%H:%M}"
    questions = checklists.items(sheet.version_id) if sheet.version_id else ()
    form = checklists.form_of_version(sheet.version_id) if sheet.version_id else None
    answered = [(one, sheet.answers[one.code]) for one in questions if one.code in sheet.answers]
    failed = tuple(
        ShopEntry(said_text(one), said_.get("note", "")) for one, said_ in answered if said_["answer"] == "fail"
    )
    rest = tuple(
        ShopEntry(said_text(one), answer_words(form, one.code, said_))
        for one, said_ in answered
        if said_["answer"] != "fail"
    )
    text = tuple(ShopEntry(line) for line in sheet.narrative.splitlines() if line.strip())
    groups = (ShopGroup(_("有问题的"), failed), ShopGroup(_("内容"), text), ShopGroup(_("其余各项"), rest))
    title = _("%(day)s 的记录") % {"day": day_words(sheet.on_day)}
    return _page(at, "shop_more", title, lead=lead, groups=groups, links=_record_links(at, sheet))


def _record_links(at: Counter, sheet: Sheet) -> tuple[Link, ...]:
    """On to the correction of a record that stands, to the one before it, to the one after it; and to paper."""
    newer = checklists.correction(sheet, viewer=at.viewer)
    links = (
        Link(_("更正这份记录"), reverse("correct_record", args=[sheet.pk]), "pen")
        if may_correct(at.viewer, sheet)
        else None,
        Link(_("看更正后的"), reverse("shop_record", args=[at.business.pk, newer.pk]), "file") if newer else None,
        Link(_("看更正前的"), reverse("shop_record", args=[at.business.pk, sheet.supersedes]), "file")
        if sheet.supersedes
        else None,
        Link(_("打印"), reverse("record", args=[sheet.pk]), "print"),
    )
    return tuple(link for link in links if link)


def _by(at: Counter, sheet: Sheet) -> str:
    """Who filled it in: a visit is the cadre's, a record the shop's own; and who stood beside."""
    by = sheet.post.title if sheet.post else filler(at, sheet)
    return _("%(by)s，同检人 %(second)s") % {"by": by, "second": sheet.second_label} if sheet.second_label else by


def _page(at: Counter, tab: str, title: str, **more: Any) -> ShopPage:
    return ShopPage(title, at.business.name, tabs=tabs(at, tab), **more)
