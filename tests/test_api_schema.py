"""Whatever the description of the API allows, and much that it does not: no answer is a server error."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from shian.doors.api.mount import api
from shian.kernel.wall import worn
from shian.people.actions.accounts import issue_token
from tests import world as stage
from tests.world import FOUNDER

EXAMPLES = 10


@contextmanager
def one_connection() -> Iterator[None]:
    """A real WSGI call ends by closing its connection, which here holds the transaction of the test."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def secret(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The office's token: whoever may do most can break most. One county for all endpoints; each test is rolled back."""
    with django_db_blocker.unblock(), one_connection(), transaction.atomic():
        world = stage.small_county()
        stage.business(world)
        with worn(FOUNDER):
            until = timezone.now() + timedelta(hours=1)
            told = issue_token(world.people["office"], "schemathesis", expires_at=until, by=FOUNDER)[1]
        yield told
        transaction.set_rollback(True)


# Fuzzing only: the phase that tries every boundary of every field asks eighty times an endpoint, minutes in all.
fuzzing = schemathesis.Config.from_dict({"phases": {"coverage": {"enabled": False}}})
described = schemathesis.openapi.from_dict(dict(api.get_openapi_schema(path_prefix="/api/v1/")), config=fuzzing)
described.app = get_wsgi_application()


@described.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_is_a_server_error(case: Case, secret: str, db: None) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {secret}"})
    if {"Token": []} in case.operation.definition.raw.get("security", []):  # a token makes no tickets
        assert answer.status_code != 401
    case.validate_response(answer, checks=[not_a_server_error])
