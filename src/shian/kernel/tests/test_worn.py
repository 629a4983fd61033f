"""What is worn, inside what was worn before; and what is left after an error."""

from typing import Any

import pytest
from django.db import OperationalError, connection

from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import wearing, worn, worn_together

pytestmark = pytest.mark.django_db

ONE, OTHER = (
    Actor(
        name,
        person=new_id(),
        posts=frozenset({new_id()}),
        businesses=frozenset({new_id()}),
        grants=(
            Grant(frozenset({"see"}), Reach.GROUND, path, clearance=Secrecy.CASE),
            Grant(frozenset({"see"}), Reach.GROUND, "", clearance=Secrecy.SEALED),
            Grant(frozenset({"see"}), Reach.HELD, "cn/99/", clearance=Secrecy.SEALED),
        ),
    )
    for name, path in [("one", "cn/33/"), ("other", "cn/34/")]
)


def settings() -> dict[str, str]:
    names = [f"ground_{n.value}" for n in Secrecy] + ["own", "held", "party"]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT " + ", ".join("coalesce(current_setting(%s, true), '')" for _ in names),
            [f"shian.{name}" for name in names],
        )
        return dict(zip(names, cursor.fetchone(), strict=True))


def told_of(*actors: Actor) -> dict[str, str]:
    """What the database is told: only the grounds of ground grants, up to their clearance."""
    grounds = ",".join(sorted({a.grants[0].path for a in actors}))
    told = {"ground_0": grounds, "ground_1": grounds, "ground_2": grounds, "ground_3": ""}
    ids: dict[str, Any] = {"own": lambda a: a.businesses, "held": lambda a: a.posts, "party": lambda a: {a.person}}
    return told | {kind: ",".join(sorted({str(i) for actor in actors for i in of(actor)})) for kind, of in ids.items()}


def test_the_inner_hides_the_outer_and_gives_it_back() -> None:
    nothing = settings()
    assert set(nothing.values()) == {""}
    with worn(ONE):
        assert (wearing(), settings()) == (ONE, told_of(ONE))
        with worn(OTHER):
            assert (wearing(), settings()) == (OTHER, told_of(OTHER))
        assert (wearing(), settings()) == (ONE, told_of(ONE))
        with worn(NOBODY):
            assert settings() == nothing
        assert settings() == told_of(ONE)
    assert (wearing(), settings()) == (NOBODY, nothing)


def test_after_an_error_the_outer_is_worn_again() -> None:
    with worn(ONE):
        with pytest.raises(ZeroDivisionError), worn(OTHER):
            raise ZeroDivisionError
        assert (wearing(), settings()) == (ONE, told_of(ONE))
        with pytest.raises(Exception, match="division by zero"), worn(OTHER), connection.cursor() as cursor:
            cursor.execute("SELECT 1 / 0")
        assert (wearing(), settings()) == (ONE, told_of(ONE))


def test_several_are_worn_together_and_none_of_them_is_the_one() -> None:
    with worn_together([ONE, OTHER]):
        assert (wearing(), settings()) == (NOBODY, told_of(ONE, OTHER))
    with worn_together([]):
        assert set(settings().values()) == {""}


def test_a_look_may_be_given_a_time() -> None:
    with pytest.raises(OperationalError, match="timeout"), worn(ONE, seconds=0.05), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2)")
