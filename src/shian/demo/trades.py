"""The trades of the demo county: how common each is, what its shops are called, how big they are, by which number they are known."""

from dataclasses import dataclass

# Staff and revenue (万元) of a shop, by how it is weighed: chance, least, most of both.
Weights = tuple[tuple[int, tuple[int, int], tuple[int, int]], ...]

_SMALL: Weights = ((100, (1, 6), (5, 90)),)
_SHOP: Weights = ((72, (2, 8), (20, 95)), (26, (12, 45), (120, 480)), (2, (55, 90), (600, 1800)))
_KITCHEN: Weights = ((60, (3, 9), (30, 98)), (38, (12, 80), (110, 1500)), (2, (110, 160), (2100, 5000)))
_FACTORY: Weights = (
    (35, (5, 18), (60, 280)),
    (50, (22, 180), (320, 1900)),
    (13, (310, 600), (2200, 9000)),
    (2, (1050, 1600), (41000, 60000)),
)


@dataclass(frozen=True)
class Trade:
    """One kind of business as the demo makes it. `share` is of a thousand; `form` the head of the credit code, or none."""

    kind: str
    share: int
    endings: tuple[str, ...]
    forms: tuple[tuple[int, str], ...]
    weights: Weights
    licence: tuple[str, str] = ("", "")
    tags: tuple[str, ...] = ()
    diners: tuple[int, int] = (0, 0)


# What a shop makes or sells, by a word in its name; else by its kind.
_MAKES = {
    "豆制品": ("25",), "酱菜": ("1601",), "糕点": ("24",), "米酒": ("15",), "茶业": ("14",), "酿造": ("03", "15"), "食品有限公司": ("18", "24"),
}  # fmt: skip
_SERVES = {
    "caterer": ("hot", "cold"), "small_caterer": ("hot",), "canteen": ("hot",), "group_meal": ("hot",), "central_kitchen": ("hot", "semi"),
    "seller": ("both",), "small_grocery": ("packed",), "online_shop": ("packed",),
}  # fmt: skip


def categories_of(kind: str, name: str) -> tuple[str, ...]:
    return next((codes for word, codes in _MAKES.items() if word in name), _SERVES.get(kind, ()))


_HOUSEHOLD, _COMPANY, _SCHOOL, _COOP = "92", "91", "12", "93"

TRADES = (
    Trade("small_caterer", 372, ("小吃店", "面馆", "早点铺", "饺子馆", "粥铺"), ((100, _HOUSEHOLD),), _SMALL),
    Trade("caterer", 150, ("饭店", "酒家", "餐厅", "农家乐"), ((62, _HOUSEHOLD), (38, _COMPANY)), _KITCHEN, ("JY", "2")),
    Trade("small_grocery", 158, ("便利店", "食品店", "副食店", "杂货铺"), ((100, _HOUSEHOLD),), _SMALL),
    Trade("seller", 112, ("超市", "食品商行", "生鲜店", "粮油店"), ((55, _HOUSEHOLD), (45, _COMPANY)), _SHOP, ("JY", "1")),
    Trade("stall", 50, ("烧饼摊", "炸串摊", "豆腐花摊", "糕团摊"), ((100, ""),), _SMALL),
    Trade("farmer", 33, ("菜园", "果园", "鱼塘", "湖羊养殖户"), ((100, ""),), _SMALL),
    Trade("online_shop", 25, ("网上食品店", "土特产网店"), ((70, _HOUSEHOLD), (30, _COMPANY)), _SMALL, ("YB", "2")),
    Trade("workshop", 24, ("糕点作坊", "酱菜作坊", "豆制品作坊", "米酒作坊"), ((100, _HOUSEHOLD),), _SMALL),
    Trade("canteen", 17, ("企业食堂", "机关食堂"), ((100, _COMPANY),), _SMALL, ("JY", "3"), diners=(60, 260)),
    Trade("canteen", 8, ("小学食堂", "中学食堂", "幼儿园食堂"), ((100, _SCHOOL),), _SMALL, ("JY", "3"), ("school",), (150, 1200)),
    Trade("canteen", 3, ("敬老院食堂", "养老服务中心食堂"), ((100, _SCHOOL),), _SMALL, ("JY", "3"), ("elderly_home",), (40, 320)),
    Trade("producer", 18, ("食品有限公司", "茶业有限公司", "酿造有限公司"), ((100, _COMPANY),), _FACTORY, ("SC", "124")),
    Trade("cooperative", 15, ("蔬菜专业合作社", "水果专业合作社"), ((100, _COOP),), _SMALL),
    Trade("cold_store", 5, ("冷链仓储有限公司",), ((100, _COMPANY),), _SHOP),
    Trade("market", 4, ("农贸市场",), ((100, _COMPANY),), _SHOP),
    Trade("group_meal", 2, ("集体配餐有限公司",), ((100, _COMPANY),), _KITCHEN, ("JY", "2")),
    Trade("central_kitchen", 2, ("中央厨房有限公司",), ((100, _COMPANY),), _KITCHEN, ("JY", "2")),
    Trade("platform", 1, ("网络科技有限公司",), ((100, _COMPANY),), _SHOP),
    Trade("wholesale_market", 1, ("农产品批发市场有限公司",), ((100, _COMPANY),), _SHOP),
)  # fmt: skip
