"""Kinds of business and their states, with the words people write for them."""

import re
from collections.abc import Mapping
from enum import StrEnum

from shian.registry.rules.characters import Cell, key_of, plain
from shian.registry.rules.verdict import Verdict, error, ok


class Kind(StrEnum):
    PRODUCER = "producer"
    WORKSHOP = "workshop"
    SELLER = "seller"
    SMALL_GROCERY = "small_grocery"
    CATERER = "caterer"
    SMALL_CATERER = "small_caterer"
    STALL = "stall"
    CANTEEN = "canteen"
    CENTRAL_KITCHEN = "central_kitchen"
    GROUP_MEAL = "group_meal"
    WHOLESALE_MARKET = "wholesale_market"
    MARKET = "market"
    PLATFORM = "platform"
    ONLINE_SHOP = "online_shop"
    FARMER = "farmer"
    COOPERATIVE = "cooperative"
    COLD_STORE = "cold_store"


class Status(StrEnum):
    """How a business stands in the register; only `operating` and `suspended` may enter by import."""

    OPERATING = "operating"
    SUSPENDED = "suspended"
    CLOSED = "closed"
    REVOKED = "revoked"
    LOST = "lost"

    @property
    def dead(self) -> bool:
        """Census first: dead households do not come into the register (two-responsibilities 1.3)."""
        return self in {Status.CLOSED, Status.REVOKED, Status.LOST}


KIND_NAMES: Mapping[Kind, str] = {
    Kind.PRODUCER: "食品生产",
    Kind.WORKSHOP: "小作坊",
    Kind.SELLER: "食品销售",
    Kind.SMALL_GROCERY: "小食杂店",
    Kind.CATERER: "餐饮服务",
    Kind.SMALL_CATERER: "小餐饮",
    Kind.STALL: "食品摊贩",
    Kind.CANTEEN: "单位食堂",
    Kind.CENTRAL_KITCHEN: "中央厨房",
    Kind.GROUP_MEAL: "集体用餐配送",
    Kind.WHOLESALE_MARKET: "农批市场",
    Kind.MARKET: "农贸市场",
    Kind.PLATFORM: "网络平台",
    Kind.ONLINE_SHOP: "网店",
    Kind.FARMER: "种植养殖户",
    Kind.COOPERATIVE: "农民专业合作社",
    Kind.COLD_STORE: "冷库",
}
_KIND_WORDS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PRODUCER: (
        "生产",
        "食品生产企业",
        "食品生产者",
        "生产企业",
        "食品添加剂生产",
        "食品生产",
        "生产加工",
        "食品生产加工企业",
        "食品生产经营企业",
        "食品加工",
        "生产单位",
        "生产类",
    ),
    Kind.WORKSHOP: ("食品小作坊", "食品生产加工小作坊", "生产加工小作坊", "作坊", "小作坊登记", "食品加工小作坊"),
    Kind.SELLER: (
        "销售",
        "食品销售经营者",
        "销售企业",
        "食品流通",
        "流通",
        "超市",
        "商超",
        "食品经营",
        "食品销售企业",
        "食品销售者",
        "食品销售单位",
        "销售类",
        "批发",
        "零售",
        "食品批发",
        "食品零售",
        "食品批发零售",
        "批发零售",
        "大型超市",
        "大型商超",
        "食品经营企业",
        "食品流通企业",
        "食用农产品销售",
        "食用农产品销售者",
        "药店",
        "母婴店",
        "预包装食品销售",
        "仅销售预包装食品",
        "散装食品销售",
        "流通经营",
    ),
    Kind.SMALL_GROCERY: (
        "小食杂",
        "食杂店",
        "小食品店",
        "小卖部",
        "便利店",
        "小食杂店",
        "食杂店小食杂",
        "小超市",
        "小商店",
    ),
    Kind.CATERER: (
        "餐饮",
        "餐饮服务经营者",
        "餐饮企业",
        "饭店",
        "餐馆",
        "酒店",
        "餐饮类",
        "餐饮服务提供者",
        "餐饮服务单位",
        "餐饮单位",
        "餐饮经营者",
        "大型餐饮",
        "中型餐饮",
        "大型餐馆",
        "中型餐馆",
        "特大型餐馆",
        "餐厅",
        "快餐店",
        "火锅店",
        "饮品店",
        "奶茶店",
        "糕点店",
        "面包店",
        "农家乐",
        "热食类食品制售",
        "社会餐饮",
    ),
    Kind.SMALL_CATERER: (
        "小餐饮店",
        "小餐馆",
        "小吃店",
        "小型餐馆",
        "小型餐饮",
        "面馆",
        "早餐店",
        "小餐饮单位",
        "小饭店",
    ),
    Kind.STALL: (
        "摊贩",
        "食品摊点",
        "小摊贩",
        "摊点",
        "流动摊贩",
        "食品小摊贩",
        "小摊点",
        "摊位",
        "早餐摊",
        "夜市摊点",
        "流动摊点",
    ),
    Kind.CANTEEN: (
        "食堂",
        "学校食堂",
        "机关食堂",
        "企业食堂",
        "医院食堂",
        "养老机构食堂",
        "幼儿园食堂",
        "集中用餐单位食堂",
        "集中用餐单位",
        "单位食堂",
        "工地食堂",
        "养老院食堂",
        "托幼机构食堂",
        "学校托幼机构食堂",
        "学校含托幼食堂",
        "学校幼儿园食堂",
        "职工食堂",
        "校园食堂",
        "机关单位食堂",
    ),
    Kind.CENTRAL_KITCHEN: ("中心厨房", "餐饮中央厨房"),
    Kind.GROUP_MEAL: ("集体用餐配送单位", "集配餐", "供餐单位"),
    Kind.WHOLESALE_MARKET: ("食用农产品批发市场", "农产品批发市场", "批发市场", "农批"),
    Kind.MARKET: ("菜市场", "集贸市场", "食用农产品集中交易市场", "农贸"),
    Kind.PLATFORM: ("网络交易平台", "网络食品交易第三方平台", "平台", "外卖平台"),
    Kind.ONLINE_SHOP: ("网络经营", "网络销售", "网上商店"),
    Kind.FARMER: ("农户", "种植户", "养殖户", "种养殖户"),
    Kind.COOPERATIVE: ("合作社", "专业合作社"),
    Kind.COLD_STORE: ("冷藏冷冻库", "贮存", "食品贮存", "第三方冷库"),
}
_STATUS_WORDS: Mapping[Status, tuple[str, ...]] = {
    Status.OPERATING: (
        "在营",
        "正常",
        "存续",
        "开业",
        "营业",
        "在业",
        "存续在营开业在册",
        "有效",
        "正常营业",
        "在册",
        "登记成立",
        "存续在营",
        "存续在业",
        "正常经营",
        "经营",
        "经营中",
        "营业中",
        "在营在册",
        "是",
        "迁入",
    ),
    Status.SUSPENDED: (
        "停业",
        "歇业",
        "暂停营业",
        "停业整顿",
        "装修停业",
        "季节性停业",
        "已停业",
        "已歇业",
        "暂时停业",
        "暂停经营",
        "休业",
        "停产",
        "停工停产",
        "装修",
    ),
    Status.CLOSED: ("注销", "已注销", "企业注销", "注销企业", "注销登记", "已销户", "销户"),
    Status.REVOKED: ("吊销", "已吊销", "吊销未注销", "撤销", "吊销营业执照", "已撤销", "撤销登记"),
    Status.LOST: (
        "失联",
        "查无下落",
        "死户",
        "僵尸户",
        "已关门",
        "关停",
        "搬离",
        "已搬离",
        "关门",
        "关闭",
        "已关闭",
        "已关停",
        "倒闭",
        "已倒闭",
        "长期关门",
        "关门停业",
        "人去楼空",
        "查无此店",
        "查无",
        "无此店",
        "不存在",
        "已搬走",
        "搬走",
        "已搬迁",
        "迁出",
        "已迁出",
        "已拆迁",
        "拆迁",
        "不再经营",
        "未经营",
        "无实际经营",
        "终止经营",
        "永久停业",
    ),
}


_KIND_OF = {
    key_of(word): kind for kind, words in _KIND_WORDS.items() for word in (kind.value, KIND_NAMES[kind], *words)
}
_STATUS_OF = {key_of(word): status for status, words in _STATUS_WORDS.items() for word in (status.value, *words)}
_ASIDE = re.compile(r"[（(][^（()）]*[)）]")  # 餐饮服务（中型餐馆）
_CANTEEN_OF = {
    "学校": "school",
    "幼儿园": "kindergarten",
    "托": "kindergarten",
    "养老": "elderly_home",
    "医院": "hospital",
}


def read_kind(cell: Cell) -> Verdict:
    typed = plain(cell)
    if not typed:
        return error("", "kind_missing", "没有写主体类别，例如餐饮服务、食品销售、小作坊。")
    kind = _KIND_OF.get(key_of(typed)) or _KIND_OF.get(key_of(_ASIDE.sub("", typed)))
    return (
        ok(kind.value)
        if kind
        else error(typed, "kind_unknown", "不认识主体类别“{value}”，例如可写餐饮服务、食品销售、小作坊。")
    )


def read_status(cell: Cell) -> Verdict:
    """An empty cell means it operates: registers list what is there."""
    typed = plain(cell)
    if not typed:
        return ok(Status.OPERATING.value)
    status = _STATUS_OF.get(key_of(typed))
    return (
        ok(status.value)
        if status
        else error(typed, "status_unknown", "不认识主体状态“{value}”，例如可写在营、停业、注销。")
    )


def canteen_of(text: str) -> str:
    """Whose canteen it is, as far as its own words tell; empty when they do not."""
    return next((unit for word, unit in _CANTEEN_OF.items() if word in text), "")
