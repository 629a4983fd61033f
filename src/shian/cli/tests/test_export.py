"""`shian export`: every list by the filter of its page, as a deed of the ledger; bad input in one sentence."""

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from shian import cli
from shian.cli import export
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.ledger.models import Entry
from shian.loop.models import Task
from tests.at_the_doors import bound_and_planned, stand_still, visited
from tests.world import COUNTY, FOUNDER, World, business, small_county

NEIGHBOURS = "cn/33/04/83/101/001/"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    world = small_county()
    shop = business(world, "=甲饭店", categories=("hot",))
    business(world, "乙饭店", path=NEIGHBOURS)
    business(world, "丙饭店", grade="C")
    bound_and_planned(world)
    visited(world, shop)
    return world


def given(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> list[list[str]]:
    """The rows of the file below its headings; the count that was printed is theirs."""
    what, *more = words
    file = folder / f"{what}.csv"
    args = cli.parse("export", export, [what, str(file), "--within", COUNTY, "--json", *more])
    assert export.run(args) == 0
    with file.open(encoding="utf-8-sig", newline="") as lines:
        _headers, *rows = csv.reader(lines)
    assert json.loads(capsys.readouterr().out.splitlines()[-1]) == {"file": str(file), "rows": len(rows)}
    return rows


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["businesses"], {"'=甲饭店", "乙饭店", "丙饭店"}),
        (["businesses", "--category", "hot"], {"'=甲饭店"}),
        (["businesses", "--grade", "C"], {"丙饭店"}),
        (["cadres", "--role", "village_cadre"], {"village", "neighbour"}),
        (["cadres", "--q", "leader"], {"leader"}),
        (["cadres", "--vacant", "1"], set()),
        (["bindings"], {"'=甲饭店", "乙饭店", "丙饭店"}),
        (["bindings", "--grade", "C"], {"丙饭店"}),
        (["tasks", "--act", "inspect"], {"乙饭店", "丙饭店"}),
        (["tasks", "--act", "inspect", "--state", "done"], {"'=甲饭店"}),
        (["tasks", "--overdue", "1"], set()),
        (["findings", "--since", "2026-09-15"], set()),
        (["completion", "--period", "2026Q3"], {"'=甲饭店", "乙饭店", "丙饭店"}),
        (["completion", "--period", "2026Q3", "--part", "done"], {"'=甲饭店"}),
    ],
)
def test_a_list_holds_what_its_filter_asks_for(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: list[str], first: set[str]
) -> None:
    assert {row[0] for row in given(tmp_path, capsys, *words)} == first
    with worn(FOUNDER):
        assert Entry.objects.filter(verb="export").count() == 1


def test_a_problem_and_a_record_are_told_in_words(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (problem,) = given(tmp_path, capsys, "findings")
    assert "'=甲饭店" in problem and "待整改" in problem and "文昌社区" in problem
    (record,) = given(tmp_path, capsys, "records", "--programme", "guarantee_visit", "--until", "2026-09-14")
    assert record[0] == "2026-09-14" and record[-1] == "文昌社区"
    assert given(tmp_path, capsys, "records", "--since", "2026-09-15") == []


def test_as_many_rows_of_tasks_as_there_are(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with worn(FOUNDER):
        there = Task.objects.filter(state="open").count()
    assert len(given(tmp_path, capsys, "tasks")) == there > 0


def test_a_workbook_is_written_where_the_name_says_so(world: World, tmp_path: Path) -> None:
    args = cli.parse("export", export, ["bindings", str(tmp_path / "a.xlsx"), "--within", COUNTY])
    assert export.run(args) == 0
    sheet = load_workbook(tmp_path / "a.xlsx").active
    assert sheet is not None and [cell.value for cell in next(sheet.iter_rows())][:2] == [
        "主体名称",
        "统一社会信用代码",
    ]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["findings", "a.pdf", "--within", COUNTY], "只能导出 .xlsx 或 .csv"),
        (["findings", "/nowhere/a.csv", "--within", COUNTY], "写不了这个文件"),
        (["findings", "a.csv", "--within", "999999"], "999999"),
        (["completion", "a.csv", "--within", COUNTY, "--period", "2026Q9"], "2026Q9"),
        (["completion", "a.csv", "--within", COUNTY, "--programme", "dance"], "dance"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_no_file(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], sentence: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match=sentence):
        export.run(cli.parse("export", export, words))
    assert not [file for file in tmp_path.iterdir() if file.stat().st_size]


@pytest.mark.parametrize(
    "words",
    [
        ["dances", "a.csv"],
        ["findings"],
        ["findings", "a.csv", "--state", "dancing"],
        ["findings", "a.csv", "--since", "gestern"],
    ],
)
def test_words_that_are_none_end_with_2(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        cli.parse("export", export, words)
    assert end.value.code == 2 and "shian export" in capsys.readouterr().err


def test_a_place_keeps_to_itself(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    args = cli.parse("export", export, ["bindings", str(tmp_path / "v.csv"), "--within", "cn/33/04/83/001/"])
    assert export.run(args) == 0 and "v.csv: 2" in capsys.readouterr().out
