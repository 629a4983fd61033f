"""Many rows in one statement: read back as they were, whatever stands in them."""

from typing import Any

import pytest
from django.db import DataError, connection, transaction

from shian.kernel.bulk import MANY, by_column, insert_values, pipelined
from shian.people.models import Role

pytestmark = pytest.mark.django_db
ODD = ("", "甲\n乙", "a\tb", "\\N", "{1,2}", '"', "'; --", "NULL", "null")


def roles(number: int, **changed: Any) -> list[dict[str, Any]]:
    return [
        {"key": f"r{n}", "title": ODD[n % len(ODD)], "title_en": "x", "verbs": ["see", 'a"b,{}\\'], "clearance": n % 3,
         "categories": [], "reach": "ground", "system": n % 2 == 0, **changed}
        for n in range(number)
    ]  # fmt: skip


def stored() -> dict[str, tuple[Any, ...]]:
    rows = Role.objects.filter(key__startswith="r").values_list("key", "title", "verbs", "clearance", "system")
    return {row[0]: row[1:] for row in rows}


@pytest.mark.parametrize("number", [2, MANY, MANY + 7])
def test_few_and_many_rows_are_read_back_as_they_were(number: int) -> None:
    rows = roles(number)
    assert insert_values(Role, rows) == number
    assert stored() == {row["key"]: (row["title"], row["verbs"], row["clearance"], row["system"]) for row in rows}


def test_what_all_rows_say_alike_is_said_once_and_stands_in_each() -> None:
    rows = roles(3, title="同", verbs=["see"])
    assert insert_values(Role, rows) == 3
    assert stored() == {row["key"]: ("同", ["see"], row["clearance"], row["system"]) for row in rows}


def test_a_value_that_only_some_rows_have_is_given_to_no_other() -> None:
    rows = [{**row, "title_en": said} for row, said in zip(roles(3), ("a", "", "a"), strict=True)]
    insert_values(Role, rows)
    assert list(Role.objects.filter(key__startswith="r").order_by("key").values_list("title_en", flat=True)) == [
        "a", "", "a",
    ]  # fmt: skip


def test_a_statement_that_is_run_again_is_kept_by_the_server() -> None:
    for number in range(3):
        insert_values(Role, [{**roles(1)[0], "key": f"r{number}"}])
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE 'INSERT INTO people_role %'")
        assert cursor.fetchone() == (1,)


def test_a_value_with_our_own_sign_in_it_goes_the_other_way() -> None:
    rows = roles(MANY)
    rows[3]["title"] = "a\x1eb"
    assert by_column({"title": [row["title"] for row in rows]}, [("title", "%s")]) is None
    insert_values(Role, rows)
    assert stored()["r3"][0] == "a\x1eb"


def test_a_text_that_is_too_long_is_refused_and_never_cut_short() -> None:
    with pytest.raises(DataError), transaction.atomic():
        insert_values(Role, roles(MANY, title="长" * 61))
    assert not stored()


def test_what_the_database_refuses_within_a_pipeline_is_raised_at_its_end() -> None:
    with pytest.raises(DataError), transaction.atomic(), pipelined():
        insert_values(Role, roles(3, title="长" * 61))
    assert not stored()


def test_rows_sent_in_a_pipeline_are_there_after_it() -> None:
    with pipelined():
        insert_values(Role, roles(5))
    assert len(stored()) == 5
