"""The county which most tests begin with is copied: it must be the one that the verbs make."""

from collections.abc import Callable

import pytest
from django.apps import apps
from django.db import connection, transaction
from psycopg import sql

from shian.kernel.wall import worn
from tests.laid_down import DJANGO_S_OWN
from tests.world import FOUNDER, NOW, World, by_the_verbs, small_county


def rows_of(lay: Callable[[], World]) -> dict[str, int]:
    """How many rows lie in each table afterwards; they go again."""
    tables = {model._meta.db_table for model in apps.get_models()} - DJANGO_S_OWN
    with worn(FOUNDER), transaction.atomic(), connection.cursor() as cursor:
        world = lay()
        assert world.actor("office").person == world.people["office"].pk
        counts = {}
        for table in tables:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table)).as_string())
            (counts[table],) = cursor.fetchone() or (0,)
        transaction.set_rollback(True)
    return counts


@pytest.mark.django_db
@pytest.mark.parametrize("stands", [True, False])
def test_what_is_copied_is_what_the_verbs_make(monkeypatch: pytest.MonkeyPatch, *, stands: bool) -> None:
    if stands:
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    rows_of(small_county)  # by the verbs, where no test asked before
    assert rows_of(small_county) == rows_of(by_the_verbs)
    assert sum(rows_of(small_county).values()) > 500
