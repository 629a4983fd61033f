"""What is asked of the register, and what is typed about rest days."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_of
from shian.registry.models import Kind, Status
from shian.registry.queries.register import Filter

CODE = re.compile(r"[0-9a-z_]{1,8}")  # of a category
SHORTEST = 2  # characters of a search


def chosen(query: QueryDict, within: str) -> Filter:
    """The filter in the address; a word that is none is passed over."""
    words = query.get("q", "").strip()
    return Filter(
        within=within,
        kind=_among(query.get("kind", ""), Kind.values),
        status=_among(query.get("status", ""), Status.values),
        guarantee_grade=_among(query.get("grade", ""), list("ABCD")),
        risk_grade=_among(query.get("risk", ""), list("ABCD")),
        category=query.get("category", "") if CODE.fullmatch(query.get("category", "")) else "",
        batch=query.get("batch", "") if len(query.get("batch", "")) == 36 else "",
        words=words if len(words) >= SHORTEST else "",
    )


def _among(word: str, words: list[str]) -> str:
    return word if word in words else ""


@dataclass(frozen=True)
class RestTyped:
    """Days off as typed: first and last day, or one weekday from a day on."""

    start: str = ""
    last: str = ""
    weekday: str = ""
    reason: str = ""
    error: str = ""

    @classmethod
    def of(cls, query: QueryDict) -> "RestTyped":
        return cls(*(query.get(name, "").strip() for name in ("start", "last", "weekday", "reason")))

    def days(self) -> tuple[date, date | None, int | None]:
        """First day, the day after the last, and the weekday. Raises Refused."""
        start, last = day_of(self.start, _("从哪天起")), day_of(self.last, _("到哪天")) if self.last else None
        weekday = int(self.weekday) if self.weekday in set("0123456") else None
        return start, last + timedelta(days=1) if last else None, weekday
