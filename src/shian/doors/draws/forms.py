"""What is typed to begin a look-back."""

from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.terms import SEVERITIES
from shian.doors.ui.typed import day_of
from shian.kernel.refused import Refused
from shian.loop.actions.look_back import STRATA
from shian.loop.queries import Closed
from shian.packs.periods import period_of


@dataclass(frozen=True)
class LookBackTyped:
    """Which closed problems, cut into which strata, and how many of them; kept as typed."""

    since: str
    until: str
    within: str
    programme: str = ""
    severity: str = ""
    strata: str = ""
    size: str = ""

    @classmethod
    def of(cls, query: QueryDict, *, within: str, today: date) -> "LookBackTyped":
        quarter = period_of("quarter", today)
        strata, severity = query.get("strata", ""), query.get("severity", "")
        return cls(
            query.get("since", quarter.start.isoformat()),
            query.get("until", today.isoformat()),
            within,
            query.get("programme", ""),
            severity if severity in SEVERITIES else "",
            strata if strata in STRATA else "",
            query.get("size", "").strip(),
        )

    def asked(self) -> Closed:
        """The question. Raises Refused for a day that is none."""
        since, until = day_of(self.since, _("从")), day_of(self.until, _("到"))
        return Closed(since, until, self.within, self.programme, self.severity)

    def count(self, most: int) -> int:
        """How many are drawn: all where nothing was typed. Raises Refused."""
        if not self.size:
            return most
        if not (self.size.isascii() and self.size.isdigit() and len(self.size) < 8):
            raise Refused(_("抽几个请填数字，不填就全部看"))
        return int(self.size)
