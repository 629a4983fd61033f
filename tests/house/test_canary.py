"""Every route, asked by everybody, with rows planted where they may not look: no word, no number, no count of them comes out."""

import json
import logging
import re
import zipfile
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from django.db.models import F
from django.http import HttpRequest, JsonResponse
from django.test import Client, override_settings
from django.test.client import MULTIPART_CONTENT
from django.urls import path
from django.views.decorators.http import require_POST
from pytest_django import DjangoDbBlocker

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.doors.ui.said import own_holder
from shian.double_random.models import RandomPlan
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.loop.actions import draft_commitment
from shian.loop.models import Duty, Finding, Task
from shian.people.models import Post
from shian.people.queries import actor_for
from shian.registry.models import Business
from shian.sealed.models import CustodianKey, SealedClue, SealedFile
from tests.addresses import SHEET, Address, address_book
from tests.at_the_doors import VISIT, bound_and_planned, entered, stand_still, visited
from tests.canaries import Nest, hide, templates, untouched
from tests.roles import as_root
from tests.world import CAST, COUNTY, FOUNDER, TOWN, VILLAGE, World, answers, business, small_county

BESIDE, AWAY = "cn/33/04/83/101/001/", "cn/33/04/81/"
NESTS = {
    "here": (VILLAGE, Secrecy.INTERNAL),
    "beside": (BESIDE, Secrecy.INTERNAL),
    "away": (AWAY, Secrecy.INTERNAL),
    "case": (VILLAGE, Secrecy.CASE),
    "sealed": (VILLAGE, Secrecy.SEALED),
}
HIDDEN_FROM = {
    "office": ["away", "sealed"],
    "village": ["beside", "away", "case", "sealed"],
    "甲饭店/principal": ["here", "beside", "away", "case", "sealed"],
    "neighbour": ["here", "away", "case", "sealed"],
    "stranger": ["here", "beside", "case", "sealed"],
    "department": ["beside", "away", "case", "sealed"],
    "nobody": ["here", "beside", "away", "case", "sealed"],
}
# Whose post stands on the ground of a nest: that somebody holds it is public, its page is not.
HOLDERS = {"here": "village", "beside": "neighbour", "away": "stranger"}
WORD = "雀QZ"
FIGURE = "programme=guarantee_visit&period=2026Q3"
NO_ROWS = re.compile(r"^/(logout|login|language|password|healthz|readyz|help|import/template|api/v1/openapi.json)")
# What is asked of every page without a key (as it is, for a ground that may not be the asker's, with hidden words, as a
# file), and of those with this in their name besides.
ASKED = ["", f"?within={AWAY}&{FIGURE}&part=open&side=all", f"?q={WORD}&words={WORD}", f"?export=csv&{FIGURE}"]
BESIDES = {
    "businesses": [f"?q={WORD}", "?q=7531", "?export=xlsx"],
    "people": ["?words=7531"],
    "completion": ["?export=xlsx", f"?within={COUNTY}&{FIGURE}&by=village"],
}
NOISE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[A-Za-z0-9]{64}|nonce=\"[^\"]+\"|nonce-[\w+/=-]+|csrf[^\"]*\"[^\"]+\""
)
SAID = {"note": "话", "reason": "话", "confirm": "1", "on": "2026-09-14", "state": "closed", "outcome": "shut"}


@pytest.fixture(scope="module")
def county(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """One world for the whole page. On its one morning who somebody is does not change, so it is worked out once."""
    files: Path = tmp_path_factory.mktemp("files")
    with pytest.MonkeyPatch.context() as patch, override_settings(MEDIA_ROOT=files), django_db_blocker.unblock():
        stand_still(patch)
        patch.setitem(CAST, "department", (TOWN, "other_department", "", ""))
        patch.setattr("shian.config.middleware.actor_for", cache(actor_for))
        patch.setattr("shian.doors.entrance.shell.own_holder", cache(own_holder))
        logging.getLogger("django.request").setLevel(logging.CRITICAL)
        with transaction.atomic():
            yield _visited_county()
            transaction.set_rollback(True)


def _visited_county() -> World:
    world = small_county()
    shop = business(world)
    bound_and_planned(world)
    visited(world, shop)
    with worn(office := world.actor("office")):
        draft_commitment(world.posts["village"], by=office, now=world.now)
    return world


@pytest.fixture(scope="module")
def known(county: World) -> dict[str, set[str]]:
    return methods(county)


@pytest.fixture
def world(county: World) -> Iterator[World]:
    """The same for every test, whatever the one before did."""
    with transaction.atomic():
        yield county
        transaction.set_rollback(True)


def nests(world: World, names: list[str]) -> list[Nest]:
    like = templates()
    holder = world.posts["leader"]
    made = [Nest(f"{WORD}{name.upper()}雀", *NESTS[name], f"1591{n}{n}{n}7531", holder) for n, name in enumerate(names)]
    for name, nest in zip(names, made, strict=True):
        hide(nest, like)
        if name in HOLDERS:
            nest.keys[Post] = world.posts[HOLDERS[name]].pk
    return made


# --- what everybody asks ---


def without_a_key() -> dict[str, str]:
    """Each question to a list or a page, beside the page it is put to."""
    pages = [one.text for one in address_book() if not one.keyed and not NO_ROWS.match(one.text)]
    besides = {page: [one for name, more in BESIDES.items() if name in page for one in more] for page in pages}
    return {page + query: page for page in pages for query in ASKED + besides[page]}


def with_a_key(nest: Nest, own: UUID) -> Iterator[tuple[Address, str]]:
    """Each page of one thing, with the key of the hidden one; a hidden sheet is asked for in one's own shop too."""
    for one in address_book():
        if one.keyed and one.of in nest.keys:
            yield one, one.at(nest.keys[one.of], nest.keys[Sheet])
            if SHEET in one.text:
                yield one, one.at(own, nest.keys[Sheet])


# --- what came of it ---


class Walk:
    """One asker with all the questions, before the rows are planted and after."""

    def __init__(self, world: World, who: str, known: dict[str, set[str]]) -> None:
        self.known = known
        self.client = Client() if who == "nobody" else entered(world, who)
        self.client.raise_request_exception = False
        self.own = _own_shop()
        self.before = {one: self._said(one) for one in without_a_key()}

    def leaks(self, hidden: list[Nest]) -> list[str]:
        """Whatever the asker reads of the hidden rows, or sees by a number, an order, a page that is not what it was."""
        signs = [sign for nest in hidden for sign in nest.signs()]
        return [*self._on_lists(signs), *self._by_key(hidden, signs)]

    def _on_lists(self, signs: list[str]) -> Iterator[str]:
        for address in self._worth_asking_again():
            text = self._said(address)
            yield from (f"reads {sign} at {address}" for sign in signs if sign in text)
            if text != self.before[address]:
                yield f"sees a difference at {address}"

    def _said(self, address: str) -> str:
        """What is answered; to a search alone, as to a field in which somebody types. That somebody took a file away
        stands in the ledger, and is not to stay there."""
        with transaction.atomic():
            typed = {"HX-Request": "true"} if "?q=" in address and "&" not in address else None
            text = plain(self.client.get(address, headers=typed))
            transaction.set_rollback("export=" in address)
        return text

    def _worth_asking_again(self) -> list[str]:
        """A page that gave a question no heed (a file it cannot give, a ground it does not know) is asked without it."""
        pages = without_a_key()
        return [
            one for one, page in pages.items() if one == page or WORD in one or self.before[one] != self.before[page]
        ]

    def _by_key(self, hidden: list[Nest], signs: list[str]) -> Iterator[str]:
        for one, address in self.there("get", hidden):
            answer = self.client.get(address)
            yield from (f"reads {sign} at {one.text}" for sign in signs if sign in read(answer))
            if answer.status_code == 200:
                yield f"is answered 200 at {one.text}"

    def there(self, method: str, hidden: list[Nest]) -> Iterator[tuple[Address, str]]:
        """The pages of the hidden things, one elsewhere and one of a higher class, where anybody is answered so asked."""
        nests = (hidden[0], hidden[-1])
        for one, address in ((one, at) for nest in nests for one, at in with_a_key(nest, self.own)):
            if method in self.known[one.text]:
                yield one, address

    def touched(self, hidden: list[Nest]) -> list[str]:
        """Where a hidden row may have been changed, if one is no more what it was, whatever the asker posts."""
        before = untouched(hidden)
        answers = {one.text: self.post(address) for one, address in self.there("post", hidden)}
        suspects = [text for text, answer in answers.items() if answer.status_code < 400]
        return [] if untouched(hidden) == before else suspects or ["somewhere"]

    def post(self, address: str) -> Any:
        return self.client.post(address, json.dumps(SAID) if "/api/" in address else SAID, content_type=spoken(address))


def spoken(address: str) -> str:
    return "application/json" if "/api/" in address else MULTIPART_CONTENT


def methods(world: World) -> dict[str, set[str]]:
    """The methods that an address knows."""
    client = entered(world, "office")
    nothing = {one.text: one.at(UUID(int=0), UUID(int=0)) for one in address_book() if one.keyed}
    return {
        text: {one for one in ("get", "post") if getattr(client, one)(address).status_code != 405}
        for text, address in nothing.items()
    }


def _own_shop() -> UUID:
    with worn(FOUNDER):
        return UUID(str(Business.objects.visible_to(FOUNDER).get(name="甲饭店").pk))


def read(answer: Any) -> str:
    """All that is in an answer; a workbook is opened."""
    body = answer.getvalue()
    if body[:2] == b"PK":
        with zipfile.ZipFile(BytesIO(body)) as workbook:
            body = b"".join(workbook.read(name) for name in workbook.namelist() if not name.startswith("docProps"))
    return body.decode("utf-8", "replace") + str(dict(answer.headers.items()))


def plain(answer: Any) -> str:
    """An answer without what differs each time: keys of forms, tokens, lengths."""
    answer.headers = {name: value for name, value in answer.headers.items() if name in ("Content-Type", "Location")}
    return f"{answer.status_code} {NOISE.sub('', read(answer))}"


@pytest.mark.parametrize("who", HIDDEN_FROM)
def test_nothing_hidden_comes_out(world: World, known: dict[str, set[str]], who: str) -> None:
    walk = Walk(world, who, known)
    hidden = nests(world, HIDDEN_FROM[who])
    assert walk.leaks(hidden) == []
    assert walk.touched(hidden) == []


@pytest.mark.parametrize("who", ["village", "甲饭店/principal", "neighbour", "stranger", "department"])
def test_nothing_hidden_is_reached_by_naming_it_in_a_body(world: World, who: str) -> None:
    client = entered(world, who)
    hidden = nests(world, HIDDEN_FROM[who])
    let_go(hidden)
    before = untouched(hidden)
    for nest in hidden:
        for address, body in naming(nest, world).items():
            answer = answered(client, address, body)
            assert not any(sign in read(answer) for sign in nest.signs()), address
            assert refused(answer), (address, read(answer))
    assert untouched(hidden) == before


def let_go(nests: list[Nest]) -> None:
    """So that there is something to bind."""
    with as_root():
        Duty._base_manager.filter(pk__in=[nest.keys[Duty] for nest in nests]).update(valid_to=F("valid_from"))


def answered(client: Client, address: str, body: Any) -> Any:
    return client.post(f"/api/v1/{address}", json.dumps(body), content_type="application/json")


def naming(nest: Nest, world: World) -> dict[str, Any]:
    """Requests that are right in every way but for the hidden thing in them."""
    task, shop = str(nest.keys[Task]), str(nest.keys[Business])
    codes = [item.code for item in checklists.items(checklists.version("village_caterer").pk)]
    return {
        "bindings/preview": {"within": nest.ground},
        "bindings": {"pairs": [{"business": shop, "post": str(nest.holder.pk)}]},
        "plans/preview": {"programme": VISIT, "period": "2026Q4", "within": nest.ground},
        "plans": {"programme": VISIT, "period": "2026Q4", "within": nest.ground},
        "submissions": {"id": str(uuid4()), "tasks": [task], "answers": answers(codes)},
    }


def refused(answer: Any) -> bool:
    """With a number that says so, or item by item; or nothing is in the answer."""
    said = answer.json()
    verdicts = said.get("verdicts", [said])
    given = ("ok", "pairs", "unbound", "tasks", "new")
    return answer.status_code >= 400 or not any(one.get(name) for one in verdicts for name in given)


# --- and it bites ---


# Their holder alone reaches them, who is not the office; a plan has a page only with the two draws that stand behind it.
NOBODYS = {SealedClue, SealedFile, CustodianKey, RandomPlan}


def test_who_may_look_finds_them(world: World, known: dict[str, set[str]]) -> None:
    """Or the walk would walk past everything."""
    inside, _sealed = nests(world, ["beside", "sealed"])
    walk = Walk(world, "office", known)
    lists = "businesses", "findings", "ledger", "commitments", "binding", "figures/coverage/rows", "api/v1/businesses"
    assert [page for page in lists if inside.signs()[0] not in walk.before[f"/{page}"]] == []
    assert all(inside.signs()[0] in walk.before[f"/businesses?q={words}"] for words in (WORD, "7531"))
    there = [(one, walk.client.get(at).status_code) for one, at in walk.there("get", [inside])]
    assert {one.of for one, status in there if status == 200} | NOBODYS == {one.of for one, _status in there} | NOBODYS
    let_go([inside])
    taken = {to: not refused(answered(walk.client, to, body)) for to, body in naming(inside, world).items()}
    assert taken == {to: to != "submissions" for to in taken}, "the office may do all of these, but visit for a cadre"


def leaking_name(request: HttpRequest) -> JsonResponse:
    with worn(FOUNDER):
        return JsonResponse({"names": list(Business.objects.visible_to(FOUNDER).values_list("name", flat=True))})


def leaking_count(request: HttpRequest) -> JsonResponse:
    with worn(FOUNDER):
        return JsonResponse({"n": Finding.objects.visible_to(FOUNDER).count()})


def leaking_row(request: HttpRequest, key: UUID) -> JsonResponse:
    with worn(FOUNDER):
        return JsonResponse({"is": Finding.objects.visible_to(FOUNDER).filter(pk=key).exists()})


@require_POST
def leaking_hand(request: HttpRequest, key: UUID) -> JsonResponse:
    with worn(FOUNDER):
        Finding.objects.visible_to(FOUNDER).filter(pk=key).update(note="改了")
    return JsonResponse({})


class Leaking:
    """An address book with four holes in it."""

    urlpatterns = [
        path("businesses", leaking_name),
        path("worklist", leaking_count),
        path("findings/<uuid:key>", leaking_row),
        path("fix/<uuid:key>", leaking_hand),
    ]


def test_a_planted_leak_is_caught(world: World) -> None:
    with override_settings(ROOT_URLCONF=Leaking):
        walk = Walk(world, "neighbour", methods(world))
        hidden = nests(world, HIDDEN_FROM["neighbour"])
        found = walk.leaks(hidden)
        assert "sees a difference at /worklist" in found
        assert "reads QZSEALED at /businesses" in found
        assert "is answered 200 at /findings/{key}" in found
        assert "/fix/{key}" in walk.touched(hidden)


def test_the_walk_meets_every_door(world: World) -> None:
    walked = "".join(one.text for one in address_book())
    for door in ("api/v1/businesses", "businesses", "findings", "figures", "ledger", "shop", "visit", "import"):
        assert f"/{door}/" in walked + "/"
