"""One of each part."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from zoneinfo import ZoneInfo

from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Chart,
    Column,
    Drop,
    Due,
    Field,
    Flash,
    Holder,
    Link,
    Moment,
    Option,
    Pager,
    Pair,
    Photo,
    Progress,
    Row,
    Rung,
    Series,
    Stat,
    State,
    Table,
    TaskCard,
    WayStep,
    Why,
)

ZONE = ZoneInfo("Asia/Shanghai")
RELEASED = date(2026, 9, 1)

FREQUENCY = Why(
    "C 级：每半年至少督导 1 次",
    "《关于建立健全分层分级精准防控末端发力终端见效工作机制推动食品安全属地管理责任落地落实的意见》分级督导要求",
    {"主体": "梧桐街道振东菜场阿英小吃店", "包保等级": "C 级", "计划期": "2026 年第四季度"},
    RELEASED,
    question="为什么是我",
)
LIMIT = Why(
    "限期整改：5 个工作日",
    "设计值，尚无正式出处",
    {"发现": "11月20日 周五", "到期": "11月27日 周五"},
    RELEASED,
    assumed=True,
    question="为什么是这一天",
)

LATE = TaskCard(
    "督导 阿英小吃店",
    "#",
    Link("开始督导", "/ui/gallery/visit-start"),
    Due(date(2026, 11, 18), "已超 3 个工作日", "late"),
    Badge("逾期", "late"),
    "欠桐乡市食安办",
    "餐饮 · C 级",
    "梧桐街道 振东社区",
    FREQUENCY,
)
SOON = TaskCard(
    "复查 老王炒货的整改",
    "#",
    Link("去复查", "#"),
    Due(date(2026, 11, 25), "还有 3 个工作日", "soon"),
    Badge("快到期", "soon"),
    "欠梧桐街道",
    "食品销售 · D 级",
    "梧桐街道 杨家门村",
    LIMIT,
)
CALM = TaskCard(
    "督导 濮院镇中心小学食堂",
    "#",
    Link("开始督导", "#"),
    Due(date(2026, 12, 31), "还有 28 个工作日", "", provisional=True),
    Badge("本季度"),
    "欠桐乡市食安办",
    "学校食堂 · B 级",
    "濮院镇 红旗社区",
    FREQUENCY,
)
SEALED = TaskCard(
    "有一件待办",
    "#",
    Link("打开", "#"),
    Due(date(2026, 11, 24), "还有 2 个工作日", "soon"),
    Badge("保密", "info", "lock"),
)

RATE = Stat(
    "督导完成率",
    "99.2",
    "%",
    "/ui/gallery/rows",
    19_648,
    19_806,
    "已完成 ÷（应督导 − 不计入）。不计入的是本季度内关闭、搬走且已按期上报状态的主体，点开可逐户查看。",
    "12 户未计入",
    "/ui/gallery/rows",
)
LATE_STAT = Stat(
    "逾期未办", "37", "户", "/ui/gallery/rows", definition="应办日已过、今天仍没有回执的督导任务。", tone="late"
)
PROBLEMS = Stat(
    "本季度问题",
    "1,284",
    "个",
    "/ui/gallery/findings",
    1_201,
    1_284,
    "督导、日管控、投诉等来源立下的全部问题；分子为已销号。",
)
VACANT = Stat("空缺岗位", "2", "个", "/ui/gallery/people", definition="名下有主体、今天没有人任职的岗位。", tone="soon")

WAY = (
    WayStep("排查", "done", "11月20日", "当场", "陆建平 包保干部"),
    WayStep("整改", "now", "到 11月27日", "还有 5 个工作日", "阿英小吃店"),
    WayStep("公示", "later"),
    WayStep("抄告", "later"),
    WayStep("查处", "skipped"),
    WayStep("反馈", "later"),
)
LADDER = (
    Rung("提醒责任人", "climbed", "11月24日", "短信与工作台各一次"),
    Rung("告知其上级", "next", "11月30日", "梧桐街道食安办 周敏"),
    Rung("发提醒敦促函", "later", "12月7日"),
    Rung("移交监管所", "later"),
)
HISTORY = (
    Moment(datetime(2026, 11, 21, 9, 12, tzinfo=ZONE), "阿英小吃店", "看到了整改要求"),
    Moment(datetime(2026, 11, 20, 15, 40, tzinfo=ZONE), "陆建平", "要求限期整改", "冷藏冰箱生熟混放，温度 11 ℃。"),
    Moment(
        datetime(2026, 11, 20, 15, 38, tzinfo=ZONE),
        "陆建平",
        "在督导中发现不符合",
        "检查表：餐饮（C 级）第 3 版 第 15 项",
    ),
)
BEFORE = Photo("/static/ui/gallery/before.svg", "冰箱内生熟混放", "11月20日 15:38 · 梧桐街道振东路 12 号 · 误差 8 米")
AFTER = Photo("/static/ui/gallery/after.svg", "冰箱内分层存放", "11月21日 10:02 · 同一地点 · 误差 12 米")

BUSINESSES = (
    ("阿英小吃店", "330483197903…", "C", "梧桐街道 振东社区", "陆建平", Badge("逾期", "late"), "11月18日"),
    ("老王炒货", "92330483MA2…", "D", "梧桐街道 杨家门村", "沈月琴", Badge("快到期", "soon"), "11月25日"),
    ("桐乡市濮院镇中心小学食堂", "12330483…", "B", "濮院镇 红旗社区", "周志强", Badge("已完成", "done"), "10月16日"),
    (
        "浙江某某食品有限公司崇福分公司（方便食品、糕点生产）",
        "91330483…",
        "A",
        "崇福镇 芝村村",
        "",
        Badge("无人包保", "soon", "alert"),
        "12月31日",
    ),
    ("永辉超市梧桐店", "91330483…", "B", "梧桐街道 庆丰社区", "周志强", Badge("已完成", "done"), "11月3日"),
)
FILTERS = (
    Field("q", "找", "search", "", autocomplete="off"),
    Field(
        "grade",
        "包保等级",
        "select",
        options=(
            Option("", "全部"),
            Option("A", "A 级"),
            Option("B", "B 级"),
            Option("C", "C 级", chosen=True),
            Option("D", "D 级"),
        ),
    ),
    Field("state", "状态", "select", options=(Option("", "全部"), Option("late", "逾期"), Option("open", "未到期"))),
)
PAGER = Pager((Link("1", "#", current=True), Link("2", "#"), Link("3", "#"), Link("…"), Link("41", "#")), "", "#")
LIST = Table(
    (
        Column("主体", sort_href="#", sorted="up"),
        Column("等级"),
        Column("所在地"),
        Column("包保干部"),
        Column("状态"),
        Column("应办日", sort_href="#"),
    ),
    tuple(
        Row(
            (
                Cell(name, "/ui/gallery/dossier", code),
                Cell(grade=grade),
                Cell(place),
                Cell(cadre or "空缺", tone="" if cadre else "soon"),
                Cell(badge=badge),
                Cell(day),
            )
        )
        for name, code, grade, place, cadre, badge, day in BUSINESSES
    ),
    "主体",
    "共 2,041 户，第 1–50 户",
    FILTERS,
    "#",
    "#",
    PAGER,
)
EMPTY = State("empty", "今天的事都办完了", "下一件在 11月25日 周三到期。", Link("看本季度全部", "#"))
CHART = Chart(
    "trend",
    "近六个季度完成率",
    "line",
    ("25Q3", "25Q4", "26Q1", "26Q2", "26Q3", "26Q4"),
    (Series("桐乡市", (91.2, 94.0, 96.8, 98.1, 99.4, 99.2)), Series("梧桐街道", (88.0, 92.5, 97.0, 99.0, 98.2, 97.6))),
    "%",
)
BARS = Chart(
    "modules",
    "问题出在哪里",
    "stack",
    ("体系", "防控", "应急", "宣传"),
    (Series("已销号", (210, 802, 61, 128)), Series("未销号", (12, 58, 4, 9))),
    "个",
)
ACT = Act(
    "close",
    "销号",
    "#",
    (Field("reason", "说明", "textarea", help="写清看到了什么。"),),
    "销号后不能再改。确定吗？",
    "primary",
)
PROGRESS = Progress(41_200, 100_000, "正在写入…")
DROP = Drop("file", "把表格拖到这里，或点一下选文件", ".xlsx,.csv", "支持 .xlsx 和 .csv，最多 10 万行")


@dataclass(frozen=True)
class AllParts:
    """The parts on one sheet."""

    template: ClassVar[str] = "ui/gallery.html"
    title: str = "部件"
    lead: str = "每个部件只有一处，改一处，处处改。"
    kicker: str = ""
    tasks: tuple[TaskCard, ...] = (LATE, SOON, CALM, SEALED)
    stats: tuple[Stat, ...] = (RATE, LATE_STAT, PROBLEMS, VACANT)
    way: tuple[WayStep, ...] = WAY
    ladder: tuple[Rung, ...] = LADDER
    history: tuple[Moment, ...] = HISTORY
    why: tuple[Why, ...] = (FREQUENCY, LIMIT)
    pairs: tuple[Pair, ...] = (Pair("", BEFORE, AFTER), Pair("", BEFORE, None))
    holders: tuple[Holder, ...] = (
        Holder("梧桐街道 党工委委员", "陆建平", "梧桐街道办事处", "138****0021"),
        Holder("杨家门村 村委委员"),
    )
    badges: tuple[Badge, ...] = (
        Badge("已完成", "done"),
        Badge("快到期", "soon"),
        Badge("逾期", "late"),
        Badge("保密", "info", "lock"),
        Badge("草稿"),
    )
    table: Table = LIST
    states: tuple[State, ...] = (
        EMPTY,
        State("failed", "没有取到", "网络通了，但服务没有回答。", Link("再试一次", "#")),
        State("offline", "现在没有网络", "已看过的还能看，新填的存在手机里。", Link("看草稿", "#")),
        State("loading", "正在数…"),
    )
    fields: tuple[Field, ...] = (
        Field("phone", "手机号", "tel", "1380000002", "登录和收提醒都用它。", "手机号应为 11 位，少了 1 位。"),
        Field("since", "起始日", "date", "2026-11-22"),
        Field("tier", "层级", "select", options=(Option("C", "C 级", chosen=True), Option("D", "D 级"))),
        Field("reason", "理由", "textarea", help="接任人和上级都会看到。"),
        Field(
            "mode",
            "督导方式",
            "radio",
            options=(Option("on_site", "现场", "到门店里看", True), Option("video", "视频", "远程看，要留录像")),
        ),
    )
    flashes: tuple[Flash, ...] = (
        Flash("已把 42 户交给 7 名包保干部。", "done", "#"),
        Flash("2027 年节假日还没有公布，到期日是暂定的。", "soon"),
        Flash("没有写入：第 214 行统一社会信用代码校验位不对。", "late"),
        Flash("新的检查表从 12月1日 起用。", "info"),
    )
    progress: Progress = PROGRESS
    drop: Drop = DROP
    act: Act = ACT
    charts: tuple[Chart, ...] = (CHART, BARS)
    tabs: tuple[Link, ...] = (
        Link("我欠的", "#", count=9, current=True),
        Link("我催的", "#", count=37, tone="late"),
        Link("看一看", "#", count=120),
    )


ALL = AllParts()
