"""Made-up names and numbers. No number here belongs to anybody: telephones begin with 154, which is not assigned, and credit
codes carry right check digits over an organisation part that is never given out."""

from itertools import count
from random import Random

from shian.registry.rules.identity import organisation_check, uscc_check
from shian.registry.rules.licences import licence_check

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
    "聚贤",
    "农家",
    "临河",
    "双喜",
    "荷塘",
    "清泉",
    "望月",
    "青禾",
    "山里",
    "大碗",
    "巷口",
    "日升",
    "和顺",
    "知味",
    "兰亭",
    "悦来",
    "庆余",
    "三友",
]
_TAILS = ("", "", "源", "轩", "记", "坊", "阁", "居", "斋", "园")
_ROADS = [
    "振兴路",
    "庆丰路",
    "中山路",
    "校场路",
    "文华路",
    "环城路",
    "人民路",
    "康泰路",
    "北港路",
    "世纪大道",
    "复兴路",
    "学前路",
    "迎宾路",
    "新建路",
]


class Names:
    """An endless queue of made-up persons, shops and numbers; the same seed tells the same story."""

    def __init__(self, seed: str, county: str) -> None:
        self.luck = Random(seed)
        self._county = county
        self._phones = count(1)
        self._codes = count(1)

    def person(self) -> str:
        given = self.luck.sample(_GIVEN, self.luck.choice((1, 2, 2)))
        return self.luck.choice(_SURNAMES) + "".join(given)

    def phone(self) -> str:
        return f"154{next(self._phones):08d}"

    def brand(self) -> str:
        return self.luck.choice(_BRANDS) + self.luck.choice(_TAILS)

    def street(self) -> str:
        return f"{self.luck.choice(_ROADS)}{self.luck.randint(1, 880)}号"

    def credit_code(self, prefix: str) -> str:
        body = f"MAX{next(self._codes):05d}"
        first = prefix + self._county + body + organisation_check(body)
        return first + uscc_check(first)

    def licence(self, letters: str, head: str) -> str:
        """SC106 and the county and four digits; JY2 or YB1 and the county and six digits."""
        room = 13 - len(head) - len(self._county)
        first = f"{head}{self._county}{next(self._codes) % 10**room:0{room}d}"
        return f"{letters}{first}{licence_check(first)}"
