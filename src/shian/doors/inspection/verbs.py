"""The verbs of an inspection as its page offers them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.verbs import Said
from shian.inspection import actions
from shian.inspection.models import Inspection
from shian.inspection.states import DECISION, INSPECTION
from shian.kernel import lens
from shian.kernel.actor import Actor


@dataclass(frozen=True)
class Verb:
    """One button: the right it needs, when it is offered, the action behind, and what is said when it is done."""

    right: str
    offered: Callable[[Inspection], bool]
    do: Callable[[Inspection, Said], object]
    told: Promise


def _confirm(one: Inspection, said: Said) -> object:
    signed = said.files[0] if said.files else None
    return actions.confirm_result(one, signed=signed, unsigned=said.word("unsigned"), by=said.by, now=said.now)


def _refused(one: Inspection, said: Said) -> object:
    return actions.refused_inspection(one, form=said.word("form"), note=said.word("note"), by=said.by, now=said.now)


def _cancel(one: Inspection, said: Said) -> object:
    actions.cancel_inspection(one, reason=said.word("reason"), by=said.by, now=said.now)
    return one


def _publish(one: Inspection, said: Said) -> object:
    return actions.publish_result(one, by=said.by, now=said.now)


def _decide(one: Inspection, said: Said) -> object:
    words = {"note": said.word("note"), "case_number": said.word("case_number")}
    return actions.decide_on_case(one, file=said.word("file"), by=said.by, now=said.now, **words)


VERBS: Mapping[str, Verb] = {
    "confirm": Verb("confirm_result", lambda one: _table_in(one), _confirm, _("结果已确认，请在期限内向社会公开。")),
    "refused": Verb("refused_inspection", lambda one: one.state == INSPECTION.initial, _refused, _("已登记拒绝检查。")),
    "cancel": Verb("cancel_inspection", lambda one: one.state == INSPECTION.initial, _cancel, _("已取消。")),
    "publish": Verb(
        "publish_result", lambda one: INSPECTION.may(one.state, "publish"), _publish, _("结果已向社会公开。")
    ),
    "decide": Verb("decide_on_case", lambda one: one.decision == DECISION.initial, _decide, _("已记下决定。")),
}


def _table_in(one: Inspection) -> bool:
    return one.state == INSPECTION.initial and one.task.state == "done"


def held(viewer: Actor, one: Inspection) -> list[str]:
    """The verbs to offer now."""
    return [key for key, verb in VERBS.items() if verb.offered(one) and lens.may(viewer, verb.right, one)]
