"""The marks between words on a screen: 甲、乙：丙（丁） for who reads Chinese, A, B: C (D) for who reads English.

What is printed, sent or kept is Chinese and writes its own marks.
"""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _


def in_chinese() -> bool:
    """Whether the reader's language is Chinese, as it is where nobody said."""
    return (get_language() or "zh").startswith("zh")


def in_a_row(words: Iterable[object]) -> str:
    """Words one after another."""
    return _("、").join(str(word) for word in words)


def apart(sentences: Iterable[object]) -> str:
    """Things said side by side, each long enough to have marks of its own."""
    return _("；").join(str(sentence) for sentence in sentences)


def headed(head: object, words: object) -> str:
    """What is said, under what it is said of."""
    return _("%(head)s：%(words)s") % {"head": head, "words": words}


def noted(words: object, note: object) -> str:
    """Words, and what they need beside them in brackets."""
    return _("%(words)s（%(note)s）") % {"words": words, "note": note}


def plural(words: str, n: int, **more: Any) -> str:
    """Words with a number `%(n)s` in them: Chinese says one and many alike, English does not."""
    return ngettext(words, words, n) % {"n": n, **more}


def counted(words: str, n: int) -> str:
    """The same with the number's thousands marked: the length of a list."""
    return ngettext(words, words, n) % {"n": f"{n:,}"}
