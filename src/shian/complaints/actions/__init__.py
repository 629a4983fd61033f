"""The verbs of complaints and reports."""

from shian.complaints.actions.bringing import answer, reopen, withdraw, write
from shian.complaints.actions.receiving import receive

__all__ = ["answer", "receive", "reopen", "withdraw", "write"]
