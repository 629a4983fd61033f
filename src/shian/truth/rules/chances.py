"""From signals to chances: visits in bands, each band drawn from the oftener the more its signals weigh, and none never."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from shian.packs.truth import BandRule


@dataclass(frozen=True, slots=True)
class Share:
    """Some bands drawn from together: how many visits lie in them, and how many of these are drawn."""

    bands: tuple[int, ...]
    held: int
    times: int
    drawn: int = 0

    @property
    def name(self) -> str:
        """As the stratum is called in the draw."""
        return "+".join(map(str, self.bands))


def band_of(weight: int, bands: Sequence[BandRule]) -> int:
    """In which band so much weight puts a visit; the first is 0."""
    return max(at for at, band in enumerate(bands) if weight >= band.least)


def shares(size: int, held: Mapping[int, int], bands: Sequence[BandRule]) -> tuple[Share, ...]:
    """So many over the bands. Every visit has a chance, and no signal lowers it: bands so small that rounding would turn
    their order round are drawn from together. Raises ValueError for fewer than one of each band."""
    groups = [Share((at,), held[at], bands[at].times) for at in sorted(held) if held[at]]
    if not len(groups) <= size <= sum(group.held for group in groups):
        raise ValueError(f"{size} cannot be drawn from {len(groups)} bands")
    while True:
        dealt = _dealt(size, groups)
        wrong = next((at for at in range(len(dealt) - 1) if _likelier(dealt[at], dealt[at + 1])), None)
        if wrong is None:
            return tuple(dealt)
        groups[wrong : wrong + 2] = [_together(groups[wrong], groups[wrong + 1])]


def _dealt(size: int, groups: Sequence[Share]) -> list[Share]:
    """One each, then one by one to whoever is furthest behind its weight."""
    counts = [1] * len(groups)
    for _one in range(size - len(groups)):
        open_ = [at for at, group in enumerate(groups) if counts[at] < group.held]
        counts[min(open_, key=lambda at: ((counts[at] + 1) / (groups[at].held * groups[at].times), -at))] += 1
    return [Share(group.bands, group.held, group.times, n) for group, n in zip(groups, counts, strict=True)]


def _likelier(low: Share, high: Share) -> bool:
    return low.drawn * high.held > high.drawn * low.held


def _together(low: Share, high: Share) -> Share:
    return Share((*low.bands, *high.bands), low.held + high.held, high.times)
