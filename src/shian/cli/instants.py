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


def past_instant(text: str) -> datetime:
    """The same for what the books are asked about. Raises Refused for an instant to come: nobody knows yet."""
    said = instant(text)
    if text and said > timezone.now():
        raise Refused(_("%(text)s 还没有到，账上没有那时的数字；请写一个以前的时间") % {"text": text})
    return said


def _unread(text: str) -> Refused:
    return Refused(_("看不懂这个时间：%(text)s；请写 2026-10-15T09:00:00+08:00") % {"text": text})
