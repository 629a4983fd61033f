"""The page of the day: a record to fill in, one handed in, a rest, or the reason why none is owed."""

from datetime import date, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.checklists.rules.form import UNASKED
from shian.doors.shop import pages
from shian.doors.shop.counter import Counter, tabs
from shian.doors.shop.measuring import Measured, points_of_the_day, with_points
from shian.doors.ui.answers import Filled, asked
from shian.doors.ui.said import due_of, why
from shian.doors.ui.shapes.parts import Act, Field, Link
from shian.doors.ui.shapes.shop import DayMark, DayRecord, ShopDay, ShopPage
from shian.doors.ui.terms import FINDING_STATES, said
from shian.doors.ui.words import day_words
from shian.kernel.spelled import plural
from shian.loop import queries as loop
from shian.loop.models import Finding
from shian.loop.spoken import problem_words
from shian.loop.submission import NOT_CHECKED
from shian.packs.periods import Period, period_of
from shian.registry.models import Appointment

HERE = "shop_day"
LOOKED_BACK = 31  # days
BIG = "shian_big"  # the cookie of whoever wants large type


def address(at: Counter, day: date) -> str:
    return at.home if day == at.on else f"{at.home}?day={day.isoformat()}"


def not_owed(at: Counter, day: date) -> ShopPage | None:
    """The page to show instead, where this business owes no daily record on this day."""
    if at.has_duty(loop.DAILY, day):
        return pages.standing(at, HERE)
    return pages.standing(at, HERE) or pages.no_duty(at, HERE, loop.DAILY)


def day(
    at: Counter,
    day: date,
    *,
    typed: Filled | None = None,
    errors: tuple[tuple[str, str], ...] = (),
    sentence: str = "",
    numbers: Measured | None = None,
    assisted: bool = False,
) -> ShopDay:
    marks = dict(loop.days(at.viewer, at.business, loop.DAILY, day, day))
    sheets = loop.handed_in(at.viewer, at.business, loop.DAILY, day, day)
    version = at.version(loop.DAILY)
    forms = at.form_of(loop.DAILY)
    questions = asked(at.questions(loop.DAILY), typed=typed, assumed=bool(version and version.assumed), forms=forms)
    return ShopDay(
        title=_("每日食品安全检查记录"),
        business=at.business.name,
        day=day_words(day),
        officer=at.own_seat(),
        action=address(at, day),
        items=with_points(questions, points_of_the_day(at), numbers, _last(at, day)),
        due=due_of(day, today=at.on, path=at.business.path),
        week=week_marks(at, period_of("week", day)),
        record=record(at, sheets[-1]) if sheets else None,
        rest=_rest(day, marks.get(day, "")),
        why=why(at.owes(loop.DAILY), _("每个营业日都要检查并记录"), question=_("为什么每天都要")),
        tabs=tabs(at, HERE),
        errors=errors,
        late=_late(day, at.on),
        sentence=sentence,
        reported=tuple(_problem(one) for one in loop.findings(at.viewer).filter(business_id=at.business.pk)[:10]),
        behalf=_behalf(at),
        back=at.back,
        assist=_assist(at, assisted=assisted),
        assisted=assisted,
        keep=str(at.business.pk),
        forms=at.conditions(loop.DAILY),
    )


def _last(at: Counter, day: date) -> Sheet | None:
    """The last record before this day, within a month: what was in order then may be said to be unchanged."""
    found = loop.handed_in(
        at.viewer, at.business, loop.DAILY, day - timedelta(days=LOOKED_BACK), day - timedelta(days=1)
    )
    return found[-1] if found else None


def _assist(at: Counter, *, assisted: bool) -> Act:
    """Large type and three buttons, for whoever wants them; kept on this phone."""
    word = _("用平常的版面") if assisted else _("用大字版")
    fields = (Field("big", "", "hidden", "" if assisted else "1"), Field("to", "", "hidden", at.home))
    return Act("assist", word, reverse("shop_assisted"), fields, look="plain")


def _behalf(at: Counter) -> str:
    if not at.behalf:
        return ""
    return _("您在替“%(name)s”代录。请照店里人说的填；记录会注明是您代录的。") % {"name": at.business.name}


def _late(day: date, on: date) -> str:
    if day == on:
        return ""
    return _("这是补记 %(day)s 的记录。请照当天的实际情况填；系统会注明是今天补的。") % {"day": day_words(day)}


def _rest(day: date, mark: str) -> str:
    return _("%(day)s 是您登记的休息日，不用记。") % {"day": day_words(day)} if mark == "rest" else ""


def record(at: Counter, sheet: Sheet) -> DayRecord:
    """What was handed in, in one sentence, with who and when."""
    sentence = _("零风险，已交") if sheet.zero_risk else plural("发现 %(n)s 项问题，已交", sheet.failed)
    if unchecked := sum(one["answer"] == NOT_CHECKED for one in sheet.answers.values()):
        sentence = plural("%(sentence)s；%(n)s 项没检查", unchecked, sentence=sentence)
    seen = timezone.localtime(sheet.recorded_at)
    href = reverse("record", args=[sheet.pk]) if at.behalf else reverse("shop_record", args=[at.business.pk, sheet.pk])
    return DayRecord(sentence, f"{day_words(seen.date())} {seen:%H:%M}", filler(at, sheet), href)


def filler(at: Counter, sheet: Sheet) -> str:
    """Who filled a record in: their post here and their name, or that it was somebody from outside."""
    seat = next((one for one in at.seats().values() if one.person_id == sheet.person_id), None)
    if seat is None:
        return _("代录") if sheet.on_behalf else _("本店人员")
    return f"{Appointment.Role(seat.role).label} {seat.person_name}"


def week_marks(at: Counter, week: Period) -> tuple[DayMark, ...]:
    """The seven days of a week, each with a word; a day to come stands open."""
    states = dict(loop.days(at.viewer, at.business, loop.DAILY, week.start, week.last))
    return tuple(_mark(at, date.fromordinal(week.start.toordinal() + n), states) for n in range(7))


def _mark(at: Counter, day: date, states: dict[date, str]) -> DayMark:
    letters = (_("一"), _("二"), _("三"), _("四"), _("五"), _("六"), _("日"))
    label, state = letters[day.weekday()], states.get(day, "")
    today = day == at.on
    href = address(at, day) if day <= at.on and state else ""
    if state == "done":
        return DayMark(label, "done", _("已交"), href, today)
    if state == "owed" and day < at.on:
        return DayMark(label, "late", _("漏交"), href, today)
    if state == "owed":
        return DayMark(label, "open", _("要交"), href, today)
    return DayMark(label, "rest", _("休息") if state == "rest" else _("不用交"), "", today)


def _problem(one: Finding) -> Link:
    return Link(problem_words(one), reverse("fix", args=[one.pk]), hint=said(FINDING_STATES, one.state))


def first_open(at: Counter, typed: Filled, programme: str = loop.DAILY) -> str:
    """The first question without an answer: where an error leads."""
    codes = [one.code for one in at.questions(programme) if one.kind not in UNASKED]
    return next((code for code in codes if not typed.answers.get(code, {}).get("answer")), codes[0] if codes else "")
