"""What stands in an address."""

from django.http import QueryDict

from shian.doors.ui.terms import FINDING_STATES
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.loop.queries import GROUPS, Sought


def sought(query: QueryDict, within: str) -> Sought:
    """The filter in the address; a word that is none is passed over."""
    state = query.get("state", "open")
    return Sought(
        within=within,
        state=state if state in GROUPS or state in FINDING_STATES else "open",
        severity=query.get("severity", ""),
        business=key_or_none(query.get("business", "")),
        since=day_or_none(query.get("since", "")),
        until=day_or_none(query.get("until", "")),
    )
