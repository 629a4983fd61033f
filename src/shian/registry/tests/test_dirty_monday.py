"""Dirty Monday: whatever is wrong is reported, whatever is right passes without a word."""

import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from shian.packs.loader import load
from shian.registry.checking import Report, dry_run
from shian.registry.counties import county_codes
from shian.registry.rules.columns import Target
from shian.registry.rules.lawbook import lawbook_of
from shian.registry.rules.places import gazetteer
from shian.registry.rules.rows import Known, check_row
from shian.registry.spreadsheets.table import read_table
from shian.registry.tests.conftest import TODAY
from shian.registry.tests.said_of_rows import LAW
from tests.data.clean_rows import CADRES
from tests.data.dirty_monday import BOOK, MANIFEST, generate
from tests.data.dirty_monday import BUSINESSES as SHOPS
from tests.data.made_up import ROOT, place_rows

KNOWN = Known(TODAY, county_codes(), gazetteer(ROOT, place_rows()), lawbook_of(load(LAW)[0].pack))
TARGETS = (Target.BUSINESSES, Target.CADRES)


@cache
def manifest() -> dict[str, Any]:
    return dict(json.loads(MANIFEST.read_text("utf-8")))


@cache
def report(target: Target) -> Report:
    return dry_run(read_table(BOOK, target), target, KNOWN, lambda _target, _keys: {})


def said(found: Report) -> set[tuple[int, str, str]]:
    everything = [*found.errors, *found.warnings, *found.duplicates, *found.left_out]
    return {(one["row"], one["field"], one["kind"]) for one in everything}


def planted(target: Target) -> set[tuple[int, str, str]]:
    return {(one["row"], one["column"], one["kind"]) for one in manifest()[target]["planted"]}


@pytest.mark.parametrize("target", TARGETS)
def test_every_planted_defect_is_reported(target: Target) -> None:
    assert planted(target) - said(report(target)) == set()


@pytest.mark.parametrize("target", TARGETS)
def test_nothing_right_is_called_wrong(target: Target) -> None:
    assert said(report(target)) - planted(target) == set()


@pytest.mark.parametrize(("target", "rows"), [(Target.BUSINESSES, SHOPS), (Target.CADRES, CADRES)])
def test_every_row_is_counted_and_none_enters_silently(target: Target, rows: int) -> None:
    found = report(target)
    assert (found.rows, found.ok) == (rows, manifest()[target]["ready"])
    kept_out = {one["row"] for one in (*found.errors, *found.duplicates, *found.left_out)}
    assert found.ok + len(kept_out) == rows


@pytest.mark.parametrize("target", TARGETS)
def test_sums_and_signatures_are_no_records_and_are_named(target: Target) -> None:
    assert [one["row"] for one in report(target).skipped] == manifest()[target]["skipped"]


def test_the_hidden_sheet_is_not_read_and_that_is_said() -> None:
    assert any("字典" in note for note in report(Target.BUSINESSES).notes)


def test_every_sentence_names_the_value_it_is_about() -> None:
    for one in report(Target.BUSINESSES).errors:
        assert one["value"] == "" or one["value"] in one["message"] or one["kind"].endswith(("number", "missing")), one


def test_stalls_without_licence_enter_without_a_word() -> None:
    bare = set(manifest()["businesses"]["harmless"]["stall_without_licence"])
    assert len(bare) > 150 and not bare & {row for row, _field, _kind in said(report(Target.BUSINESSES))}


def test_full_width_and_spaced_codes_become_the_right_ones() -> None:
    odd = {
        row
        for name in ("full_width", "spaced_code", "lower_case")
        for row in manifest()["businesses"]["harmless"][name]
    }
    for record in read_table(BOOK, Target.BUSINESSES).records():
        if record.number in odd:
            code = check_row(Target.BUSINESSES, record.number, record.cells, KNOWN).values["uscc"]
            assert len(code) == 18 and code.isascii() and code == code.upper()


def test_the_workbook_and_its_manifest_are_what_the_generator_makes() -> None:
    shops, officials, found = generate()
    assert {name: len(one.planted) for name, one in found.items()} == {
        name: len(one["planted"]) for name, one in manifest().items()
    }
    typed = [record.cells.get("name") or "" for record in read_table(BOOK, Target.BUSINESSES).records()]
    assert typed == [row["name"] for row in shops]
    assert [r.cells.get("phone") or "" for r in read_table(BOOK, Target.CADRES).records()] == [
        row["phone"] for row in officials
    ]


def test_the_book_is_dirty_in_many_ways_and_small() -> None:
    kinds = Counter(one["kind"] for target in TARGETS for one in manifest()[target]["planted"])
    assert len(kinds) >= 35 and sum(kinds.values()) > 600
    assert Path(BOOK).stat().st_size < 1_500_000
