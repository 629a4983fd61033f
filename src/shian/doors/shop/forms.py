"""The form of a rest: some days, or one weekday within them."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.doors.ui.shapes.parts import Field, Option
from shian.kernel.refused import Refused

WEEKDAYS = (_lazy("周一"), _lazy("周二"), _lazy("周三"), _lazy("周四"), _lazy("周五"), _lazy("周六"), _lazy("周日"))


@dataclass(frozen=True)
class Rested:
    """A rest as it was typed: `until` is the first day of work."""

    start: date
    until: date | None
    weekday: int | None
    reason: str


def rested(post: QueryDict) -> Rested:
    """Read the form. Raises Refused in a sentence."""
    last = _day(post.get("last", ""), _("最后一天"), required=not post.get("weekday"))
    return Rested(
        _required_day(post.get("start", ""), _("从哪天起")),
        last + timedelta(days=1) if last else None,
        _weekday(post.get("weekday", "")),
        post.get("reason", "").strip()[:100],
    )


def _required_day(text: str, label: str) -> date:
    found = _day(text, label, required=True)
    assert found is not None
    return found


def _day(text: str, label: str, *, required: bool) -> date | None:
    if not text.strip() and not required:
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise Refused(_("请填“%(what)s”，例如 2026-10-01") % {"what": label}, code="bad_date") from error


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
