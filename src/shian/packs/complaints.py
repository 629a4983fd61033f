"""What the law says of complaints and reports: under which rule a file is born, its clocks, why it is refused or ended. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from shian.packs.cite import Cite, Span
from shian.packs.limits import Limit
from shian.packs.rungs import Rung
from shian.packs.titles import Title

# Every clock a file may run by; a rule that has no such clock leaves it out only where it is optional.
CLOCKS = (
    "accept",  # complaint: accepted or not, from its receipt
    "identity",  # how long the complainant has to show who they are
    "mediate",  # from acceptance
    "tell_ending",  # both sides, from the decision to end
    "check",  # report: whether a case is filed, from its receipt
    "check_more",  # the one extension of it, from the first limit
    "tell_reporter",  # whoever gave their name, from the decision
    "take",  # signed for where it was sent on
    "jurisdiction",  # offices that disagree whose it is, from the day they do
    "conclude",  # a case filed from a report, until its outcome is told
    "follow_up",  # the call after it ended
    "split",  # a letter that holds both
    "recusal",  # whether the mediator leaves it, from the day somebody asked
)
OPTIONAL = frozenset({"identity", "recusal"})


@dataclass(frozen=True)
class Reason:
    """One ground on which a complaint is not taken up, or mediation ends."""

    key: str
    title: Title
    cite: Cite


@dataclass(frozen=True)
class Regime:
    """One rule in force for the files that were opened in its span."""

    key: str
    title: Title
    span: Span
    clocks: Mapping[str, Limit]
    refusals: Mapping[str, Reason]
    endings: Mapping[str, Reason]
    cite: Cite


@dataclass(frozen=True)
class ComplaintLaw:
    """The rules by key, what complaints are about, how they are numbered, and what follows where a clock runs out."""

    regimes: Mapping[str, Regime]
    categories: Mapping[str, Reason]
    series: str
    ladder: tuple[Rung, ...]

    def regime_on(self, day: date) -> Regime | None:
        """The rule a file received on a day is born under."""
        return next((one for one in self.regimes.values() if one.span.holds(day)), None)
