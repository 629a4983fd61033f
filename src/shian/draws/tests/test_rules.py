"""The rules of a draw on plain values, and the script that anybody may run instead of them."""

import json
import runpy
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shian.draws.rules import (
    LONGEST_ID,
    Claimed,
    Frame,
    Listed,
    Wrong,
    differences,
    drawn,
    frame_text,
    mac,
    result,
    sha,
    shared_out,
    wrong_with,
)

SCRIPT = Path(__file__).parents[4] / "docs" / "verify_draw.py"
THREE = Frame((Listed("a", "乙"), Listed("b", "甲"), Listed("c", "甲")), {"甲": 1, "乙": 1})


def published(frame: Frame, seed: str, word: str = "") -> dict[str, Any]:
    return {
        "frame_hash": sha(frame_text(frame)),
        "commitment": sha(seed),
        "seed": seed,
        "word": word,
        "strata": dict(frame.strata),
        "drawn": result(frame, drawn(frame, seed, word)),
        "frame": [{"id": row.id, "stratum": row.stratum} for row in frame.rows],
    }


def claimed(said: dict[str, Any]) -> Claimed:
    return Claimed(said["frame_hash"], said["commitment"], said["seed"], said["word"], said["drawn"])


def some_frame(chance: Random) -> Frame:
    names = ["", "甲 镇", "乙", "serious"][: chance.randint(1, 4)]
    rows = tuple(
        Listed(f"{chance.getrandbits(64):016x}-{n}", chance.choice(names)) for n in range(chance.randint(1, 60))
    )
    held = Frame(rows, {}).held
    counts = {name: chance.randint(0, n) for name, n in held.items()}
    first = next(iter(held))
    return Frame(rows, counts | {first: max(1, counts[first])})


@pytest.fixture
def scripted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """What the plain script says of a published file: empty where all comes out the same."""
    file = tmp_path / "draw.json"
    monkeypatch.setattr(sys, "argv", ["verify_draw.py", str(file)])

    def ask(said: dict[str, Any]) -> str:
        file.write_text(json.dumps(said, ensure_ascii=False), encoding="utf-8")
        with pytest.raises(SystemExit) as ended:
            runpy.run_path(str(SCRIPT), run_name="__main__")
        told = capsys.readouterr().out
        assert bool(ended.value.code) == ("WRONG" in told)
        return "\n".join(line.removesuffix(": WRONG") for line in told.splitlines() if line.endswith("WRONG"))

    return ask


def test_the_script_is_short_and_knows_nothing_of_ours() -> None:
    lines = SCRIPT.read_text(encoding="utf-8").splitlines()
    assert len(lines) <= 30
    imported = {line.split()[1] for line in lines if line.startswith(("import ", "from "))}
    assert imported == {"hashlib", "hmac", "json", "sys"}


def test_a_thousand_draws_come_out_by_the_script(scripted: Callable[..., str]) -> None:
    chance = Random(7)
    for _ in range(1000):
        frame, seed = some_frame(chance), f"{chance.getrandbits(256):064x}"
        said = published(frame, seed, chance.choice(["", "见证人报 1949", "7"]))
        assert scripted(said) == ""
        assert differences(frame, claimed(said)) == ()


def test_a_changed_list_seed_or_result_is_found_by_both(scripted: Callable[..., str]) -> None:
    frame, seed = some_frame(Random(3)), "ab" * 32
    good = published(frame, seed, "词")
    rows = good["frame"]
    more = [*rows, {"id": "new", "stratum": rows[0]["stratum"]}]
    stratum = rows[0]["stratum"]
    ways: list[tuple[dict[str, Any], str, tuple[str, ...]]] = [
        ({"frame": more}, "frame hash", ("frame_hash",)),
        ({"strata": {**good["strata"], stratum: 0}}, "frame hash", ("frame_hash",)),
        ({"seed": "cd" * 32}, "commitment", ("commitment", "drawn")),
        ({"word": "别的"}, "drawn rows", ("drawn",)),
        ({"drawn": good["drawn"][:-1]}, "drawn rows", ("drawn",)),
        ({"drawn": [{**good["drawn"][0], "chance": [1, 1_000]}, *good["drawn"][1:]]}, "drawn rows", ("drawn",)),
    ]
    for changed, said_by_script, said_by_rules in ways:
        said = good | changed
        again = Frame(tuple(Listed(**row) for row in said["frame"]), said["strata"])
        assert said_by_script in scripted(said), changed
        assert set(said_by_rules) <= set(differences(again, claimed(said))), changed
    assert "each row once" in scripted(good | {"frame": [*rows, rows[0]]})


def test_the_text_of_a_list_is_the_one_the_docstring_promises() -> None:
    assert frame_text(THREE) == "乙\t1\n甲\t1\n\na\t乙\nb\t甲\nc\t甲\n"
    assert sha("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert mac("key", "The quick brown fox jumps over the lazy dog") == (
        "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"
    )


def test_a_draw_is_by_stratum_in_order_of_its_name_then_of_the_tickets() -> None:
    frame = Frame(tuple(Listed(f"r{n}", "ab"[n % 2]) for n in range(20)), {"b": 3, "a": 4})
    key = mac("s", f"{sha(frame_text(frame))}\nw")
    found = drawn(frame, "s", "w")
    assert [one.stratum for one in found] == ["a"] * 4 + ["b"] * 3
    for name, n in (("a", 4), ("b", 3)):
        smallest = sorted(mac(key, row.id) for row in frame.rows if row.stratum == name)[:n]
        assert [one.ticket for one in found if one.stratum == name] == smallest
    assert all(one.ticket == mac(key, one.id) for one in found)


def test_the_seed_the_word_and_the_list_each_decide() -> None:
    frame = Frame(tuple(Listed(str(n)) for n in range(1000)), {"": 10})
    shorter = Frame(frame.rows[:-1], {"": 10})
    results = {tuple(one.id for one in drawn(f, seed, word)) for f, seed, word in
               [(frame, "s", ""), (frame, "t", ""), (frame, "s", "w"), (shorter, "s", "")]}  # fmt: skip
    assert len(results) == 4


FRAMES = st.builds(lambda seed: some_frame(Random(seed)), st.integers(0, 2**32))


@given(FRAMES, st.text(min_size=1, max_size=8))
@settings(max_examples=150, deadline=None)
def test_each_row_at_most_once_and_the_sizes_are_right(frame: Frame, seed: str) -> None:
    found = drawn(frame, seed)
    assert wrong_with(frame) is None
    assert len({one.id for one in found}) == len(found) == frame.size
    assert Counter(one.stratum for one in found) == Counter({name: n for name, n in frame.strata.items() if n})
    assert {one.id for one in found} <= {row.id for row in frame.rows}
    told = result(frame, found)
    assert all(one["chance"] == [frame.strata[one["stratum"]], frame.held[one["stratum"]]] for one in told)


def test_each_row_is_drawn_as_often_as_its_chance_says() -> None:
    """10 of 40 and 5 of 10, two thousand times: each row within five standard deviations."""
    frame = Frame(tuple(Listed(f"r{n}", "big" if n < 40 else "small") for n in range(50)), {"big": 10, "small": 5})
    counts = Counter(one.id for n in range(2000) for one in drawn(frame, f"seed {n}"))
    for row in frame.rows:
        chosen, out_of = frame.chance(row.stratum)
        p = chosen / out_of
        assert abs(counts[row.id] - 2000 * p) < 5 * (2000 * p * (1 - p)) ** 0.5, row


@given(st.dictionaries(st.text(max_size=3), st.integers(0, 50), min_size=1, max_size=6), st.data())
@settings(max_examples=150, deadline=None)
def test_a_size_is_shared_out_in_proportion_and_nothing_is_lost(held: dict[str, int], data: Any) -> None:
    every = sum(held.values())
    size = data.draw(st.integers(0, every))
    shares = shared_out(size, held)
    assert sum(shares.values()) == size
    assert shares.keys() == held.keys()
    for name, n in held.items():
        assert 0 <= shares[name] <= n
        assert every == 0 or abs(shares[name] - size * n / every) < 1


def test_what_is_left_over_goes_to_the_largest_remainder_then_to_the_first_name() -> None:
    assert shared_out(5, {"b": 10, "a": 10, "c": 4}) == {"a": 2, "b": 2, "c": 1}
    assert shared_out(1, {"b": 3, "a": 3}) == {"a": 1, "b": 0}
    assert shared_out(0, {"a": 0}) == {"a": 0}


A, B = Listed("a"), Listed("b", "x")


@pytest.mark.parametrize(
    ("frame", "wrong"),
    [
        (Frame((), {}), Wrong("empty")),
        (Frame((A, Listed("")), {"": 1}), Wrong("unreadable")),
        (Frame((A, Listed("a\tb")), {"": 1}), Wrong("unreadable", "a\tb")),
        (Frame((Listed("c", "x\n"),), {"x\n": 1}), Wrong("unreadable", "c")),
        (Frame((Listed("x" * (LONGEST_ID + 1)),), {"": 1}), Wrong("unreadable", "x" * (LONGEST_ID + 1))),
        (Frame((A, B, A), {"": 1, "x": 1}), Wrong("twice", "a")),
        (Frame((A,), {"": 1, "y": 0}), Wrong("no_such_stratum", "y")),
        (Frame((A,), {"": 2}), Wrong("too_many", "")),
        (Frame((A,), {"": -1}), Wrong("too_many", "")),
        (Frame((A, B), {"": 1}), Wrong("no_count", "x")),
        (Frame((A, B), {"": 0, "x": 0}), Wrong("nothing")),
        (Frame((Listed("x" * LONGEST_ID),), {"": 1}), None),
        (Frame((A, B), {"": 1, "x": 0}), None),
    ],
)
def test_a_list_that_cannot_be_drawn_from(frame: Frame, wrong: Wrong | None) -> None:
    assert wrong_with(frame) == wrong
