"""The closing report of a campaign: drafted from its figures, signed by the office."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from shian.doors.ui.said import spoken
from shian.doors.ui.words import full_day_words
from shian.loop.queries.campaigns import Round
from shian.loop.queries.rounds import Numbers


def draft(asked: Round, counted: Numbers) -> tuple[str, ...]:
    """What the figures say, in sentences; the office may add its own."""
    return tuple(_sentences(asked, counted))


def _sentences(asked: Round, counted: Numbers) -> Iterator[str]:
    window = asked.window
    yield _(
        "%(what)s从%(opens)s到%(closes)s，应检查 %(due)s 件，完成 %(done)s 件，不计入 %(excluded)s 件，未完成 %(left)s 件。"
    ) % {
        "what": spoken(asked.programme.title),
        "opens": full_day_words(window.opens),
        "closes": full_day_words(window.closes),
        "due": counted.due,
        "done": counted.done,
        "excluded": counted.excluded,
        "left": counted.left,
    }
    yield _("查出问题 %(found)s 个，已整改 %(fixed)s 个，未整改 %(unfixed)s 个。") % {
        "found": counted.found,
        "fixed": counted.fixed,
        "unfixed": counted.unfixed,
    }
    if asked.programme.campaign and asked.programme.campaign.zero_report:
        yield _("每日零报告按时 %(given)s 份，晚报 %(late)s 份，缺报 %(missed)s 份。") % {
            "given": counted.given,
            "late": counted.late,
            "missed": counted.missed,
        }
