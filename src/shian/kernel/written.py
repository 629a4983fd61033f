"""What somebody has to write, read as it must be."""

import re

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused

# What XML 1.0 cannot hold, not even escaped; a pasted text or a program may bring it.
_UNSPEAKABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def speakable(words: str) -> str:
    """The words with a mark where XML has no place for a sign: as a Word file and an answer in XML can hold them."""
    return _UNSPEAKABLE.sub("\ufffd", words)


def needed(words: str, most: int) -> str:
    """What somebody had to write. Raises Refused where nothing stands, or more than there is room for."""
    said = words.strip()
    if not said:
        raise Refused(_("请把每一栏都写上"), code="no_words")
    if len(said) > most:
        raise Refused(_("写得太长，最多 %(most)d 字") % {"most": most}, code="too_long")
    return said
