"""Paths: a subtree is one range of text, and never a hair more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.paths import ROOT, county_of, is_path, moved, parent, trail, upper, within

SEGMENTS = st.lists(st.text("019azAZ-", min_size=1, max_size=3), max_size=4)
PATHS = SEGMENTS.map(lambda parts: ROOT + "".join(f"{part}/" for part in parts))


@given(PATHS, PATHS)
def test_the_range_is_the_subtree(path: str, ground: str) -> None:
    assert within(path, ground) == (ground <= path < upper(ground))


@given(PATHS, PATHS)
def test_within_means_on_the_trail(path: str, ground: str) -> None:
    assert within(path, ground) == (ground in trail(path))


@given(PATHS)
def test_a_step_up_is_the_step_before_on_the_trail(path: str) -> None:
    assert [*trail(path)[:-1]][-1:] == ([parent(path)] if path != ROOT else [])


@given(PATHS, PATHS, SEGMENTS)
def test_a_moved_ground_takes_all_below_with_it(old: str, new: str, rest: list[str]) -> None:
    below = "".join(f"{part}/" for part in rest)
    assert moved(old + below, old, new) == new + below


@pytest.mark.parametrize(
    "text",
    [
        "",
        "cn",
        "cn/33",
        "/",
        "cn//",
        "cn/%/",
        "cn/33/\n",
        " cn/",
        "xx/",
        "cn/3_/",
        "CN/",
        "cn/三/",
        "cn/../",
        "cn/33/'/",
    ],
)
def test_what_is_no_path_opens_nothing(text: str) -> None:
    assert not is_path(text)
    assert not within("cn/33/", text)
    assert parent(text) is None
    with pytest.raises(ValueError, match="not a path"):
        upper(text)


def test_a_neighbour_with_a_longer_number_is_no_child() -> None:
    assert not within("cn/33/04/830/", "cn/33/04/83/")
    with pytest.raises(ValueError, match="not within"):
        moved("cn/33/04/830/", "cn/33/04/83/", "cn/34/")


@given(PATHS, SEGMENTS)
def test_a_county_is_the_fourth_step_for_all_below_it(path: str, rest: list[str]) -> None:
    way = trail(path)
    assert county_of(path) == (way[3] if len(way) > 3 else path)
    assert county_of(county_of(path) + "".join(f"{part}/" for part in rest)) == county_of(path) or len(way) < 4
