"""Every route answers everybody without breaking: nobody, each of the cast, with keys that exist and keys that do not."""

import json
from collections.abc import Iterator
from functools import cache
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.test.client import MULTIPART_CONTENT

from shian.doors.ui.said import own_holder
from shian.kernel.wall import worn
from shian.loop.actions import draft_commitment
from shian.loop.models import Finding
from shian.people.models import Post
from shian.people.queries import actor_for
from shian.registry.models import Business
from tests.addresses import KINDS, Address, address_book
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.roles import as_root
from tests.world import World, business, small_county

WHO = ["nobody", "office", "leader", "town", "village", "station", "grid", "neighbour", "stranger", "甲饭店/principal"]
Things = dict[type[Any] | None, UUID]


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    # On this one morning who somebody is changes only where a post is given away: what they may see then matters not here.
    monkeypatch.setattr("shian.config.middleware.actor_for", cache(actor_for))
    monkeypatch.setattr("shian.doors.entrance.shell.own_holder", cache(own_holder))
    settings.MEDIA_ROOT = tmp_path
    world = small_county()
    shop = business(world)
    bound_and_planned(world)
    visited(world, shop)
    with worn(office := world.actor("office")):
        draft_commitment(world.posts["village"], by=office, now=world.now)
    return world


def things(world: World) -> Things:
    """One of every kind that an address may name; of what the world has none, a key that nothing has."""
    with as_root():
        found = {kind: kind._base_manager.values_list("pk", flat=True).first() for kind in KINDS.values() if kind}
    return {None: uuid4()} | {kind: key or uuid4() for kind, key in found.items()} | {Post: world.posts["village"].pk}


def broken(client: Client, there: Things) -> Iterator[str]:
    """What breaks at the real thing that each address names."""
    for one in address_book():
        key = there[one.of] if one.keyed else ""
        yield from _broken(client, one, one.at(key, next(iter(there.values()))))


def broken_elsewhere(client: Client, there: Things) -> Iterator[str]:
    """What breaks at nothing, and at things of another kind."""
    for one in (one for one in address_book() if one.keyed):
        for key in (uuid4(), there[Business], there[Finding]):
            yield from _broken(client, one, one.at(key, key))


def _broken(client: Client, one: Address, address: str) -> Iterator[str]:
    body: Any = {"note": "话"}
    asked = ("application/json", json.dumps(body)) if "/api/" in address else (MULTIPART_CONTENT, body)
    if address != "/logout":
        answers = [client.get(address), client.post(address, asked[1], content_type=asked[0])]
        yield from (
            f"{a.request['REQUEST_METHOD']} {one.text} {a.status_code}" for a in answers if a.status_code >= 500
        )


def test_every_route_answers_everybody(world: World) -> None:
    there = things(world)
    assert {who: found for who in WHO if (found := list(broken(_caller(world, who), there)))} == {}
    assert list(broken_elsewhere(_caller(world, "office"), there)) == []


def _caller(world: World, who: str) -> Client:
    client = Client() if who == "nobody" else entered(world, who)
    client.raise_request_exception = False
    return client
