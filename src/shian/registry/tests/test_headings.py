"""Columns are found under the names that offices really give them; a heading that could be two things is taken by its own name first."""

from datetime import date

import pytest

from shian.registry.rules.characters import Cell
from shian.registry.rules.columns import Target
from shian.registry.rules.headings import propose, recognise
from shian.registry.rules.kinds import read_kind
from shian.registry.rules.rows import Known, Outcome, check_row

KNOWN = Known(date(2026, 9, 1))

NAMED = {
    Target.BUSINESSES: {
        "name": "食品生产经营主体名称 企业（单位）名称 商户名称 店铺名称 经营主体名称 店名/单位名称 公司名称",
        "uscc": "统一社会信用代码/注册号 统一信用代码 统一社会信用代码（18位） 营业执照编号 社会信用代码（证）",
        "kind": "主体分类 经营业态 主体类别（业态） 行业类别 单位类型 类型",
        "grade": "等级 主体级别（A/B/C/D） 包保等级(A-D) ABCD等级 主体分级",
        "town": "镇/街道 乡（镇） 所属街道 乡镇（街道、开发区） 镇(街道)名称 乡、镇 属地",
        "village": "村（居） 所属社区 村（居）委会 村/社区 社区（村）",
        "address": "经营地点 生产经营场所 注册地址 地址（详细） 住所（经营场所）",
        "legal_person": "法定代表人（负责人） 法定代表人/经营者 业主姓名 店主 法人姓名",
        "legal_identity": "身份证号 身份证号码 公民身份号码 法人身份证号 经营者身份证号码",
        "phone": "手机号 联系手机 移动电话 联系电话（手机） 电话号码",
        "officer_phone": "安全员联系电话 联系电话（安全员） 食品安全管理人员手机号码",
        "licence": "食品经营许可证编号 生产许可证编号 SC编号 许可证号/备案号 登记证编号 食品经营许可（备案）编号 许可证",
        "licence_until": "许可证到期日 有效期止 许可证有效期限 有效截止日期 到期时间",
        "status": "经营情况 是否营业 存续状态",
    },
    Target.CADRES: {
        "name": "责任人 包保领导 包保责任人 姓　名",
        "phone": "移动电话 联系电话（手机）",
        "organisation": "所在部门 单位（部门） 任职单位",
        "title": "职务/岗位 职位 行政职务",
        "tier": "干部级别 层级（A/B/C/D） 包保干部层级",
        "since": "任职时间 包保起始日期 开始日期",
    },
    Target.BINDINGS: {
        "business_name": "包保企业 被包保主体名称 包保对象 门店名称 企业",
        "cadre_name": "包保责任人 责任领导 包保人 包联干部",
        "cadre_phone": "包保责任人电话 干部联系电话 联系方式",
    },
}


@pytest.mark.parametrize(
    ("target", "key", "heading"),
    [(target, key, each) for target, keys in NAMED.items() for key, all_ in keys.items() for each in all_.split(" ")],
)
def test_a_column_is_found_under_the_names_that_offices_give_it(target: Target, key: str, heading: str) -> None:
    assert recognise(target, heading) == key


def test_a_number_of_nobody_in_particular_yields_to_the_column_named_outright() -> None:
    assert propose(Target.BUSINESSES, ["身份证号", "法人身份证号"]) == {1: "legal_identity"}
    assert propose(Target.BUSINESSES, ["法人手机号", "主体电话"]) == {1: "phone"}
    assert propose(Target.BUSINESSES, ["法人手机号", "地址"]) == {0: "phone", 1: "address"}


def test_a_remark_is_nobody() -> None:
    for heading in ("序号", "", "（）", "/", "督导情况", "包保干部"):
        assert recognise(Target.BUSINESSES, heading) == ""


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("餐饮服务（中型餐馆）", "caterer"),
        ("学校（含托幼）食堂", "canteen"),
        ("食品批发零售", "seller"),
        ("中型餐馆", "caterer"),
    ],
)
def test_kinds_are_read_as_offices_write_them(typed: str, kind: str) -> None:
    assert read_kind(typed).value == kind


def test_an_end_written_beside_a_shop_that_is_said_to_run_is_told() -> None:
    shop = {"name": "老王面馆（已关门）", "kind": "小餐饮", "status": "正常", "town": "梧桐街道"}
    said = [
        (p.column, p.kind) for p in check_row(Target.BUSINESSES, 2, shop | {"remark": "2025年底搬走"}, KNOWN).problems
    ]
    assert ("name", "dead_hint") in said and ("remark", "dead_hint") in said
    again = check_row(Target.BUSINESSES, 2, shop | {"name": "开关门业小吃", "remark": "春节后开张"}, KNOWN)
    assert not [p for p in again.problems if p.kind == "dead_hint"]
    gone = check_row(Target.BUSINESSES, 2, shop | {"status": "关门"}, KNOWN)
    assert gone.outcome is Outcome.LEFT_OUT and not [p for p in gone.problems if p.kind == "dead_hint"]


def test_a_cut_number_of_the_legal_person_is_told() -> None:
    shop: dict[str, Cell] = {"name": "某店", "kind": "小餐饮", "legal_identity": 330483196707281000}
    assert "cut_by_excel" in [p.kind for p in check_row(Target.BUSINESSES, 2, shop, KNOWN).problems]
