"""The verbs of a penalty case, by noun."""

from shian.enforcement.actions.deciding import (
    Decision,
    call_hearing,
    decide,
    discuss,
    extend_decision,
    fix_day,
    hear,
    note_plea,
    notify_party,
)
from shian.enforcement.actions.exposing import draft_typical, publish_typical, take_down_typical
from shian.enforcement.actions.filing import extend_check, file_case, hand_over, not_file
from shian.enforcement.actions.finishing import (
    archive,
    close,
    note_court,
    note_payment,
    note_urging,
    publish_penalty,
    serve,
    withdraw_publicity,
)
from shian.enforcement.actions.investigating import (
    Facts,
    Proposal,
    conclude,
    note_facts,
    pass_review,
    pause_clock,
    resume,
    run_clock,
    send_back,
    stop,
    suspend,
)
from shian.enforcement.actions.keeping import Found, hand_on_exhibit, issue_paper, keep_exhibit
from shian.enforcement.actions.measures import Goods, Taken, end_measure, extend_measure, take_measure
from shian.enforcement.actions.opening import Officer, Opened, assign_officers, open_case
from shian.enforcement.actions.recusing import ask_recusal, decide_recusal
from shian.enforcement.actions.transferring import (
    Parcel,
    accept_transfer,
    approve_transfer,
    ask_papers,
    ask_review,
    ask_supervision,
    decline_transfer,
    end_transfer,
    hand_goods,
    hand_transfer,
    note_supervised,
    overturn_decline,
    propose_transfer,
    receive_transfer,
    refuse_transfer,
    return_transfer,
    supervise_jointly,
    supply_papers,
    uphold_decline,
)

__all__ = [
    "Decision", "Facts", "Found", "Goods", "Officer", "Opened", "Parcel", "Proposal", "Taken", "accept_transfer",
    "approve_transfer", "archive", "ask_papers", "ask_recusal", "ask_review", "ask_supervision", "assign_officers",
    "call_hearing", "close", "conclude", "decide", "decide_recusal", "decline_transfer", "discuss", "draft_typical",
    "end_measure", "end_transfer", "extend_check", "extend_decision", "extend_measure", "file_case", "fix_day",
    "hand_goods", "hand_on_exhibit", "hand_over", "hand_transfer", "hear", "issue_paper", "keep_exhibit", "not_file",
    "note_court", "note_facts", "note_payment", "note_plea", "note_supervised", "note_urging", "notify_party",
    "open_case", "overturn_decline", "pass_review", "pause_clock", "propose_transfer", "publish_penalty",
    "publish_typical", "receive_transfer", "refuse_transfer", "resume", "return_transfer", "run_clock", "send_back",
    "serve", "stop", "supervise_jointly", "supply_papers", "suspend", "take_down_typical", "take_measure",
    "uphold_decline", "withdraw_publicity",
]  # fmt: skip
