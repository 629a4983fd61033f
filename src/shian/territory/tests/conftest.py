"""A national list in small: Tongxiang's two towns, a municipality's county, and one that answers to its province."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.wall import worn
from shian.territory.actions.entering import seed_county
from shian.territory.models import Place

OFFICE = Actor("office", grants=(Grant(frozenset({"see", "change_place"}), Reach.GROUND, "cn/"),))
LINES = {
    "province": [("33", "浙江省"), ("50", "重庆市"), ("42", "湖北省")],
    "city": [("3304", "嘉兴市"), ("5002", "县"), ("4290", "省直辖县级行政区划")],
    "area": [("330483", "桐乡市"), ("330481", "海宁市"), ("500235", "云阳县"), ("429004", "仙桃市")],
    "street": [
        ("330483001", "梧桐街道"),
        ("330483002", "凤鸣街道"),
        ("500235001", "双江街道"),
        ("330481001", "硖石街道"),
        ("429004001", "沙嘴街道"),
    ],
    "village": [
        ("330483001001", "庆丰社区居委会"),
        ("330483001002", "九曲社区居委会"),
        ("330483002001", "环南社区居委会"),
        ("330483002201", "同福村委会"),
        ("500235001001", "滨江社区居委会"),
    ],
}


@pytest.fixture(autouse=True)
def _worn(db: None) -> Iterator[None]:
    """The office is at work; its deeds are written as the database knows it."""
    with worn(OFFICE):
        yield


@pytest.fixture
def national_list(tmp_path: Path) -> Iterator[Path]:
    file = tmp_path / "data.sqlite"
    database = sqlite3.connect(file)
    for table, lines in LINES.items():
        database.execute(f"CREATE TABLE {table} (code TEXT PRIMARY KEY, name TEXT, areaCode TEXT)")
        rows = [(code, name, code[:6]) for code, name in lines]
        database.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)
    database.commit()
    database.close()
    with override_settings(SHIAN_DIVISIONS=str(file)):
        yield file


@pytest.fixture
def tongxiang(db: None, national_list: Path) -> Place:
    return seed_county("330483", layers=4, by=OFFICE)
