"""The places which a programme names by their division code, found in the tree: the rules know places by path."""

from dataclasses import replace
from typing import TypeVar

from shian.kernel.paths import is_path
from shian.packs.rules import selectors
from shian.packs.schema import Campaign, ChecklistChoice, Frequency, OwesRule, Pack, Programme, Selector
from shian.territory.models import Place
from shian.territory.rules import shortened

Row = TypeVar("Row", OwesRule, Frequency, ChecklistChoice)


def located(pack: Pack) -> Pack:
    """The pack with each place by its path. A code that is no place here selects nothing: its county is elsewhere."""
    named = {one for programme in pack.programmes.values() for s in selectors(programme) for one in s.within}
    codes = {one: shortened(one) for one in named if not is_path(one)}
    if not codes:
        return pack
    found = dict(Place.objects.filter(code__in=codes.values()).values_list("code", "path"))
    paths = {said: found[code] for said, code in codes.items() if code in found}
    programmes = {key: _programme(programme, paths) for key, programme in pack.programmes.items()}
    return replace(pack, programmes=programmes)


def _programme(one: Programme, paths: dict[str, str]) -> Programme:
    return replace(
        one,
        when=replace(one.when, frequencies=tuple(_row(row, paths) for row in one.when.frequencies)),
        whom=replace(one.whom, rules=tuple(_row(row, paths) for row in one.whom.rules)),
        what=replace(one.what, checklists=tuple(_row(row, paths) for row in one.what.checklists)),
        campaign=_campaign(one.campaign, paths) if one.campaign else None,
    )


def _campaign(one: Campaign, paths: dict[str, str]) -> Campaign:
    return replace(one, base=_programme(one.base, paths) if one.base else None)


def _row(row: Row, paths: dict[str, str]) -> Row:
    return replace(row, selector=_selector(row.selector, paths))


def _selector(one: Selector, paths: dict[str, str]) -> Selector:
    return replace(one, within=tuple(paths.get(name, name) for name in one.within))
