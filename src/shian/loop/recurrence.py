"""The recurrence watch (B4): the same question fails again at the same business soon after it was struck off."""

from datetime import date, timedelta

from shian.loop.law import Law
from shian.loop.models import Finding
from shian.loop.rules import STRUCK_OFF, failed_again, harder


def watch(finding: Finding, law: Law) -> None:
    """Let a new finding name the earlier one it repeats, and be read one severity harder where the pack says so.

    The row is only filled in, nothing is written; where the pack watches nothing, nothing recurs.
    """
    watched = law.pack.recurrence
    earlier = _last_struck_off(finding, watched.longest) if watched else None
    if watched is None or earlier is None:
        return
    after = failed_again(_day(earlier), finding.found_on, watched.days)
    if after is not None:
        finding.recurrence_of, finding.recurred_after = earlier, after
        finding.severity = harder(finding.severity, 2) if watched.harder else finding.severity


def _last_struck_off(finding: Finding, days: int) -> Finding | None:
    since = finding.found_on - timedelta(days=days)
    rows = Finding.objects.filter(
        business_id=finding.business_id, code=finding.code, state__in=STRUCK_OFF, closed_on__gte=since
    )
    found: Finding | None = rows.order_by("-closed_on", "-closed_at", "-id").first()
    return found


def _day(earlier: Finding) -> date:
    """The local day on which it was struck off."""
    assert earlier.closed_on is not None  # the query asked for it
    return earlier.closed_on
