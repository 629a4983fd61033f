"""Whether the temperatures a business wrote down look measured: their last digits come about equally often."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from shian.packs.truth import SignalRule
from shian.truth.rules.tails import at_least
from shian.truth.rules.values import Signal, Visit, signal

DIGITS = 10
HALVES = frozenset("05")  # a thermometer that shows half degrees
_TENTHS = re.compile(r"^-?\d{1,2}\.(\d)$")


def temperature(
    visits: Sequence[Visit], entries: Mapping[str, Sequence[str]], rule: SignalRule | None
) -> Iterator[Signal]:
    """A visit to a business one of whose digits comes far too often: what its records say is worth a second look."""
    if rule is None:
        return
    odd = {business: found for business, told in entries.items() if (found := favourite(told, rule))}
    for visit in visits:
        if found := odd.get(visit.business):
            digit, times, of = found
            yield signal(visit, rule, digit=digit, times=times, entries=of)


def favourite(entries: Sequence[str], rule: SignalRule) -> tuple[str, int, int] | None:
    """The digit that comes too often to be measured, how often, of how many; None where nothing is odd.

    Whole degrees say nothing: a cold cabinet stands at 3, 4 or 5. Tenths do, unless the thermometer shows halves only.
    """
    tenths = [found[1] for entry in entries if (found := _TENTHS.match(entry))]
    if len(tenths) < rule.limits["least"] or set(tenths) <= HALVES:
        return None
    digit, times = Counter(tenths).most_common(1)[0]
    chance = DIGITS * at_least(times, len(tenths), 1 / DIGITS)
    return (digit, times, len(tenths)) if chance * rule.limits["one_in"] <= 1 else None
