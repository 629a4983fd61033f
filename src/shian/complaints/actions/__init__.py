"""The verbs of complaints and reports."""

from shian.complaints.actions.bringing import answer, reopen, say_fixed, withdraw, write
from shian.complaints.actions.checking import begin_check, conclude, decide, extend_check, tell_reporter
from shian.complaints.actions.inviting import answer_for, invite, offer, say_to_offer, tell_other_side
from shian.complaints.actions.mediating import (
    Agreement,
    Meeting,
    accept,
    ask_identity,
    begin_mediation,
    end_test,
    refuse,
    settle,
    show_identity,
    stop_for_test,
    tell_ending,
    terminate,
)
from shian.complaints.actions.receiving import receive
from shian.complaints.actions.recusing import (
    Successor,
    ask_recusal,
    ask_recusal_by_receipt,
    ask_recusal_for,
    decide_recusal,
)
from shian.complaints.actions.sending import bring_back, send_back, send_on, take, tell_outside, track
from shian.complaints.actions.sorting import close, follow_up, merge, part, raise_clue, release_photos, split_letter

__all__ = [
    "Agreement",
    "Meeting",
    "Successor",
    "accept",
    "answer",
    "answer_for",
    "ask_identity",
    "ask_recusal",
    "ask_recusal_by_receipt",
    "ask_recusal_for",
    "begin_check",
    "begin_mediation",
    "bring_back",
    "close",
    "conclude",
    "decide",
    "decide_recusal",
    "end_test",
    "extend_check",
    "follow_up",
    "invite",
    "merge",
    "offer",
    "part",
    "raise_clue",
    "receive",
    "refuse",
    "release_photos",
    "reopen",
    "say_fixed",
    "say_to_offer",
    "send_back",
    "send_on",
    "settle",
    "show_identity",
    "split_letter",
    "stop_for_test",
    "take",
    "tell_ending",
    "tell_other_side",
    "tell_outside",
    "tell_reporter",
    "terminate",
    "track",
    "withdraw",
    "write",
]
