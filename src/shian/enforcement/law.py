"""The law of penalty cases on a day at a place, and who owes what in a file."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.because import Because
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.loop.law import Law, law_on
from shian.loop.posts import nearest_post, office_post
from shian.packs.enforcement import EnforcementLaw

PROGRAMME = "penalty_case"  # under whose rungs everything in a case is owed
CHIEF_ROLE, REVIEWER_ROLE = "regulator_chief", "legal_reviewer"


@dataclass(frozen=True)
class CaseLaw:
    """The release in force, and what it says of cases."""

    whole: Law
    said: EnforcementLaw

    def due(self, name: str, start: date) -> Because[Due]:
        """The due day of one clock."""
        return self.said.clocks[name].due(start, self.whole.calendar)


def case_law(path: str, on: date) -> CaseLaw:
    """Raises Refused where the release in force knows no cases."""
    law = law_on(on, path)
    if law.pack.enforcement is None or PROGRAMME not in law.pack.programmes:
        raise Refused(_("现行规则包里没有行政处罚的规定，请先载入新的规则包"), code="no_law")
    return CaseLaw(law, law.pack.enforcement)


def chief_post(path: str) -> UUID | None:
    """The head of the regulator who answers for a place; where no such post is open, the office is told."""
    return nearest_post(path, CHIEF_ROLE) or office_post(path)


def reviewer_post(path: str) -> UUID | None:
    """Who reviews the law of a case; where no such post is open, the head finds somebody."""
    return nearest_post(path, REVIEWER_ROLE) or chief_post(path)
