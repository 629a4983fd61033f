"""A subtree is one range of text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.paths import ROOT, is_path, moved, parent, trail, upper, within

SEGMENT = st.from_regex(r"[0-9A-Za-z-]{1,4}", fullmatch=True)
PATHS = st.lists(SEGMENT, max_size=5).map(lambda segments: ROOT + "".join(f"{s}/" for s in segments))


@given(PATHS, PATHS)
def test_the_range_is_exactly_the_subtree(path: str, ground: str) -> None:
    assert (ground <= path < upper(ground)) == within(path, ground)


@given(PATHS)
def test_the_way_up_ends_at_the_root(path: str) -> None:
    steps = trail(path)
    assert steps[0] == ROOT
    assert steps[-1] == path
    assert all(parent(below) == above for above, below in pairwise(steps))
    assert parent(ROOT) is None


@given(PATHS, PATHS, PATHS)
def test_what_moves_keeps_what_lies_below(rest: str, old: str, new: str) -> None:
    inside = old + rest.removeprefix(ROOT)
    assert moved(inside, old, new) == new + rest.removeprefix(ROOT)


@pytest.mark.parametrize("text", ["", "/", "cn", "cn/33", "33/", " cn/", "cn//", "cn/3 3/", "cn/%/", "cn/33/\n"])
def test_what_is_no_path_contains_and_is_contained_in_nothing(text: str) -> None:
    assert not is_path(text)
    assert not within("cn/33/", text)
    with pytest.raises(ValueError, match="not a path"):
        upper(text)


def test_a_neighbour_with_the_same_beginning_is_outside() -> None:
    assert not within("cn/33/04/830/", "cn/33/04/83/")
    with pytest.raises(ValueError, match="not within"):
        moved("cn/33/04/830/", "cn/33/04/83/", "cn/1/")
