"""The week's report and the month's minutes: a draft which a person reads, mends and hands in."""

from datetime import date, timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.doors.shop import pages
from shian.doors.shop.counter import Counter, tabs
from shian.doors.shop.days import filler, week_marks
from shian.doors.ui.answers import Filled, asked
from shian.doors.ui.said import due_of
from shian.doors.ui.shapes.parts import Due, Field, Link, Option, Stat
from shian.doors.ui.shapes.shop import ShopMonth, ShopPage, ShopWeek, WeekLine
from shian.doors.ui.terms import FINDING_STATES, said
from shian.doors.ui.words import day_words, measure
from shian.kernel.spelled import in_chinese, plural
from shian.loop import queries as loop
from shian.loop.drafts import Days, Month, Week, month_minutes, week_report
from shian.loop.models import Finding
from shian.loop.spoken import problem_words
from shian.loop.states import FINDING
from shian.packs.periods import Period, period_of
from shian.packs.schema import Conclusion

PAGES = {loop.WEEKLY: "shop_week", loop.MONTHLY: "shop_month"}


def address(at: Counter, programme: str, period: Period) -> str:
    return f"{reverse(PAGES[programme], args=[at.business.pk])}?{period.every}={period.name}"


def not_owed(at: Counter, programme: str, period: Period) -> ShopPage | None:
    """The page to show instead, where this report is not owed."""
    if at.has_duty(programme, min(period.last, at.on)):
        return pages.standing(at, PAGES[programme])
    return pages.standing(at, PAGES[programme]) or pages.no_duty(at, PAGES[programme], programme)


def lacking(post: QueryDict) -> str:
    """What a person must have written; an emptied draft is no report."""
    return "" if post.get("narrative", "").strip() else _("报告的内容不能是空的，请写上再交")


def narrative(post: QueryDict) -> str:
    """The text as the person left it; minutes begin with who was there."""
    heard = post.get("attendees", "").strip()
    body = post.get("narrative", "").replace("\r\n", "\n").strip()
    return f"参会人：{heard}\n{body}" if heard else body


def page(
    at: Counter, programme: str, period: Period, typed: Filled | None, words: QueryDict | None, error: str
) -> ShopWeek | ShopMonth:
    return (_week if programme == loop.WEEKLY else _month)(at, period, typed, words or QueryDict(), error)


def _week(at: Counter, period: Period, typed: Filled | None, words: QueryDict, error: str) -> ShopWeek:
    draft = loop.week(at.viewer, at.business, period, on=at.on)
    handed = _handed(at, loop.WEEKLY, period)
    mine = loop.findings(at.viewer, states=sorted(FINDING_STATES)).filter(business_id=at.business.pk)
    return ShopWeek(
        title=_("每周食品安全排查治理报告"),
        business=at.business.name,
        period=_span(period),
        officer=at.own_seat(),
        action=address(at, loop.WEEKLY, period),
        lines=tuple(_line(one) for one in mine.filter(found_on__range=(period.start, period.last))),
        verdicts=_verdicts(at, words.get("verdict", "")),
        days=week_marks(at, period),
        fields=(_text(words, week_report(draft)),),
        stats=_week_stats(draft),
        due=_due(at, loop.WEEKLY, period),
        handed_in=_handed_words(at, handed),
        tabs=tabs(at, "shop_week"),
        items=asked(at.questions(loop.WEEKLY), typed=typed, forms=at.form_of(loop.WEEKLY)),
        forms=at.conditions(loop.WEEKLY),
        keep=str(at.business.pk),
        error=error,
        turn=_turn(at, loop.WEEKLY, period),
        sentences=_said(at, handed),
    )


def _month(at: Counter, period: Period, typed: Filled | None, words: QueryDict, error: str) -> ShopMonth:
    draft = loop.month(at.viewer, at.business, period, on=at.on, law=at.law)
    handed = _handed(at, loop.MONTHLY, period)
    principal = at.holder("principal")
    signs = at.own_seat().post == principal.post
    return ShopMonth(
        title=_("每月食品安全调度会议纪要"),
        business=at.business.name,
        period=_("%(year)s 年 %(month)s 月") % {"year": period.start.year, "month": period.start.month},
        principal=principal,
        director=at.holder("director" if "director" in at.seats() else "safety_officer"),
        action=address(at, loop.MONTHLY, period),
        stats=_month_stats(draft),
        weeks=tuple(_week_link(at, draft, n) for n in range(len(draft.weeks))),
        fields=(_attendees(at, words), _text(words, month_minutes(draft))),
        due=_due(at, loop.MONTHLY, period),
        handed_in=_handed_words(at, handed),
        tabs=tabs(at, "shop_month"),
        items=asked(at.questions(loop.MONTHLY), typed=typed, forms=at.form_of(loop.MONTHLY)),
        forms=at.conditions(loop.MONTHLY),
        keep=str(at.business.pk),
        error=error,
        word=_("主要负责人签字，交出去") if signs else _("交出去（由我代交，负责人已听取）"),
        turn=_turn(at, loop.MONTHLY, period),
        sentences=_said(at, handed),
    )


def late_words(at: Counter, period: Period) -> str:
    """What is said where a report waited on a phone until its period was over."""
    if period.last >= at.on:
        return ""
    return _("是 %(period)s 的，今天才交上来") % {"period": _span(period)}


def _text(words: QueryDict, draft: str) -> Field:
    help_ = _("系统按记录拟的草稿。请核对、改好再交；交的是您改过的这一份。")
    return Field("narrative", _("报告内容"), "textarea", words.get("narrative", draft), help_, required=True)


def _attendees(at: Counter, words: QueryDict) -> Field:
    there = "、".join(seat.person_name for seat in at.seats().values())
    return Field("attendees", _("参会人"), value=words.get("attendees", there))


def _verdicts(at: Counter, chosen: str) -> tuple[Option, ...]:
    """The conclusions of the law; none is chosen beforehand, for it is the person who answers for it."""
    rows = at.programme(loop.WEEKLY).what.conclusions
    return tuple(
        Option(one.key, f"{mark} {_conclusion(one)}", chosen=one.key == chosen)
        for mark, one in zip("①②③④⑤⑥", rows, strict=False)
    )


def _conclusion(one: Conclusion) -> str:
    return one.title.zh if in_chinese() else one.title.en


def _week_stats(draft: Week) -> tuple[Stat, ...]:
    closed = sum(one.closed for one in draft.problems)
    return (
        _recorded(draft.days),
        Stat(_("问题已了结"), str(closed), measure("个"), counted=closed, out_of=len(draft.problems)),
    )


def _month_stats(draft: Month) -> tuple[Stat, ...]:
    handed, all_ = sum(one.handed_in for one in draft.weeks), len(draft.weeks)
    return (
        _recorded(draft.days),
        Stat(_("周报告"), str(handed), measure("份"), counted=handed, out_of=all_),
        Stat(_("问题已了结"), str(draft.closed), measure("个"), counted=draft.closed, out_of=len(draft.problems)),
    )


def _recorded(days: Days) -> Stat:
    missing = plural("缺 %(n)s 天", days.missing) if days.missing else ""
    meaning = _("执行率 = 有记录的天数 ÷ 应记录的天数；休息日不算。")
    return Stat(_("执行率"), days.rate, counted=days.recorded, out_of=days.owed, definition=meaning, missing=missing)


def _line(one: Finding) -> WeekLine:
    closed = one.state in FINDING.final
    return WeekLine(
        str(one.pk), day_words(one.found_on), problem_words(one), one.note, state=said(FINDING_STATES, one.state), closed=closed,
        href=reverse("fix", args=[one.pk]),
    )  # fmt: skip


def _week_link(at: Counter, draft: Month, n: int) -> Link:
    one = draft.weeks[n]
    period = period_of("week", one.start)
    words = {row.title.zh: _conclusion(row) for row in at.programme(loop.WEEKLY).what.conclusions}
    hint = (words.get(one.conclusion, "") or _("已交")) if one.handed_in else _("还没有交")
    return Link(_span(period), address(at, loop.WEEKLY, period), hint=hint)


def _due(at: Counter, programme: str, period: Period) -> Due | None:
    day = at.law.limit(at.programme(programme), "act", period.start, period).value
    return due_of(day.day, today=at.on, path=at.business.path, provisional=day.provisional)


def _handed(at: Counter, programme: str, period: Period) -> Sheet | None:
    found = loop.handed_in(at.viewer, at.business, programme, period.start, period.last)
    return found[-1] if found else None


def _handed_words(at: Counter, sheet: Sheet | None) -> str:
    if sheet is None:
        return ""
    seen = timezone.localtime(sheet.recorded_at)
    return _("已交：%(who)s，%(at)s") % {"who": filler(at, sheet), "at": f"{day_words(seen.date())} {seen:%H:%M}"}


def _said(at: Counter, sheet: Sheet | None) -> tuple[str, ...]:
    """What was handed in, word for word, with its conclusion."""
    if sheet is None:
        return ()
    rows = at.programme(sheet.programme).what.conclusions
    conclusion = next((_conclusion(one) for one in rows if one.key == sheet.conclusion), "")
    return tuple(words for words in (conclusion, sheet.narrative) if words)


def _turn(at: Counter, programme: str, period: Period) -> tuple[Link, ...]:
    before = period_of(period.every, period.start - timedelta(days=1))
    links = [Link(_("← 前一期"), address(at, programme, before))]
    if period.end <= at.on:
        links.append(Link(_("后一期 →"), address(at, programme, period.next())))
    return tuple(links)


def _span(period: Period) -> str:
    return f"{_short(period.start)} – {_short(period.last)}"


def _short(day: date) -> str:
    return day_words(day).rpartition(" ")[0] if in_chinese() else day_words(day)
