"""What the law's files say of truthful visits: from when on something is a signal, and how much oftener it is drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.titles import Title

# Every kind of signal and the numbers it is judged by; the rule of each stands in shian.truth.rules.
SIGNALS: Mapping[str, tuple[str, ...]] = {
    "far": ("metres",),
    "cluster": ("metres", "least"),
    "short": ("seconds_an_answer", "of_100"),
    "same_answers": ("least", "letters", "one_in"),
    "photo_again": ("bits",),
    "burst": ("last_days", "least", "one_in"),
    "zero_findings": ("least", "one_in"),
    "temperature": ("least", "one_in"),
}


@dataclass(frozen=True)
class PlaceRule:
    """Up to which accuracy, in metres, a place is believed; how many visits of others stand in for unknown premises."""

    accuracy_most: int
    usual_least: int
    cite: Cite


@dataclass(frozen=True)
class SignalRule:
    """One kind of signal: how much it weighs, and the numbers it is judged by."""

    key: str
    title: Title
    weight: int
    limits: Mapping[str, int]
    cite: Cite


@dataclass(frozen=True)
class BandRule:
    """From so much weight on, a visit is drawn so many times as often as one without any."""

    least: int
    times: int
    cite: Cite


@dataclass(frozen=True)
class TruthLaw:
    """Signals choose back-checks by a draw, and nothing else follows from them."""

    place: PlaceRule
    signals: Mapping[str, SignalRule]
    bands: tuple[BandRule, ...]
