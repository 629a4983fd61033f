"""Whose a case is, where another organ says otherwise: what waits to be settled, what was settled. Read by the verbs and by the pages."""

from django.utils.translation import gettext as _

from shian.enforcement.models import Dispute, PenaltyCase
from shian.enforcement.states import OPEN_DISPUTE, OURS, THEIRS
from shian.kernel.refused import Refused


def unsettled(case: PenaltyCase) -> Dispute | None:
    """The dispute that is talked about, or lies with the superior."""
    found: Dispute | None = Dispute.objects.filter(case=case, state__in=OPEN_DISPUTE).select_related("case").first()
    return found


def settled(case: PenaltyCase) -> Dispute | None:
    """The latest that was agreed or designated: it holds."""
    rows = Dispute.objects.filter(case=case, state__in=("agreed", "designated"))
    found: Dispute | None = rows.order_by("-id").first()
    return found


def refuse_not_ours(case: PenaltyCase) -> None:
    """Raises Refused while nobody knows whose the case is, or it is theirs: it does not end here."""
    _refuse_unsettled(case)
    row = settled(case)
    if row is not None and row.outcome == THEIRS:
        raise Refused(_("管辖争议已经定为由%(organ)s管辖，请移送") % {"organ": row.organ}, code="theirs")


def _refuse_unsettled(case: PenaltyCase) -> None:
    if unsettled(case) is not None:
        raise Refused(_("管辖争议还没有解决，先协商、报请指定或者撤回"), code="disputed")


def refuse_designated(case: PenaltyCase) -> None:
    """Raises Refused where the superior has spoken: that is not disputed again (art 14)."""
    row = settled(case)
    if row is not None and row.state == "designated":
        raise Refused(_("上级已经指定管辖，不得再争议、再自行移送"), code="designated")


def goes_to(case: PenaltyCase) -> Dispute | None:
    """The settlement by which a case goes to the other organ. Raises Refused where the case is to stay."""
    _refuse_unsettled(case)
    row = settled(case)
    if row is not None and row.outcome == OURS:
        words = {
            "agreed": _("双方协商由本机关管辖，不得自行移送"),
            "designated": _("上级指定由本机关管辖，不得再自行移送"),
        }
        raise Refused(words[row.state], code="ours")
    if case.state != "checking" and (row is None or row.outcome != THEIRS):
        raise Refused(_("立案以后，管辖争议定为由对方管辖的才移送"), code="illegal_move")
    return row
