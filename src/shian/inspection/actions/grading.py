"""风险分级: from what is counted, what the last table said and what happened, to a grade that shows each point."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.inspection.actions.confirming import counted_on
from shian.inspection.models import Inspection, RiskAssessment
from shian.inspection.owed import law_of_inspection
from shian.inspection.queries import factors_for, last_whole
from shian.inspection.rules import Assessed, assessed
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.law import law_on
from shian.registry.actions.grade import change_grade
from shian.registry.models import Business
from shian.registry.rules.grading import RiskGrade

MOST = 1_000_000


def risk_of(business: Business, amounts: Mapping[str, int], happened: Sequence[str], *, on: date) -> Assessed:
    """What the grade would be, with every point; nothing is written. Raises Refused for an amount that cannot be."""
    law = law_on(on, business.path)
    rules = law_of_inspection(law).risk
    factors = factors_for(business, law)
    if any(not 0 <= amounts.get(factor.key, 0) <= MOST for factor in factors):
        raise Refused(_("数量请填 0 到 %(most)s 之间的整数") % {"most": f"{MOST:,}"})
    if strange := [key for key in happened if key not in rules.triggers]:
        raise Refused(_("没有这种情形：%(key)s") % {"key": strange[0]})
    last = last_whole(business)
    return assessed(factors, amounts, counted_on(last.sheet) if last and last.sheet else None, happened, rules)


def assess_risk(
    business: Business, amounts: Mapping[str, int], happened: Sequence[str], *, on: date, by: Actor, now: datetime
) -> RiskAssessment:
    """Put the assessment in the books and give the grade; where the grade is what it was, only the points are new."""
    found = risk_of(business, amounts, happened, on=on)
    row = _row(business, amounts, happened, found, last_whole(business), on, by, now)
    with act(by, "assess_risk", row) as announce:
        _step_back(business, on, now)
        insert_many(RiskAssessment, [row])
        announce.note(score=found.score, grade=found.grade.value)
        if business.risk_grade != found.grade.value:
            change_grade(business, _because(found), on=on, by=by)
    return row


def _because(found: Assessed) -> Because[RiskGrade]:
    return found.grade.of(RiskGrade(found.grade.value))


def _step_back(business: Business, on: date, now: datetime) -> None:
    """The assessment before ends where this one begins; one of the same day was a slip and leaves the books."""
    current = RiskAssessment.objects.known().filter(business=business, valid_to__isnull=True)
    current.filter(valid_from__lt=on).update(valid_to=on)
    current.filter(valid_from__gte=on).update(superseded_at=now)


def _row(
    business: Business,
    amounts: Mapping[str, int],
    happened: Sequence[str],
    found: Assessed,
    last: Inspection | None,
    on: date,
    by: Actor,
    now: datetime,
) -> RiskAssessment:
    return RiskAssessment(
        id=new_id(),
        business=business,
        amounts=dict(amounts),
        happened=list(happened),
        points=[asdict(point) for point in found.points],
        score=found.score,
        by_score=found.by_score,
        grade=found.grade.value,
        because=found.grade.as_json(),
        sheet=last.sheet_id if last else None,
        by_label=by.label,
        path=business.path,
        valid_from=on,
        recorded_at=now,
    )
