"""A Monday morning: the office's own workbook, from the command line into the register."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from shian import cli
from shian.cli import import_, main
from shian.cli.packs import INSTALLER
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.packs.actions import load_release
from shian.packs.check import checked
from shian.people.models import Post, Tenure
from shian.people.queries import system
from shian.registry.models import Business, GradeRecord, ImportBatch
from shian.territory.models import Place
from tests.data.dirty_monday import BOOK, MANIFEST
from tests.data.made_up import ROOT, place_rows

pytestmark = pytest.mark.django_db


@pytest.fixture
def importer(db: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[Actor]:
    """A county with its places and its law, and the system's importer looking at it."""
    # The command would open the machine's own database: every later test would then connect to that one.
    monkeypatch.setattr(cli, "open_database", lambda: None)
    for path, name, level in place_rows():
        Place.objects.create(
            path=path, name=name, level=level, code="330483" if level == "county" else "x" + path.replace("/", "")
        )
    with worn(INSTALLER):
        for loaded in checked(Path("packs/cn")):
            load_release(loaded, by=INSTALLER)
    with worn(import_.within_ground(system("importer"), ROOT)) as actor:
        yield actor


def shian(*words: str) -> int:
    return main(["import", *words, "--within", "330483"])


def manifest() -> dict[str, Any]:
    return dict(json.loads(MANIFEST.read_text("utf-8")))


def test_a_dry_run_tells_everything_and_writes_nothing(importer: Actor, capsys: pytest.CaptureFixture[str]) -> None:
    assert shian("businesses", str(BOOK), "--dry-run", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert {"rows", "ok", "errors", "warnings", "duplicates"} <= set(told)
    assert {"row", "column", "value", "message"} <= set(told["errors"][0])
    assert (told["rows"], told["ok"]) == (3046, manifest()["businesses"]["ready"])
    assert Business.objects.count() == 0 and ImportBatch.objects.count() == 0


def test_the_office_brings_its_register_and_cadres_in(importer: Actor, tmp_path: Path) -> None:
    assert shian("businesses", str(BOOK), "--annotated", str(tmp_path / "copy.xlsx")) == 0
    assert shian("cadres", str(BOOK)) == 0
    ready = {name: one["ready"] for name, one in manifest().items()}
    assert Business.objects.count() == ready["businesses"] == GradeRecord.objects.filter(scale="guarantee").count()
    assert Post.objects.count() == Tenure.objects.count() == ready["cadres"]
    wrong = {one["row"] for one in manifest()["businesses"]["planted"]} - set(
        Business.objects.values_list("batch_row", flat=True)
    )
    assert len(wrong) == 3046 - ready["businesses"]
    assert (tmp_path / "copy.xlsx").stat().st_size > 100_000


def test_a_broken_file_gets_one_sentence_and_status_two(
    importer: Actor, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(BOOK.read_bytes()[:5000])
    assert shian("businesses", str(broken), "--dry-run") == 2
    said = capsys.readouterr()
    assert said.out == "" and "损坏" in said.err and "Traceback" not in said.err
    assert shian("businesses", str(tmp_path / "none.xlsx")) == 2
