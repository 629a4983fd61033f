"""The verbs of the loop, by noun."""

from shian.loop.actions.binding import bind_many, preview_binding, unbind, undo_binding
from shian.loop.actions.clock import tick
from shian.loop.actions.commitment import draft_commitment, draft_commitments, sign_commitment, upload_commitment
from shian.loop.actions.desk import Handed
from shian.loop.actions.discovering import confirm_discovery, merge_discovery, reject_discovery, report_discovery
from shian.loop.actions.exclusion import duty_adjusted, exclude_business, report_status, status_reported
from shian.loop.actions.finding import (
    claim,
    enter_fix,
    order_fix,
    push,
    reject_fix,
    report_fix,
    return_finding,
    start_handling,
    strike_off,
    urge_again,
    verify_fix,
    withdraw_finding,
)
from shian.loop.actions.hand_in import Answered, hand_in, hand_in_many, hand_in_together
from shian.loop.actions.owing import owe_by_rule
from shian.loop.actions.planning import foresee, plan, plan_preview

__all__ = [
    "Answered",
    "Handed",
    "bind_many",
    "claim",
    "confirm_discovery",
    "draft_commitment",
    "draft_commitments",
    "duty_adjusted",
    "enter_fix",
    "exclude_business",
    "foresee",
    "hand_in",
    "hand_in_many",
    "hand_in_together",
    "merge_discovery",
    "order_fix",
    "owe_by_rule",
    "plan",
    "plan_preview",
    "preview_binding",
    "push",
    "reject_discovery",
    "reject_fix",
    "report_discovery",
    "report_fix",
    "report_status",
    "return_finding",
    "sign_commitment",
    "start_handling",
    "status_reported",
    "strike_off",
    "tick",
    "unbind",
    "undo_binding",
    "upload_commitment",
    "urge_again",
    "verify_fix",
    "withdraw_finding",
]
