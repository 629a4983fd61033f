"""Three real counties with a register and cadres that are made up: the files an office would bring, written small.

Numbers belong to nobody (see made_up). The size of 双湖 is the seeds': 67 cadres for 129 businesses.
"""

import csv
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from random import Random
from typing import Any

from tests.data.made_up import People, brand, credit_code

# Divisions as the national list has them: code and name; of a township's villages the first few.
DIVISIONS: dict[str, dict[str, Any]] = {
    "330483": {
        "province": ("33", "浙江省"), "city": ("3304", "嘉兴市"), "area": "桐乡市",
        "towns": {"001 梧桐街道": "001庆丰社区居委会 005学前社区居委会 200城东村委会", "101 濮院镇": "016新生社区居委会 200新河村委会"},
    },
    "540630": {
        "province": ("54", "西藏自治区"), "city": ("5406", "那曲市"), "area": "双湖县",
        "towns": {"100 措折罗玛镇": "200多青村委会 201多麦村委会", "200 协德乡": "200协德村委会", "203 巴岭乡": "200巴岭村委会"},
    },
    "500235": {
        "province": ("50", "重庆市"), "city": ("5002", "县"), "area": "云阳县",
        "towns": {"001 双江街道": "001滨江社区居委会 002杏花社区居委会", "105 龙角镇": "001龙角社区居委会 200军家村委会"},
    },
}  # fmt: skip
BUSINESS_HEADER = (
    "主体名称", "统一社会信用代码", "主体类别", "登记状态", "法定代表人", "从业人数", "营业收入（万元）", "负责人姓名", "负责人手机号",
    "食品安全员姓名", "食品安全员手机号", "镇（街道）", "村（社区）", "详细地址",
)  # fmt: skip
CADRE_HEADER = ("姓名", "手机号", "工作单位", "职务", "包保层级", "镇（街道）", "村（社区）")


@dataclass(frozen=True)
class RealCounty:
    """What one office brings: how many layers it has, how many businesses and cadres of each tier."""

    code: str
    path: str
    layers: int
    businesses: int
    cadres: tuple[tuple[str, int], ...]

    @property
    def villages(self) -> list[tuple[str, str]]:
        """Towns with their villages, by name."""
        towns = DIVISIONS[self.code]["towns"].items()
        return [(town[4:], village[3:]) for town, names in towns for village in names.split()]


TONGXIANG = RealCounty("330483", "cn/33/04/83/", 4, 24, (("市级", 1), ("县级", 2), ("乡镇级", 4), ("村级", 10)))
SHUANGHU = RealCounty("540630", "cn/54/06/30/", 3, 129, (("县级", 8), ("乡镇级", 21), ("村级", 38)))
YUNYANG = RealCounty("500235", "cn/50/0235/", 4, 24, (("县级", 2), ("乡镇级", 4), ("村级", 8)))
COUNTIES = (TONGXIANG, SHUANGHU, YUNYANG)


def register(county: RealCounty, folder: Path) -> Path:
    """The office's businesses, by turns in its villages: a restaurant with an officer each."""
    luck, numbers = Random(county.code), count(1)
    people = People(luck)

    def rows() -> Iterator[tuple[object, ...]]:
        for number in range(county.businesses):
            (town, village), boss = county.villages[number % len(county.villages)], people.name()
            code = credit_code(next(numbers), county=county.code)
            yield (
                f"{brand(luck)}饭店{number}号", code, "餐饮服务", "在营", boss, 5 + number % 9, 60 + number, boss, people.phone(),
                people.name(), people.phone(), town, village, f"{village}{number}号",
            )  # fmt: skip

    return _written(folder / f"register_{county.code}.csv", BUSINESS_HEADER, rows())


def cadres(county: RealCounty, folder: Path) -> Path:
    """The office's cadres, by turns at the places of their tier."""
    people = People(Random(f"{county.code} cadres"))
    for _skipped in range(5000):
        people.phone()  # the shops have the first ones

    def rows() -> Iterator[tuple[object, ...]]:
        for tier, number in county.cadres:
            for n in range(number):
                town, village = county.villages[n % len(county.villages)]
                seat = {"乡镇级": (town, ""), "村级": (town, village)}.get(tier, ("", ""))
                office = "".join(seat) or DIVISIONS[county.code]["area"]
                yield people.name(), people.phone(), f"{office}党委政府", f"{office}干部{n}", tier, *seat

    return _written(folder / f"cadres_{county.code}.csv", CADRE_HEADER, rows())


def _written(path: Path, header: tuple[str, ...], rows: Iterator[tuple[object, ...]]) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(header)
        writer.writerows(rows)
    return path


def national_list(folder: Path) -> Path:
    """These divisions in the form of the package from which places are seeded."""
    file = folder / "data.sqlite"
    with sqlite3.connect(file) as database:
        for table in ("province", "city", "area", "street", "village"):
            database.execute(f"CREATE TABLE {table} (code TEXT PRIMARY KEY, name TEXT, areaCode TEXT)")
        for table, code, name in _lines():
            database.execute(f"INSERT INTO {table} VALUES (?, ?, ?)", (code, name, code[:6]))
    database.close()
    return file


def _lines() -> Iterator[tuple[str, str, str]]:
    for county, found in DIVISIONS.items():
        yield "province", *found["province"]
        yield "city", *found["city"]
        yield "area", county, found["area"]
        for town, villages in found["towns"].items():
            yield "street", f"{county}{town[:3]}", town[4:]
            for village in villages.split():
                yield "village", f"{county}{town[:3]}{village[:3]}", village[3:]
