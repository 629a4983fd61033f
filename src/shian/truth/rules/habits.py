"""What many visits of one person say together. Each is still a signal of a visit: nobody is given a number."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from shian.packs.truth import PlaceRule, SignalRule
from shian.truth.rules.alone import comparable
from shian.truth.rules.tails import at_least, at_most
from shian.truth.rules.values import Days, Signal, Spot, Visit, believed, signal


def by_person(visits: Sequence[Visit]) -> Mapping[str, list[Visit]]:
    found: defaultdict[str, list[Visit]] = defaultdict(list)
    for visit in visits:
        found[visit.person].append(visit)
    return found


def cluster(
    visits: Sequence[Visit], rule: SignalRule | None, far: SignalRule | None, place: PlaceRule
) -> Iterator[Signal]:
    """The sheets of several businesses filled in at one spot, where none of them is known to be."""
    if rule is None:
        return
    reach = far.limits["metres"] if far else rule.limits["metres"]
    for own in by_person(visits).values():
        placed = [(visit, spot) for visit in own if (spot := believed(visit.spot, place)) and not _there(visit, reach)]
        for visit, spot in placed:
            near = {other.business for other, at in placed if _close(spot, at, rule.limits["metres"])}
            if len(near) >= rule.limits["least"]:
                yield signal(visit, rule, businesses=len(near))


def _there(visit: Visit, reach: int) -> bool:
    """Whether the visit was where its business is known to be: a market hall has many doors."""
    spot, premises = visit.spot, visit.premises
    if spot is None or premises is None or not comparable(spot, premises):
        return False
    return spot.metres_to(premises) <= reach + (spot.accuracy or 0)


def _close(one: Spot, other: Spot, metres: int) -> bool:
    return comparable(one, other) and one.metres_to(other) <= metres


def burst(visits: Sequence[Visit], rule: SignalRule | None, days: Days) -> Iterator[Signal]:
    """So many visits in the last days of a period as an even spread would hardly ever bring there."""
    if rule is None or days.count <= rule.limits["last_days"]:
        return
    for own in by_person(visits).values():
        late = [visit for visit in own if (days.last - visit.on).days < rule.limits["last_days"]]
        chance = at_least(len(late), len(own), rule.limits["last_days"] / days.count)
        if len(late) >= rule.limits["least"] and chance * rule.limits["one_in"] <= 1:
            yield from (signal(visit, rule, late=len(late), visits=len(own)) for visit in late)


def zero_findings(visits: Sequence[Visit], rule: SignalRule | None) -> Iterator[Signal]:
    """Nothing found for so long as others with the same questions hardly ever find nothing."""
    if rule is None:
        return
    all_of = _sums(visits)
    for own in by_person(visits).values():
        if len(own) < rule.limits["least"] or any(visit.failed for visit in own):
            continue
        mine = _sums(own)
        expected = sum(_mean_of_others(all_of[visit.kind], mine[visit.kind]) for visit in own)
        if at_most(0, expected) * rule.limits["one_in"] <= 1:
            facts = {"visits": len(own), "expected_findings": f"{expected:.1f}"}
            yield from (signal(visit, rule, **facts) for visit in own)


def _sums(visits: Sequence[Visit]) -> dict[str, tuple[int, int]]:
    """Of each checklist: visits and problems."""
    sums: dict[str, tuple[int, int]] = {}
    for visit in visits:
        n, failed = sums.get(visit.kind, (0, 0))
        sums[visit.kind] = (n + 1, failed + visit.failed)
    return sums


def _mean_of_others(every: tuple[int, int], own: tuple[int, int]) -> float:
    """What others find a visit; nothing is expected where nobody else asks the same questions."""
    visits = every[0] - own[0]
    return (every[1] - own[1]) / visits if visits else 0.0
