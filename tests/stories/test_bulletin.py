"""定期通报 (M56): the calendar drafts a notice to each township from frozen figures; a person approves it, the township answers."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from shian.config.household import make_round
from shian.letters.models import Letter
from shian.registry.models import Business
from tests.at_the_doors import entered, photo, visited
from tests.letters_at_work import approved, done, letters, one_letter, owed, printed
from tests.world import TOWN, World

Day = Callable[[str], datetime]


@pytest.fixture
def day(monkeypatch: pytest.MonkeyPatch) -> Day:
    """Nine in the morning of a day, for whoever looks at a watch."""

    def on(words: str) -> datetime:
        now = datetime.fromisoformat(f"{words}T09:00:00+08:00")
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        return now

    return on


def bulletins() -> list[Letter]:
    return [one for one in letters() if one.kind == "bulletin"]


def address(letter: Letter) -> str:
    return f"/letters/{letter.pk}"


def figures(client: Client, at: str) -> dict[str, tuple[str, int]]:
    """Every number of the notice's table that opens, with the address of its rows."""
    page = client.get(at).content.decode()
    found = re.findall(r'<a href="(/figures/(\w+)/rows\?[^"]*)"[^>]*>(\d+)</a>', page)
    assert found, page[page.find("<main") :][:3000]
    sides = {"part=done": "counted", "side=counted": "counted", "side=out_of": "out_of"}
    told = {}
    for href, key, number in found:
        side = next(word for part, word in sides.items() if part in href)
        told[f"{key}.{side}"] = (href.replace("&amp;", "&"), int(number))
    return told


def rows_behind(client: Client, href: str) -> int:
    """How many rows stand behind a number."""
    answer = client.get(href)
    assert answer.status_code == 200, (href, answer.content.decode()[-2000:])
    return answer.content.decode().split("<tbody", 1)[-1].split("</tbody>")[0].count("<tr")


def struck_off(world: World, finding: UUID) -> None:
    """The station, to which the ladder has brought it by now, ends it."""
    station = entered(world, "station")
    done(station, f"/findings/{finding}", "claim", note="")
    done(station, f"/findings/{finding}", "strike-off", note="已处置")


@pytest.mark.mechanism("M56")
def test_a_months_figures_go_to_each_township_and_come_back_answered(world: World, shop: Business, day: Day) -> None:
    (finding,) = visited(world, shop)
    make_round(day("2026-10-08"))
    assert bulletins() == [], "five working days after the month are not over: National Day lies between"
    make_round(day("2026-10-16"))
    make_round(day("2026-10-16"))
    (draft,) = bulletins()
    assert (draft.state, draft.drafted_by, draft.post_id) == ("drafted", None, world.posts["town"].pk)
    assert draft.subject == "关于2026年9月食品安全工作情况的通报"
    assert (draft.facts["span"], draft.facts["within"], draft.facts["as_of"]) == ("2026-09", TOWN, "2026-10-15")
    assert "包保覆盖率：已落实包保干部的主体1，应包保主体（在营）1" in draft.body
    assert "督导整改率：已整改销号的问题0，发现的问题1" in draft.body
    assert not [name for name in (one.name for one in world.people.values()) if name in draft.body], "nobody by name"

    here = address(draft)
    assert entered(world, "town").get(here).status_code == 404, "nobody below sees a draft"
    day("2026-10-17")
    struck_off(world, finding)
    office, town = entered(world, "office"), entered(world, "town")
    approved(world, here)
    done(office, here, "issue")
    done(office, here, "send")
    assert "0，发现的问题1" in printed(office, here), "as it was known then"
    assert here in town.get("/worklist").content.decode()
    told = figures(town, here)
    assert {key: number for key, (_href, number) in told.items()} == {
        "coverage.counted": 1,
        "coverage.out_of": 1,
        "completion.counted": 1,
        "on_site_rate.out_of": 1,
        "finding_rate.counted": 1,
        "finding_rate.out_of": draft.facts["finding_rate.out_of"],
        "rectification.counted": 0,
        "rectification.out_of": 1,
    }
    by_items = told.pop("finding_rate.out_of")
    assert rows_behind(town, by_items[0]) == 1, "items checked stand on sheets"
    assert {key: rows_behind(town, href) for key, (href, _n) in told.items() if _n} == {
        key: number for key, (_href, number) in told.items() if number
    }
    assert finding.hex not in town.get(told["rectification.counted"][0]).content.decode().replace("-", "")

    assert owed(here).holder_id == world.posts["town"].pk
    done(town, here, "answer", note="已逐项核对，整改完成", documents=photo())
    assert owed(here).state == "done"
    done(office, here, "accept")
    assert one_letter(here).state == "closed"


def test_a_notice_nobody_answers_climbs_as_any_letter(world: World, shop: Business, day: Day) -> None:
    make_round(day("2026-10-16"))
    here = address(bulletins()[0])
    approved(world, here)
    office = entered(world, "office")
    done(office, here, "issue")
    done(office, here, "send")
    make_round(day("2026-11-06"))
    assert "逾期" in entered(world, "town").get("/worklist").content.decode()
    assert owed(here).rung > 0


def test_a_clock_that_stood_still_writes_no_old_notice_but_a_person_may(world: World, shop: Business, day: Day) -> None:
    make_round(day("2026-10-28"))
    assert bulletins() == []
    told: dict[str, Any] = {"kind": "bulletin", "about": "figures", "addressee": "place", "words": "", "copies": ""}
    answer = entered(world, "office").post("/letters/new", told | {"post": str(world.posts["town"].pk)})
    assert answer.status_code == 302, answer.content.decode()
    (draft,) = bulletins()
    assert (draft.facts["span"], draft.facts["as_of"]) == ("2026-09", "2026-10-27")
    stranger = entered(world, "stranger").post("/letters/new", told | {"post": str(world.posts["town"].pk)})
    assert stranger.status_code in (403, 404, 422) and len(bulletins()) == 1
