"""The verbs of an oversight, by noun."""

from shian.oversight.actions.looking import Looked, Talked, look_at_unit, record_talk
from shian.oversight.actions.preparing import Formed, begin_oversight, call_off, close_oversight, open_oversight
from shian.oversight.actions.problems import (
    Listed,
    accept_answer,
    answer_problem,
    drop_problem,
    list_problem,
    send_back_answer,
)
from shian.oversight.actions.sampling import draw_units, seal_units
from shian.oversight.actions.teaming import join_team, leave_team

__all__ = [
    "Formed",
    "Listed",
    "Looked",
    "Talked",
    "accept_answer",
    "answer_problem",
    "begin_oversight",
    "call_off",
    "close_oversight",
    "draw_units",
    "drop_problem",
    "join_team",
    "leave_team",
    "list_problem",
    "look_at_unit",
    "open_oversight",
    "record_talk",
    "seal_units",
    "send_back_answer",
]
