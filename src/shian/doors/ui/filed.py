"""Where the file of an upper room is opened: what is owed on it is done on that page."""

from collections.abc import Mapping

from django.urls import reverse

from shian.loop.models import Task

PAGES: Mapping[str, str] = {"inspection": "inspection"}  # kind of file → name of the page


def file_address(task: Task) -> str:
    """The page of the file that a task belongs to; empty where it belongs to none."""
    return reverse(PAGES[task.file_kind], args=[task.file_id]) if task.file_kind in PAGES else ""
