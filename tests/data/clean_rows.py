"""The rows of Dirty Monday as they would be if nobody had made a mistake."""

from datetime import date, datetime
from random import Random
from typing import Any

from tests.data.made_up import People, Village, address, brand, credit_code, licence, villages

Row = dict[str, Any]
CADRES = 1208
FIELDS = (
    "serial", "town", "village", "name", "uscc", "kind", "grade", "status", "legal_person", "phone", "staff", "revenue",
    "principal_name", "principal_identity", "principal_phone", "director_name", "director_phone", "officer_name",
    "officer_identity", "officer_phone", "address", "licence", "licence_until", "founded", "remark",
)  # fmt: skip
CADRE_FIELDS = ("serial", "town", "village", "name", "organisation", "title", "tier", "phone", "identity", "since")
# (kind, how many, prefix of the code, suffixes of the name, licence letters and head)
TRADES = (
    ("餐饮服务", 900, "92", ("饭店", "餐厅", "面馆", "酒楼", "羊肉馆"), ("JY", "2")),
    ("食品销售", 620, "92", ("超市", "食品商行", "水果店", "粮油店", "酒行"), ("JY", "1")),
    ("小餐饮", 480, "92", ("小吃店", "早餐店", "馄饨店", "麻辣烫店"), None),
    ("小食杂店", 330, "92", ("便利店", "小卖部", "副食店"), None),
    ("食品摊贩", 220, "", ("烧烤摊", "煎饼摊", "豆腐花摊", "卤味摊"), None),
    ("单位食堂", 130, "12", ("小学食堂", "幼儿园食堂", "中学食堂", "敬老院食堂"), ("JY", "3")),
    ("食品生产", 120, "91", ("食品有限公司", "糕点有限公司", "酱菜有限公司", "肉制品有限公司"), ("SC", "124")),
    ("小作坊", 96, "92", ("豆腐坊", "榨菜加工坊", "糕点坊", "米酒坊"), None),
    ("农民专业合作社", 60, "93", ("果蔬专业合作社", "杭白菊专业合作社", "水产专业合作社"), None),
    ("种植户", 40, "", ("家庭菜园", "葡萄园", "鱼塘"), None),
    ("农贸市场", 22, "91", ("农贸市场", "菜市场"), None),
    ("集体用餐配送", 12, "91", ("配餐有限公司",), ("JY", "2")),
    ("中央厨房", 6, "91", ("中央厨房有限公司",), ("JY", "2")),
    ("冷库", 8, "91", ("冷藏有限公司",), None),
    ("农批市场", 2, "91", ("农产品批发市场有限公司",), None),
)  # fmt: skip


def businesses(luck: Random) -> list[Row]:
    """Right rows first; dirt comes afterwards."""
    people, places = People(luck), villages()
    rows: list[Row] = []
    for kind, count, prefix, suffixes, paper in TRADES:
        for _each in range(count):
            rows.append(
                _business(luck, people, len(rows) + 1, luck.choice(places), kind, prefix, luck.choice(suffixes), paper)
            )
    rows.sort(key=lambda row: [one.town for one in places].index(row["town"]))
    return rows


def _business(
    luck: Random,
    people: People,
    number: int,
    at: Village,
    kind: str,
    prefix: str,
    suffix: str,
    paper: tuple[str, str] | None,
) -> Row:
    principal, phone = people.name(), people.phone()
    formal = prefix in {"91", "93", "12"}
    row: Row = dict.fromkeys(FIELDS, "")
    row |= {
        "town": at.town, "village": at.name, "name": f"桐乡市{at.town}{brand(luck)}{number}号{suffix}" if prefix else f"{principal}{suffix}{number}",
        "uscc": credit_code(number, prefix) if prefix else "", "kind": kind, "grade": luck.choice("BCCDDDDD") if formal else "D",
        "status": luck.choice(("在营", "在营", "存续", "正常", "")), "legal_person": principal, "phone": phone,
        "staff": luck.randint(8, 260) if formal else luck.randint(1, 12), "revenue": luck.randint(80, 9000) if formal else luck.randint(2, 90),
        "principal_name": principal, "principal_identity": people.identity(), "principal_phone": phone,
        "address": address(luck, at), "licence": licence(paper[0], number, paper[1]) if paper else "",
        "licence_until": _written(luck, date(luck.randint(2036, 2039), luck.randint(1, 12), luck.randint(13, 28))) if paper else "",
        "founded": _written(luck, date(luck.randint(2005, 2025), luck.randint(1, 12), luck.randint(13, 28))),
    }  # fmt: skip
    if formal:
        row |= {"director_name": people.name(), "director_phone": people.phone(), "officer_name": people.name()}
        row |= {"officer_identity": people.identity(), "officer_phone": people.phone()}
    return row


def _written(luck: Random, day: date) -> object:
    """The same day in the seven ways in which one office writes days."""
    return luck.choice((
        day.isoformat(), f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}",
        f"{day.year}/{day.month}/{day.day}", datetime(day.year, day.month, day.day), (day - date(1899, 12, 30)).days,
    ))  # fmt: skip


def cadres(luck: Random) -> list[Row]:
    """Six of the city, thirty-two of the county, the rest of towns and villages."""
    people, places = People(luck), villages()
    for _skipped in range(20_000):
        people.phone()
    for _skipped in range(8_000):
        people.identity()
    tiers = ["市级"] * 6 + ["县级"] * 32 + ["乡镇级"] * 380 + ["村级"] * (CADRES - 418)
    return [_cadre(luck, people, tier, luck.choice(places)) for tier in tiers]


def _cadre(luck: Random, people: People, tier: str, at: Village) -> Row:
    unit, titles = {
        "市级": ("嘉兴市人民政府", ("副市长", "市委常委")),
        "县级": ("桐乡市人民政府", ("副市长", "市人大副主任", "市政协副主席", "市委常委")),
        "乡镇级": (f"{at.town}人民政府", ("副镇长", "党委委员", "人大主席", "食安办主任")),
        "村级": (f"{at.name}委员会", ("书记", "主任", "两委委员", "网格长")),
    }[tier]
    local = {"town": at.town if tier in {"乡镇级", "村级"} else "", "village": at.name if tier == "村级" else ""}
    since = _written(luck, date(luck.randint(2022, 2025), luck.randint(1, 12), luck.randint(13, 28)))
    return dict.fromkeys(CADRE_FIELDS, "") | local | {
        "name": people.name(), "organisation": unit, "title": luck.choice(titles), "tier": tier, "phone": people.phone(),
        "identity": people.identity(), "since": since,
    }  # fmt: skip
