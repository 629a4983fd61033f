"""A platform's list of a hundred thousand shops beside the licences of a county. `limit` is the same list copied and joined bare.

Peak memory is this process's own: a slice of the list, and the register of the place.
"""

import csv
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg import Connection

from benchmarks.database import as_root, prepared
from benchmarks.figures import Measured
from benchmarks.import_100k import peak_mb

NAMES = ("shop_match_100k_s", "shop_match_100k_stage_s", "shop_match_100k_peak_mb")
SHOPS, LICENSED = 100_000, 30_000
HEAD = ("店铺名称", "许可证号", "统一社会信用代码", "经营地址")


def run(shops: int = SHOPS, licensed: int = LICENSED) -> Iterator[Measured]:
    access = prepared()
    from benchmarks.shop_match_world import Matched, county, matched  # noqa: PLC0415 - models can be read only now

    known = county(licensed)
    with TemporaryDirectory() as folder:
        file = Path(folder) / "shops.csv"
        listed(file, known, shops)
        before = peak_mb()
        came: Matched = matched(file)
        if came.shops != shops:
            raise SystemExit(f"only {came.shops} of {shops} shops were matched")
        with as_root(access) as connection:
            bare = joined_bare(connection, file)
    yield Measured("shop_match_100k_s", came.seconds, "s", bare, came.seconds / bare, shops)
    yield Measured("shop_match_100k_stage_s", came.staging, "s", n=shops)
    yield Measured("shop_match_100k_peak_mb", peak_mb(), "MB", before, n=shops)


def listed(file: Path, known: "list[tuple[str, str, str]]", shops: int) -> None:
    """Of five shops three show their own licence, one shows another's, one shows none."""
    with file.open("w", encoding="utf-8", newline="") as opened:
        out = csv.writer(opened)
        out.writerow(HEAD)
        for n in range(shops):
            name, number, address = known[n % len(known)]
            match n % 5:
                case 3:
                    out.writerow((f"网红店{n}号", number, "", f"振东新区{n}号"))
                case 4:
                    out.writerow((f"深夜外卖{n}号", "", "", f"出租屋{n}号"))
                case _:
                    out.writerow((name, number, "", address))


def joined_bare(connection: Connection, file: Path) -> float:
    """The same file by COPY into a table of its own, and one hash join on the number: nothing but the database."""
    connection.execute("CREATE TABLE bare_shops (name text, licence text, uscc text, address text)")
    began = time.perf_counter()
    with connection.cursor().copy("COPY bare_shops FROM STDIN WITH (FORMAT csv, HEADER)") as copy:
        copy.write(file.read_bytes())
    connection.execute(
        "CREATE TABLE bare_matched AS SELECT shop.*, known.business_id FROM bare_shops AS shop"
        " LEFT JOIN registry_licence AS known ON known.number = shop.licence"
    )
    return time.perf_counter() - began
