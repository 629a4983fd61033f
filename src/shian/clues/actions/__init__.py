"""The verbs of a clue, by what they do to it."""

from shian.clues.actions.checking import (
    claim_clue,
    claim_clues,
    hand_over,
    resume_clock,
    return_clue,
    stop_clock,
)
from shian.clues.actions.concluding import Ended, conclude_clue, read_outcome
from shian.clues.actions.extending import ask_longer, decide_longer
from shian.clues.actions.receiving import File, Told, receive, send_again
from shian.clues.actions.shops import (
    AT_ONCE,
    MOST_AT_ONCE,
    Listing,
    bring_in_shops,
    make_clues,
    match_next,
    stage_shops,
)
from shian.clues.actions.supervisors import Enlisted, end_term, enlist_supervisor, form_supervisors, note_training

__all__ = [
    "AT_ONCE",
    "MOST_AT_ONCE",
    "Ended",
    "Enlisted",
    "File",
    "Listing",
    "Told",
    "ask_longer",
    "bring_in_shops",
    "claim_clue",
    "claim_clues",
    "conclude_clue",
    "decide_longer",
    "end_term",
    "enlist_supervisor",
    "form_supervisors",
    "hand_over",
    "make_clues",
    "match_next",
    "note_training",
    "read_outcome",
    "receive",
    "resume_clock",
    "return_clue",
    "send_again",
    "stage_shops",
    "stop_clock",
]
