"""Samples of what lies in a binder: a problem in one hand, a list of the shop, a record and its correction."""

from collections.abc import Callable

from shian.doors.ui.gallery import parts
from shian.doors.ui.shapes.loop import Item, PhoneFinding
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.shapes.record import Answered, RecordPage
from shian.doors.ui.shapes.shop import CorrectionPage, ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.show import Page

_STORE = "永辉超市梧桐店"


def phone_finding() -> PhoneFinding:
    note = Field("note", "怎么整改的", "textarea")
    return PhoneFinding(
        title="冷藏柜温度 12 ℃",
        number="1119-7F3A2",
        badge=Badge("待整改", "soon", "clock"),
        business=Link(_STORE, "#"),
        place="庆丰社区第 2 网格",
        found=(("轻重", "较重"), ("处置", "限期整改"), ("发现日", "2026年11月19日")),
        note="柜门胶条老化。",
        acts=(Act("report", "报告已整改", "#", (note,), look="primary"),),
        others=(Act("withdraw", "撤回（查错了）", "#", (Field("note", "为什么撤回", "textarea"),), look="danger"),),
        back="#",
    )


def shop_page() -> ShopPage:
    return ShopPage(
        "问题",
        _STORE,
        groups=(
            ShopGroup("要整改的", (ShopEntry("冷藏柜温度 12 ℃", "还有 2 个工作日", "#", Badge("待整改", "soon")),)),
            ShopGroup("已了结", (ShopEntry("票证不全", "11月6日", "#", Badge("已销号", "done", "check")),)),
        ),
        links=(Link("以前的记录", "#", "file"),),
    )


def record() -> RecordPage:
    return RecordPage(
        "每日食品安全检查记录",
        Link(_STORE, "#"),
        (("哪一天的", "2026年11月19日"), ("谁填的", "食品安全员 王秀英"), ("结果", "查 5 项，1 项不符合")),
        (Answered("冷藏冷冻温度正常", "有问题", True, "柜温 12 ℃", "限期整改", Link("看这个问题", "#")),),
        (Answered("晨检做了，健康证都在有效期", "没问题"),),
        older=Link("更正前的那一份", "#"),
        correct=Link("更正", "#"),
        signs=("食品安全员签字",),
        printed=f"{parts.RELEASED:%Y-%m-%d} 打印",
    )


def correction() -> CorrectionPage:
    return CorrectionPage(
        "更正记录",
        _STORE,
        "11月19日 周四 的记录。原来那一份会留着，谁都看得到改了什么。",
        "#",
        "#",
        (Item("D-04", "冷藏冷冻温度正常", "设备", said="fail", note="柜温 12 ℃"),),
        (Field("reason", "为什么要更正", "textarea", required=True),),
        (Option("controlled", "风险可控"),),
        zero=True,
    )


PAGES: dict[str, Callable[[], Page]] = {
    "finding-phone": phone_finding,
    "shop-page": shop_page,
    "record": record,
    "correction": correction,
}
