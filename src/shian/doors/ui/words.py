"""Dates and numbers as they are said on a screen."""

from datetime import date, datetime, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shian.doors.ui.shapes.parts import Option
from shian.kernel.spelled import in_chinese
from shian.packs.periods import Period, parse_period, period_of

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """11月22日 周日, or Sun 22 Nov; the year is the reader's own to know and is left out."""
    if in_chinese():
        return f"{day.month}月{day.day}日 {_WEEKDAYS[day.weekday()]}"
    return f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]}"


def moment_words(at: datetime) -> str:
    """11月22日 周日 09:00: a day and the hour, as the wall clock shows it."""
    local = timezone.localtime(at) if timezone.is_aware(at) else at
    return f"{day_words(local.date())} {local:%H:%M}"


def full_day_words(day: date) -> str:
    """With the year, for papers and for days far away."""
    if in_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def period_words(period: Period) -> str:
    """A period as people say it: 2026年第三季度."""
    chinese = in_chinese()
    year, start = period.start.year, period.start
    match period.every:
        case "year":
            return f"{year}年" if chinese else str(year)
        case "half_year":
            first = start.month == 1
            return (
                f"{year}年{'上' if first else '下'}半年"
                if chinese
                else f"{'First' if first else 'Second'} half of {year}"
            )
        case "quarter":
            n = (start.month + 2) // 3
            return f"{year}年第{'一二三四'[n - 1]}季度" if chinese else f"Q{n} {year}"
        case "month":
            return f"{year}年{start.month}月" if chinese else f"{_ENGLISH_MONTHS[start.month - 1]} {year}"
        case "day":
            return full_day_words(start)
        case _:
            return f"{full_day_words(start)} – {full_day_words(period.last)}"


def period_options(chosen: str, *, on: date, ahead: bool = False) -> tuple[Option, ...]:
    """The periods one asks for, the present ones first; any other that stands in the address is kept."""
    quarter = period_of("quarter", on)
    found = [quarter.next()] if ahead else []
    found += _back(quarter, 4) + _back(period_of("half_year", on), 2) + _back(period_of("year", on), 2)
    found += [] if ahead else _back(period_of("month", on), 3)
    names = {one.name: period_words(one) for one in found}
    if chosen and chosen not in names:
        names[chosen] = _asked_words(chosen)
    return tuple(Option(name, words, chosen=name == chosen) for name, words in names.items())


def _asked_words(text: str) -> str:
    try:
        return period_words(parse_period(text))
    except ValueError:
        return text


def _back(period: Period, count: int) -> list[Period]:
    """A period and those before it, the latest first."""
    found = [period]
    while len(found) < count:
        found.append(period_of(period.every, found[-1].start - timedelta(days=1)))
    return found


def due_words(working_days_left: int, days_left: int) -> str:
    """How long there is, counted as the law counts: in working days; where only days off lie between, in days."""
    if working_days_left == 0 and days_left:
        return _off_days_words(days_left)
    if working_days_left < 0:
        days = -working_days_left
        return ngettext("已超 %(days)s 个工作日", "已超 %(days)s 个工作日", days) % {"days": days}
    if working_days_left == 0:
        return _("今天到期")
    return ngettext("还有 %(days)s 个工作日", "还有 %(days)s 个工作日", working_days_left) % {"days": working_days_left}


def _off_days_words(days_left: int) -> str:
    """On a Saturday what is due on Sunday is due tomorrow, and what was due on Friday is a day late."""
    if days_left < 0:
        return ngettext("已超 %(days)s 天", "已超 %(days)s 天", -days_left) % {"days": -days_left}
    if days_left == 1:
        return _("明天到期")
    return ngettext("还有 %(days)s 天", "还有 %(days)s 天", days_left) % {"days": days_left}


def measure(word: str) -> str:
    """The measure word behind a number, 3 件: Chinese needs one, in English the number stands alone under its label."""
    return word if in_chinese() else ""


def rate_words(counted: int, out_of: int) -> str:
    """A ratio is formed on display only; a rate short of all never rounds up to 100."""
    if out_of == 0:
        return "—"
    tenths = counted * 1000 // out_of
    return "100" if counted == out_of else f"{tenths // 10}.{tenths % 10}"
