"""A process that stays looks for garbage seldom, and is told so once."""

import gc
from collections.abc import Iterator

import pytest

from shian.kernel.collecting import collect_seldom


@pytest.fixture
def as_python_starts() -> Iterator[None]:
    before = gc.get_threshold()
    gc.unfreeze()
    gc.set_threshold(700, 10, 10)
    yield
    gc.freeze()
    gc.set_threshold(*before)


@pytest.mark.usefixtures("as_python_starts")
def test_what_stands_is_not_looked_through_again() -> None:
    collect_seldom(30_000, 5)
    assert gc.get_freeze_count() > 0
    assert gc.get_threshold() == (30_000, 5, 5)


@pytest.mark.usefixtures("as_python_starts")
def test_the_first_word_holds() -> None:
    collect_seldom(30_000, 5)
    collect_seldom()
    assert gc.get_threshold() == (30_000, 5, 5)
