"""The stories beside the law, one test each, and what the rules say with their reasons."""

from datetime import date
from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.node import Node
from shian.packs.rules import form_of, frequency, owes, tier_for
from shian.packs.schema import Pack, Subject
from shian.packs.stories import nodes, told
from shian.packs.tests.cn import REPOSITORY, copied, national, packs, tongxiang, written

GUIDE = REPOSITORY / "docs" / "how-to" / "examples" / "tour_meals_july.toml"
STORIES = [
    pytest.param(node, loaded.pack, id=node.table["says"])
    for loaded in packs()
    for file in loaded.own.under("stories")
    for node in nodes(loaded.own, file)
]


@pytest.mark.parametrize(("story", "pack"), STORIES)
def test_story(story: Node, pack: Pack) -> None:
    assert told(story, pack) is None


def test_there_are_stories() -> None:
    assert len(STORIES) >= 20


def test_a_household_is_told_why_it_owes_no_daily_record() -> None:
    answer = owes(national().pack.programmes["daily_record"], Subject("caterer", "household"), date(2026, 7, 1))
    assert not answer.value
    assert "个体工商户不在其列" in answer.clause
    assert answer.facts["form"] == "household"


def test_a_public_body_that_is_no_canteen_is_under_no_rule() -> None:
    answer = owes(national().pack.programmes["daily_record"], Subject("market", "institution"), date(2026, 7, 1))
    assert (answer.value, answer.facts["rule"]) == (False, None)


def test_tongxiang_asks_c_every_quarter_from_2026_on() -> None:
    subject = Subject("caterer", grade="C", path="cn/33/04/83/001/")
    visit = tongxiang().pack.programmes["guarantee_visit"]
    often = [frequency(visit, subject, day).value for day in (date(2025, 12, 31), date(2026, 1, 1))]
    assert [row.every for row in often if row] == ["half_year", "quarter"]


@pytest.mark.parametrize(
    ("layers", "levels"),
    [
        ("4", "city county township village"),
        ("3", "county county township village"),
        ("municipality", "county county township village"),
    ],
)
def test_who_answers_for_which_grade(layers: str, levels: str) -> None:
    assert [tier_for(national().pack, grade, layers).value.level for grade in "ABCD"] == levels.split()


@pytest.mark.parametrize(
    ("uscc", "form"),
    [
        ("91110000600037341L", "enterprise"),
        ("92330483MA2XXXXXX1", "household"),
        ("93330483MA2XXXXXX1", "cooperative"),
        ("12330483471000000A", "institution"),
        ("52330483471000000A", "institution"),
        ("", "none"),
        ("Y1", "none"),
    ],
)
def test_the_form_a_credit_code_shows(uscc: str, form: str) -> None:
    assert form_of(national().pack.identity, uscc) == form


def test_a_household_without_code_is_a_household() -> None:
    assert form_of(national().pack.identity, "", household=True) == "household"


def test_every_kind_of_subject_has_a_checklist_at_every_grade() -> None:
    pack = national().pack
    lists = {choice.checklist for choice in pack.programmes["guarantee_visit"].what.checklists}
    assert {key: len(pack.checklists[key].items) for key in sorted(lists)} == {
        "caterer": 23,
        "producer": 23,
        "seller": 23,
        "village_caterer": 16,
        "village_producer": 16,
        "village_seller": 16,
    }
    assert len(pack.checklists["daily_caterer"].items) == 19
    assert (len(pack.checklists["small_township"].items), len(pack.checklists["small_village"].items)) == (12, 10)


def test_the_cast_is_there() -> None:
    roles = national().pack.roles
    assert {key for key, role in roles.items() if role.system} == {
        "clock",
        "clue_box",
        "receptionist",
        "counter",
        "planner",
        "importer",
        "founder",
        "visitor",
        "herald",
    }
    assert {key for key, role in roles.items() if role.reach == "own"} == {
        "principal",
        "director",
        "safety_officer",
        "school_leader",
    }
    assert "order" not in set().union(*(role.verbs for key, role in roles.items() if key != "station_officer"))


@pytest.mark.parametrize("code", ["330483001", "330483001000", "cn/33/04/83/001/"])
def test_a_story_knows_a_town_by_its_code_as_the_plan_does(tmp_path: Path, code: str) -> None:
    folder = copied(tmp_path)
    meals = GUIDE.read_text(encoding="utf-8").replace('within = ["cn/33/04/83/001/"]', f'within = ["{code}"]')
    assert f'"{code}"' in meals
    written(folder, "programmes/tour_meals_july.toml", meals)
    story = '[[story]]\nsays = "{says}"\nask = "owes"\nprogramme = "tour_meals_july"\non = 2027-07-05\n'
    subject = 'subject = {{ kind = "caterer", path = "{path}" }}\nanswer = {answer}\n'
    told = story.format(says="这个镇的要查") + subject.format(path="cn/33/04/83/001/", answer="true")
    told += story.format(says="别的镇不查") + subject.format(path="cn/33/04/83/101/", answer="false")
    written(folder, "stories/tour_meals_july.toml", told)
    assert check(folder) == []
