"""Verbs: put the law's lists in the books, publish a form on one of them, withdraw it, keep a file for a sheet on its way."""

from shian.checklists.actions.attaching import attach, one_at_a_time
from shian.checklists.actions.law import load_checklists, publish_law
from shian.checklists.actions.publishing import publish_form, stage_form, withdraw_form
from shian.checklists.actions.sweeping import sweep_drafts

__all__ = [
    "attach", "load_checklists", "one_at_a_time", "publish_form", "publish_law", "stage_form", "sweep_drafts", "withdraw_form",
]  # fmt: skip
