"""Typical cases as everybody reads them: what was done, what came of it, and nobody's name."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.portal.shapes import Found
from shian.doors.ui.words import full_day_words
from shian.enforcement.models import TypicalCase
from shian.kernel.spelled import in_a_row

MOST = 100  # on one page; a county publishes a few a year


@dataclass(frozen=True)
class CasesPage:
    template: ClassVar[str] = "portal/cases.html"
    title: str
    found: tuple[Found, ...]


@dataclass(frozen=True)
class CasePage:
    template: ClassVar[str] = "portal/case.html"
    title: str
    organ: str
    day: str
    parts: tuple[str, ...]
    back: str


def cases(rows: Sequence[TypicalCase]) -> CasesPage:
    return CasesPage(_("典型案例"), tuple(_found(one) for one in rows))


def _found(one: TypicalCase) -> Found:
    day = full_day_words(one.published_on) if one.published_on else ""
    return Found(one.title, f"{_organ(one)} {day}", reverse("public_case", args=[one.code]), "")


def case(one: TypicalCase) -> CasePage:
    day = full_day_words(one.published_on) if one.published_on else ""
    parts = tuple(line for line in one.body.splitlines() if line.strip())
    return CasePage(one.title, _organ(one), day, parts, reverse("public_cases"))


def _organ(one: TypicalCase) -> str:
    """Who lets it out: the regulator, and whoever does so together with it."""
    return in_a_row(filter(None, (one.organ, one.together)))
