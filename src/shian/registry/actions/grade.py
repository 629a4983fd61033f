"""A grade is given or changed, always with its reason and from a day."""

from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.dated import booked
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.registry.actions.dated import ended
from shian.registry.events import GradeChanged
from shian.registry.models import Business, GradeRecord, Scale
from shian.registry.rules.grading import GuaranteeGrade, RiskGrade

_SCALES: dict[type[GuaranteeGrade | RiskGrade], tuple[Scale, str]] = {
    GuaranteeGrade: (Scale.GUARANTEE, "guarantee_grade"),
    RiskGrade: (Scale.RISK, "risk_grade"),
}


def change_grade(
    business: Business, because: Because[GuaranteeGrade] | Because[RiskGrade], *, on: date, by: Actor
) -> Business:
    """The type of the grade says which of the two scales is meant; they cannot be mixed up."""
    scale, column = _SCALES[type(because.value)]
    with act(by, "set_grade", business) as announce:
        before, after = getattr(business, column), because.value.value
        if before == after:
            raise Refused(
                _("%(name)s的%(scale)s已经是 %(grade)s 级")
                % {"name": business.name, "scale": scale.label, "grade": after}
            )
        _write(business, scale, after, because.as_json() | {"value": after}, on)
        Business.objects.filter(pk=business.pk).update(**{column: after})
        announce.note(scale=scale.value, before=before, after=after)
        announce(GradeChanged(business.pk, scale.value, before, after, on))
    setattr(business, column, after)
    return business


def _write(business: Business, scale: Scale, grade: str, because: dict[str, object], on: date) -> None:
    now = booked()
    current = GradeRecord.objects.known().filter(business=business, scale=scale, valid_to__isnull=True).first()
    if current is not None:
        ended(current, on=on, now=now)
    GradeRecord.objects.create(
        business=business, path=business.path, scale=scale, grade=grade, because=because, valid_from=on, recorded_at=now
    )
