"""A file that was checked and never brought in does not stay, for it holds numbers of persons."""

from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import Count

from shian.checklists.models import ChecklistVersion, FormDraft
from shian.config.household import make_round
from shian.registry.models import ImportRow
from tests.at_the_doors import entered, staged, stand_still
from tests.own_form import published, spreadsheet
from tests.roles import as_root
from tests.world import World, business, small_county

CADRES = (
    ("姓名", "手机号", "层级", "所在镇街", "所在村社区"),
    ("王小明", "13900001234", "村级", "梧桐街道", "文昌社区"),
)


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path) -> World:
    stand_still(monkeypatch)
    settings.MEDIA_ROOT = tmp_path
    return small_county()


def test_a_file_never_brought_in_loses_its_rows_and_says_so(world: World, settings: Any) -> None:
    settings.SHIAN_STAGED_DAYS = 3
    office, shop = entered(world, "office"), business(world)
    waiting = staged(office, "cadres", *CADRES)
    done = staged(office, "bindings", ("主体名称", "包保干部"), (shop.name, world.people["village"].name))
    office.post(f"{done}/apply")
    assert make_round(world.now + timedelta(days=2)).swept == 0
    assert office.get(f"{waiting}/annotated").status_code == 200
    assert make_round(world.now + timedelta(days=4)).swept == 1
    with as_root():
        rows = dict(ImportRow.objects.values("batch").annotate(n=Count("pk")).values_list("batch", "n"))
    assert [rows.get(UUID(one.rpartition("/")[2]), 0) for one in (waiting, done)] == [0, 1]
    assert "已按期清除" in office.get(waiting).content.decode()
    answer = office.get(f"{waiting}/annotated")
    assert (answer.status_code, "已经清除" in answer.content.decode()) == (404, True)
    assert "这次导入已经结束" in office.post(f"{waiting}/apply", follow=True).content.decode()
    assert make_round(world.now + timedelta(days=5)).swept == 0


def test_a_form_never_published_goes_and_what_was_published_stays(world: World, settings: Any) -> None:
    settings.SHIAN_STAGED_DAYS = 3
    office = entered(world, "office")
    published(office, "village_caterer")
    office.post("/checklists/new", {"file": SimpleUploadedFile("春节检查.xlsx", spreadsheet())})
    assert make_round(world.now + timedelta(days=2)).swept == 0
    assert make_round(world.now + timedelta(days=4)).swept == 2, (
        "the one that waited, and the one a version was made of"
    )
    with as_root():
        assert FormDraft.objects.count() == 0
        assert ChecklistVersion.objects.filter(published_at__isnull=False).count() == 1
