"""What is kept of a picture, and what is refused with a sentence."""

import io
import zipfile
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from PIL import Image

from shian.evidence import files, queries, rules
from shian.evidence.actions import TooBig, Upload, keep_evidence
from shian.evidence.models import Evidence
from shian.kernel import ports
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.ports import Deed
from shian.kernel.refused import Denied, Missing, Refused
from shian.kernel.wall import worn

SHOP, TOWN, NEXT_TOWN = uuid4(), "cn/33/04/83/001/", "cn/33/04/83/002/"
LI = Actor(
    "李 (township cadre)", person=uuid4(), grants=(Grant(frozenset({"see", "keep_evidence"}), Reach.GROUND, TOWN),)
)
WANG = Actor(
    "王 (next town)", person=uuid4(), grants=(Grant(frozenset({"see", "keep_evidence"}), Reach.GROUND, NEXT_TOWN),)
)


class Memory:
    """A ledger in a list: this room's sibling writes the real one."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []

    def record(self, done: Sequence[tuple[Actor, Deed]]) -> None:
        self.deeds += [deed for _by, deed in done]

    def actor_for(self, person: UUID, now: Any) -> Actor:
        raise NotImplementedError

    def actors_for(self, persons: Collection[UUID], now: Any) -> dict[UUID, Actor]:
        raise NotImplementedError

    def system(self, name: str) -> Actor:
        raise NotImplementedError

    def wake(self) -> None: ...


@pytest.fixture
def ledger(monkeypatch: pytest.MonkeyPatch) -> Memory:
    memory = Memory()
    monkeypatch.setattr(ports, "_installed", [ports.Ports(memory, memory, memory)])
    return memory


@pytest.fixture
def cabinet(tmp_path: Path, settings: Any, db: None, ledger: Memory) -> Iterator[Path]:
    settings.MEDIA_ROOT = tmp_path
    with worn(LI):
        yield tmp_path


def jpeg(*, exif: bool = False, colour: str = "teal", size: tuple[int, int] = (64, 48)) -> bytes:
    out = io.BytesIO()
    image = Image.new("RGB", size, colour)
    data = Image.Exif()
    if exif:
        data[0x010F] = "Phone & Co"
        data.get_ifd(0x8769)[0x9003] = "2026:09:14 08:30:00"
        data.get_ifd(0x8825).update({1: "N", 2: (30.0, 37.0, 48.0), 3: "E", 4: (120.0, 33.0, 36.0)})
    image.save(out, "JPEG", exif=data, comment=b"bought by Li")
    return out.getvalue()


def exif_of(data: bytes) -> dict[int, Any]:
    """What camera data a picture still carries."""
    with Image.open(io.BytesIO(data)) as image:
        return dict(image.getexif())


def png() -> bytes:
    out = io.BytesIO()
    Image.new("RGBA", (40, 20), (0, 0, 0, 0)).save(out, "PNG")
    return out.getvalue()


def docx(*names: str) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def kept(upload: Upload) -> Evidence:
    return keep_evidence(upload, path=TOWN, business=SHOP, by=LI)


def on_disk(cabinet: Path) -> list[Path]:
    return [place for place in cabinet.rglob("*") if place.is_file()]


def test_a_photo_loses_its_camera_data_and_the_row_keeps_place_and_time(cabinet: Path) -> None:
    row = kept(Upload(jpeg(exif=True), "photo"))
    data = queries.lies_at(row).read_bytes()
    assert exif_of(data) == {}
    assert b"Phone" not in data
    assert b"bought by" not in data
    assert (row.latitude, row.longitude, row.datum) == (30.63, 120.56, "wgs84")
    assert row.taken_at is not None
    assert row.taken_at.isoformat() == "2026-09-14T08:30:00+08:00"
    assert (row.width, row.height, row.size) == (64, 48, len(data))


def test_what_hangs_behind_the_end_marker_is_dropped(cabinet: Path) -> None:
    row = kept(Upload(jpeg() + b"PK\x03\x04<script>alert(1)</script>", "photo"))
    assert b"script" not in queries.lies_at(row).read_bytes()


def test_the_phones_own_place_comes_before_the_cameras(cabinet: Path) -> None:
    row = kept(Upload(jpeg(exif=True), "photo", spot=rules.Spot(30.5, 120.5, 12.0, "gcj02")))
    assert (row.latitude, row.accuracy_m, row.datum) == (30.5, 12.0, "gcj02")


def test_a_big_picture_is_kept_smaller(cabinet: Path) -> None:
    row = kept(Upload(jpeg(size=(4000, 1000)), "photo"))
    assert (row.width, row.height) == (2560, 640)


def test_a_file_lies_by_its_hash_and_only_its_owner_reads_it(cabinet: Path) -> None:
    row = kept(Upload(png(), "signature"))
    place = queries.lies_at(row)
    assert str(place.relative_to(cabinet)) == rules.stored_at(row.sha256)
    assert files.digest(place.read_bytes()) == row.sha256
    assert place.stat().st_mode & 0o777 == 0o600


def test_the_same_file_twice_is_kept_once_and_recorded_once(cabinet: Path, ledger: Memory) -> None:
    first, second = kept(Upload(jpeg(), "photo")), kept(Upload(jpeg(), "photo"))
    assert first.pk == second.pk
    assert len(ledger.deeds) == len(on_disk(cabinet)) == 1


@pytest.mark.parametrize(
    ("data", "kind", "sentence"),
    [
        (b"", "photo", "空的"),
        (b"hello, I am a photo", "photo", "这不是照片"),
        (b"GIF89a" + bytes(40), "photo", "这不是照片"),
        (b"%PDF-1.7 ... %%EOF", "photo", "这不是照片"),
        (jpeg()[:300], "photo", "打不开或不完整"),
        (b"\xff\xd8\xff\xe0" + bytes(500), "photo", "打不开或不完整"),
        (jpeg(), "signature", "重新签名"),
        (b"%PDF-1.7 cut off", "document", "不完整"),
        (docx("xl/workbook.xml"), "document", "Word"),
        (docx("word/document.xml", "word/vbaProject.bin"), "document", "宏"),
        (b"PK\x03\x04broken", "document", "Word"),
        (jpeg(), "poem", "不认识"),
    ],
)
def test_bad_input_gets_a_sentence_and_leaves_nothing(
    cabinet: Path, ledger: Memory, data: bytes, kind: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence):
        kept(Upload(data, kind))
    assert on_disk(cabinet) == []
    assert ledger.deeds == []
    assert Evidence.objects.count() == 0


def test_thirty_megabytes_are_too_big(cabinet: Path) -> None:
    with pytest.raises(TooBig, match="15 MB"):
        kept(Upload(b"\xff\xd8\xff" + bytes(30 * 1024 * 1024), "photo"))


def test_a_picture_that_would_unfold_to_a_gigapixel_is_refused_unopened(cabinet: Path) -> None:
    bomb = bytearray(png())
    bomb[16:24] = (40_000).to_bytes(4, "big") + (40_000).to_bytes(4, "big")
    with pytest.raises(Refused):
        kept(Upload(bytes(bomb), "photo"))


@pytest.mark.parametrize("data", [b"%PDF-1.7\n1 0 obj\n%%EOF\ntail", docx("word/document.xml"), jpeg()])
def test_an_appointment_may_be_pdf_word_or_a_photo_of_it(cabinet: Path, data: bytes) -> None:
    assert b"tail" not in queries.lies_at(kept(Upload(data, "document"))).read_bytes()


def test_a_neighbour_neither_keeps_a_file_here_nor_sees_one(cabinet: Path, ledger: Memory) -> None:
    row = kept(Upload(jpeg(), "photo"))
    with worn(WANG):
        with pytest.raises(Denied):
            keep_evidence(Upload(jpeg(colour="red"), "photo"), path=TOWN, business=SHOP, by=WANG)
        with pytest.raises(Missing):
            queries.evidence(row.pk, viewer=WANG)
    assert len(on_disk(cabinet)) == len(ledger.deeds) == 1
    assert queries.seen_among([row.pk, uuid4()], viewer=LI) == {row.pk}
    assert queries.seen_among([row.pk], viewer=replace(WANG, label="again")) == frozenset()


def test_a_file_lost_from_disk_is_said_so(cabinet: Path) -> None:
    row = kept(Upload(jpeg(), "photo"))
    queries.lies_at(row).unlink()
    with pytest.raises(Missing, match="磁盘"):
        queries.lies_at(row)


@pytest.mark.parametrize(
    ("gps", "spot"),
    [
        ({}, None),
        ({1: "S", 2: (10, 30, 0), 3: "W", 4: (20, 15, 0)}, rules.Spot(-10.5, -20.25)),
        ({1: "N", 2: (95, 0, 0), 3: "E", 4: (20, 0, 0)}, None),
        ({1: "N", 2: (10, 0), 3: "E", 4: (20, 0, 0)}, None),
        ({1: "N", 2: ("x", 0, 0), 3: "E", 4: (20, 0, 0)}, None),
        ({1: "N", 2: (float("nan"), 0, 0), 3: "E", 4: (20, 0, 0)}, None),
    ],
)
def test_a_cameras_place_is_believed_only_where_it_is_on_earth(gps: dict[int, Any], spot: rules.Spot | None) -> None:
    assert rules.spot_of(gps) == spot


def test_a_cameras_clock_that_says_nothing_is_passed_over() -> None:
    assert rules.taken_at("0000:00:00 00:00:00") is None
    assert rules.taken_at(None) is None


def test_a_clock_in_the_year_10000_costs_nobody_the_photo_and_shuts_no_page(cabinet: Path) -> None:
    late = datetime(9999, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    kept = keep_evidence(Upload(jpeg(), "photo", late), path=TOWN, business=SHOP, by=LI)
    assert Evidence.objects.visible_to(LI).get(pk=kept.pk).taken_at is None
