"""Made-up but plausible: names, numbers and places. No number here belongs to anybody.

Credit codes and licences carry right check digits over sequences never given out; telephones begin with 15400 (154 is not
assigned); identity numbers end in sequence 000, which starts at 001 in life.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from stdnum.cn import ric

from shian.registry.rules.identity import organisation_check, uscc_check
from shian.registry.rules.licences import licence_check

COUNTY = "330483"
ROOT = "cn/33/04/83/"
# Towns of Tongxiang with some of their villages and communities (NBS codes 2023).
PLACES = {
    "001 梧桐街道": "001庆丰社区 005学前社区 009永宁社区 013凤凰社区 017文博社区 200城东村 206民安村 210逾桥村",
    "003 凤鸣街道": "001灵安社区 200灵安村 202史桥村 204李家弄村 206路家园村 208西牛桥村 210合星村 212联庄村",
    "004 高桥街道": "001高桥社区 201落晚村 203亭桥村 205范桥村 207三村村 209新丰村 211骑力村 213龙南村",
    "100 乌镇镇": "002东苑社区 005秀溪社区 202分水墩村 205陈庄村 209彭家村 213颜家村 216新翁村 219元丰村",
    "101 濮院镇": "016新生社区 018锦苑社区 022翔云社区 024永安社区 200新河村 202永乐村 204新星村 206新东村",
    "102 屠甸镇": "001屠甸社区 200联星村 201红星村 202荣星村 203万星村 204海星村 206和平村 207恒丰村",
    "103 石门镇": "009玉溪社区 201桂花村 203白马塘村 205墅丰村 207民联村 209陆家庄村 211周墅塘村 213东池村",
    "104 河山镇": "001河山社区 200华台村 201八泉村 202庙头村 203堰头村 204五泾村 205王家弄村 206河山村",
    "105 洲泉镇": "006朝晖社区 201马鸣村 203义马村 205晚村村 207夜明村 210青石村 212清河村 214小元头村",
    "106 大麻镇": "001大麻社区 200海华村 201麻溪村 202西南村 203大庄村 204湘洋村 205百富村 206崇益村",
    "107 崇福镇": "010中山社区 013锦绣社区 201上市村 204湾里村 207华光村 210茅桥埭村 213陈家埭村 216景卫村",
}
_SURNAMES = "沈朱陆张姚钱吴徐顾俞曹范费钟施金王陈李周许何吕严孙赵戴杨方马黄汪潘倪计屠蒋郑冯邱叶褚程邵"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉萍红建国文彬海燕志林凤仙水根阿福金泉雪琴永昌月珍学良兰梅春晓东方"
)
_BRANDS = [
    "福满",
    "老街",
    "稻香",
    "水乡",
    "运河",
    "金桂",
    "菊香",
    "鸿运",
    "百味",
    "顺兴",
    "阿婆",
    "同福",
    "永昌",
    "五谷",
    "桑园",
    "新隆",
    "乐丰",
    "春晖",
    "翠园",
    "祥和",
    "德兴",
    "小桥",
    "缘来",
    "万家",
    "佳美",
    "口福",
    "江南",
    "聚贤",
    "农家",
    "临河",
]
_ROADS = [
    "振兴路",
    "庆丰南路",
    "中山路",
    "校场路",
    "子夜路",
    "凤鸣路",
    "文华路",
    "环城东路",
    "茅盾路",
    "人民路",
    "康泰路",
    "北港路",
    "世纪大道",
    "复兴路",
]


@dataclass(frozen=True)
class Village:
    path: str
    town: str
    name: str


def villages() -> list[Village]:
    return [
        Village(f"{ROOT}{town[:3]}/{village[:3]}/", town[4:], village[3:])
        for town, names in PLACES.items()
        for village in names.split()
    ]


def place_rows() -> list[tuple[str, str, str]]:
    """(path, name, level) of the county, its towns and these villages."""
    towns = [(f"{ROOT}{town[:3]}/", town[4:], "township") for town in PLACES]
    return [(ROOT, "桐乡市", "county"), *towns, *((one.path, one.name, "village") for one in villages())]


def credit_code(number: int, prefix: str = "91", county: str = COUNTY) -> str:
    body = f"MAX{number:05d}"
    first = prefix + county + body + organisation_check(body)
    return first + uscc_check(first)


def licence(letters: str, number: int, head: str) -> str:
    """SC106 + county + four digits, JY2 + county + six digits."""
    room = 13 - len(head) - len(COUNTY)
    first = f"{head}{COUNTY}{number:0{room}d}"
    return f"{letters}{first}{licence_check(first)}"


def phones() -> Iterator[str]:
    return (f"15400{number:06d}" for number in range(100_001, 1_000_000))


def with_check(seventeen: str) -> str:
    """An identity number over these digits."""
    return seventeen + str(ric.calc_check_digit(seventeen + "0"))


def identities() -> Iterator[str]:
    """One for each birthday and county; those whose check digit is 0 are left out, for they look cut."""
    for county in ("330483", "330402", "330411", "330421", "330481"):
        for day in range(14_000):
            first = f"{county}{date(1962, 1, 1) + timedelta(days=day):%Y%m%d}000"
            if not with_check(first).endswith("0"):
                yield with_check(first)


class People:
    """An endless queue of made-up persons."""

    def __init__(self, luck: Random) -> None:
        self._luck, self._phones, self._identities = luck, phones(), identities()

    def name(self) -> str:
        given = self._luck.sample(_GIVEN, self._luck.choice((1, 2, 2)))
        return self._luck.choice(_SURNAMES) + "".join(given)

    def phone(self) -> str:
        return next(self._phones)

    def identity(self) -> str:
        return next(self._identities)


def address(luck: Random, village: Village) -> str:
    where = (
        f"{luck.choice(_ROADS)}{luck.randint(1, 880)}号"
        if village.name.endswith("社区")
        else f"{luck.randint(1, 26)}组{luck.randint(1, 90)}号"
    )
    return f"桐乡市{village.town}{village.name}{where}"


def brand(luck: Random) -> str:
    return luck.choice(_BRANDS) + luck.choice(("", "", "源", "轩", "记", "坊", "阁", "居"))
