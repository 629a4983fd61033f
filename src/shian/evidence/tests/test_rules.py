"""What a file is by its first bytes, and where a camera says it stood."""

from datetime import datetime, timedelta, timezone

import pytest

from shian.evidence import rules
from shian.evidence.rules import DOCX, JPEG, PDF, PNG, WEBP, Spot


@pytest.mark.parametrize(
    ("head", "mime"),
    [
        (b"\xff\xd8\xff\xe0", JPEG),
        (b"\x89PNG\r\n\x1a\n....", PNG),
        (b"RIFF\x01\x02\x03\x04WEBPVP8", WEBP),
        (b"RIFF\x01\x02\x03\x04WAVEfmt ", None),
        (b"RIFX\x01\x02\x03\x04WEBPVP8", None),
        (b"%PDF-1.7", PDF),
        (b"PK\x03\x04", DOCX),
        (b" \xff\xd8\xff", None),
        (b"<html>", None),
        (b"", None),
    ],
)
def test_a_file_is_what_it_begins_with(head: bytes, mime: str | None) -> None:
    assert rules.mime_of(head) == mime


def test_a_pdf_ends_at_its_last_marker() -> None:
    assert rules.whole_pdf(b"%PDF-a%%EOFb%%EOF\njunk") == b"%PDF-a%%EOFb%%EOF\n"
    assert rules.whole_pdf(b"%%EOF") == b"%%EOF\n"
    assert rules.whole_pdf(b"%PDF-a") is None


def test_a_file_lies_by_its_hash() -> None:
    assert rules.stored_at("abcdef") == "evidence/ab/cdef"


NORTH, EAST = (30, 37, 48), (120, 33, 36)


@pytest.mark.parametrize(
    ("gps", "spot"),
    [
        ({1: "N", 2: NORTH, 3: "E", 4: EAST}, Spot(30.63, 120.56)),
        ({1: "S", 2: NORTH, 3: "W", 4: EAST}, Spot(-30.63, -120.56)),
        ({2: NORTH, 4: EAST}, Spot(30.63, 120.56)),
        ({2: (90, 0, 0), 4: (180, 0, 0)}, Spot(90, 180)),
        ({2: (90, 0, 1), 4: EAST}, None),
        ({2: NORTH, 4: (180, 0, 1)}, None),
        ({2: NORTH}, None),
        ({4: EAST}, None),
        ({2: (30, 37), 4: EAST}, None),
        ({2: ("x", 0, 0), 4: EAST}, None),
        ({2: (float("nan"), 0, 0), 4: EAST}, None),
        ({2: NORTH, 4: (float("nan"), 0, 0)}, None),
        ({2: (1, 0, 0.00036), 4: (0, 0, 0.0036)}, Spot(1.0, 0.000001)),
        ({}, None),
    ],
)
def test_a_place_is_degrees_minutes_and_seconds_on_earth(gps: dict[int, object], spot: Spot | None) -> None:
    assert rules.spot_of(gps) == spot


def test_a_spot_is_in_the_cameras_own_datum() -> None:
    assert (Spot(1, 2).datum, Spot(1, 2).accuracy_m) == ("wgs84", None)


@pytest.mark.parametrize(
    ("text", "at"),
    [
        ("2026:09:14 10:30:05", datetime(2026, 9, 14, 10, 30, 5)),
        (" 2026:09:14 10:30:05\x00", datetime(2026, 9, 14, 10, 30, 5)),
        ("2026-09-14 10:30:05", None),
        ("", None),
        (None, None),
    ],
)
def test_a_cameras_clock(text: object, at: datetime | None) -> None:
    assert rules.taken_at(text) == at


@pytest.mark.parametrize(("year", "kept"), [(1, False), (1969, False), (2025, True), (2200, True), (9999, False)])
def test_a_clock_that_no_calendar_can_show_says_nothing(year: int, kept: bool) -> None:
    moment = datetime(year, 12, 31, 23, 59, tzinfo=timezone(timedelta(hours=-12)))
    assert rules.believed(moment) == (moment if kept else None)
    assert rules.believed(None) is None
