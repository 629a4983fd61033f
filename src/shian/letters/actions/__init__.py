"""The verbs of letters, by what is done: drafting, approving and sending, answering, interviews."""

from shian.letters.actions.answering import accept_answer, answer_letter, be_heard, receive_letter, return_answer
from shian.letters.actions.drafting import draft_letter, edit_letter, redraft_letter
from shian.letters.actions.following import draft_for_rung, draft_heavier
from shian.letters.actions.interviewing import record_interview
from shian.letters.actions.issuing import (
    approve_letter,
    extend_letter,
    issue_letter,
    send_back_letter,
    send_letter,
    submit_letter,
    withdraw_letter,
)
from shian.letters.actions.noticing import draft_notices

__all__ = [
    "accept_answer",
    "answer_letter",
    "approve_letter",
    "be_heard",
    "draft_for_rung",
    "draft_heavier",
    "draft_letter",
    "draft_notices",
    "edit_letter",
    "extend_letter",
    "issue_letter",
    "receive_letter",
    "record_interview",
    "redraft_letter",
    "return_answer",
    "send_back_letter",
    "send_letter",
    "submit_letter",
    "withdraw_letter",
]
