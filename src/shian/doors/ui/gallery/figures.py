"""Samples of what is looked at: a problem, a list, a figure, a file, an error."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from shian.doors.ui.gallery import parts
from shian.doors.ui.gallery.shell import CADRE
from shian.doors.ui.shapes.loop import (
    CompletionPage,
    DossierPage,
    FindingPage,
    Grade,
    ListPage,
    Section,
)
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Due,
    Field,
    Holder,
    Link,
    Option,
    Pair,
    Row,
    Stat,
    Table,
    Why,
)
from shian.doors.ui.shapes.plain import ErrorPage, HelpPage, HelpTopic
from shian.doors.ui.show import Page

_TOWNS = (
    ("梧桐街道", 4_020, 3_902, 31, 12, 75),
    ("濮院镇", 3_310, 3_288, 9, 4, 9),
    ("崇福镇", 2_905, 2_871, 14, 6, 14),
    ("乌镇镇", 2_260, 2_255, 3, 0, 2),
    ("高桥街道", 1_104, 1_088, 4, 5, 7),
)


def finding() -> FindingPage:
    return FindingPage(
        "冷藏冰箱生熟混放，温度超标",
        "问题 2026-0483-01284",
        Badge("整改中", "soon"),
        Link("阿英小吃店", "/ui/gallery/dossier"),
        "梧桐街道 振东社区",
        (
            ("检查项", "贮存分类分架、离地离墙，温度符合要求"),
            ("处置", "限期整改"),
            ("来源", "包保督导 第四季度"),
            ("第几轮", "第 1 轮"),
        ),
        "冷藏冰箱里生肉和熟食混放，温度计显示 11 ℃。经营者当场开始清理，冰箱需报修。",
        Holder("主要负责人", "李阿英", "阿英小吃店", "139****8812"),
        Due(date(2026, 11, 27), "还有 5 个工作日", "soon"),
        parts.WAY,
        parts.LADDER,
        (Pair("", parts.BEFORE, None),),
        parts.HISTORY,
        (
            Act("urge", "催一下", "#", look="primary"),
            Act(
                "push",
                "移交监管所",
                "#",
                (Field("reason", "为什么移交", "textarea"),),
                "移交后由监管所认领处置，您能看到结果。",
                "",
            ),
        ),
        (parts.LIMIT, replace(parts.FREQUENCY, question="为什么查这一项")),
    )


def findings() -> ListPage:
    return ListPage(
        "问题",
        parts.LIST,
        lead="谁的问题，在谁手里，到哪一步。",
        tabs=(
            Link("整改中", "#", count=37, current=True),
            Link("待复查", "#", count=12),
            Link("已移交", "#", count=5),
            Link("已销号", "#", count=1_201),
        ),
        links=(Link("督促情况", "#", "data"),),
    )


def rows() -> ListPage:
    return ListPage(
        "逾期未督导的 37 户",
        replace(parts.LIST, total="共 37 户"),
        lead="梧桐街道 · 2026 年第四季度 · 截至 11月22日",
        back=Link("回到完成率", "/ui/gallery/completion"),
        stat=parts.LATE_STAT,
    )


def completion() -> CompletionPage:
    head = (
        Column("乡镇街道"),
        Column("应督导", True),
        Column("已完成", True),
        Column("不计入", True),
        Column("逾期", True),
        Column("未到期", True),
        Column("完成率", True),
    )
    lines = tuple(
        Row(
            (
                Cell(name, "#"),
                Cell(f"{due:,}", "#"),
                Cell(f"{done:,}", "#"),
                Cell(str(out), "#"),
                Cell(str(late), "#", tone="late"),
                Cell(str(left), "#"),
                Cell(f"{done * 100 / (due - out):.1f}%"),
            )
        )
        for name, due, done, out, late, left in _TOWNS
    )
    foot = Row((Cell("桐乡市"), Cell("13,599"), Cell("13,404"), Cell("61"), Cell("27"), Cell("107"), Cell("99.0%")))
    return CompletionPage(
        "督导完成情况",
        "桐乡市 · 2026 年第四季度（10月1日至12月31日）",
        (
            Field(
                "period",
                "时段",
                "select",
                options=(Option("2026Q4", "2026 年第四季度", chosen=True), Option("2026Q3", "2026 年第三季度")),
            ),
            Field("grade", "包保等级", "select", options=(Option("", "全部"), Option("C", "C 级"))),
            Field("programme", "督导类别", "select", options=(Option("guarantee", "包保督导"),)),
        ),
        Stat(
            "督导完成率",
            "99.0",
            "%",
            "/ui/gallery/rows",
            13_404,
            13_538,
            parts.RATE.definition,
            "其中 9 户为期末才不计入，点开看",
            "#",
        ),
        13_404,
        61,
        27,
        107,
        (
            Stat("现场督导占比", "96.3", "%", "#", 12_908, 13_404),
            Stat("发现问题", "1,284", "个", "#"),
            Stat("按期销号", "93.5", "%", "#", 1_201, 1_284),
            replace(parts.VACANT, figure="2"),
        ),
        Table(head, lines, "各乡镇街道完成情况", "", (), "", "#", None, foot),
        parts.CHART,
        "数据截至 2026年11月22日 15:00；口径第 2 版；任何一天重算，结果不变。",
        Why(
            "已完成 ÷（应督导 − 不计入）",
            "桐乡市食安办 2026 年评议办法",
            {"分子": "有回执且结果为已完成", "分母": "应督导减去不计入"},
            parts.RELEASED,
            question="怎么算的",
        ),
        (Link("按地区", "#", current=True), Link("按等级", "#"), Link("按干部", "#")),
    )


def dossier() -> DossierPage:
    visits = Table(
        (Column("日期"), Column("谁"), Column("方式"), Column("结果")),
        (
            Row((Cell("8月3日", "#"), Cell("陆建平"), Cell("现场"), Cell("1 项不符合", tone="soon"))),
            Row((Cell("2月11日", "#"), Cell("陆建平"), Cell("现场"), Cell("全部符合", tone="done"))),
        ),
        "督导记录",
    )
    licences = Table(
        (Column("证照"), Column("编号"), Column("有效期至"), Column("状态")),
        (
            Row(
                (
                    Cell("食品经营许可证", "#"),
                    Cell("JY23304830012345"),
                    Cell("2028年3月1日"),
                    Cell(badge=Badge("有效", "done")),
                )
            ),
            Row((Cell("健康证明（3 人）", "#"), Cell("—"), Cell("12月9日"), Cell(badge=Badge("17 天后到期", "soon")))),
        ),
        "证照",
    )
    return DossierPage(
        "阿英小吃店",
        "小餐饮 · 个体工商户",
        (
            ("统一社会信用代码", "92330483MA2CXXXX4T"),
            ("经营者", "李阿英"),
            ("地址", "桐乡市梧桐街道振东路 12 号"),
            ("联系电话", "139****8812"),
            ("经营项目", "热食类食品制售"),
            ("开业", "2019年4月8日"),
        ),
        (Badge("在营", "done"), Badge("1 个问题未结", "soon")),
        (
            Grade("包保等级", "C", "2026年1月1日起", replace(parts.FREQUENCY, value="C 级", question="为什么是 C 级")),
            Grade(
                "风险等级",
                "B",
                "2026年3月15日起",
                Why(
                    "B 级（中低风险）",
                    "食品生产经营风险分级管理办法",
                    {"静态分": "28", "动态分": "12"},
                    parts.RELEASED,
                    question="为什么是 B 级",
                ),
            ),
        ),
        replace(CADRE, phone="138****0021"),
        (Holder("主要负责人", "李阿英"), Holder("食品安全员")),
        Why(
            "不必配备食品安全总监",
            "企业落实食品安全主体责任监督管理规定 第五条",
            {"主体类型": "个体工商户"},
            parts.RELEASED,
            question="要不要配总监",
        ),
        (Stat("督导", "6", "次", "#"), Stat("问题", "5", "个", "#", 4, 5), Stat("逾期", "0", "次", "#")),
        (Section("证照", licences), Section("督导记录", visits, Link("全部 6 次", "#"))),
        parts.HISTORY,
        (Link("打印", "#", "print"), Link("开始督导", "/ui/gallery/visit-start", "visit")),
        (Act("shut", "登记歇业", "#", look="danger", confirm="登记后 7 个工作日内调整包保关系。"),),
    )


def help_page() -> HelpPage:
    return HelpPage(
        "帮助",
        "一句话能说清的，就不写第二句。",
        (
            HelpTopic(
                "没有网络怎么办？",
                "照常查、照常拍。草稿存在这台手机里，有网后点“交上去”。\n\n没有看到“收到了”之前，请不要清手机缓存。",
            ),
            HelpTopic("到了店门口，关着门", "点“查不了”，选“没开门”，一下就好。位置会一起记下。"),
            HelpTopic("我换岗了", "请上级在“岗位与人员”里交接。没办完的事会跟着岗位走，不会丢。"),
        ),
        "还有问题，打食安办平台电话 0573-8888 0000（工作日 8:30–17:00）。",
    )


def error(status: int, title: str, text: str) -> Callable[[], Page]:
    return lambda: ErrorPage(status, title, text, Link("回到今天要办的事", "/ui/gallery/today"), "20261122-7F3A")


PAGES: dict[str, Callable[[], Page]] = {
    "finding": finding,
    "findings": findings,
    "rows": rows,
    "completion": completion,
    "dossier": dossier,
    "help": help_page,
    "e409": error(409, "别人先办了一步", "方志远刚刚认领了这个问题。请看看现在的样子再决定。"),
    "e413": error(413, "文件太大", "一次最多 20 MB。照片请用系统里的“拍一张”，会自动缩小。"),
    "e429": error(429, "点得太快了", "请等 1 分钟再试。"),
    "e503": error(503, "现在人多，请稍等", "没有收到您刚才的内容，手机里的草稿还在。半分钟后再试。"),
}
