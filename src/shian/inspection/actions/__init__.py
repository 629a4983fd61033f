"""The verbs of statutory inspection, by noun."""

from shian.inspection.actions.confirming import confirm_result, refused_inspection
from shian.inspection.actions.deciding import decide_on_case, publish_result
from shian.inspection.actions.dispatching import Sent, cancel_inspection, dispatch_inspection
from shian.inspection.actions.grading import assess_risk

__all__ = [
    "Sent",
    "assess_risk",
    "cancel_inspection",
    "confirm_result",
    "decide_on_case",
    "dispatch_inspection",
    "publish_result",
    "refused_inspection",
]
