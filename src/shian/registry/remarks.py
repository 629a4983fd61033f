"""Remarks on the rows of a file, said in the reader's language: the rules that made them know none."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

LABEL = "label"  # the one fact that is a word of ours and not of the file


def in_words(text: str, facts: Mapping[str, object]) -> str:
    """The sentence with its facts filled in."""
    if not text:
        return ""
    ours = {LABEL: _(str(facts[LABEL]))} if LABEL in facts else {}
    return _(text).format(**{**facts, **ours})
