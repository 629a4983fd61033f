"""A problem in the words of whoever reads it; what is written to somebody or kept stays as it was recorded."""

from shian.checklists import queries as checklists
from shian.kernel.spelled import in_chinese
from shian.loop.models import Finding


def problem_words(found: Finding) -> str:
    """What is wrong: the question that failed, as it was put then."""
    return found.text if in_chinese() else checklists.in_english(found.code, found.text)
