"""Who counts the figures of a notice: the same queries that the pages of figures ask, so each opens into its rows."""

from datetime import datetime, time

from django.utils import timezone

from shian.insight.figure import Question
from shian.insight.indicators import indicator
from shian.insight.queries import completion
from shian.kernel.actor import Actor
from shian.letters.figures import Wanted


def counted(viewer: Actor, wanted: Wanted) -> tuple[int, int]:
    """How many count, out of how many, as it was known at the end of a day."""
    known = timezone.make_aware(datetime.combine(wanted.as_of, time.max))
    asked = Question.asked(wanted.programme, wanted.period, wanted.within, known, wanted.as_of)
    if wanted.indicator == "completion":
        (figure,) = completion(viewer, asked)
        return figure.done, figure.out_of
    ratio = indicator(wanted.indicator).ratio(viewer, asked)
    return ratio.counted, ratio.out_of
