"""Questions about the loop; the first argument is the viewer."""

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
    way,
)
from shian.loop.queries.load import load, post_load
from shian.loop.queries.receipts import receipt_of
from shian.loop.queries.rollups import DAILY, MONTHLY, WEEKLY, duty, handed_in, month, week, weeks_of
from shian.loop.queries.tasks import (
    Pressing,
    days,
    overdue,
    owed_by,
    owed_on,
    pressing,
    task,
    tasks_at,
    tasks_of,
    worklist,
)

__all__ = [
    "DAILY",
    "GROUPS",
    "MONTHLY",
    "WEEKLY",
    "Pressing",
    "Sought",
    "answering",
    "bulk_batch",
    "bulk_batches",
    "came_back",
    "charges",
    "commitment",
    "commitments",
    "days",
    "duties_of",
    "duty",
    "finding",
    "findings",
    "handed_in",
    "load",
    "may_recheck",
    "month",
    "overdue",
    "owed_by",
    "owed_on",
    "post_load",
    "pressing",
    "receipt_of",
    "sought",
    "steps",
    "task",
    "tasks_at",
    "tasks_of",
    "way",
    "week",
    "weeks_of",
    "worklist",
]
