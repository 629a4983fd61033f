"""The staffing of a place: each figure opens into as many rows as it says."""

import re
import sys
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from shian.kernel.wall import worn
from shian.loop.queries.load import PostLoad
from shian.loop.rules import load_verdict
from shian.people.actions.tenure import end_tenure, running
from shian.registry.schemas import NewOfficer
from tests.at_the_doors import bound_and_planned, entered
from tests.roles import as_root
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


OWED = """SELECT b.name,
    (NOT (left(b.uscc, 2) = '91' OR b.kind = 'canteen') OR EXISTS (SELECT 1 FROM registry_appointment a
      WHERE a.business_id = b.id AND a.role = 'safety_officer' AND a.superseded_at IS NULL
        AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to > %(day)s)))
    AND (NOT (b.kind = 'canteen' AND 'school' = ANY (b.tags) AND b.diners >= 500) OR EXISTS (
      SELECT 1 FROM registry_appointment a WHERE a.business_id = b.id AND a.role = 'director' AND a.superseded_at IS NULL
        AND a.valid_from <= %(day)s AND (a.valid_to IS NULL OR a.valid_to > %(day)s)))
  FROM registry_business b JOIN registry_standing s ON s.business_id = b.id AND s.superseded_at IS NULL
    AND s.valid_from <= %(day)s AND (s.valid_to IS NULL OR s.valid_to > %(day)s) AND s.status = 'operating'
  WHERE left(b.uscc, 2) = '91' OR b.kind = 'canteen'"""


def seats(*roles: str, tail: int) -> tuple[NewOfficer, ...]:
    return tuple(NewOfficer(role, f"{role}{tail}", phone=f"1540{tail}{n:06d}") for n, role in enumerate(roles))


@pytest.mark.mechanism("M44")
def test_the_businesses_own_officers_are_counted_by_the_law_and_by_hand(world: World) -> None:
    school: dict[str, Any] = {"kind": "canteen", "tags": ("school",)}
    business(world, "企业配了", uscc="91330483MA2BC1XX0X", officers=seats("safety_officer", tail=2))
    business(world, "企业没配", uscc="91330483MA2BC1XX19", officers=seats("principal", tail=3))
    business(world, "个体户", uscc="92330483MA2BC1XX27", officers=())
    business(world, "大校没总监", diners=600, officers=seats("safety_officer", tail=4), **school)
    business(world, "大校配齐", diners=600, officers=seats("safety_officer", "director", tail=5), **school)
    business(world, "小校配了", diners=120, officers=seats("safety_officer", tail=6), **school)
    business(world, "停业企业", uscc="91330483MA2BC1XX35", status="suspended", officers=())
    with as_root(), connection.cursor() as cursor:
        cursor.execute(OWED, {"day": TODAY})
        by_hand = dict(cursor.fetchall())
    assert by_hand == {"企业配了": True, "企业没配": False, "大校没总监": False, "大校配齐": True, "小校配了": True}
    office = entered(world, "office")
    html = page(office, "/people")
    assert figure(html, "总监、安全员配备率") == "60.0"
    assert "3 / 5" in html and "2 家没有配齐" in html
    lacking = page(office, "/figures/staffing/rows?side=missing&period=2026Q3")
    assert rows(lacking) == 2 and all(name in lacking for name, has in by_hand.items() if not has)
    assert lacking.count("应配未配") == 2
    assert rows(page(office, "/figures/staffing/rows?side=counted&period=2026Q3")) == 3
