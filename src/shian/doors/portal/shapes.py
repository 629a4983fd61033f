"""The pages of the portal: values, already in the reader's words."""

from dataclasses import dataclass
from typing import ClassVar

from shian.doors.ui.shapes.parts import Badge, Field, Link, State


@dataclass(frozen=True)
class Found:
    """One line of the search."""

    name: str
    place: str
    href: str
    kind: str = ""


@dataclass(frozen=True)
class SearchPage:
    """Find a business, an association or a place by name."""

    template: ClassVar[str] = "portal/search.html"
    title: str
    action: str
    words: str = ""
    found: tuple[Found, ...] = ()
    state: State | None = None
    error: str = ""
    slip: str = ""


@dataclass(frozen=True)
class Person:
    """A post that answers, with a surname; empty: vacant."""

    post: str
    surname: str
    note: str = ""


@dataclass(frozen=True)
class Day:
    """One day of the menu, meal by meal, with who ate along."""

    words: str
    today: bool
    meals: tuple["Meal", ...]


@dataclass(frozen=True)
class Meal:
    name: str
    dishes: str
    allergens: str = ""
    shared: str = ""
    badge: Badge | None = None


@dataclass(frozen=True)
class School:
    """What a school's page shows beside the board."""

    week: str
    days: tuple[Day, ...]
    turn: tuple[Link, ...]
    suppliers: tuple[tuple[str, str, str], ...]
    survey: Link | None = None
    survey_words: str = ""


@dataclass(frozen=True)
class BusinessPage:
    """公示牌: who it is, who answers for it, what inspections found; a school's meals."""

    template: ClassVar[str] = "portal/business.html"
    title: str
    kind: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[Person, ...]
    results: tuple[tuple[str, str, Badge], ...]
    associations: tuple[Link, ...]
    as_of: str
    status: Badge | None = None
    school: School | None = None
    code: str = ""


@dataclass(frozen=True)
class AssociationPage:
    """An association: what it promised, who is a member, how many have checked themselves this month."""

    template: ClassVar[str] = "portal/association.html"
    title: str
    place: str
    promise: tuple[str, ...]
    signed: str
    share: str
    counted: int
    out_of: int
    members: tuple[tuple[str, str, Badge], ...]
    as_of: str


@dataclass(frozen=True)
class SurveyPage:
    """The questions of a term's survey; answered, thanks; over, a sentence."""

    template: ClassVar[str] = "portal/survey.html"
    title: str
    lead: str
    action: str = ""
    fields: tuple[Field, ...] = ()
    error: str = ""
    state: State | None = None
    back: Link | None = None
    slip: str = ""
