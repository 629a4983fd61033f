"""The database of the tests: made anew as its owner, used as the application's role. And what may not hang on luck."""

import os
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from django.core.cache import cache
from django.core.management.sql import sql_flush
from django.utils import translation
from hypothesis import HealthCheck, settings
from psycopg import sql
from pytest_django import DjangoDbBlocker

from shian.config.cluster.access import ROOT, Access
from shian.config.cluster.bootstrap import make_database
from shian.config.migrating import migrate
from shian.kernel.collecting import collect_seldom
from tests.catalogue import compiled

pytest_plugins = ["tests.fixtures"]

# The same examples each time, and none fails because the machine had other things to do. Whoever looks for more: HYPOTHESIS=luck.
settings.register_profile(
    "same", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
settings.register_profile("luck", settings.get_profile("same"), derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS", "same"))


def pytest_sessionstart() -> None:
    """English is spoken in tests too, on a machine where nobody ran `make setup` since the last sentence."""
    compiled()


def pytest_collection_finish() -> None:
    """A tenth of each page asked for, and a third of making the tables, was looking for garbage among all modules there are."""
    collect_seldom()


WANT_A_DATABASE = {"db", "transactional_db", "django_db_setup", "live_server"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--without-database", action="store_true", help="only the tests of rules: plain values in, values out"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A process that forks for every mutant must not hold a connection."""
    if config.getoption("--without-database"):
        wanting = [item for item in items if _wants_a_database(item)]
        config.hook.pytest_deselected(items=wanting)
        items[:] = [item for item in items if item not in wanting]


def _wants_a_database(item: pytest.Item) -> bool:
    wanted = set(getattr(item, "fixturenames", []))
    return item.get_closest_marker("django_db") is not None or bool(WANT_A_DATABASE & wanted)


@pytest.fixture(autouse=True)
def only_the_database_of_the_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that a test calls must not open the house's own: every later test of the process would be asked of that."""
    monkeypatch.setattr("shian.config.databases.use", lambda: pytest.fail("this test opens the house's own database"))


@pytest.fixture(autouse=True)
def nothing_stays() -> Iterator[None]:
    """A page read in English must not make the next test's sentences English, nor may what this process remembers of a county
    or an address outlive the test that told it: which files a worker has before is luck."""
    yield
    translation.deactivate()
    cache.clear()


def make_anew(access: Access, name: str) -> None:
    """The cluster counts its rows only when it is told to: counting is a transaction of its own, for which the outbox would
    wait, and after it the same question may be answered in another way. What tests leave behind it goes on clearing away:
    without that every question walks through the rows of all tests before."""
    with psycopg.connect(access.uri(ROOT, "postgres"), autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET autovacuum_analyze_threshold = 2147483647")
        connection.execute("SELECT pg_reload_conf()")
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))
        make_database(connection, name)


@pytest.fixture(scope="session")
def django_db_setup(django_db_blocker: DjangoDbBlocker) -> None:
    from django.conf import settings  # noqa: PLC0415  settings exist once pytest-django has read its own

    make_anew(settings.ACCESS, settings.TEST_DATABASE)
    with django_db_blocker.unblock():
        migrate(verbosity=0)


@pytest.fixture(scope="session", autouse=True)
def _flush_cascades() -> Iterator[None]:
    """Stories with real commits empty all tables afterwards; some tables (the name search) are not Django's, so the
    emptying has to follow foreign keys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.sql_flush", _cascading)
        yield


def _cascading(*args: Any, **kwargs: Any) -> list[str]:
    return sql_flush(*args, **{**kwargs, "allow_cascade": True})
