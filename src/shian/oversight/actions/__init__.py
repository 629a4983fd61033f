"""The verbs of an oversight, by noun."""

from shian.oversight.actions.looking import Looked, Talk, interview, look_at_unit
from shian.oversight.actions.preparing import Formed, begin_oversight, call_off, close_oversight, open_oversight
from shian.oversight.actions.problems import Listed, accept_answer, answer_problem, list_problem, send_back_answer
from shian.oversight.actions.sampling import draw_units, seal_units

__all__ = [
    "Formed",
    "Listed",
    "Looked",
    "Talk",
    "accept_answer",
    "answer_problem",
    "begin_oversight",
    "call_off",
    "close_oversight",
    "draw_units",
    "interview",
    "list_problem",
    "look_at_unit",
    "open_oversight",
    "seal_units",
    "send_back_answer",
]
