"""A limit of the law in the reader's words."""

from django.utils.translation import gettext, ngettext


def limit_words(words: str) -> str:
    """A limit of the pack ('3 working days', 'end of period') as the screen says it."""
    named = {
        "same day": gettext("当天"),
        "end of week": gettext("当周末"),
        "end of month": gettext("当月末"),
        "end of period": gettext("期末"),
    }
    if words in named:
        return named[words]
    count, _space, unit = words.partition(" ")
    if not count.isdigit():
        return words
    days = {"days": int(count)}
    if unit.startswith("working"):
        return ngettext("%(days)s 个工作日", "%(days)s 个工作日", days["days"]) % days
    if unit.startswith("month"):
        return ngettext("%(days)s 个月", "%(days)s 个月", days["days"]) % days
    if unit.startswith("calendar"):
        return ngettext("%(days)s 个自然日", "%(days)s 个自然日", days["days"]) % days
    return words
