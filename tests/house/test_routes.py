"""Every route answers everybody without breaking: nobody, each of the cast, with keys that exist and keys that do not."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from shian.kernel.wall import worn
from shian.loop.queries import worklist
from shian.registry.models import Business
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.world import FOUNDER, TODAY, World, business, small_county

WHO = ["nobody", "office", "leader", "town", "village", "station", "grid", "neighbour", "stranger", "甲饭店/principal"]
WORDS = {"verb": "push", "kind": "businesses", "key": "coverage"}


def routes(patterns: "list[URLPattern | URLResolver]", before: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every path of the house with its converters."""
    for one in patterns:
        path = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from routes(one.url_patterns, path)
        elif not path.startswith(("^", "(?")) and "(?P" not in path:
            yield path, one.pattern.converters


def filled(path: str, converters: dict[str, Any], key: UUID) -> str:
    for name, converter in converters.items():
        kind = type(converter).__name__.removesuffix("Converter").lower()
        value = {"uuid": str(key), "int": "1"}.get(kind, WORDS.get(name, "some"))
        path = path.replace(f"<{kind}:{name}>", value).replace(f"<{name}>", value)
    return f"/{path}"


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


@pytest.fixture
def shop(world: World) -> Business:
    shop = business(world)
    bound_and_planned(world)
    return shop


def keys(world: World, shop: Business) -> list[UUID]:
    """Things that are there, and one that is not."""
    (finding,) = visited(world, shop)
    with worn(FOUNDER):
        other = business(world, "乙饭店")
        tasks = worklist(world.actor("village"), on=TODAY).values_list("pk", flat=True)
        return [uuid4(), finding, shop.pk, other.pk, world.posts["village"].pk, *tasks[:1]]


def broken(world: World, who: str, there: list[UUID]) -> list[str]:
    """What breaks for one of them."""
    client = Client() if who == "nobody" else entered(world, who)
    client.raise_request_exception = False
    found = []
    for path, converters in routes(get_resolver().url_patterns):
        keyed = any("UUID" in type(converter).__name__ for converter in converters.values())
        for key in there if keyed else there[:1]:
            address = filled(path, converters, key)
            answers = [] if address == "/logout" else [client.get(address), client.post(address, {"note": "话"})]
            found += [f"{who} {one.request['REQUEST_METHOD']} {address}" for one in answers if one.status_code >= 500]
    return found


def test_every_route_answers_everybody(world: World, shop: Business) -> None:
    there = keys(world, shop)
    assert [one for who in WHO for one in broken(world, who, there if who == "office" else there[:3])] == []
