"""Questions about the loop; the first argument is the viewer."""

from shian.loop.queries.assistance import assistance, assistance_of
from shian.loop.queries.duties import answering, bulk_batch, bulk_batches, charges, commitment, commitments, duties_of
from shian.loop.queries.findings import (
    GROUPS,
    Sought,
    came_back,
    finding,
    findings,
    may_recheck,
    sought,
    steps,
)
from shian.loop.queries.ladder import climbs_about, climbs_of, passed_over, shown, shown_to
from shian.loop.queries.load import load, post_load
from shian.loop.queries.parties import Parties, parties
from shian.loop.queries.receipts import receipt_of
from shian.loop.queries.recurrence import came_again, earlier
from shian.loop.queries.rollups import DAILY, MONTHLY, WEEKLY, duty, handed_in, month, week, weeks_of
from shian.loop.queries.standing import open_under
from shian.loop.queries.tasks import (
    Pressing,
    days,
    open_within,
    overdue,
    owed_by,
    owed_on,
    pressing,
    task,
    tasks_at,
    tasks_of,
    worklist,
)
from shian.loop.queries.way import Span, Stage, follows, spans, way

__all__ = [
    "DAILY",
    "GROUPS",
    "MONTHLY",
    "WEEKLY",
    "Parties",
    "Pressing",
    "Sought",
    "Span",
    "Stage",
    "answering",
    "assistance",
    "assistance_of",
    "bulk_batch",
    "bulk_batches",
    "came_again",
    "came_back",
    "charges",
    "climbs_about",
    "climbs_of",
    "commitment",
    "commitments",
    "days",
    "duties_of",
    "duty",
    "earlier",
    "finding",
    "findings",
    "follows",
    "handed_in",
    "load",
    "may_recheck",
    "month",
    "open_under",
    "open_within",
    "overdue",
    "owed_by",
    "owed_on",
    "parties",
    "passed_over",
    "post_load",
    "pressing",
    "receipt_of",
    "shown",
    "shown_to",
    "sought",
    "spans",
    "steps",
    "task",
    "tasks_at",
    "tasks_of",
    "way",
    "week",
    "weeks_of",
    "worklist",
]
