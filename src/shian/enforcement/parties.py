"""Who may act in a case: its two officers work, another reviews, the head decides, and nobody who is related does anything."""

from django.utils.translation import gettext as _

from shian.enforcement.models import PenaltyCase
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused


def refuse_related(case: PenaltyCase, by: Actor) -> None:
    """Raises Denied for a person who was recused."""
    if by.person is not None and by.person in case.related:
        raise Denied(_("您在这个案件里应当回避，不能再办"))


def refuse_strangers(case: PenaltyCase, by: Actor) -> None:
    """Raises Denied for whoever is none of its officers, Refused where there are too few of them."""
    refuse_related(case, by)
    if len(case.persons) < 2:
        raise Refused(_("这个案件还没有两名承办人，先确定承办人"), code="few_officers")
    if by.person not in case.persons:
        raise Denied(_("这个案件由承办人办理：%(names)s") % {"names": names(case)})


def refuse_officers(case: PenaltyCase, by: Actor) -> None:
    """Raises Denied for its officers: who investigates neither reviews nor decides."""
    refuse_related(case, by)
    if by.person is not None and by.person in case.persons:
        raise Denied(_("承办人不能审核、审批自己办的案件"))


def refuse_reviewer(case: PenaltyCase, by: Actor) -> None:
    """Raises Denied for whoever reviewed it: the head who decides is another."""
    if by.person is not None and by.person == case.reviewer:
        raise Denied(_("审核的人不能再作决定"))


def names(case: PenaltyCase) -> str:
    return "、".join(one["name"] for one in case.officers)
