"""`shian draw`: a list in a file is drawn from, and what was published is made again."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from shian import cli
from shian.cli import draw
from shian.draws.models import Draw
from shian.kernel.refused import Refused
from tests.roles import as_root
from tests.world import COUNTY, small_county

SCRIPT = Path(__file__).parents[4] / "docs" / "verify_draw.py"
ROWS = [{"id": f"r{n}", "stratum": "乙" if n % 3 else "甲"} for n in range(30)]


@pytest.fixture
def kept(tmp_path: Path) -> Any:
    def keep(said: object) -> str:
        file = tmp_path / "draw.json"
        file.write_text(said if isinstance(said, str) else json.dumps(said, ensure_ascii=False), encoding="utf-8")
        return str(file)

    return keep


def asked(*words: str) -> int:
    return draw.run(cli.parse("draw", draw, words))


def drawn(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert asked("run", *words, "--json") == 0
    said: dict[str, Any] = json.loads(capsys.readouterr().out)
    return said


@pytest.mark.parametrize(
    ("wish", "counts"),
    [
        ({"frame": [row["id"] for row in ROWS], "size": 7}, {"": 7}),
        ({"frame": ROWS, "size": 6}, {"甲": 2, "乙": 4}),
        ({"frame": ROWS, "strata": {"甲": 10, "乙": 0}}, {"甲": 10, "乙": 0}),
    ],
)
def test_what_is_drawn_from_a_file_comes_out_by_the_command_and_by_the_script(
    kept: Any, wish: dict[str, Any], counts: dict[str, int], capsys: pytest.CaptureFixture[str]
) -> None:
    said = drawn(capsys, kept(wish), "--word", "七")
    assert (said["strata"], len(said["drawn"])) == (counts, sum(counts.values()))
    file = kept(said)
    assert asked("verify", file, "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"ok": True, "wrong": [], "drawn": len(said["drawn"])}
    assert asked("verify", file) == 0 and "核对无误" in capsys.readouterr().out
    assert subprocess.run([sys.executable, str(SCRIPT), file], check=False, capture_output=True).returncode == 0


def test_a_changed_file_is_told_with_exit_status_2(kept: Any, capsys: pytest.CaptureFixture[str]) -> None:
    said = drawn(capsys, kept({"frame": ROWS, "size": 5}))
    said["drawn"] = said["drawn"][1:]
    assert asked("verify", kept(said), "--json") == 2
    told = capsys.readouterr()
    assert json.loads(told.out) == {"ok": False, "wrong": ["drawn"], "drawn": 4}
    assert "抽中的" in told.err
    assert asked("run", kept({"frame": ["a"], "size": 1})) == 0 and capsys.readouterr().out == "a\n"


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("{", "不是 JSON"),
        ([], "JSON 对象"),
        ({"frame": "abc", "size": 1}, "JSON 对象"),
        ({"frame": [1, 2], "size": 1}, "每一行"),
        ({"frame": ["a"]}, "只写一个"),
        ({"frame": ["a"], "size": 1, "strata": {"": 1}}, "只写一个"),
        ({"frame": ["a"], "size": True}, "1 到 1"),
        ({"frame": ["a"], "size": 2}, "1 到 1"),
        ({"frame": ["a"], "size": "1"}, "1 到 1"),
        ({"frame": [], "size": 1}, "空的"),
        ({"frame": ["a", "a"], "size": 1}, "两次"),
        ({"frame": ["a\tb"], "size": 1}, "看不懂"),
        ({"frame": ["a"], "strata": {"": 2}}, "没有那么多"),
        ({"frame": ["a"], "strata": {"": 0.5}}, "每一层"),
        ({"frame": ROWS, "strata": {"甲": 1}}, "没有写「乙」"),
        ({"frame": ROWS, "strata": {"甲": 1, "乙": 1, "丙": 1}}, "没有「丙」"),
        ({"frame": ROWS, "strata": {"甲": 0, "乙": 0}}, "一个也不抽"),
        ({"frame": ["a", "b"], "size": 1, "weights": {"a": 2}}, "weights 不起作用"),
        ({"frame": [{"id": "a", "weight": 2}, "b"], "size": 1, "seed": "7"}, "seed、weight 不起作用"),
    ],
)
def test_a_list_that_will_not_do_is_one_sentence(kept: Any, said: object, sentence: str) -> None:
    with pytest.raises(Refused, match=sentence):
        asked("run", kept(said))


def test_a_file_that_cannot_be_drawn_from_is_json_too(kept: Any, capsys: pytest.CaptureFixture[str]) -> None:
    said = drawn(capsys, kept({"frame": ROWS, "size": 5}))
    said["frame"].append(said["frame"][0])
    with pytest.raises(Refused, match="两次"):
        asked("verify", kept(said), "--json")
    assert json.loads(capsys.readouterr().out) == {"ok": False, "wrong": ["bad_frame"], "drawn": 0}


@pytest.mark.parametrize("missing", ["frame_hash", "commitment", "seed", "word", "drawn"])
def test_a_file_that_lacks_a_part_is_no_published_draw(
    kept: Any, missing: str, capsys: pytest.CaptureFixture[str]
) -> None:
    said = drawn(capsys, kept({"frame": ROWS, "size": 5}))
    del said[missing]
    with pytest.raises(Refused, match=missing):
        asked("verify", kept(said))
    with pytest.raises(Refused, match="JSON 对象"):
        asked("verify", kept([]))
    with pytest.raises(Refused, match="读不了"):
        asked("verify", "nowhere.json")


@pytest.mark.django_db
def test_a_draw_in_the_books_stands_there_published(
    kept: Any, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    small_county()
    monkeypatch.setattr(draw, "open_database", lambda: None)
    said = drawn(capsys, kept({"frame": ROWS, "size": 5}), "--within", COUNTY)
    with as_root():
        row = Draw._base_manager.get()
    assert (row.state, row.seed, str(row.pk)) == ("published", said["seed"], said["id"])
    assert asked("verify", kept(said)) == 0
