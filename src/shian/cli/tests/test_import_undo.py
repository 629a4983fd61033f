"""An office takes a file back at the command line: the file itself says which import is meant."""

import csv
import json
from pathlib import Path

import pytest

from shian import cli
from shian.cli import main
from shian.kernel.wall import worn
from shian.loop.models import Duty
from tests.at_the_doors import stand_still
from tests.world import FOUNDER, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    stand_still(monkeypatch)
    monkeypatch.setattr(cli, "open_database", lambda: None)
    world = small_county()
    county = world.places["cn/33/04/83/"]
    county.code = "330483"
    county.save()
    return world


def written(folder: Path, name: str, *rows: tuple[str, ...]) -> str:
    path = folder / name
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows(rows)
    return str(path)


def bound() -> int:
    with worn(FOUNDER):
        return Duty.objects.known().filter(programme="guarantee_visit", holder__isnull=False).count()


def test_a_bindings_file_is_taken_back_once(world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = ("主体名称", "包保干部"), (business(world).name, world.people["village"].name)
    file = written(tmp_path, "包保.csv", *rows)
    assert main(["import", "bindings", file, "--within", "330483"]) == 0
    assert bound() == 1
    capsys.readouterr()
    copy = written(tmp_path, "另一个名字.csv", *rows)
    assert main(["import", "bindings", copy, "--within", "330483", "--undo", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["undone"], told["kept_rows"], bound()) == (1, [], 0)
    assert main(["import", "bindings", file, "--within", "330483", "--undo"]) == 2
    assert "已经撤销" in capsys.readouterr().err


def test_a_file_that_never_came_in_is_no_import(
    world: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = written(tmp_path, "包保.csv", ("主体名称", "包保干部"), ("甲饭店", "谁某"))
    assert main(["import", "bindings", file, "--within", "330483", "--undo"]) == 2
    assert "没有导入过" in capsys.readouterr().err
    assert main(["import", "bindings", file, "--within", "330483", "--undo", "--dry-run"]) == 2
