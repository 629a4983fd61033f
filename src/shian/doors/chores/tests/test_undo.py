"""An office takes its bindings file back on the page where it came in."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from shian.kernel.wall import worn
from shian.loop.models import Duty
from tests.at_the_doors import entered, staged, stand_still
from tests.world import FOUNDER, World, business, small_county


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


def brought(office: Client, kind: str, *rows: tuple[str, ...]) -> str:
    """The address of the batch, after the file went through upload, columns and go."""
    batch = staged(office, kind, *rows)
    office.post(f"{batch}/apply")
    return batch


def bound() -> int:
    with worn(FOUNDER):
        return Duty.objects.known().filter(programme="guarantee_visit", holder__isnull=False).count()


def test_a_binding_file_is_taken_back_whole(world: World) -> None:
    office, shop = entered(world, "office"), business(world, "甲饭店")
    cadre = world.people["village"].name
    batch = brought(office, "bindings", ("主体名称", "包保干部"), (shop.name, cadre))
    assert bound() == 1 and "撤销这次导入" in office.get(batch).content.decode()
    said = office.post(f"{batch}/undo", follow=True).content.decode()
    assert bound() == 0 and "1 条包保关系已恢复原状" in said
