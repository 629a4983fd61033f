"""What templates need beyond Django's own tags; anything about food safety stays in the rooms."""

from datetime import date, datetime

from django import template
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shian.doors.ui import words

register = template.Library()


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A line drawing from the one sprite; it is decoration, so a word must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("ui/icons.svg"),
        name,
    )


@register.filter
def day(value: date | None) -> str:
    return words.day_words(value) if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return words.moment_words(value) if value else ""


@register.filter
def full_day(value: date | None) -> str:
    return words.full_day_words(value) if value else ""


@register.filter
def figures(value: int | str | None) -> str:
    """20000 as 20,000; what is no number is passed on as it is."""
    return f"{value:,}" if isinstance(value, int) else str(value if value is not None else "")


@register.filter
def first_letter(name: str) -> str:
    """The family name of a Chinese name stands for the face."""
    return name.strip()[:1] if name else ""


@register.filter
def share(part: int, whole: int) -> str:
    """Part of a bar of width 100, as an SVG length."""
    return f"{part * 100 / whole:.2f}" if whole else "0"
