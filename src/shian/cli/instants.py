"""Instants as typed at a keyboard."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.loop.law import CHINA

FIRST_YEAR, LAST_YEAR = 2000, 2100  # as far as a calendar is counted from; beyond it is a slip of the hand


def instant(text: str) -> datetime:
    """An ISO instant, local where it names no zone; now where nothing was typed. Raises Refused."""
    if not text:
        return timezone.now()
    try:
        said = datetime.fromisoformat(text)
    except ValueError as error:
        raise _unread(text) from error
    if not FIRST_YEAR <= said.year <= LAST_YEAR:
        raise _unread(text)
    return said if said.tzinfo else said.replace(tzinfo=CHINA)


def _unread(text: str) -> Refused:
    return Refused(_("看不懂这个时间：%(text)s；请写 2026-10-15T09:00:00+08:00") % {"text": text})
