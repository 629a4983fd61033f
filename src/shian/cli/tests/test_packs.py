"""`shian packs`: clear sentences, exit status 2 on a bad pack, JSON for machines."""

import argparse
import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from shian.cli import packs
from shian.loop.law import law_on
from shian.packs.loader import load
from shian.territory.models import Place
from tests.at_the_doors import bound_and_planned
from tests.roles import as_root
from tests.world import business, small_county

CN = Path(__file__).parents[4] / "packs" / "cn"


def shian_packs(*words: str) -> int:
    parser = argparse.ArgumentParser()
    packs.add_arguments(parser)
    return packs.run(parser.parse_args(words))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(CN, tmp_path / "cn"))


def test_check_counts_what_is_right(capsys: pytest.CaptureFixture[str]) -> None:
    law = load(CN)[0].pack
    assert shian_packs("check", str(CN)) == 0
    assert capsys.readouterr().out.startswith(
        f"cn/ 2026.1: {len(law.programmes)} programmes, {len(law.checklists)} checklists, "
    )


def test_check_tells_file_and_line_and_exits_2(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = folder / "loads.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('source = "house_design"', ""), encoding="utf-8")
    assert shian_packs("check", str(folder)) == 2
    told = capsys.readouterr().err.splitlines()
    assert told == [
        f"{folder}/loads.toml:{line}: {what} cites no source and does not say assumed = true"
        for line, what in ((2, "warn = 15"), (3, "block = 30"), (15, "ask_above = 50000"))
    ]


def test_a_folder_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert shian_packs("check", str(tmp_path / "nowhere")) == 2
    assert "is no folder" in capsys.readouterr().err


def test_list_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert shian_packs("list", str(CN), "--json") == 0
    rows = {(row["jurisdiction"], row["key"]): row for row in json.loads(capsys.readouterr().out)}
    assert set(rows) == {(one.pack.jurisdiction, key) for one in load(CN) for key in one.pack.programmes}
    visit = rows["cn/", "guarantee_visit"]
    assert (visit["title"], visit["trigger"]) == ("包保督导", "rhythm")
    assert "1 a half_year for C" in visit["assumed"]


def test_diff_is_prose(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no books stand it counts nothing."""
    monkeypatch.setattr(packs, "database_stands", lambda: False)
    path = folder / "clocks.toml"
    path.write_text(path.read_text(encoding="utf-8").replace("7 working days", "5 working days"), encoding="utf-8")
    assert shian_packs("diff", str(CN), str(folder)) == 0
    assert "cn/ limit adjust_duty: 7 working days [《广元市" in capsys.readouterr().out


def test_a_bad_pack_is_not_loaded(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "pack.toml").write_text("schema = \n", encoding="utf-8")
    assert shian_packs("load", str(folder)) == 2
    assert f"{folder}/pack.toml:1: " in capsys.readouterr().err


def test_load_names_the_places_that_are_none_here(
    db: None, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packs, "open_database", lambda: None)
    small_county()
    with as_root():
        Place.objects.filter(path="cn/33/04/83/001/").update(code="330483001")
    path = folder / "programmes" / "village_light.toml"
    said = path.read_text(encoding="utf-8")
    path.write_text(
        said.replace(
            "owes = true", 'owes = true\nwithin = ["330483001", "330483001000", "330483999", "cn/33/04/83/xyz/"]'
        ),
        encoding="utf-8",
    )
    assert shian_packs("load", str(folder)) == 0
    assert capsys.readouterr().err.splitlines() == [
        "village_light: '330483999' is no place here; what is said of it holds for nobody",
        "village_light: 'cn/33/04/83/xyz/' is no place here; what is said of it holds for nobody",
    ]
    (rule,) = law_on(date(2026, 9, 14), "cn/33/04/83/").pack.programmes["village_light"].whom.rules
    assert rule.selector.within[:2] == ("cn/33/04/83/001/", "cn/33/04/83/001/"), "a code of twelve is the town's too"


def test_diff_names_how_many_open_tasks_each_change_touches(
    db: None, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """In Tongxiang, which has a law of its own: the national line counts nothing there, its own line counts all."""
    world = small_county()
    for name in ("甲饭店", "乙饭店", "丙饭店"):
        business(world, name)
    bound_and_planned(world)
    monkeypatch.setattr(packs, "database_stands", lambda: True)
    monkeypatch.setattr(packs, "open_database", lambda: None)
    path = folder / "programmes" / "guarantee_visit.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('"8 working days"', '"9 working days"'), encoding="utf-8")
    assert shian_packs("diff", str(CN), str(folder)) == 0
    told = [line for line in capsys.readouterr().out.splitlines() if "gains" in line]
    assert [line.partition(" ")[0] for line in told] == ["cn/", "cn/33/04/83/"]
    assert "Open tasks under it: 0;" in told[0]
    assert "Open tasks under it: 3;" in told[1]
