"""The law of the sealed channel at a place on a day."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, law_on
from shian.packs.sealed import SealedLaw


def law_at(path: str, now: datetime) -> tuple[Law, SealedLaw]:
    """The release in force and what it says of sealed clues. Raises Refused where it says nothing."""
    return law_of_day(path, local_day(now))


def law_of_day(path: str, on: date) -> tuple[Law, SealedLaw]:
    """The same, by the day."""
    law = law_on(on, path)
    if law.pack.sealed is None:
        raise Refused(_("现行规则包里没有密封举报的规定（sealed.toml），请先载入新的规则包"), code="no_law")
    return law, law.pack.sealed
