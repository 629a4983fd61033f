"""The verbs of the loop, by noun."""

from shian.loop.actions.acknowledging import acknowledge, acknowledge_many, remind
from shian.loop.actions.assistance import (
    Wanted,
    ask_help,
    assess_help,
    call_off,
    decline_help,
    help_given,
    offer_help,
    take_up,
)
from shian.loop.actions.binding import bind_many, preview_binding, unbind, undo_binding
from shian.loop.actions.calling import call_forth, callable_programmes
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
    reopen_finding,
    report_fix,
    return_finding,
    start_handling,
    strike_off,
    urge_again,
    verify_fix,
    withdraw_finding,
)
from shian.loop.actions.hand_in import Answered, hand_in, hand_in_many, hand_in_together
from shian.loop.actions.look_back import commit_look_back, draw_look_back, look_back_list
from shian.loop.actions.owing import owe_by_rule
from shian.loop.actions.planning import foresee, left_to_plan, plan, plan_preview
from shian.loop.actions.settling import settle_in
from shian.loop.actions.telling import notify_department, publish
from shian.loop.actions.visit import LookedAt, Part, answered_once, hand_in_visit

__all__ = [
    "Answered",
    "Handed",
    "LookedAt",
    "Part",
    "Wanted",
    "acknowledge",
    "acknowledge_many",
    "answered_once",
    "ask_help",
    "assess_help",
    "bind_many",
    "call_forth",
    "call_off",
    "callable_programmes",
    "claim",
    "commit_look_back",
    "confirm_discovery",
    "decline_help",
    "draft_commitment",
    "draft_commitments",
    "draw_look_back",
    "duty_adjusted",
    "enter_fix",
    "exclude_business",
    "foresee",
    "hand_in",
    "hand_in_many",
    "hand_in_together",
    "hand_in_visit",
    "help_given",
    "left_to_plan",
    "look_back_list",
    "merge_discovery",
    "notify_department",
    "offer_help",
    "order_fix",
    "owe_by_rule",
    "plan",
    "plan_preview",
    "preview_binding",
    "publish",
    "push",
    "reject_discovery",
    "reject_fix",
    "remind",
    "reopen_finding",
    "report_discovery",
    "report_fix",
    "report_status",
    "return_finding",
    "settle_in",
    "sign_commitment",
    "start_handling",
    "status_reported",
    "strike_off",
    "take_up",
    "tick",
    "unbind",
    "undo_binding",
    "upload_commitment",
    "urge_again",
    "verify_fix",
    "withdraw_finding",
]
