"""Verbs: charge a knock, open and end a call, give a report under it its first look."""

from shian.reception.actions.calls import NewCall, end_call, open_call
from shian.reception.actions.looks import fast_track, note_first_look
from shian.reception.actions.sending import forget_sent, once
from shian.reception.actions.tolls import charge, forget_paid

__all__ = [
    "NewCall",
    "charge",
    "end_call",
    "fast_track",
    "forget_paid",
    "forget_sent",
    "note_first_look",
    "once",
    "open_call",
]
