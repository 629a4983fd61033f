"""A pack may not ask twice what an earlier answer covers: refused with both places."""

from pathlib import Path

import pytest

from shian.packs.bad import Spot
from shian.packs.check import check
from shian.packs.questions import alike
from shian.packs.tests.cn import appended, changed, copied, written

HEAD = "code,text_zh,text_en,module,severity,key,applies,photo,valid_for,source,note"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copied(tmp_path)


def said(folder: Path) -> list[str]:
    return [problem.message for problem in check(folder)]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("有效并公示", "有效且公示", "one code is one question"),
        (",serious,yes,,on_fail,90,", ",general,yes,,on_fail,90,", "has severity 'general', elsewhere 'serious'"),
        (",serious,yes,,on_fail,90,", ",serious,yes,,on_fail,60,", "has valid_for '60', elsewhere '90'"),
        (",serious,yes,,on_fail,90,", ",serious,yes,,on_fail,,", "has valid_for 'none', elsewhere '90'"),
    ],
    ids=["words", "weight", "validity", "no validity"],
)
def test_one_code_is_put_alike_everywhere(folder: Path, old: str, new: str, sentence: str) -> None:
    line = changed(folder, "checklists/village_seller.csv", old, new)
    told = {problem.spot: problem.message for problem in check(folder)}
    assert Spot(f"{folder}/checklists/village_seller.csv", line) in told
    message = told[Spot(f"{folder}/checklists/village_seller.csv", line)]
    assert sentence in message
    assert "checklists/association.csv:2" in message, "and where the other stands"


def test_a_programme_that_comes_back_too_soon_needs_a_reason(folder: Path) -> None:
    titles = folder / "checklists/titles.toml"
    text = titles.read_text("utf-8")
    again = next(line for line in text.splitlines() if line.startswith("again"))
    titles.write_text(text.replace(again + "\n", "", 1), "utf-8")  # of the list of producers
    found = check(folder)
    assert {one.spot.file for one in found} == {f"{folder}/checklists/producer.csv"}
    assert {one.spot.line for one in found} == {3, 5, 6, 22}
    assert all("guarantee_visit comes back after 90" in one.message for one in found)
    assert any("holds for 365 days" in one.message for one in found)


def test_an_answer_no_older_than_the_rhythm_needs_none(folder: Path) -> None:
    changed(folder, "checklists/titles.toml", "[checklist.small_village]", '[checklist.small_village]\nagain = ""')
    assert said(folder) == []


@pytest.mark.parametrize(
    "text", ["防蝇、防尘、防鼠“三防”设施有效", "防蝇 防尘 防鼠 三防设施有效", "防蝇防尘防鼠三防设施齐全有效"]
)
def test_one_question_under_two_codes_is_refused_by_both_names(folder: Path, text: str) -> None:
    line = appended(
        folder,
        "checklists/seller.csv",
        f"pests.again,{text},Pests kept out,抓好常态化防控,serious,no,,on_fail,,house_design,\n",
    )
    told = [one for one in check(folder) if one.spot == Spot(f"{folder}/checklists/seller.csv", line)]
    twin = [one for one in check(folder) if "pests.again" in one.message]
    assert twin, said(folder)
    assert all("pests.kept_out" in one.message for one in twin)
    assert told or any("seller.csv" in one.message for one in twin)


def test_what_only_sounds_alike_is_excused_with_a_note(folder: Path) -> None:
    row = "pests.roof,防蝇、防尘、防鼠“三防”设施有效吗,Pests,屋顶,serious,no,,on_fail,,house_design"
    written(folder, "checklists/roof.csv", f"{HEAD},distinct_from\n{row},只看屋顶,pests.kept_out\n")
    appended(
        folder, "checklists/titles.toml", '\n[checklist.roof]\nzh = "屋顶"\nen = "Roof"\nsource = "house_design"\n'
    )
    assert said(folder) == []
    written(folder, "checklists/roof.csv", f"{HEAD},distinct_from\n{row},,pests.kept_out\n")
    assert any("distinct_from without a note" in message for message in said(folder))
    written(folder, "checklists/roof.csv", f"{HEAD},distinct_from\n{row},只看屋顶,pests.no_such\n")
    assert any("'pests.no_such' is no question of this pack" in message for message in said(folder))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("无过期食品", "无过期食品。", True),
        ("ＡＢ证照齐全", "ab证照齐全", True),
        ("冷藏设备正常", "消毒设备正常", False),
        ("晨检有记录", "有记录", False),
    ],
)
def test_marks_and_width_make_no_other_question(one: str, other: str, same: bool) -> None:
    assert alike(one, other) is same
