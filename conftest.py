"""What every test stands on."""

from collections.abc import Iterator

import pytest
from django.core.management.sql import sql_flush


@pytest.fixture(scope="session", autouse=True)
def _flush_cascades() -> Iterator[None]:
    """Stories with real commits empty all tables afterwards; some tables (the name search) are not Django's, so the
    emptying has to follow foreign keys."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.core.management.commands.flush.sql_flush", _cascading)
        yield


def _cascading(*args: object, **kwargs: object) -> list[str]:
    return sql_flush(*args, **{**kwargs, "allow_cascade": True})  # type: ignore[arg-type]
