"""The places which a programme names by their division code, put by path: the rules know places by path."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeVar

from shian.packs.schema import Campaign, ChecklistChoice, Frequency, OwesRule, Programme, Selector

Row = TypeVar("Row", OwesRule, Frequency, ChecklistChoice)


def placed(one: Programme, paths: Mapping[str, str]) -> Programme:
    """The same with each code that has a path by its path, in its base as well."""
    return replace(
        one,
        when=replace(one.when, frequencies=tuple(_row(row, paths) for row in one.when.frequencies)),
        whom=replace(one.whom, rules=tuple(_row(row, paths) for row in one.whom.rules)),
        what=replace(one.what, checklists=tuple(_row(row, paths) for row in one.what.checklists)),
        campaign=_campaign(one.campaign, paths) if one.campaign else None,
    )


def _campaign(one: Campaign, paths: Mapping[str, str]) -> Campaign:
    return replace(one, base=placed(one.base, paths) if one.base else None)


def _row(row: Row, paths: Mapping[str, str]) -> Row:
    return replace(row, selector=_selector(row.selector, paths))


def _selector(one: Selector, paths: Mapping[str, str]) -> Selector:
    return replace(one, within=tuple(paths.get(name, name) for name in one.within))
