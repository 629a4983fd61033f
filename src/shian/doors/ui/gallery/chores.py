"""Samples of the household's pages."""

from collections.abc import Callable
from dataclasses import replace

from shian.doors.ui.gallery import parts
from shian.doors.ui.gallery.imports import table_of
from shian.doors.ui.shapes.chores import (
    BindingPage,
    ChoreGroup,
    ChoresPage,
    LawPage,
    LedgerPage,
    Load,
    PeoplePage,
    PlanPage,
    PostPage,
    Programme,
    RestDaysPage,
    Rule,
    Vacancy,
)
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Field,
    Holder,
    Link,
    Option,
    Stat,
    Why,
)
from shian.doors.ui.show import Page

_LOAD_LIMIT = Why(
    "15 户提醒，30 户不许再加", "设计值，尚无正式出处", {}, parts.RELEASED, assumed=True, question="为什么是 30 户"
)


def chores() -> ChoresPage:
    return ChoresPage(
        "设置",
        "家里的事：名录、人员、包保关系、计划和规则。",
        (
            ChoreGroup(
                "名录与人",
                (
                    Link("导入", "/ui/gallery/import-upload", "upload", hint="主体、干部、包保关系"),
                    Link("岗位与人员", "/ui/gallery/people", "people", 2, "late", hint="任职、交接、空缺"),
                    Link("休息日", "/ui/gallery/rest-days", "calendar", hint="不营业的日子不欠记录"),
                ),
            ),
            ChoreGroup(
                "包保",
                (
                    Link("分包保", "/ui/gallery/binding", "swap", 118, hint="118 户还没有人"),
                    Link("排计划", "/ui/gallery/plan", "today", hint="2026 年第四季度已排"),
                    Link("承诺书", "#", "pen", hint="生成、签字、上传"),
                ),
            ),
            ChoreGroup(
                "规则与痕迹",
                (
                    Link("规则", "/ui/gallery/law", "book", 9, hint="9 个假定值待确认"),
                    Link("操作记录", "/ui/gallery/ledger", "list", hint="谁在什么时候做了什么"),
                ),
            ),
        ),
    )


def binding() -> BindingPage:
    filters = (
        Field("place", "哪里的主体", "select", options=(Option("", "梧桐街道（全部）"),)),
        Field("grade", "等级", "select", options=(Option("D", "D 级"),)),
        Field(
            "rule",
            "怎么分",
            "select",
            options=(Option("near", "就近：按村社区"), Option("even", "均匀"), Option("one", "指定一人")),
        ),
        Field("since", "从哪天起", "date", "2026-11-23"),
    )
    preview = table_of(
        "将要分的",
        ("主体", "等级", "所在地", "将由谁包保"),
        (Cell("老王炒货", "#"), Cell(grade="D"), Cell("杨家门村"), Cell("沈月琴", sub="杨家门村 村委委员")),
        (Cell("杨家门豆腐坊", "#"), Cell(grade="D"), Cell("杨家门村"), Cell("沈月琴", sub="杨家门村 村委委员")),
        (Cell("振东水果店", "#"), Cell(grade="D"), Cell("振东社区"), Cell("钟小燕", sub="振东社区 居委委员")),
        total="共 42 户",
    )
    loads = (
        Load(Holder("杨家门村 村委委员", "沈月琴"), 8, 14, 15, 30),
        Load(Holder("振东社区 居委委员", "钟小燕"), 12, 22, 15, 30),
        Load(Holder("庆丰社区 居委委员", "许国良"), 26, 33, 15, 30),
    )
    return BindingPage(
        "分包保",
        "先看结果，再一次办完；办完可整批撤销。",
        filters,
        "#",
        (
            Stat("将分", "42", "户", "#"),
            Stat("涉及干部", "7", "人", "#"),
            Stat("还没有人", "76", "户", "#", tone="soon"),
        ),
        loads,
        _LOAD_LIMIT,
        preview,
        Act("bind", "分给 7 人", "#", look="primary", confirm="42 户将从 11月23日 起由 7 名干部包保。"),
        "许国良会超过 30 户，请换一种分法或换人。",
    )


def plan() -> PlanPage:
    preview = table_of(
        "按等级",
        ("等级", "主体", "每户几次", "已排", "将新排"),
        (Cell("A 级"), Cell("12"), Cell("1"), Cell("12"), Cell("0")),
        (Cell("B 级"), Cell("218"), Cell("1"), Cell("210"), Cell("8")),
        (Cell("C 级"), Cell("4,120"), Cell("1"), Cell("0"), Cell("4,120")),
        (Cell("D 级"), Cell("15,650"), Cell("1"), Cell("0"), Cell("15,650")),
    )
    return PlanPage(
        "排计划",
        "桐乡市 · 包保督导",
        (
            Field("period", "哪个季度", "select", options=(Option("2027Q1", "2027 年第一季度"),)),
            Field("programme", "督导类别", "select", options=(Option("g", "包保督导"),)),
        ),
        (
            Stat("将新排", "19,778", "件", "#"),
            Stat("已排", "222", "件", "#"),
            Stat("没有包保人", "118", "户", "#", tone="soon", missing="排了也没人去"),
            Stat("不计入", "61", "户", "#"),
        ),
        preview,
        Act("plan", "排 19,778 件", "#", look="primary", confirm="将为 2027 年第一季度新排 19,778 件督导。"),
        "2027 年节假日还没有公布，到期日是暂定的，公布后自动改正。",
        (parts.FREQUENCY,),
    )


def people() -> PeoplePage:
    table = replace(
        table_of(
            "岗位",
            ("岗位", "任职", "层级", "名下主体", "没办完", "状态"),
            (
                Cell("梧桐街道 党工委委员", "/ui/gallery/post"),
                Cell("陆建平"),
                Cell("C"),
                Cell("14"),
                Cell("2", tone="late"),
                Cell(badge=Badge("在岗", "done")),
            ),
            (
                Cell("杨家门村 村委委员", "#"),
                Cell("沈月琴"),
                Cell("D"),
                Cell("14"),
                Cell("0"),
                Cell(badge=Badge("在岗", "done")),
            ),
            (
                Cell("芝村村 村委主任", "#"),
                Cell("空缺", tone="soon"),
                Cell("D"),
                Cell("23"),
                Cell("6", tone="late"),
                Cell(badge=Badge("空缺 9 天", "soon")),
            ),
            total="共 412 个岗位",
            export="#",
        ),
        filters=parts.FILTERS[:1],
    )
    return PeoplePage(
        "岗位与人员",
        "权随岗走：人换了，事不丢。",
        table,
        (
            Vacancy(
                Holder("崇福镇芝村村 村委主任"),
                "自 11月13日 起，已 9 天",
                "名下 23 户没有人管，6 件督导将在月底逾期。",
                "/ui/gallery/post",
            ),
        ),
        (Stat("岗位", "412", "个", "#"), Stat("在岗", "99.5", "%", "#", 410, 412), Stat("本月交接", "7", "次", "#")),
        (Link("新设岗位", "#", "plus"),),
    )


def post() -> PostPage:
    handover = Act(
        "handover",
        "交接",
        "#",
        (
            Field("person", "接任人", "search", help="输入姓名或手机尾号"),
            Field("since", "从哪天起", "date", "2026-11-23"),
        ),
        look="primary",
        confirm="14 户和 2 件没办完的事将一起交给接任人。",
    )
    takeover = Act(
        "takeover", "上级代办交接", "#", (Field("reason", "原任不能签字的理由", "textarea", required=True),), look=""
    )
    tenures = table_of(
        "先后任职",
        ("谁", "起", "止", "交接"),
        (Cell("陆建平"), Cell("2025年3月1日"), Cell("今天"), Cell("—")),
        (Cell("沈国荣"), Cell("2021年6月1日"), Cell("2025年2月28日"), Cell("本人签")),
    )
    return PostPage(
        "梧桐街道 党工委委员",
        Holder("梧桐街道 党工委委员", "陆建平", "梧桐街道办事处", "138****0021"),
        (("层级", "C 级包保"), ("可见范围", "梧桐街道"), ("角色", "乡级包保干部")),
        (Stat("名下主体", "14", "户", "#"), Stat("没办完", "2", "件", "#", tone="late")),
        (handover, takeover),
        tenures,
        parts.HISTORY[:2],
    )


def rest_days() -> RestDaysPage:
    table = table_of(
        "已登记",
        ("主体", "起", "止", "理由", ""),
        (
            Cell("濮院镇中心小学食堂", "#"),
            Cell("2027年1月23日"),
            Cell("2027年2月21日"),
            Cell("寒假"),
            Cell("撤回", "#"),
        ),
        (Cell("永辉超市梧桐店", "#"), Cell("每周六"), Cell("—"), Cell("固定休息"), Cell("撤回", "#")),
    )
    add = Act(
        "rest",
        "登记",
        "#",
        (
            Field("business", "主体", "search"),
            Field("start", "从", "date"),
            Field("end", "到", "date"),
            Field(
                "reason",
                "理由",
                "select",
                options=(Option("term", "寒暑假"), Option("weekly", "每周固定休息"), Option("repair", "装修停业")),
            ),
        ),
        look="primary",
    )
    return RestDaysPage(
        "休息日",
        "休息日不欠记录；事后登记会留下痕迹，不能用来补漏。",
        add,
        table,
        Why("不营业的日子不欠每日记录", "企业落实食品安全主体责任监督管理规定", {}, parts.RELEASED, question="依据"),
    )


def law() -> LawPage:
    rules = (Rule("C 级督导频次", parts.FREQUENCY), Rule("限期整改", parts.LIMIT), Rule("人均户数", _LOAD_LIMIT))
    releases = table_of(
        "版本",
        ("版本", "地区", "生效", "指纹", ""),
        (
            Cell("2026.9", "#"),
            Cell("全国 + 桐乡市"),
            Cell("2026年9月1日"),
            Cell("a41f…07c2"),
            Cell(badge=Badge("现行", "done")),
        ),
        (Cell("2026.1", "#"), Cell("全国"), Cell("2026年1月1日"), Cell("99e0…b1d4"), Cell("与上一版比", "#")),
    )
    return LawPage(
        "规则",
        "每个数都有出处；没有出处的，写明是假定。",
        releases,
        (
            Programme("包保督导", "国务院食安委〔2022〕意见", Badge("现行", "done"), rules),
            Programme(
                "日管控",
                "市场监管总局令第 60 号",
                Badge("现行", "done"),
                (
                    Rule(
                        "谁欠记录",
                        Why(
                            "企业和食堂每日记录；个体工商户不欠",
                            "企业落实食品安全主体责任监督管理规定 第二条",
                            {},
                            parts.RELEASED,
                        ),
                    ),
                ),
            ),
        ),
        Stat("假定值", "9", "个", "#", definition="没有正式出处、按设计值执行的数。", tone="soon"),
    )


def ledger() -> LedgerPage:
    table = replace(
        table_of(
            "操作记录",
            ("做了什么", "谁", "对什么", "什么时候"),
            (
                Cell("要求限期整改", "#"),
                Cell("陆建平", sub="梧桐街道 包保干部"),
                Cell("问题 2026-0483-01284", "#"),
                Cell("11月20日 15:40:12"),
            ),
            (
                Cell("交督导记录", "#"),
                Cell("陆建平", sub="梧桐街道 包保干部"),
                Cell("阿英小吃店", "#"),
                Cell("11月20日 15:38:55"),
            ),
            (Cell("自动提醒", "#"), Cell("系统", sub="到期钟"), Cell("老王炒货", "#"), Cell("11月20日 8:00:00")),
            total="共 84,120 条",
            export="#",
        ),
        filters=(Field("who", "谁", "search"), Field("from", "从", "date"), Field("to", "到", "date")),
        pager=parts.PAGER,
    )
    return LedgerPage("操作记录", "只增不改。谁、什么时候、对什么、做了什么。", table)


PAGES: dict[str, Callable[[], Page]] = {
    "chores": chores,
    "binding": binding,
    "plan": plan,
    "people": people,
    "post": post,
    "rest-days": rest_days,
    "law": law,
    "ledger": ledger,
}
