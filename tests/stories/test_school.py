"""A school canteen from its menu to the parents' page: meals eaten along, samples weighed, suppliers shown, a survey that counts."""

from base64 import b64encode
from datetime import timedelta
from io import BytesIO
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from PIL import Image

from shian.canteen.models import RetainedSample, SharedMeal, Survey, SurveyCount
from shian.canteen.terms import term_on
from shian.checklists.models import Sheet
from shian.disclosure.actions import publish_pages, withdraw_page
from shian.disclosure.models import Menu, PublicPage, Supplier
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule
from shian.loop.law import law_on
from shian.loop.models import Finding
from shian.registry.models import Business
from shian.registry.schemas import NewOfficer
from tests.at_the_doors import entered, photo, stand_still
from tests.roles import as_root
from tests.world import COUNTY, NOW, TODAY, World, business, small_county

pytestmark = [pytest.mark.django_db, pytest.mark.mechanism("M20")]
SCHOOL = "实验小学食堂"
ROLES = ("principal", "director", "safety_officer", "school_leader")
LICENCE = "JY13304830000018"
LUNCH = "红烧肉、清炒时蔬、番茄蛋汤"


@pytest.fixture
def world(monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Any) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


@pytest.fixture
def school(world: World) -> Business:
    officers = tuple(NewOfficer(role=role, name=f"沈{role}", phone=f"1540188000{n}") for n, role in enumerate(ROLES))
    made = business(
        world, SCHOOL, kind="canteen", uscc="123304834710000004", tags=frozenset({"school"}), officers=officers
    )
    with worn(office := world.actor("office")):
        for programme in ("accompanied_meal", "sample_retention", "school_self_check", "joint_acceptance"):
            owe_by_rule(programme, within=COUNTY, on=TODAY - timedelta(days=7), by=office, now=NOW)
        publish_pages([made], by=office, now=NOW)
    return made


def let_in(world: World, role: str) -> Client:
    return entered(world, f"{SCHOOL}/{role}")


def code(school: Business) -> str:
    with as_root():
        return PublicPage.objects.get(business=school).code


def rows(model: Any, **where: Any) -> Any:
    with as_root():
        return list(model._base_manager.filter(**where).order_by("pk"))


def menu_of(client: Client, school: Business, lunch: str = LUNCH, day: str = "2026-09-14") -> Any:
    return client.post(
        f"/shop/{school.pk}/menu/day?day={day}", {"breakfast": "", "lunch": lunch, "dinner": "", "allergens": "鸡蛋"}
    )


def shared(client: Client, school: Business, meal: str = "lunch", **said: Any) -> Any:
    words = {"diners": "320", "dishes": LUNCH, "fine": "1"} | said
    return client.post(f"/shop/{school.pk}/meal?day=2026-09-14&meal={meal}", words)


def weighed(client: Client, school: Business, meal: str = "lunch", **said: Any) -> Any:
    words = {"grams-0": "130", "grams-1": "125", "grams-2": "150", "celsius": "4"} | said
    return client.post(f"/shop/{school.pk}/samples?day=2026-09-14&meal={meal}", words)


def public(school: Business) -> str:
    return Client().get(f"/p/{code(school)}").content.decode()


# --- the whole day ---


def test_a_parent_reads_what_is_eaten_who_ate_along_and_where_it_comes_from(world: World, school: Business) -> None:
    cook, head = let_in(world, "safety_officer"), let_in(world, "school_leader")
    assert menu_of(cook, school).status_code == 302
    supplier = {"name": "嘉兴粮油公司", "licence": LICENCE, "goods": "米面油"}
    assert cook.post(f"/shop/{school.pk}/suppliers", supplier).status_code == 302
    assert shared(head, school, photos=photo()).status_code == 302
    assert weighed(cook, school).status_code == 302
    page = public(school)
    for words in ("红烧肉", "含：鸡蛋", "陪餐：校领导（陪餐） 沈", "都好", "嘉兴粮油公司", LICENCE, "米面油"):
        assert words in page, words
    assert "沈school_leader" not in page and "沈principal" not in page
    assert [row.grams for row in rows(RetainedSample)] == [130, 125, 150]
    assert rows(Finding) == []


def test_last_weeks_menu_again_in_one_act(world: World, school: Business) -> None:
    cook = let_in(world, "safety_officer")
    menu_of(cook, school, day="2026-09-09")
    menu_of(cook, school, "炒面", day="2026-09-16")
    menu_of(cook, school, day="2026-09-10")
    done = cook.post(f"/shop/{school.pk}/menu?week=2026-09-14", {"act": "copy"})
    assert done.status_code == 302
    stands = {row.day.isoformat(): row.dishes for row in rows(Menu, business=school)}
    assert stands["2026-09-17"] == LUNCH.split("、") and stands["2026-09-16"] == ["炒面"]


def test_a_menu_goes_with_a_reason_that_parents_read(world: World, school: Business) -> None:
    cook = let_in(world, "safety_officer")
    menu_of(cook, school)
    address = f"/shop/{school.pk}/menu/day?day=2026-09-14"
    silent = menu_of(cook, school, lunch="")
    assert silent.status_code == 422 and "不能悄悄空掉" in silent.content.decode()
    unsaid = cook.post(address, {"act": "withdraw", "meal": "lunch", "reason": " "})
    assert unsaid.status_code == 422 and "红烧肉" in public(school)
    gone = {"act": "withdraw", "meal": "lunch", "reason": "停水，改吃面包"}
    assert cook.post(address, gone).status_code == 302
    assert "食谱已撤下：停水，改吃面包" in public(school) and "红烧肉" not in public(school)
    assert "停水，改吃面包" in cook.get(f"/shop/{school.pk}/menu?week=2026-09-14").content.decode()
    assert cook.post(address, gone).status_code == 422, "twice is once"
    assert menu_of(cook, school, "炒面").status_code == 302
    assert "炒面" in public(school) and "停水" not in public(school)


def test_the_form_knows_the_menu_and_the_last_time(world: World, school: Business) -> None:
    cook, head = let_in(world, "safety_officer"), let_in(world, "school_leader")
    menu_of(cook, school)
    menu_of(cook, school, day="2026-09-13")
    head.post(f"/shop/{school.pk}/meal?day=2026-09-13&meal=lunch", {"diners": "318", "dishes": LUNCH, "fine": "1"})
    form = head.get(f"/shop/{school.pk}/meal?day=2026-09-14&meal=lunch").content.decode()
    assert 'value="318"' in form and LUNCH in form
    assert "红烧肉（克）" in cook.get(f"/shop/{school.pk}/samples?meal=lunch").content.decode()


def test_a_meal_signed_on_the_pad_keeps_the_signature_with_the_days_sheet(world: World, school: Business) -> None:
    out = BytesIO()
    Image.new("RGB", (60, 20), "white").save(out, "PNG")
    drawn = "data:image/png;base64," + b64encode(out.getvalue()).decode()
    assert shared(let_in(world, "school_leader"), school, signature=drawn).status_code == 302
    assert [row.signature is not None for row in rows(Sheet, programme="accompanied_meal")] == [True]


def test_a_supplier_goes_with_a_reason_and_stays_on_record(world: World, school: Business) -> None:
    cook = let_in(world, "safety_officer")
    address = f"/shop/{school.pk}/suppliers"
    cook.post(address, {"name": "嘉兴粮油公司", "licence": LICENCE, "goods": "米面油"})
    (one,) = rows(Supplier)
    assert "撤下 嘉兴粮油公司" in cook.get(f"{address}?leaving={one.pk}").content.decode()
    refused = cook.post(address, {"act": "withdraw", "supplier": str(one.pk), "reason": " "})
    assert refused.status_code == 422 and "嘉兴粮油公司" in public(school)
    assert cook.post(address, {"act": "withdraw", "supplier": str(one.pk), "reason": "换了供货者"}).status_code == 302
    assert "嘉兴粮油公司" not in public(school)
    assert [(row.shown_until, row.reason) for row in rows(Supplier)] == [(TODAY, "换了供货者")]


# --- what fails comes back by the loop ---


def test_a_dish_without_a_sample_and_a_warm_refrigerator_are_problems(world: World, school: Business) -> None:
    cook = let_in(world, "safety_officer")
    menu_of(cook, school)
    weighed(cook, school, **{"grams-1": "0", "celsius": "12"})
    found = {row.code: row.note for row in rows(Finding)}
    assert set(found) == {"retained.every_dish", "retained.cold"}
    assert "清炒时蔬" in found["retained.every_dish"] and "12.0 ℃" in found["retained.cold"]
    assert "清炒时蔬" not in public(school).partition("食材从哪里来")[2]


def test_a_second_meal_stands_on_the_same_days_sheet_and_raises_nothing_twice(world: World, school: Business) -> None:
    cook = let_in(world, "safety_officer")
    menu_of(cook, school)
    weighed(cook, school, celsius="12")
    dinner = weighed(cook, school, "dinner", more="青菜面 130\n酱蛋 126", celsius="11.5")
    assert dinner.status_code == 302, dinner.content.decode()
    assert [row.code for row in rows(Finding)] == ["retained.cold"]
    assert len(rows(RetainedSample)) == 5


def test_what_was_wrong_with_the_meal_is_a_problem_and_the_public_page_says_only_that(
    world: World, school: Business
) -> None:
    cook, head = let_in(world, "safety_officer"), let_in(world, "school_leader")
    menu_of(cook, school)
    said: dict[str, Any] = {"fine": "", "wrong": ["meal.hygiene"], "note": "窗口有油渍，当场擦净"}
    assert shared(head, school, **said).status_code == 302
    assert [row.code for row in rows(Finding)] == ["meal.hygiene"]
    assert "有问题，已登记整改" in public(school) and "油渍" not in public(school)


# --- refused in a sentence, nothing written ---


def test_whoever_cooks_does_not_judge_the_meal(world: World, school: Business) -> None:
    for role in ("safety_officer", "director"):
        refused = shared(let_in(world, role), school)
        assert refused.status_code == 422 and "不能自己评自己的饭菜" in refused.content.decode()
    assert rows(SharedMeal) == []


def test_a_program_may_not_send_what_the_cook_may_not_say(world: World, school: Business) -> None:
    law = law_on(TODAY, COUNTY)
    answers = {item.code: {"answer": "conform"} for item in law.pack.checklists["accompanied_meal"].items}
    body = {"id": str(uuid4()), "business": str(school.pk), "programme": "accompanied_meal", "answers": answers}
    cook, head = let_in(world, "safety_officer"), let_in(world, "school_leader")
    refused = cook.post("/api/v1/submissions", body, content_type="application/json")
    assert refused.status_code == 422 and refused.json()["code"] == "not_your_post", refused.json()
    assert "「陪餐" in refused.json()["message"] and "校领导（陪餐）、主要负责人" in refused.json()["message"]
    assert rows(Sheet, programme="accompanied_meal") == []
    assert head.post("/api/v1/submissions", body, content_type="application/json").status_code == 200
    assert len(rows(Sheet, programme="accompanied_meal")) == 1


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"grams-0": "12500"}, "12500 克不像真的"),
        ({"celsius": "-40"}, "-40.0 ℃ 不像真的"),
        ({"celsius": "凉"}, "冷柜温度请填数字"),
        ({"grams-0": "一百"}, "「红烧肉」请填整数"),
    ],
)
def test_what_nobody_can_have_weighed_is_refused(
    world: World, school: Business, said: dict[str, str], sentence: str
) -> None:
    cook = let_in(world, "safety_officer")
    menu_of(cook, school)
    refused = weighed(cook, school, **said)
    assert refused.status_code == 422 and sentence in refused.content.decode()
    assert rows(RetainedSample) == [] and rows(Finding) == []


def test_a_menu_for_last_year_is_refused(world: World, school: Business) -> None:
    refused = menu_of(let_in(world, "safety_officer"), school, day="2025-09-14")
    assert refused.status_code == 422 and "2025-09-14 不在其中" in refused.content.decode()
    assert rows(Menu) == []


@pytest.mark.parametrize("licence", ["JY13304830000019", "12345", "", "QS330000000001"])
def test_a_supplier_with_no_valid_licence_is_refused(world: World, school: Business, licence: str) -> None:
    refused = let_in(world, "safety_officer").post(
        f"/shop/{school.pk}/suppliers", {"name": "某粮油", "licence": licence, "goods": "米"}
    )
    assert refused.status_code == 422 and rows(Supplier) == []


def test_neither_fine_nor_wrong_is_no_record(world: World, school: Business) -> None:
    head = let_in(world, "school_leader")
    assert "两样选一样" in shared(head, school, fine="").content.decode()
    assert "就餐人数 0 不像真的" in shared(head, school, diners="0").content.decode()
    assert rows(SharedMeal) == []


def test_a_restaurant_has_no_pages_of_a_school(world: World, school: Business) -> None:
    shop = business(world, "甲饭店")
    client = entered(world, "甲饭店/principal")
    assert client.get(f"/shop/{shop.pk}/meal").status_code == 404
    assert client.get(f"/shop/{school.pk}/meal").status_code == 404


# --- the survey ---


def answered(address: str, said: str = "yes") -> Any:
    words = {f"view.{name}": said for name in ("taste", "warm", "variety", "clean", "heard")}
    return Client().post(address, words)


def test_a_survey_counts_and_keeps_nobody(world: World, school: Business) -> None:
    head = let_in(world, "principal")
    assert head.post(f"/shop/{school.pk}/survey", {"act": "open"}).status_code == 302
    address = f"/q/{rows(Survey)[0].code}"
    assert address in public(school)
    for n in range(4):
        assert answered(address, "no" if n else "yes").status_code == 200
    assert "满 5 份才看得到" in head.get(f"/shop/{school.pk}/survey").content.decode()
    answered(address)
    page = head.get(f"/shop/{school.pk}/survey").content.decode()
    assert "满意 2 · 一般 0 · 不满意 3" in page and "已收 5 份" in page
    assert "这个学期的调查已经开过了" in head.post(f"/shop/{school.pk}/survey", {"act": "open"}).content.decode()
    assert sum(row.replies for row in rows(SurveyCount, question="view.taste")) == 5


def test_a_half_filled_or_late_reply_is_not_counted(world: World, school: Business) -> None:
    let_in(world, "principal").post(f"/shop/{school.pk}/survey", {"act": "open"})
    one = rows(Survey)[0]
    refused = Client().post(f"/q/{one.code}", {"view.taste": "yes"})
    assert refused.status_code == 422 and "还有 4 题没有选" in refused.content.decode()
    with as_root():
        Survey._base_manager.update(opens_on=TODAY - timedelta(days=9), closes_on=TODAY - timedelta(days=1))
    assert answered(f"/q/{one.code}").status_code == 422
    assert rows(Survey)[0].replies == 0


def test_terms_are_days_of_the_calendar(world: World) -> None:
    law = law_on(TODAY, COUNTY)
    term = term_on(law.pack.key_days, TODAY)
    assert (term.key, term.provisional) == ("2026-autumn_term", True)


# --- the portal ---


def test_a_stranger_finds_a_place_by_name_and_nothing_that_is_not_public(world: World, school: Business) -> None:
    hidden = business(world, "乙饭店")
    page = Client().get("/public?q=实验").content.decode()
    assert SCHOOL in page and f"/p/{code(school)}" in page
    assert SCHOOL in Client().get("/public?q=文昌").content.decode()
    assert hidden.name not in Client().get("/public?q=饭店").content.decode()
    assert "请至少输入两个字" in Client().get("/public?q=实").content.decode()


def test_names_are_not_harvested(world: World, school: Business, settings: Any) -> None:
    settings.SHIAN_PUBLIC_CALLS = 2
    asked = [Client(REMOTE_ADDR="203.0.113.7").get("/public?q=实验").status_code for _n in range(3)]
    assert asked == [200, 200, 429]


def test_the_page_of_a_school_in_english_speaks_english(world: World, school: Business) -> None:
    page = Client(headers={"accept-language": "en"}).get(f"/p/{code(school)}").content.decode()
    for words in ("What is served this week", "Who answers", "surname 沈", "No results are public yet."):
        assert words in page, words
    assert "<script" not in page


def test_a_withdrawn_page_is_gone_for_everybody_and_the_reason_stays(world: World, school: Business) -> None:
    address = f"/p/{code(school)}"
    with worn(office := world.actor("office")):
        page = PublicPage.objects.get(business=school)
        withdraw_page(page, reason="学校合并", by=office, now=NOW)
    assert Client().get(address).status_code == 404
    assert SCHOOL not in Client().get("/public?q=实验").content.decode()
    assert rows(PublicPage)[0].reason == "学校合并"
