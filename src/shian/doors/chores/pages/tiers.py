"""Who answers for each grade under a number of layers: said before it is changed."""

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from shian.doors.ui.terms import TIERS, said
from shian.loop.actions.binding import layers_at, layers_of
from shian.loop.law import law_on
from shian.packs.words import GRADES
from shian.territory.models import Place


def tiers_after(place: Place, layers: int, on: date) -> tuple[tuple[str, str], ...]:
    """Of every grade the tier that answers now and the one that will, and whether that rests on an assumption."""
    return tuple(_tiers(place, layers, on))


def _tiers(place: Place, layers: int, on: date) -> Iterator[tuple[str, str]]:
    tables = law_on(on, place.path).pack.tiers
    now, then = tables[layers_at(place.path, on=on)], tables[layers_of(place.path, layers)]
    for grade in GRADES:
        before, after = said(TIERS, now[grade].level), said(TIERS, then[grade].level)
        words = _("%(after)s（不变）") if before == after else _("%(before)s → %(after)s")
        yield _("%(grade)s 级主体由谁包保") % {"grade": grade}, words % {"before": before, "after": after}
