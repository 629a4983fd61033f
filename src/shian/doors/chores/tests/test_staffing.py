"""The staffing of a place: each figure opens into as many rows as it says."""

import re
import sys

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.loop.queries.load import PostLoad
from shian.loop.rules import load_verdict
from shian.people.actions.tenure import end_tenure, running
from tests.at_the_doors import bound_and_planned, entered
from tests.world import FOUNDER, TODAY, VILLAGE, World, business

pytestmark = pytest.mark.django_db
FIGURE = r'{label}</span>.*?class="stat-figure"[^>]*>([^<]*)<'


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


def figure(html: str, label: str) -> str:
    match = re.search(FIGURE.format(label=label), html, re.S)
    assert match, label
    return match.group(1)


def rows(html: str) -> int:
    return html.split("<tbody>")[1].split("</tbody>")[0].count("<tr>") if "<tbody>" in html else 0


def test_posts_held_out_of_posts_opened(world: World) -> None:
    office = entered(world, "office")
    assert figure(page(office, "/people"), "在岗率") == "100"
    with worn(FOUNDER):
        held = running(world.posts["grid"], TODAY)
        assert held is not None
        end_tenure(held, on=TODAY, reason="调走", by=FOUNDER)
    html = page(office, "/people")
    due = rows(page(office, "/people"))
    assert f"{due - 1} / {due}" in html and "空缺 1 个" in html
    assert rows(page(office, "/people?vacant=1")) == 1


def test_businesses_that_nobody_answers_for(world: World) -> None:
    business(world)
    bound_and_planned(world)
    business(world, "乙饭店")
    office = entered(world, "office")
    html = page(office, "/people")
    assert figure(html, "没人包保的主体") == "1"
    href = html.split("/figures/coverage/rows")[1].split('"')[0].replace("&amp;", "&")
    opened = page(office, f"/figures/coverage/rows{href}")
    assert rows(opened) == 1 and "乙饭店" in opened


def test_cadres_over_the_limit_of_the_law(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    for n in range(3):
        business(world, f"店{n}")
    bound_and_planned(world)
    office = entered(world, "office")
    assert figure(page(office, "/people"), "包保超上限的岗位") == "0"
    monkeypatch.setattr(sys.modules[PostLoad.__module__], "load_verdict", lambda n, warn, block: load_verdict(n, 1, 2))
    assert figure(page(office, "/people"), "包保超上限的岗位") == "1"
    html = page(office, f"/people/loads?verdict=block&within={VILLAGE}")
    assert rows(html) == 1 and "village" in html and "超上限" in html
    assert rows(page(office, "/people/loads?verdict=warn")) == 0
