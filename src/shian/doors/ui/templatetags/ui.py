"""What templates need beyond Django's own tags; anything about food safety stays in the rooms."""

from datetime import date, datetime

from django import template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from shian.doors.ui import words
from shian.doors.ui.shapes.parts import Cell

register = template.Library()
OPENS = SafeString('class="row-link" ')
TONES = {
    tone: SafeString(f' class="{look}"') for tone, look in (("late", "vermilion"), ("soon", "amber"), ("done", "leaf"))
}


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """A line drawing from the one sprite; it is decoration, so a word must stand beside it."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        extra,
        static("ui/icons.svg"),
        name,
    )


@register.simple_tag
def cell(shown: Cell, opens: object = False) -> SafeString:
    """A cell of a table; the first of a row opens it. A page has hundreds: as a template they were half of its time."""
    grade = format_html('<span class="grade">{}</span>', shown.grade) if shown.grade else ""
    badge = render_to_string("ui/parts/badge.html", {"badge": shown.badge}) if shown.badge else ""
    sub = format_html('<span class="sub">{}</span>', shown.sub) if shown.sub else ""
    return format_html("{}{}{}{}", grade, badge, _words(shown, opens), sub)


def _words(shown: Cell, opens: object) -> SafeString | str:
    if not shown.text:
        return ""
    if not shown.href:
        return format_html("<span{}>{}</span>", TONES.get(shown.tone, ""), shown.text)
    return format_html('<a {}href="{}">{}</a>', OPENS if opens else "", shown.href, shown.text)


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
