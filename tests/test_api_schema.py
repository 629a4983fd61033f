"""Whatever the description of the API allows, and much that it does not: no answer is a server error."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from hypothesis import HealthCheck, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error

from shian.doors.api.mount import api
from shian.kernel.wall import worn
from shian.people.actions.accounts import issue_token
from tests import world as stage
from tests.world import FOUNDER

EXAMPLES = 8


@pytest.fixture
def secret(db: None) -> Iterator[str]:
    """The office's token: whoever may do most can break most."""
    world = stage.small_county()
    stage.business(world)
    with worn(FOUNDER):
        until = timezone.now() + timedelta(hours=1)
        yield issue_token(world.people["office"], "schemathesis", expires_at=until, by=FOUNDER)[1]


described = schemathesis.openapi.from_dict(dict(api.get_openapi_schema(path_prefix="/api/v1/")))
described.app = get_wsgi_application()


@described.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_no_answer_is_a_server_error(case: Case, secret: str) -> None:
    answer = case.call(headers={"Authorization": f"Bearer {secret}"})
    case.validate_response(answer, checks=[not_a_server_error])
