"""The gate's ports as config installs them stay in place after a test that takes them out."""

from collections.abc import Iterator

import pytest

from shian.kernel import ports


@pytest.fixture
def unwired() -> Iterator[None]:
    before = ports.ports()
    ports.uninstall()
    yield
    ports.install(before.recorder, before.grants, before.outbox)
