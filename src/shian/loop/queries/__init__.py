"""Questions about the loop; the first argument is the viewer."""

from shian.loop.queries.findings import finding, findings, steps, way
from shian.loop.queries.load import load, post_load
from shian.loop.queries.tasks import days, task, tasks_at, worklist

__all__ = ["days", "finding", "findings", "load", "post_load", "steps", "task", "tasks_at", "way", "worklist"]
