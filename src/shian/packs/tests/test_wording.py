"""A question put in other words is the same question: figures spelt otherwise, and the synonyms of the pack."""

from pathlib import Path

import pytest

from shian.packs.check import check
from shian.packs.questions import alike
from shian.packs.tests.cn import appended, changed, copied
from shian.packs.wording import normal

SAME = (("过期", "超过保质期", "超保质期"), ("6个月", "半年"))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("每日两次", "每日2次"),
        ("留样不少于一百二十五克、四十八小时", "留样不少于125克48小时"),
        ("保存十二个月", "保存12个月"),
        ("保存一百零五天", "保存105天"),
        ("二〇二六年", "2026年"),
        ("十人以上", "10人以上"),
        ("统一管理，万一出事", "统一管理万一出事"),
        ("记录保存半年", "记录保存6个月"),
        ("记录保存六个月", "记录保存6个月"),
        ("无超过保质期食品", "无过期食品"),
        ("保质期标注清楚", "保质期标注清楚"),
    ],
)
def test_figures_and_synonyms_have_one_spelling(text: str, meant: str) -> None:
    assert normal(text, SAME) == meant


@pytest.mark.parametrize(
    ("one", "other", "with_them", "without"),
    [
        ("无过期食品", "无超过保质期食品", True, False),
        ("记录保存半年", "记录保存六个月", True, False),
        ("消毒三次", "消毒3次", True, False),
        ("无过期食品", "有晨检记录", False, False),
    ],
)
def test_two_questions_in_other_words_are_told_apart_only_where_they_differ(
    one: str, other: str, with_them: bool, without: bool
) -> None:
    assert alike(one, other, SAME) is with_them
    assert alike(one, other, (("冰箱", "冷柜"),)) is (without or one == "消毒三次")


def test_a_question_in_synonyms_is_refused_by_both_names(tmp_path: Path) -> None:
    folder = copied(tmp_path)
    assert check(folder) == []
    appended(
        folder,
        "synonyms.toml",
        '\n[same.pests]\nwords = ["防蝇、防尘、防鼠“三防”设施", "三防设备"]\nsource = "house_design"\n',
    )
    appended(
        folder,
        "checklists/seller.csv",
        "pests.again,三防设备有效,Pests kept out,抓好常态化防控,serious,no,,on_fail,,house_design,\n",
    )
    assert any("pests.again" in one.message and "pests.kept_out" in one.message for one in check(folder))
    changed(folder, "synonyms.toml", ', "三防设备"', "")
    assert any("needs two words" in one.message for one in check(folder))
