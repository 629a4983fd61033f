"""Whether something about a visit is worth a second look, and how much oftener it is drawn for one. Pure.

A signal says that something is unlike the other visits, and why. It is no finding about anybody: a market hall, an old
phone, a quick look at a shop known for years make signals too.
"""

from collections.abc import Mapping, Sequence

from shian.packs.truth import TruthLaw
from shian.truth.rules.alone import far, short
from shian.truth.rules.copies import photo_again, same_answers
from shian.truth.rules.digits import temperature
from shian.truth.rules.habits import burst, cluster, zero_findings
from shian.truth.rules.values import Days, Signal, Visit

__all__ = ["Signal", "Visit", "signals_of", "weights_of"]


def signals_of(
    visits: Sequence[Visit], temperatures: Mapping[str, Sequence[str]], law: TruthLaw, days: Days
) -> list[Signal]:
    """Every signal of the visits of a period. `temperatures`: what each business itself wrote down, as it wrote it."""
    rules = law.signals
    found: list[Signal] = []
    for visit in visits:
        found += far(visit, rules.get("far"), law.place)
        found += short(visit, rules.get("short"))
    found += cluster(visits, rules.get("cluster"), rules.get("far"), law.place)
    found += same_answers(visits, rules.get("same_answers"))
    found += photo_again(visits, rules.get("photo_again"))
    found += burst(visits, rules.get("burst"), days)
    found += zero_findings(visits, rules.get("zero_findings"))
    found += temperature(visits, temperatures, rules.get("temperature"))
    return sorted(found, key=lambda one: (one.visit, one.kind))


def weights_of(visits: Sequence[Visit], signals: Sequence[Signal]) -> dict[str, int]:
    """How much the signals of each visit weigh together; nothing where there is none."""
    weights = dict.fromkeys((visit.key for visit in visits), 0)
    for one in signals:
        weights[one.visit] += one.because.value
    return weights
