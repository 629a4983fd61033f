"""Every list is read through an index, also under the second wall: EXPLAIN, as the application, over a county's worth of rows.

Row-level security lets only leakproof conditions near an index. A LIKE, or a function of one's own, would pass every
test of what is answered and read the whole table for each page.
"""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.db import connection, models, transaction
from pytest_django import DjangoDbBlocker

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.insight.figure import Question
from shian.insight.queries import completion_rows
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.ids import floor_id
from shian.kernel.lens import Scoped
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger import queries as ledger
from shian.ledger.models import Entry
from shian.loop import queries as loop
from shian.loop.models import Duty, Finding, Task
from shian.packs.periods import parse_period
from shian.registry.models import Business
from shian.registry.queries.register import Filter, register
from tests.rows import any_row, keys_may_dangle

ROWS = 50_000
TODAY, NOW = date(2026, 9, 14), datetime(2026, 9, 14, 2, tzinfo=UTC)
COUNTY, TOWN, VILLAGE = "cn/33/04/07/", "cn/33/04/07/007/", "cn/33/04/07/007/007/"
PREFIX = f"{floor_id(NOW).hex[:12]}7"
SEES = frozenset({"see"})
# The n-th row lies in one of 20 counties × 20 towns × 10 villages, belongs to business n, and is held by post n / 25.
PLACE = "'cn/33/04/' || lpad(mod(n, 20)::text, 2, '0') || '/' || lpad(mod(n / 20, 20)::text, 3, '0') || '/' || lpad(mod(n / 400, 10)::text, 3, '0') || '/'"
VARIED = {
    "state": "CASE WHEN mod(n, 3) = 0 THEN 'urged' ELSE 'closed' END",
    "due": "date '2026-07-01' + mod(n, 180)",
    "name": "'店' || n",
    "programme": "'guarantee_visit'",
}


def key(kind: str, n: int | str) -> str:
    """A key of 2026 made of a kind and a number, the same in every table that names it."""
    return f"('{PREFIX}' || substr(md5('{kind}' || ({n})), 1, 3) || '8' || substr(md5('{kind}' || ({n})), 5, 15))::uuid"


KEYS = {
    "business_id": key("b", "n"),
    "business_key": key("b", "n"),
    "holder_id": f"CASE WHEN mod(n, 4) > 0 THEN {key('p', 'n / 25')} END",  # a fix is owed by the business itself
    "post_id": key("p", "n / 25"),
    "finding_id": key("f", "n"),
}
MODELS: list[type[Scoped]] = [Business, Task, Finding, Duty, Sheet, Entry]


@pytest.fixture(scope="module")
def full(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Fifty thousand rows in each big table, for the tests of this page only."""
    with django_db_blocker.unblock(), transaction.atomic():
        for model in MODELS:
            fill(model)
        yield
        transaction.set_rollback(True)
    with django_db_blocker.unblock():
        connection.close()


def fill(model: type[Scoped]) -> None:
    """Set-based: one row as a pattern, what differs said in SQL."""
    pattern = any_row(model, path="cn/", **({"state": "open"} if model is Task else {}))
    columns = {f.column: expression(model, f, pattern) for f in model._meta.concrete_fields if not f.has_db_default()}
    values = [value for _sql, values in columns.values() for value in values]
    table = model._meta.db_table
    with keys_may_dangle(), connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({', '.join(columns)}) "
            f"SELECT {', '.join(sql for sql, _values in columns.values())} FROM generate_series(1, {ROWS}) AS n",
            values,
        )
        cursor.execute("SET LOCAL default_statistics_target = 200")  # every row is counted: no sample, no luck
        cursor.execute(f"ANALYZE {table}")


def expression(model: type[Scoped], field: Any, pattern: Scoped) -> tuple[str, list[Any]]:
    kind = {Business: "b", Finding: "f"}.get(model, model.__name__)
    if field.primary_key:
        return key(str(kind), "n"), []
    if field.column in ("path", "path_then"):
        return PLACE, []
    if field.column in KEYS:
        return KEYS[field.column], []
    if field.column in VARIED and not (model is Task and field.column == "state"):
        return VARIED[field.column], []
    value = getattr(pattern, field.attname)
    return f"%s::{field.db_type(connection)}", [field.get_db_prep_value(value, connection)]


# --- who asks what ---

OFFICE = Actor("office", grants=(Grant(SEES, Reach.GROUND, COUNTY, clearance=Secrecy.CASE),))


def of_number(kind: str, n: int) -> UUID:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key(kind, n)}")
        return UUID(str(cursor.fetchone()[0]))


def cadre() -> Actor:
    post = of_number("p", 100)
    grants = (
        Grant(SEES, Reach.GROUND, VILLAGE),
        Grant(SEES, Reach.HELD, clearance=Secrecy.SEALED, only=frozenset({post})),
        Grant(SEES, Reach.PARTY),
    )
    return Actor("cadre", person=post, post=post, posts=frozenset({post}), grants=grants)


def principal() -> Actor:
    shop = of_number("b", 2500)
    grants = (Grant(SEES, Reach.OWN, only=frozenset({shop})), Grant(SEES, Reach.PARTY))
    return Actor("principal", person=shop, businesses=frozenset({shop}), grants=grants)


def asked(within: str) -> Question:
    return Question("guarantee_visit", parse_period("2026Q3"), within, NOW, TODAY, late_window=10)


@dataclass(frozen=True)
class List:
    """A list of a page: who asks, what, of which big table, and by which column it must be reached."""

    title: str
    viewer: Callable[[], Actor]
    rows: Callable[[Actor], "models.QuerySet[Any]"]
    table: type[Scoped]
    by: tuple[str, ...]


def shop_of(viewer: Actor) -> Business:
    return Business(pk=next(iter(viewer.businesses), None) or of_number("b", 2500))


LISTS = [
    List("a cadre's worklist", cadre, lambda v: loop.worklist(v, on=TODAY), Task, ("holder_id", "path")),
    List("a shop's worklist", principal, lambda v: loop.worklist(v, on=TODAY), Task, ("business_id",)),
    List("what is overdue", lambda: OFFICE, lambda v: loop.overdue(v, on=TODAY), Task, ("path",)),
    List("what is overdue in a town", lambda: OFFICE, lambda v: loop.overdue(v, on=TODAY, within=TOWN), Task, ("path",)),
    List("what is owed at a door", cadre, lambda v: loop.tasks_at(shop_of(v), viewer=v, on=TODAY), Task, ("business_id",)),
    List("the findings of a county", lambda: OFFICE, lambda v: loop.findings(v), Finding, ("path",)),
    List("the findings of a village", cadre, lambda v: loop.findings(v), Finding, ("path", "holder_id")),
    List("the findings of a shop", principal, lambda v: loop.findings(v), Finding, ("business_id",)),
    List("findings sought", lambda: OFFICE, lambda v: loop.sought(v, loop.Sought(within=TOWN, state="all")), Finding, ("path",)),
    List("what came back", cadre, loop.came_back, Finding, ("path", "holder_id")),
    List("the register", lambda: OFFICE, register, Business, ("path",)),
    List("the register of a kind", lambda: OFFICE, lambda v: register(v, Filter(kind="x", within=TOWN)), Business, ("path",)),
    List("a cadre's register", cadre, register, Business, ("path",)),
    List("the rows of a figure", lambda: OFFICE, lambda v: completion_rows(v, asked(COUNTY)), Task, ("path", "path_then")),
    List("open rows of a town", lambda: OFFICE, lambda v: completion_rows(v, asked(TOWN), part="open"), Task, ("path", "path_then")),
    List("sheets of a business", cadre, lambda v: checklists.sheets_of(shop_of(v).pk, viewer=v), Sheet, ("business_id",)),
    List("whose duty it is", cadre, lambda v: loop.duties_of(shop_of(v), viewer=v), Duty, ("business_id",)),
    List("the ledger of a town", lambda: OFFICE, lambda v: ledger.entries(v, within=TOWN), Entry, ("path",)),
    List("the ledger of a thing", lambda: OFFICE, lambda v: ledger.entries(v, subject=of_number("b", 1)), Entry, ("subject_id",)),
]  # fmt: skip


@pytest.mark.parametrize("asked", LISTS, ids=lambda one: one.title)
def test_a_page_of_a_list_is_read_by_an_index(full: None, asked: List) -> None:
    viewer = asked.viewer()
    with worn(viewer):
        assert whole_reads(asked.rows(viewer)[:50], asked.table, asked.by) == []


@pytest.mark.parametrize("asked", LISTS, ids=lambda one: one.title)
def test_counting_a_list_is_no_whole_read_either(full: None, asked: List) -> None:
    """The pager counts: without an order, and to the end."""
    viewer = asked.viewer()
    with worn(viewer):
        assert whole_reads(asked.rows(viewer).order_by(), asked.table, asked.by) == []


def test_a_whole_read_would_be_noticed(full: None) -> None:
    with worn(OFFICE):
        forgotten = Task.objects.filter(state="open")
        like = Business.objects.visible_to(OFFICE).none() | Business.objects.filter(path__startswith=TOWN)
        assert whole_reads(forgotten[:50], Task, ("path",))
        assert whole_reads(like[:50], Business, ("path",))


# --- reading a plan ---


def whole_reads(rows: "models.QuerySet[Any]", table: type[Scoped], by: tuple[str, ...]) -> list[str]:
    """How a plan reads the big table otherwise than by a condition on one of these columns."""
    (plan,) = json.loads(rows.explain(format="json"))
    tables = {table._meta.db_table, f"{table._meta.db_table}_2026"}
    reads = [node for node in nodes(plan["Plan"]) if node.get("Relation Name") in tables]
    assert reads, "the plan does not read the table at all"
    return [
        f"{n['Node Type']} {conditions(n)}" for n in reads if not any(f"({column} " in conditions(n) for column in by)
    ]


def conditions(node: dict[str, Any]) -> str:
    """The index conditions of a read, and of the bitmaps below it; columns without their casts and tables."""
    below = [one for child in node.get("Plans", []) for one in nodes(child)]
    said = " ".join(str(one.get("Index Cond", "")) for one in [node, *below])
    return (
        said.replace("(path)::text", "(path")
        .replace("(path_then)::text", "(path_then")
        .replace("(subject_id)::text", "(subject_id")
    )


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for child in plan.get("Plans", []):
        yield from nodes(child)
