"""Problems as the cast sees and handles them."""

from typing import Any

import pytest
from django.utils.html import escape

from shian.checklists.queries import in_english as in_the_list
from shian.kernel.wall import worn
from shian.loop.queries import finding
from shian.registry.models import Business
from tests.at_the_doors import entered, visited
from tests.world import FOUNDER, World


def test_the_finder_sees_the_problem_and_the_six_steps(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    page = entered(world, "village").get(f"/findings/{key}").content.decode()
    assert "待整改" in page and all(step in page for step in ("排查", "整改", "公示", "抄告", "查处", "反馈"))
    assert "移交监管所" in page and "责令改正</button>" not in page  # a cadre urges, never orders


def test_the_list_counts_exactly_and_hides_from_neighbours(world: World, shop: Business) -> None:
    visited(world, shop, failed=3)
    page = entered(world, "office").get("/findings").content.decode()
    assert "共 3 个" in page
    assert "没有这样的问题" in entered(world, "neighbour").get("/findings").content.decode()


@pytest.mark.parametrize("who", ["neighbour", "stranger"])
def test_who_may_not_see_it_is_told_that_there_is_none(world: World, shop: Business, who: str) -> None:
    (key,) = visited(world, shop)
    assert entered(world, who).get(f"/findings/{key}").status_code == 404
    assert entered(world, who).post(f"/findings/{key}/push", {"note": "x"}).status_code == 404
    with worn(FOUNDER):
        assert finding(key, viewer=FOUNDER).state == "urged"


@pytest.mark.mechanism("M27")
def test_a_station_claims_handles_and_strikes_off(world: World, shop: Business) -> None:
    (key,) = visited(world, shop, disposition="push_to_station")
    station = entered(world, "station")
    for verb, note in (("claim", ""), ("handle", "约谈"), ("strike-off", "已清洗")):
        assert station.post(f"/findings/{key}/{verb}", {"note": note}).status_code == 302
    page = entered(world, "village").get(f"/findings/{key}").content.decode()
    assert "监管所销号" in page and "已清洗" in page


@pytest.mark.mechanism("B4")
def test_whoever_entered_a_fix_is_not_offered_to_verify_it(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    village = entered(world, "village")
    assert village.post(f"/findings/{key}/enter-fix", {"note": "店主已清洗灶台"}).status_code == 302
    page = village.get(f"/findings/{key}").content.decode()
    assert "复查通过，销号" not in page and "要由别人来复查" in page
    assert village.post(f"/findings/{key}/verify", {"note": "好了"}).status_code == 422
    assert "复查通过，销号" in entered(world, "town").get(f"/findings/{key}").content.decode()


def test_a_refused_verb_keeps_what_was_typed(world: World, shop: Business) -> None:
    (key,) = visited(world, shop, disposition="push_to_station")
    station = entered(world, "station")
    station.post(f"/findings/{key}/claim", {"note": ""})
    answer = station.post(f"/findings/{key}/strike-off", {"note": "   "})
    assert answer.status_code == 422 and "请写一句话说明情况" in answer.content.decode()
    with worn(FOUNDER):
        assert finding(key, viewer=FOUNDER).state == "claimed"


def test_a_list_of_many_asks_no_more_questions_than_one_of_few(
    world: World, shop: Business, django_assert_max_num_queries: Any
) -> None:
    visited(world, shop, failed=4)
    client = entered(world, "office")
    client.get("/findings")
    with django_assert_max_num_queries(32):
        client.get("/findings")


def test_who_reads_english_reads_the_question_that_failed_in_english(world: World, shop: Business) -> None:
    (key,) = visited(world, shop)
    village = entered(world, "village")
    with worn(FOUNDER):
        found = finding(key, viewer=FOUNDER)
        in_english = in_the_list(found.code, found.text)
    assert in_english != found.text
    assert found.text in village.get(f"/findings/{key}").content.decode()
    village.cookies["django_language"] = "en"
    for address in (f"/findings/{key}", "/findings", f"/businesses/{shop.pk}"):
        page = village.get(address).content.decode()
        assert escape(in_english) in page and found.text not in page, address


def test_a_question_without_english_is_shown_as_recorded(world: World) -> None:
    assert in_the_list("no-such-question", "灶台有油污") == "灶台有油污"
