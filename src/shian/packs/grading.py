"""How a subject is graded A–D by its size, as the law's files say it."""

from dataclasses import dataclass

from shian.packs.cite import Cite, Span
from shian.packs.selecting import Selector


@dataclass(frozen=True)
class SizeRule:
    sector: str
    industry: str
    size: str
    employees: int
    revenue_wan: int
    span: Span
    cite: Cite


@dataclass(frozen=True)
class AreaRule:
    """Size of a caterer by floor or seats; `above` the figure, the larger class taken."""

    size: str
    area_above: int
    seats_above: int
    span: Span
    cite: Cite


@dataclass(frozen=True)
class GradeRule:
    size: str
    grade: str
    span: Span
    cite: Cite


@dataclass(frozen=True)
class Uplift:
    """A subject of this kind is graded at least (or exactly) so, whatever its size."""

    selector: Selector
    grade: str
    exact: bool
    diners_at_least: int
    span: Span
    cite: Cite


@dataclass(frozen=True)
class Grading:
    sizes: tuple[SizeRule, ...]
    areas: tuple[AreaRule, ...]
    grades: tuple[GradeRule, ...]
    uplifts: tuple[Uplift, ...]
    unknown: GradeRule | None
