"""What the law says of statutory inspection (监督检查): results, clocks, risk points, the faces of catering. Frozen values."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.limits import Limit
from shian.packs.selecting import Selector
from shian.packs.titles import Title


@dataclass(frozen=True)
class Number:
    """A number of the law with what it rests on."""

    count: int
    cite: Cite


@dataclass(frozen=True)
class ResultRule:
    """Up to how many failed items a result is still 基本符合; above, or with more key items, it is 不符合."""

    key_most: int
    general_most: int
    cite: Cite


@dataclass(frozen=True)
class Step:
    """At more than so much, so many points."""

    over: int
    points: int


@dataclass(frozen=True)
class Factor:
    """A static factor of risk: what is counted, on which businesses, and its points by steps."""

    key: str
    title: Title
    unit: str
    selector: Selector
    steps: tuple[Step, ...]
    cite: Cite


@dataclass(frozen=True)
class Cut:
    """Up to this score, this risk grade."""

    grade: str
    up_to: int


@dataclass(frozen=True)
class Trigger:
    """What moves a risk grade by levels, or to the worst at once."""

    key: str
    title: Title
    levels: int
    worst: bool
    cite: Cite


@dataclass(frozen=True)
class RiskLaw:
    """风险分级: static points and dynamic points make a score; the higher, the riskier."""

    static_most: int
    dynamic_most: int
    key_weight: int
    new_tenths: int  # a business never inspected: its static points, times this, by ten
    levels_most: int
    cite: Cite
    cuts: tuple[Cut, ...]
    factors: tuple[Factor, ...]
    triggers: Mapping[str, Trigger]


@dataclass(frozen=True)
class Face:
    """A face of 量化分级: from so many tenths of a point (of ten) on."""

    key: str
    title: Title
    letter: str
    from_tenths: int
    again_months: int


@dataclass(frozen=True)
class FaceLaw:
    """量化分级 of catering: by check a face, over twelve months a letter. It is no risk grade."""

    selector: Selector
    key_failed_least: int  # with so many key items failed there is no face
    new_months: int
    faces: tuple[Face, ...]
    cite: Cite


@dataclass(frozen=True)
class InspectionLaw:
    """Order 49 as a house needs it."""

    officers: Number
    repeat_months: Number
    full_years: Number
    publish: Limit
    decide: Limit
    result: ResultRule
    refusals: Mapping[str, Title]
    risk: RiskLaw
    faces: FaceLaw
