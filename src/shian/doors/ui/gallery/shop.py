"""Samples of the shop's pages."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from shian.doors.ui.gallery import parts
from shian.doors.ui.gallery.shell import OFFICER
from shian.doors.ui.shapes.loop import Item
from shian.doors.ui.shapes.parts import Due, Field, Holder, Link, Option, Stat, Why
from shian.doors.ui.shapes.shop import DayMark, DayRecord, ShopDay, ShopMonth, ShopWeek, WeekLine
from shian.doors.ui.show import Page

_WEEK = (
    DayMark("一", "done", "已交"),
    DayMark("二", "done", "已交"),
    DayMark("三", "late", "漏交"),
    DayMark("四", "done", "已交"),
    DayMark("五", "done", "已交"),
    DayMark("六", "rest", "休息"),
    DayMark("日", "open", "今天", today=True),
)
_ITEMS = (
    Item("D-01", "晨检做了，健康证都在有效期", "人员"),
    Item("D-02", "工作衣帽、口罩穿戴整齐", "人员"),
    Item("D-03", "今天进的货票证齐全", "进货", "至少看当日主要品种。"),
    Item("D-04", "冷藏冷冻温度正常", "设备", "冷藏 0–8 ℃，冷冻 −18 ℃ 以下。"),
    Item("D-05", "没有过期、变质食品", "货架"),
)
_WHY = Why(
    "企业应当每日检查并记录",
    "企业落实食品安全主体责任监督管理规定 第十条",
    {"主体类型": "企业（非个体工商户）", "今天": "营业"},
    parts.RELEASED,
    question="为什么每天都要",
)
_STORE = "永辉超市梧桐店"


def _tabs(at: int) -> tuple[Link, ...]:
    return tuple(
        Link(word, f"/ui/gallery/shop-{page}", current=at == place)
        for place, (word, page) in enumerate((("今天", "day"), ("本周", "week"), ("本月", "month")))
    )


def day() -> ShopDay:
    return ShopDay(
        "每日食品安全检查记录",
        _STORE,
        "11月22日 周日",
        OFFICER,
        "#",
        _ITEMS,
        Due(date(2026, 11, 22), "今天到期", "soon"),
        _WEEK,
        why=_WHY,
        tabs=_tabs(0),
    )


def day_done() -> ShopDay:
    return replace(
        day(),
        record=DayRecord("今天零风险，已交", "15:42", "食品安全员 王秀英", "#"),
        week=(*_WEEK[:6], DayMark("日", "done", "已交", today=True)),
    )


def week() -> ShopWeek:
    return ShopWeek(
        "每周食品安全排查治理报告",
        _STORE,
        "11月16日至11月22日",
        OFFICER,
        "#",
        (
            WeekLine("1", "11月17日 周二", "冷冻柜温度 −12 ℃", "已报修，货品转入备用柜", "王秀英", "已解决", True),
            WeekLine("2", "11月20日 周五", "散装糕点没有标签", "", "王秀英", "未解决"),
        ),
        (
            Option("safe", "风险可控，无较大隐患"),
            Option("hazard", "存在隐患，需尽快防范"),
            Option("grave", "严重隐患，需尽快防范并请负责人重视"),
        ),
        _WEEK,
        (Field("analysis", "二、原因和下周安排", "textarea"),),
        (
            Stat(
                "已记录", "5", "天", "#", 5, 6, "有记录的天数 ÷ 应记录的天数；休息日不算。", "周三漏交，不能补成零风险"
            ),
            Stat("问题", "2", "个", "#", 1, 2),
        ),
        Due(date(2026, 11, 22), "今天到期", "soon"),
        tabs=_tabs(1),
    )


def month() -> ShopMonth:
    return ShopMonth(
        "每月食品安全调度会议纪要",
        _STORE,
        "2026 年 11 月",
        Holder("主要负责人", "朱国强"),
        Holder("食品安全总监", "范丽华"),
        "#",
        (Stat("日管控执行率", "96.0", "%", "#", 24, 25), Stat("问题闭环率", "87.5", "%", "#", 7, 8)),
        (
            Link("第 45 周", "#", hint="风险可控 · 已交"),
            Link("第 46 周", "#", hint="存在隐患 · 已交"),
            Link("第 47 周", "#", hint="草稿"),
        ),
        (
            Field("attendees", "参会人", value="朱国强、范丽华、王秀英"),
            Field("summary", "总体概述", "textarea", "本月共记录 24 天，发现问题 8 个，已解决 7 个。"),
            Field("next", "下月工作计划", "textarea"),
        ),
        Due(date(2026, 11, 30), "还有 6 个工作日"),
        tabs=_tabs(2),
        word="主要负责人签字并交出",
    )


PAGES: dict[str, Callable[[], Page]] = {
    "shop-day": day,
    "shop-day-done": day_done,
    "shop-week": week,
    "shop-month": month,
}
