"""Samples against the law, meals of a day put together, counts that may be shown: plain values in, plain values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from shian.packs.school import Plausible, Retention

EVERY_DISH, ENOUGH, COLD = "retained.every_dish", "retained.enough", "retained.cold"
SAMPLE_CODES = (EVERY_DISH, ENOUGH, COLD)
SAID = ("yes", "partly", "no")


@dataclass(frozen=True)
class Kept:
    """A sample as it was weighed: of which meal, which dish; no grams, none was kept."""

    meal: str
    dish: str
    grams: int
    celsius: Decimal


def judged(samples: Iterable[Kept], law: Retention) -> dict[str, list[Kept]]:
    """A day's samples against the law: every dish kept, each heavy enough, the refrigerator cold and not frozen.

    The failed questions with the samples that failed them; nothing wrong, nothing here.
    """
    rows = list(samples)
    found = {
        EVERY_DISH: [one for one in rows if one.grams == 0],
        ENOUGH: [one for one in rows if 0 < one.grams < law.grams_least],
        COLD: [one for one in rows if not law.celsius_least <= one.celsius <= law.celsius_most],
    }
    return {code: wrong for code, wrong in found.items() if wrong}


def weighed(grams: int, law: Plausible) -> bool:
    """Whether somebody can have weighed this."""
    return 0 <= grams <= law.grams_most


def measured(celsius: Decimal, law: Plausible) -> bool:
    """Whether a thermometer can have shown this."""
    return -law.below_zero_most <= celsius <= law.celsius_most


def together(before: Mapping[str, str], now: Mapping[str, str], meal: str, others: Iterable[str]) -> dict[str, str]:
    """What was wrong at the meals of a day, question by question, each part behind the name of its meal.

    What stood under this meal's name before is replaced; what stands under another's is kept.
    """
    found: dict[str, str] = {}
    names = tuple(f"{other}：" for other in others)
    for code in [*before, *(code for code in now if code not in before)]:
        parts = [part for part in before.get(code, "").split("；") if part.startswith(names)]
        if code in now:
            parts.append(f"{meal}：{now[code]}")
        if parts:
            found[code] = "；".join(parts)
    return found


def shown(replies: int, least: int) -> bool:
    """Below so many answers a count could tell who said what."""
    return replies >= least
