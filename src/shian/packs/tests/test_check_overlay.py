"""What a place may say above the nation's law: harder, never milder; each refusal with the file and the line."""

from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.loader import load
from shian.packs.tests.cn import appended, changed, copied, national, tongxiang, written

VISIT = "programmes/guarantee_visit.toml"
FOOD = "food.not_expired,无过期、变质、“三无”食品,No expired food,抓好常态化防控,"

LOOSENED = [
    ("loads.toml", "block = 20", "block = 31", "block = 31 is more than 30"),
    (
        VISIT,
        'within = "10 working days"',
        'within = "16 working days"',
        "'16 working days' is longer than '15 working days'",
    ),
    (VISIT, 'within = "10 working days"', 'within = "end of month"', "cannot be held against"),
    (VISIT, 'every = "quarter"', 'every = "year"', "1 a year is seldomer than 1 a half_year"),
]


@pytest.mark.parametrize(("file", "tight", "loose", "sentence"), LOOSENED)
def test_a_loosened_overlay_is_refused(tmp_path: Path, file: str, tight: str, loose: str, sentence: str) -> None:
    folder = copied(tmp_path)
    line = changed(folder, f"33/0483/{file}", tight, loose)
    (problem,) = check(folder)
    assert sentence in problem.message
    assert (problem.spot.file, problem.spot.line) == (f"{folder}/33/0483/{file}", line)


def test_an_overlay_may_not_free_subjects(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rule = '\n[[whom.rule]]\nowes = false\nkinds = ["caterer"]\nsource = "tongxiang_joint_action"\n'
    line = appended(folder, "33/0483/programmes/guarantee_visit.toml", rule)
    (problem,) = check(folder)
    assert "may only oblige more" in problem.message
    assert problem.spot.line == line + 2


def test_an_overlay_may_oblige_households(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    rule = '[[whom.rule]]\nowes = true\nforms = ["household"]\nkinds = ["caterer"]\nsource = "tongxiang_joint_action"\n'
    written(folder, "33/0483/programmes/daily_record.toml", rule)
    assert check(folder) == []


def test_a_place_says_itself_when_its_bulletin_goes_or_that_none_does(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    own = '[letter.bulletin.notice]\nevery = "quarter"\nsource = "tongxiang_joint_action"\nassumed = false\n'
    written(folder, "33/0483/letters/others.toml", own)
    assert check(folder) == []
    nation, place = (one.pack.letters["bulletin"].notice for one in load(folder))
    assert (nation and nation.every, place and place.every) == ("month", "quarter")
    assert nation and place and (nation.figures, nation.send) == (place.figures, place.send)
    assert (nation.after.cite.assumed, place.after.cite.assumed) == (True, False)
    written(folder, "33/0483/letters/others.toml", own + "send = false\n")
    _nation, silent = (one.pack.letters["bulletin"].notice for one in load(folder))
    assert silent and not silent.send


@pytest.mark.parametrize(
    ("file", "text", "sentence"),
    [
        (
            "roles.toml",
            '[role.office]\nzh = "甲"\nen = "a"\nverbs = ["see"]\nclearance = "sealed"\n',
            "may not touch this file",
        ),
        ("calendar/2026.toml", 'year = 2026\nsource = "house_design"\n', "may not touch this file"),
        ("grading.toml", '[[uplift]]\nkinds = ["canteen"]\nexactly = "D"\nassumed = true\n', "may only say at_least"),
        ("grading.toml", '[unknown]\ngrade = "D"\nassumed = true\n', "may not change unknown here"),
        ("programmes/daily_record.toml", '[recheck]\nby = "none"\nassumed = true\n', "may not change recheck here"),
        ("programmes/daily_record.toml", '[when]\ntrigger = "once"\n', "may not change when.trigger"),
        ("sources.toml", '[source.order_60]\ntitle = "甲"\nnote = "乙"\nconfidence = "official"\n', "already given"),
        (
            "letters/others.toml",
            '[letter.bulletin]\nreply = "20 working days"\nsource = "house_design"\n',
            "may not change letter.bulletin.reply",
        ),
        ("letters/others.toml", "[letter.praise.notice]\nsend = false\n", "only a notice that is there"),
        ("clocks.toml", '[clock.adjust_duty]\nwithin = "8 working days"\nassumed = true\n', "is longer than"),
        (
            "identity.toml",
            '[number.sc]\nzh = "甲"\nen = "a"\npattern = ".*"\ncheck = "none"\nassumed = true\n',
            "already given",
        ),
    ],
)
def test_what_an_overlay_may_not_touch(tmp_path: Path, file: str, text: str, sentence: str) -> None:
    folder = copied(tmp_path)
    written(folder, f"33/0483/{file}", text)
    found = check(folder)
    assert [sentence in problem.message for problem in found] == [True]
    assert found[0].spot.file == f"{folder}/33/0483/{file}"


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        (
            FOOD + "serious,yes,,on_fail,,tongxiang_joint_action,",
            "milder than critical",
        ),
        (
            FOOD + "critical,no,,on_fail,,tongxiang_joint_action,",
            "no key item any more",
        ),
        (
            FOOD + "critical,yes,seller,on_fail,,tongxiang_joint_action,",
            "fewer sectors",
        ),
        (
            FOOD + "critical,yes,,never,,tongxiang_joint_action,",
            "asks for less",
        ),
        (
            FOOD + "critical,yes,,on_fail,30,tongxiang_joint_action,",
            "valid for longer",
        ),
    ],
)
def test_an_overlay_may_not_ask_more_mildly(tmp_path: Path, row: str, sentence: str) -> None:
    folder = copied(tmp_path)
    line = appended(folder, "33/0483/checklists/village_caterer.csv", row + "\n")
    (problem,) = check(folder)
    assert sentence in problem.message
    assert problem.spot.line == line


def test_tongxiang_is_tighter_and_the_nation_unchanged() -> None:
    assert (tongxiang().pack.loads.warn, national().pack.loads.warn) == (12, 15)
    assert len(tongxiang().pack.checklists["village_caterer"].items) == 17
    assert tongxiang().pack.identity.numbers["workshop"].pattern
    assert national().pack.identity.numbers["workshop"].pattern == ""
    assert tongxiang().hash != national().hash
