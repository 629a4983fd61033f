"""Questions about the loop; the first argument is the viewer."""

from shian.loop.queries.duties import answering, bulk_batch, bulk_batches, charges, commitment, commitments, duties_of
from shian.loop.queries.findings import GROUPS, Sought, came_back, finding, findings, sought, steps, way
from shian.loop.queries.load import load, post_load
from shian.loop.queries.tasks import days, overdue, owed_on, pressing, task, tasks_at, tasks_of, worklist

__all__ = [
    "GROUPS",
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
    "finding",
    "findings",
    "load",
    "overdue",
    "owed_on",
    "post_load",
    "pressing",
    "sought",
    "steps",
    "task",
    "tasks_at",
    "tasks_of",
    "way",
    "worklist",
]
