"""The form of a rest: some days, or one weekday within them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.parts import Field, Option
from shian.doors.ui.terms import WEEKDAYS
from shian.doors.ui.typed import day_of


@dataclass(frozen=True)
class Rested:
    """A rest as it was typed: `until` is the first day of work."""

    start: date
    until: date | None
    weekday: int | None
    reason: str


def rested(post: QueryDict) -> Rested:
    """Read the form. Raises Refused in a sentence."""
    typed = post.get("last", "").strip()
    last = day_of(typed, _("最后一天")) if typed or not post.get("weekday") else None
    return Rested(
        day_of(post.get("start", ""), _("从哪天起")),
        last + timedelta(days=1) if last else None,
        _weekday(post.get("weekday", "")),
        post.get("reason", "").strip()[:100],
    )


def _weekday(text: str) -> int | None:
    return int(text) if text in {"0", "1", "2", "3", "4", "5", "6"} else None


def rest_fields(post: QueryDict, error: str) -> tuple[Field, ...]:
    """The fields, as they were typed."""
    weekday = post.get("weekday", "")
    every = tuple(
        Option(str(n), _("每%(day)s") % {"day": day}, chosen=weekday == str(n)) for n, day in enumerate(WEEKDAYS)
    )
    return (
        Field(
            "weekday", _("哪些天休息"), "select", options=(Option("", _("这段时间每天"), chosen=not weekday), *every)
        ),
        Field("start", _("从哪天起"), "date", post.get("start", ""), error=error, required=True),
        Field("last", _("最后一天"), "date", post.get("last", ""), _("每周固定休息的可以不填")),
        Field("reason", _("原因"), value=post.get("reason", ""), help=_("例如：寒假、店庆、装修")),
    )
