"""English is whole: no sentence without a translation, and no page that still speaks Chinese but for its data."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

import pytest
from django.test import Client

from shian.checklists.models import Item, Sheet
from shian.kernel.wall import worn
from shian.loop import actions as loop
from shian.packs.models import Release
from shian.people.models import Organisation, Person, Post, Role
from shian.registry.models import Appointment, Business
from shian.territory.models import Place
from tests.at_the_doors import bound_and_planned, entered, stand_still, visited
from tests.catalogue import CHINESE, COUNTERS, compiled, english, in_numbers, places, said
from tests.world import COUNTY, FOUNDER, OPENED, World, business, small_county

CAST = ["office", "leader", "town", "village", "station", "grid", "丙食品/principal", "丙食品/safety_officer"]
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
# What no reader is told: scripts, the first letter in a face, the draft of a paper, which is Chinese in any language.
SILENT = re.compile(r"<(script|style|textarea)[^>]*>.*?</\1>|<!--.*?-->|<span class=\"face\".*?</span>", re.S)
# Names of languages in their own words, and made-up words of this story.
OWN_WORDS = ["简体中文", "台面有积水", "更正说明：", "措施："]


def test_every_sentence_has_its_english() -> None:
    translated = english()
    assert [f"{words}  ({where})" for words, where in said().items() if not all(translated.get(words, ("",)))] == []


def test_english_fills_in_the_same_names_and_holds_no_chinese() -> None:
    wrong = [
        words
        for words, translated in english().items()
        for one in translated
        if places(one) != places(words) or CHINESE.search(one)
    ]
    assert wrong == []


def test_no_english_is_kept_for_what_nobody_says() -> None:
    assert sorted(set(english()) - set(said())) == []


def test_what_is_counted_has_its_one_and_its_many_and_nothing_else_has() -> None:
    """Said without its number, `42 row` is what comes of it."""
    assert {words for words, translated in english().items() if len(translated) > 1} == in_numbers()
    assert sorted(in_numbers() & said(but=COUNTERS).keys()) == []


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    compiled()
    stand_still(monkeypatch)
    return small_county()


@pytest.fixture
def shops(world: World) -> list[Business]:
    """A restaurant with a problem, an enterprise with records, one that nobody could visit."""
    first = business(world)
    second = business(world, "丙食品", uscc="91330483MA2BC1XX0X")
    office = world.actor("office")
    with worn(office):
        for programme in ("daily_record", "weekly_report", "monthly_minutes"):
            loop.owe_by_rule(programme, within=COUNTY, on=OPENED, by=office, now=world.now)
    bound_and_planned(world)
    visited(world, first)
    return [first, second]


def texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from texts(one)


def data() -> list[str]:
    """What is Chinese because it is data: names, places, the law's own words. The longest first."""
    with worn(FOUNDER):
        found = set(OWN_WORDS)
        for rows in (
            Place.objects.values_list("name"),
            Person.objects.values_list("name"),
            Appointment.objects.values_list("person_name"),
            Business.objects.values_list("name", "address", "principal_name"),
            Post.objects.values_list("title"),
            Organisation.objects.values_list("name"),
            Role.objects.values_list("title"),
            Item.objects.values_list("text", "module"),
            Sheet.objects.values_list("narrative"),
        ):
            found |= {words for row in rows for words in row if words}
        for content in Release.objects.values_list("content", flat=True):
            found |= {words for words in texts(content) if CHINESE.search(words)}
        found |= {part for words in list(found) for part in re.split(r"[\n；;]", words)}
    return sorted((words for words in found if CHINESE.search(words)), key=len, reverse=True)


def left_over(html: str, known: list[str]) -> set[str]:
    """The Chinese of a page without its data."""
    text = unescape(SILENT.sub(" ", html))
    for words in known:
        text = text.replace(words, "")
    return set(re.findall('[\u3400-\u9fff][^<>"=\n]{0,40}', text))


def walked(client: Client, *, most: int = 60) -> Iterator[tuple[str, str]]:
    """Every kind of page within reach of links, once each."""
    todo, seen = ["/", "/today", "/charges", "/me", "/help", "/shop", "/chores"], set()
    while todo and len(seen) < most:
        path = todo.pop(0)
        kind = UUID.sub("…", path.split("?")[0])
        if kind in seen:
            continue
        seen.add(kind)
        answer = client.get(path, follow=True)
        if answer.status_code >= 400 or not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        yield path, html
        todo += [
            unescape(one) for one in re.findall(r'href="(/[^"#]*)"', html) if not re.search("export|/static/|pdf", one)
        ]


@pytest.mark.parametrize("who", CAST)
def test_a_page_in_english_speaks_english(world: World, shops: list[Business], who: str) -> None:
    client = entered(world, who)
    client.cookies["django_language"] = "en"
    known = data()
    found = {path: left for path, html in walked(client) if (left := left_over(html, known))}
    assert found == {}
