"""What is worn is worn for one transaction, inner over outer, and never left on."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from shian.kernel.actor import NOBODY, Actor, Grant, Reach
from shian.kernel.ids import new_id
from shian.kernel.lens import Reached
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import policy, wearing, worn
from shian.territory.models import Place

pytestmark = pytest.mark.django_db


def looker(path: str, clearance: Secrecy = Secrecy.INTERNAL) -> Actor:
    return Actor(path, grants=(Grant(frozenset({"see"}), Reach.GROUND, path, clearance=clearance),))


def setting(name: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT coalesce(current_setting(%s, true), '')", [f"shian.{name}"])
        return str(cursor.fetchone()[0])


def test_the_inner_is_worn_over_the_outer_and_taken_off_again() -> None:
    with worn(looker("cn/1/")) as outer:
        with worn(looker("cn/2/")) as inner:
            assert wearing() is inner
            assert setting("ground_1") == "cn/2/"
        assert wearing() is outer
        assert setting("ground_1") == "cn/1/"
    assert wearing() is NOBODY
    assert setting("ground_1") == ""


def test_an_error_takes_the_inner_off_too() -> None:
    with worn(looker("cn/1/")) as outer:
        with pytest.raises(KeyError), worn(looker("cn/2/")):
            raise KeyError
        assert wearing() is outer
        assert setting("ground_1") == "cn/1/"


def test_an_error_of_the_database_is_told_as_what_it_was() -> None:
    with worn(looker("cn/1/")):
        Place.objects.create(code="1", name="x", path="cn/1/", level="village")
        with pytest.raises(IntegrityError, match="path"), worn(looker("cn/2/")):
            Place.objects.create(code="2", name="x", path="cn/1/", level="village")
        assert setting("ground_1") == "cn/1/"
        assert Place.objects.count() == 1


def test_a_class_is_opened_by_its_clearance_only() -> None:
    with worn(looker("cn/1/", Secrecy.CASE)):
        assert [setting(f"ground_{s.value}") for s in Secrecy] == ["cn/1/", "cn/1/", "cn/1/", ""]


def test_all_reaches_are_told_to_the_database() -> None:
    person, post, business = new_id(), new_id(), new_id()
    actor = Actor("x", person=person, posts=frozenset({post}), businesses=frozenset({business}))
    with worn(actor):
        assert (setting("party"), setting("held"), setting("own")) == (str(person), str(post), str(business))
    assert (setting("party"), setting("held"), setting("own")) == ("", "", "")


@pytest.mark.django_db(transaction=True)
def test_after_the_transaction_the_connection_wears_nobody() -> None:
    with worn(looker("cn/1/")):
        pass
    with transaction.atomic():
        assert setting("ground_1") == ""
    with pytest.raises(ZeroDivisionError), worn(looker("cn/1/")):
        _nothing = 1 / 0
    assert setting("ground_1") == ""


def test_a_slow_question_is_broken_off() -> None:
    with pytest.raises(DatabaseError), worn(looker("cn/1/"), seconds=0.05), connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(2)")


def test_a_policy_names_only_the_reaches_a_table_has() -> None:
    assert "shian_ids" not in policy(Reached())
    assert "(holder_id = ANY" in policy(Reached(held="holder_id"))
    assert policy(Reached()).count("path ^@ ANY") == len(Secrecy)
