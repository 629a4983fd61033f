"""`shian truth backtest`: what a draw by signals finds of planted visits, told the same for the same seed."""

import json

import pytest

from shian.cli import main
from shian.demo.false_visits import FALSE_OF_100, QUARTER, quarter
from shian.truth.rules.values import Days

KEYS = {"budget", "planted", "recall_signals", "recall_random", "lift", "seed"}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, float]:
    assert main(["truth", "backtest", *words, "--json"]) == 0
    said: dict[str, float] = json.loads(capsys.readouterr().out)
    return said


def test_a_draw_by_signals_finds_more_of_the_planted_at_the_same_budget(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "--seed", "7", "--draws", "10")
    assert said.keys() >= KEYS and said["seed"] == 7
    assert said["budget"] == said["planted"] == said["visits"] * FALSE_OF_100 // 100
    assert said["recall_signals"] > 3 * said["recall_random"] > 0
    assert said == told(capsys, "--seed", "7", "--draws", "10")


def test_a_budget_of_all_finds_all_and_a_budget_of_none_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    said = told(capsys, "--seed", "3", "--draws", "1", "--budget", "4320")
    assert (said["recall_signals"], said["recall_random"], said["lift"]) == (1.0, 1.0, 1.0)
    assert main(["truth", "backtest", "--seed", "3", "--budget", "2"]) == 2
    assert "每一档" in capsys.readouterr().err


def test_where_a_plain_draw_finds_none_no_multiple_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["truth", "backtest", "--seed", "7", "--draws", "1", "--budget", "10"]) == 0
    said = capsys.readouterr().out
    assert said.strip().endswith("不看信号抽到 0.0%") and "None" not in said


def test_what_the_rules_see_does_not_say_which_visits_were_planted() -> None:
    made = quarter(5)
    seen = {name for visit in made.visits[:1] for name in visit.__slots__}
    assert not seen & {"planted", "false", "traits"}
    keys = [visit.key for visit in made.visits]
    assert keys == sorted(keys) and len(set(keys)) == len(keys), "neither by a key nor by the order"
    assert isinstance(QUARTER, Days) and all(QUARTER.start <= one.on <= QUARTER.last for one in made.visits)
