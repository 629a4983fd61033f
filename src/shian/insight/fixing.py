"""How well problems are put right, beside how many: at the first attempt, for good, and how fast.

All stand on the findings of a period which were struck off by then. A recurrence rate is out of those that were watched for
its whole time already: who was closed yesterday has not yet had time to come back, and would make every rate look fine.
"""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.db.models import Aggregate, DurationField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from shian.insight.figure import Question
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.law import CHINA
from shian.loop.models import Finding

Findings = Callable[[Actor, Question], "QuerySet[Finding]"]


def at_first(_asked: Question) -> Q:
    """Put right in the first round: no recheck failed."""
    return Q(round=1)


def watched(fixed: Findings, key: str) -> Findings:
    """Of the struck-off findings those whose watch of so many days is over."""

    def rows(viewer: Actor, asked: Question) -> "QuerySet[Finding]":
        last = _known_on(asked) - timedelta(days=days_of(asked, key))
        return fixed(viewer, asked).filter(closed_on__lte=last)

    return rows


def came_back(key: str) -> Callable[[Question], Exists]:
    """Of them those whose question failed again at the same business within so many days, as known then."""

    def counts(asked: Question) -> Exists:
        again = Finding.objects.filter(
            recurrence_of=OuterRef("pk"), recurred_after__lte=days_of(asked, key), recorded_at__lte=asked.as_of
        )
        return Exists(again.exclude(state="withdrawn", closed_at__lte=asked.as_of))

    return counts


def days_of(asked: Question, key: str) -> int:
    """For how many days an indicator of the pack looks ahead. Raises Missing where the law of the period has none."""
    one = asked.law.pack.indicators.get(key)
    if one is None:
        raise Missing(_("那时的规定里还没有这个指标"))
    return one.days


class Middle(Aggregate):
    """The middle value of a column, one that really occurs (of an even number the lower of the two)."""

    function = "percentile_disc"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


def days_taken() -> "ExpressionWrapper[Any]":
    """Whole local days from the finding to its striking off."""
    return ExpressionWrapper(F("closed_on") - F("found_on"), output_field=DurationField())


def middle_days(rows: "QuerySet[Any]") -> int:
    """The median of the days that these findings took; nought where there are none."""
    found = rows.annotate(taken=days_taken()).aggregate(middle=Middle("taken"))["middle"]
    return found.days if found is not None else 0


def _known_on(asked: Question) -> date:
    return min(asked.as_of.astimezone(CHINA).date(), asked.today)
