"""The risk control list (风险管控清单) of a business: adopted, added to, changed and shortened, each from a day on."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.registry.actions.dated import ended
from shian.registry.models import Business, RiskPoint

MOST_POINTS, LONGEST = 60, 200


@dataclass(frozen=True)
class NewPoint:
    """One line as it is typed; without a unit nothing is measured, `absent` says that this business has no such thing."""

    step: str
    point: str
    risk: str = ""
    measure: str = ""
    goal: str = ""
    every: str = "day"
    in_charge: str = ""
    code: str = ""
    unit: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    absent: bool = False

    def checked(self) -> "NewPoint":
        """Raises Refused in a sentence."""
        if not self.step.strip() or not self.point.strip():
            raise Refused(_("风险控制环节和风险点都要写"), code="no_words")
        if any(len(words) > LONGEST for words in asdict(self).values() if isinstance(words, str)):
            raise Refused(_("每一栏最多 %(most)d 字") % {"most": LONGEST}, code="too_long")
        if self.low is not None and self.high is not None and self.low > self.high:
            raise Refused(_("下限比上限还高，请看一下"), code="bad_bounds")
        if self.unit and not self.code:
            raise Refused(_("要量的风险点请选它对应每日记录里的哪一项"), code="no_item")
        return self


def add_points(business: Business, points: Sequence[NewPoint], *, on: date, by: Actor) -> list[RiskPoint]:
    """Add lines from a day on: one that was typed, or the draft of the law that is taken over."""
    rows = RiskPoint.objects.known().filter(business=business, valid_to__isnull=True)
    last = max((one.position for one in rows), default=0)
    if rows.count() + len(points) > MOST_POINTS:
        raise Refused(_("清单最多 %(most)d 条") % {"most": MOST_POINTS}, code="too_many")
    made = [_row(business, one.checked(), last + n, on) for n, one in enumerate(points, start=1)]
    with act(by, "keep_risk_list", business) as announce:
        for one in made:
            one.save(force_insert=True)
        announce.note(added=len(made), on=on.isoformat())
    return made


def change_point(old: RiskPoint, new: NewPoint, *, on: date, by: Actor) -> RiskPoint:
    """Another wording of a line from a day on; how it stood before stays readable."""
    fresh = _row(old.business, new.checked(), old.position, on)
    with act(by, "keep_risk_list", old) as announce:
        ended(old, on=max(on, old.valid_from), now=booked())
        fresh.save(force_insert=True)
        announce.note(point=fresh.point, on=on.isoformat())
    return fresh


def drop_point(old: RiskPoint, *, on: date, by: Actor) -> None:
    """The line holds no longer from a day on."""
    with act(by, "keep_risk_list", old) as announce:
        ended(old, on=max(on, old.valid_from), now=booked())
        announce.note(dropped=old.point, on=on.isoformat())


def _row(business: Business, new: NewPoint, position: int, on: date) -> RiskPoint:
    return RiskPoint(
        id=new_id(), business=business, path=business.path, secrecy=business.secrecy, position=position, valid_from=on,
        recorded_at=booked(), **asdict(new),
    )  # fmt: skip
