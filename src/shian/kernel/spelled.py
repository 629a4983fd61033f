"""How several words are put in a row on a screen: 甲、乙 for who reads Chinese, A, B for who reads English."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def in_a_row(words: Iterable[object]) -> str:
    """Words one after another, in the reader's way. What is printed, sent or kept is Chinese and joins its own with 、."""
    return _("、").join(str(word) for word in words)
