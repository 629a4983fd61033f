"""Samples of the loop's pages."""

from collections.abc import Callable
from dataclasses import replace

from shian.doors.ui.gallery import parts
from shian.doors.ui.gallery.shell import CADRE
from shian.doors.ui.shapes.loop import (
    CastCard,
    Charge,
    ChargesPage,
    DeskWorklist,
    DueHere,
    Item,
    LoginPage,
    MePage,
    OutcomePage,
    PhoneWorklist,
    ReceiptPage,
    TaskGroup,
    VisitPage,
    VisitStart,
)
from shian.doors.ui.shapes.parts import (
    Badge,
    Holder,
    Link,
    Option,
    Stat,
)
from shian.doors.ui.show import Page

_CAST = (
    ("office", "食安办 平台管理员", "沈佳慧", "桐乡市"),
    ("township", "乡级包保干部", "陆建平", "梧桐街道"),
    ("village", "村级包保干部", "沈月琴", "杨家门村"),
    ("station", "市场监管所 监管员", "方志远", "梧桐所"),
    ("principal", "主要负责人", "朱国强", "永辉超市梧桐店"),
    ("director", "食品安全总监", "范丽华", "永辉超市梧桐店"),
    ("officer", "食品安全员", "王秀英", "永辉超市梧桐店"),
    ("grid", "网格员", "钟小燕", "振东社区"),
    ("stranger", "外地干部", "赵远", "双湖县"),
)
OUTCOMES = (
    Option("shut", "没开门", "今天关着，改天再来", icon="shut"),
    Option("moved", "搬走了", "不在这个地址", icon="move"),
    Option("not_found", "找不到", "地址对不上", icon="lost"),
    Option("refused", "不让查", "有人在，不配合", icon="refuse"),
    Option("closed_for_good", "不干了", "已经关门歇业", icon="closed"),
)
_ITEMS = (
    Item(
        "M1-01",
        "营业执照、食品经营许可证有效并公示",
        "完善管理体系",
        "看墙上：证在有效期内，店名、地址对得上。",
        "食品安全法 第三十五条",
        "conform",
    ),
    Item(
        "M2-15",
        "贮存分类分架、离地离墙，温度符合要求",
        "抓好常态防控",
        "打开冰箱看：生熟分开，冷藏 0–8 ℃。",
        "餐饮服务通用卫生规范",
        quick=("生熟混放", "温度超标", "直接落地", "没有温度计"),
        assumed=True,
    ),
    Item("M2-18", "从业人员有效健康证明、晨检、个人卫生着装", "抓好常态防控", "数一数在岗几人，健康证几张。"),
    Item("M2-11", "防蝇防尘防鼠设施有效", "抓好常态防控", "看门帘、纱窗、挡鼠板。"),
    Item(
        "M1-02",
        "建立食品安全管理制度",
        "完善管理体系",
        said="still",
        standing="村干部 沈月琴 8月3日（41 天前）看过，符合，有效到 1月29日",
        asked_by=("包保督导", "三小巡查"),
    ),
    Item("M2-14", "无过期、变质、“三无”食品", "抓好常态防控", "随手翻三样看日期。"),
    Item("M4-23", "投诉举报电话公示", "加强宣传培训"),
)
_CHARGES = (
    Charge("阿英小吃店", "/ui/gallery/visit-start", "C", "振东路 12 号", Badge("逾期", "late")),
    Charge("老王炒货", "#", "D", "杨家门 3 组", Badge("快到期", "soon")),
    Charge("濮院镇中心小学食堂", "#", "B", "红旗路 88 号", Badge("已督导", "done")),
    Charge("永辉超市梧桐店", "#", "B", "庆丰北路 200 号"),
)


def login() -> LoginPage:
    return LoginPage("/ui/gallery/login", cast_action="#", cast=tuple(CastCard(*one) for one in _CAST), place="桐乡市")


def login_real() -> LoginPage:
    return LoginPage(
        "/ui/gallery/login", phone="13800000021", error="手机号或密码不对，还可以试 3 次。", place="桐乡市"
    )


def worklist() -> DeskWorklist:
    return DeskWorklist(
        "工作台",
        "11月22日 周日 · 今天不是工作日",
        (parts.RATE, parts.LATE_STAT, parts.PROBLEMS, parts.VACANT),
        parts.ALL.tabs,
        (
            TaskGroup("已经逾期", (parts.LATE,), "1 件"),
            TaskGroup("这几天到期", (parts.SOON, parts.SEALED), "2 件"),
            TaskGroup("本季度", (parts.CALM,), "6 件"),
        ),
        more=Link("再看 6 件", "#"),
    )


def worklist_empty() -> DeskWorklist:
    return DeskWorklist("工作台", "11月22日 周日", (), parts.ALL.tabs, state=parts.EMPTY)


def today() -> PhoneWorklist:
    return PhoneWorklist(
        "今天",
        "建平，今天有 2 家要去",
        "都在梧桐街道，走路 15 分钟。",
        (TaskGroup("先办", (parts.LATE,)), TaskGroup("这几天", (parts.SOON, parts.CALM))),
    )


def charges() -> ChargesPage:
    return ChargesPage("我管的", "共 14 户，2 户要紧。", charges=_CHARGES, more=Link("再看 10 户", "#"))


def me() -> MePage:
    stats = (
        Stat("本季度", "12", "户", "#", 12, 14, "我名下应督导的主体中已督导的。"),
        Stat("发现问题", "5", "个", "#"),
    )
    return MePage(
        "我的",
        replace(CADRE, phone="138****0021"),
        stats,
        (
            Link("没交上去的草稿", "#", "file", hint="1 份"),
            Link("我立的问题", "#", "problem"),
            Link("帮助", "/ui/gallery/help", "question"),
        ),
    )


def visit_start() -> VisitStart:
    return VisitStart(
        "阿英小吃店",
        "梧桐街道振东路 12 号",
        "/ui/gallery/today",
        Link("开始督导（16 项）", "/ui/gallery/visit"),
        Link("查不了", "/ui/gallery/outcome"),
        "C",
        "小餐饮 · 个体工商户",
        Holder("经营者", "李阿英", phone="139****8812"),
        duties=(
            DueHere("1", "包保督导", "16 项", parts.LATE.due),
            DueHere("2", "三小巡查", "10 项", parts.SOON.due),
            DueHere("3", "复查：从业人员健康证过期", "", parts.SOON.due),
        ),
        kept="6 项上次看过还有效，不再问",
        earlier=(Link("从业人员健康证过期", "#", hint="8月3日 发现，8月6日 已整改，这次看一眼"),),
        last_visit="上次督导 8月3日，陆建平，1 项不符合",
    )


def visit() -> VisitPage:
    return VisitPage(
        "督导",
        "阿英小吃店",
        "0190b7e2-0000-7000-8000-000000000001",
        _ITEMS,
        "#",
        "/api/v1/evidence",
        "/ui/gallery/receipt?{id}",
        "/ui/gallery/visit-start",
        "/ui/gallery/outcome",
        task="0190b7e2-0000-7000-8000-000000000002",
        tasks=("0190b7e2-0000-7000-8000-000000000002",),
        signer="李阿英（经营者）",
        dispositions=(
            Option("fix_on_site", "当场整改", "现在就改好，拍一张改后的"),
            Option("fix_by", "限期整改", "到 11月27日 周五（假定）"),
            Option("push_to_station", "移交监管所", "梧桐所认领处置，您能看到结果"),
        ),
        modes=(
            Option("on_site", "现场", chosen=True),
            Option("collective", "集中"),
            Option("group_report", "集体汇报"),
            Option("video", "视频"),
        ),
    )


def outcome() -> OutcomePage:
    return OutcomePage(
        "查不了", "阿英小吃店 · 振东路 12 号", "/ui/gallery/outcome-confirm", "/ui/gallery/visit-start", OUTCOMES
    )


def outcome_confirm() -> OutcomePage:
    return OutcomePage(
        "查不了",
        "阿英小吃店 · 振东路 12 号",
        "#",
        "/ui/gallery/outcome",
        OUTCOMES,
        OUTCOMES[1],
        "监管所 15 个工作日内核实状态，食安办随后 7 个工作日内调整包保关系。核实之前，它还算您的。",
    )


def receipt() -> ReceiptPage:
    return ReceiptPage(
        "已收到",
        "收到了，谢谢。",
        "8F2C-41",
        "11月22日 周日 15:42",
        "done",
        (
            ("主体", "阿英小吃店"),
            ("结果", "符合 14，不符合 1，不适用 1"),
            ("位置", "误差约 8 米"),
            ("办完的事", "第四季度督导、回头看"),
        ),
        (Link("冷藏冰箱生熟混放", "/ui/gallery/finding", hint="限期整改，到 11月27日 周五"),),
        Link("下一家：老王炒货", "#"),
        Link("回到今天", "/ui/gallery/today"),
    )


PAGES: dict[str, Callable[[], Page]] = {
    "login": login,
    "login-real": login_real,
    "worklist": worklist,
    "worklist-empty": worklist_empty,
    "today": today,
    "charges": charges,
    "me": me,
    "visit-start": visit_start,
    "visit": visit,
    "outcome": outcome,
    "outcome-confirm": outcome_confirm,
    "receipt": receipt,
}
