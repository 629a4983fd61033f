"""Dates and numbers as they are said on a screen."""

from datetime import date

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Tone

_WEEKDAYS = ("周一", "周二", "周三", "周四", "周五", "周六", "周日")
_ENGLISH_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_ENGLISH_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def day_words(day: date) -> str:
    """11月22日 周日, or Sun 22 Nov; the year is the reader's own to know and is left out."""
    if (get_language() or "zh").startswith("zh"):
        return f"{day.month}月{day.day}日 {_WEEKDAYS[day.weekday()]}"
    return f"{_ENGLISH_DAYS[day.weekday()]} {day.day} {_ENGLISH_MONTHS[day.month - 1]}"


def full_day_words(day: date) -> str:
    """With the year, for papers and for days far away."""
    if (get_language() or "zh").startswith("zh"):
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {_ENGLISH_MONTHS[day.month - 1]} {day.year}"


def due_words(working_days_left: int) -> str:
    """How long there is, counted as the law counts: in working days."""
    if working_days_left < 0:
        days = -working_days_left
        return ngettext("已超 %(days)s 个工作日", "已超 %(days)s 个工作日", days) % {"days": days}
    if working_days_left == 0:
        return _("今天到期")
    return ngettext("还有 %(days)s 个工作日", "还有 %(days)s 个工作日", working_days_left) % {"days": working_days_left}


def due_tone(working_days_left: int, *, soon: int) -> Tone:
    """Late before today, soon within the pack's warning days, otherwise quiet."""
    if working_days_left < 0:
        return "late"
    return "soon" if working_days_left <= soon else ""


def rate_words(counted: int, out_of: int) -> str:
    """A ratio is formed on display only; a rate short of all never rounds up to 100."""
    if out_of == 0:
        return "—"
    tenths = counted * 1000 // out_of
    return "100" if counted == out_of else f"{tenths // 10}.{tenths % 10}"
