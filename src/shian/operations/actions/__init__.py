"""The verbs of a joint operation, by noun."""

from shian.operations.actions.joining import join_finding
from shian.operations.actions.notices import (
    Matter,
    accept_notice,
    answer_notice,
    receive_notice,
    return_notice,
    send_notice,
)
from shian.operations.actions.objects import add_objects
from shian.operations.actions.preparing import (
    Planned,
    begin_operation,
    call_off_operation,
    close_operation,
    open_operation,
    order_operation,
)
from shian.operations.actions.recording import (
    Goods,
    expose_case,
    note_case,
    note_problem,
    note_seizure,
    record_object,
    transfer_case,
)
from shian.operations.actions.teaming import change_team, form_team

__all__ = [
    "Goods",
    "Matter",
    "Planned",
    "accept_notice",
    "add_objects",
    "answer_notice",
    "begin_operation",
    "call_off_operation",
    "change_team",
    "close_operation",
    "expose_case",
    "form_team",
    "join_finding",
    "note_case",
    "note_problem",
    "note_seizure",
    "open_operation",
    "order_operation",
    "receive_notice",
    "record_object",
    "return_notice",
    "send_notice",
    "transfer_case",
]
