"""Questions about complaints and reports; the first argument is the viewer, or a receipt."""

from shian.complaints.queries.files import complaint, complaints, likely_same, listed
from shian.complaints.queries.other_side import invitation, invitations, unanswered
from shian.complaints.queries.public import public_requests
from shian.complaints.queries.receipts import by_receipt, file_held, file_of

__all__ = [
    "by_receipt", "complaint", "complaints", "file_held", "file_of", "invitation", "invitations", "likely_same", "listed",
    "public_requests", "unanswered",
]  # fmt: skip
