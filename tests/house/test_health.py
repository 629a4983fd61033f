"""What outside watchers ask."""

import pytest
from django.test import Client

from shian.config import health
from shian.kernel import tables


def test_alive_asks_no_database(client: Client) -> None:
    assert client.get("/healthz").status_code == 200


@pytest.mark.django_db
def test_ready_wants_every_migration(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "wanted_migrations", lambda: {("people", "9999_never_written")})
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["reason"] == "1 migrations are not applied: run `shian migrate`"


@pytest.mark.django_db
def test_ready_wants_the_law(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(health, "law_is_loaded", lambda: False)
    assert client.get("/readyz").status_code == 503
    monkeypatch.setattr(health, "law_is_loaded", lambda: True)
    assert client.get("/readyz").json() == {"ready": True, "reason": ""}
    assert client.get("/readyz").status_code == 200
