"""Samples against the law, meals of a day put together, counts that may be shown: plain values in, plain values out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from shian.packs.school import Retention, Typed

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


@dataclass
class Judged:
    """Per question what is wrong, in figures; nothing wrong, nothing here."""

    missing: list[Kept] = field(default_factory=list)
    light: list[Kept] = field(default_factory=list)
    warm: list[Kept] = field(default_factory=list)

    def by_code(self) -> dict[str, list[Kept]]:
        """The failed questions with what failed them."""
        found = {EVERY_DISH: self.missing, ENOUGH: self.light, COLD: self.warm}
        return {code: rows for code, rows in found.items() if rows}


def judged(samples: Iterable[Kept], law: Retention) -> Judged:
    """A day's samples against the law: every dish kept, each heavy enough, the refrigerator cold and not frozen."""
    found = Judged()
    for one in samples:
        if one.grams == 0:
            found.missing.append(one)
        elif one.grams < law.grams_least:
            found.light.append(one)
        if not law.celsius_least <= one.celsius <= law.celsius_most:
            found.warm.append(one)
    return found


def weighed(grams: int, law: Typed) -> bool:
    """Whether somebody can have weighed this."""
    return 0 <= grams <= law.grams_most


def measured(celsius: Decimal, law: Typed) -> bool:
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
