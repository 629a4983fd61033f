"""The verbs of random checks."""

from shian.double_random.actions.checking import draw_objects, match_officers, seal_objects
from shian.double_random.actions.lists import drop_object, drop_officer, list_objects, list_officer
from shian.double_random.actions.planning import Planned, call_off_plan, plan_checks, publish_plan
from shian.double_random.actions.sending import ByHand, send_by_hand

__all__ = [
    "ByHand",
    "Planned",
    "call_off_plan",
    "draw_objects",
    "drop_object",
    "drop_officer",
    "list_objects",
    "list_officer",
    "match_officers",
    "plan_checks",
    "publish_plan",
    "seal_objects",
    "send_by_hand",
]
