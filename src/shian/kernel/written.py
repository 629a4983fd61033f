"""What somebody has to write, read as it must be."""

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused


def needed(words: str, most: int) -> str:
    """What somebody had to write. Raises Refused where nothing stands, or more than there is room for."""
    said = words.strip()
    if not said:
        raise Refused(_("请把每一栏都写上"), code="no_words")
    if len(said) > most:
        raise Refused(_("写得太长，最多 %(most)d 字") % {"most": most}, code="too_long")
    return said
