"""The closing report of a campaign: signed once it is over, and never empty, by whatever door it comes."""

from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.loop.models import Task

CLOSING = "closing_report"


def refuse_unready(owed: Task, words: str, on: date) -> None:
    """Raises Refused for a closing report on what still runs, or for one that says nothing."""
    if owed.act != CLOSING:
        return
    if owed.period_end is not None and on <= owed.period_end:
        raise Refused(_("专项到 %(day)s 才结束，结束以后再签总结") % {"day": owed.period_end}, code="still_running")
    if not words.strip():
        raise Refused(_("总结还是空的"), code="no_narrative")
