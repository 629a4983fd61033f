"""留样: the samples of a meal, weighed and put into the cold. What falls short is a finding."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils.translation import gettext as _

from shian.canteen.days import refuse_day, school_law, written
from shian.canteen.models import RetainedSample
from shian.canteen.rules import COLD, ENOUGH, EVERY_DISH, SAMPLE_CODES, Kept, judged, measured, weighed
from shian.canteen.words import MEAL_WORDS
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.loop.actions.hand_in import Answered
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.packs.school import Retention
from shian.registry.models import Business

PROGRAMME = "sample_retention"
LONGEST_DISH = 40


@dataclass(frozen=True)
class Line:
    """One dish and its sample in grams; none: no sample was kept."""

    dish: str
    grams: int


@dataclass(frozen=True)
class Samples:
    """The samples of one meal, and what the refrigerator's thermometer shows (degrees Celsius)."""

    day: date
    meal: str
    celsius: Decimal
    lines: tuple[Line, ...]


def retain_samples(business: Business, samples: Samples, *, by: Actor, now: datetime) -> Answered:
    """Write down a meal's samples; written again, the new ones stand. Raises Refused for what nobody can have weighed.

    The day's sheet is judged from all its meals: a dish without a sample, too few grams, a warm refrigerator fail it.
    """
    law = school_law(law_on(samples.day, business.path))
    refuse_day(samples.day, samples.meal, law, local_day(now))
    _refuse_slips(samples, law.retention)
    rows = [_row(business, samples, line, law.retention, by, now) for line in samples.lines]
    with act(by, "retain_sample", business) as announce:
        day = RetainedSample.objects.filter(business=business, day=samples.day)
        day.filter(meal=samples.meal).delete()
        others = list(day)
        insert_many(RetainedSample, rows)
        wrong = _wrong([*others, *rows], law.retention)
        answered = written(business, PROGRAMME, samples.day, wrong, SAMPLE_CODES, by=by, now=now)
        announce.note(meal=samples.meal, dishes=len(rows), failed=sorted(wrong))
    return answered


def _refuse_slips(samples: Samples, law: Retention) -> None:
    if not samples.lines:
        raise Refused(_("请先填这一餐有哪些菜"), code="no_dishes")
    if long := next((line.dish for line in samples.lines if len(line.dish) > LONGEST_DISH), ""):
        raise Refused(
            _("菜名「%(dish)s…」太长，最多 %(n)d 字") % {"dish": long[:8], "n": LONGEST_DISH}, code="too_long"
        )
    if len({line.dish for line in samples.lines}) < len(samples.lines):
        raise Refused(_("同一个菜写了两次"), code="twice")
    heavy = next((line for line in samples.lines if not weighed(line.grams, law.typed)), None)
    if heavy is not None:
        raise Refused(
            _("「%(dish)s」留样 %(grams)d 克不像真的：留样一般一两百克，请按克填写，最多 %(most)d")
            % {"dish": heavy.dish, "grams": heavy.grams, "most": law.typed.grams_most},
            code="slip",
        )
    if not measured(samples.celsius, law.typed):
        raise Refused(
            _("冷柜 %(celsius)s ℃ 不像真的，请再看一眼温度计（应在 %(least)d 到 %(most)d ℃）")
            % {"celsius": samples.celsius, "least": law.celsius_least, "most": law.celsius_most},
            code="slip",
        )


def _row(business: Business, samples: Samples, line: Line, law: Retention, by: Actor, now: datetime) -> RetainedSample:
    return RetainedSample(
        id=new_id(),
        business=business,
        day=samples.day,
        meal=samples.meal,
        dish=line.dish,
        grams=line.grams,
        celsius=samples.celsius,
        kept_at=now,
        keep_until=now + timedelta(hours=law.hours_least),
        by_label=by.label,
        path=business.path,
        secrecy=int(Secrecy.INTERNAL),
    )


def _wrong(rows: Iterable[RetainedSample], law: Retention) -> dict[str, str]:
    kept = [Kept(row.meal, row.dish, row.grams, Decimal(row.celsius)) for row in rows]
    return {code: _words(code, found, law) for code, found in judged(kept, law).items()}


def _figure(code: str, one: Kept) -> str:
    return {EVERY_DISH: one.dish, ENOUGH: f"{one.dish} {one.grams} g", COLD: f"{one.celsius} ℃"}[code]


def _words(code: str, found: Sequence[Kept], law: Retention) -> str:
    """What fell short, in figures with their units."""
    parts = [f"{MEAL_WORDS[one.meal]} {_figure(code, one)}" for one in found]
    least = {
        EVERY_DISH: _("没有留样"),
        ENOUGH: _("不足 %(n)d g") % {"n": law.grams_least},
        COLD: _("应在 %(least)d 到 %(most)d ℃") % {"least": law.celsius_least, "most": law.celsius_most},
    }[code]
    return f"{'、'.join(dict.fromkeys(parts))}（{least}）"
