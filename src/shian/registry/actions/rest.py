"""Rest days and school terms: no daily record is owed then."""

from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.registry.actions.dated import ended
from shian.registry.models import Business, Rest


def declare_rest(
    business: Business, *, start: date, until: date | None, by: Actor, weekday: int | None = None, reason: str = ""
) -> Rest:
    """Every day of [start, until), or one weekday within it."""
    if until is not None and until <= start:
        raise Refused(_("结束日期要在开始日期之后"))
    if until is None and weekday is None:
        raise Refused(_("没有结束日期的休息就是停业，请报停业"))
    with act(by, "declare_rest", business) as announce:
        rest = Rest.objects.create(
            business=business, path=business.path, weekday=weekday, reason=reason, declared_by=by.person, valid_from=start, valid_to=until
        )  # fmt: skip
        announce.note(start=start.isoformat(), until=until.isoformat() if until else "", weekday=weekday)
    return rest


def withdraw_rest(rest: Rest, *, on: date, by: Actor) -> None:
    """The shop works again from this day."""
    with act(by, "declare_rest", rest):
        ended(rest, on=max(on, rest.valid_from), now=booked())
