"""What the law says of school canteens: samples, the days a menu may be entered for, when a survey may be read. Frozen values."""

from dataclasses import dataclass

from shian.packs.cite import Cite


@dataclass(frozen=True)
class Plausible:
    """Outside of these nobody weighed or measured: it is a slip of the pen (grams; degrees Celsius)."""

    grams_most: int
    below_zero_most: int
    celsius_most: int
    cite: Cite


@dataclass(frozen=True)
class Retention:
    """留样: at least so many grams of each dish, so many hours, between so many degrees Celsius."""

    grams_least: int
    hours_least: int
    celsius_least: int
    celsius_most: int
    typed: Plausible
    cite: Cite


@dataclass(frozen=True)
class MenuDays:
    """For how many days back and ahead a menu or a meal may be entered; more diners than `diners_most` is a slip."""

    back: int
    ahead: int
    diners_most: int
    cite: Cite


@dataclass(frozen=True)
class SurveyLaw:
    """Below so many answers a count is not shown; a survey is open for so many days."""

    shown_from: int
    days_open: int
    cite: Cite


@dataclass(frozen=True)
class SchoolLaw:
    """The numbers of a school canteen."""

    retention: Retention
    menu: MenuDays
    survey: SurveyLaw
