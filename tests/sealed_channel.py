"""A county with a sealed channel: its four posts, two keys made as a custodian makes them, and whoever tells."""

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import ExifTags, Image

from shian.cli import parse
from shian.cli import sealed as command
from shian.kernel.wall import worn
from shian.sealed import actions, keyfiles
from shian.sealed.actions import Seats
from tests.at_the_doors import entered, stand_still
from tests.world import CAST, COUNTY, NOW, World, small_county

PHRASE = "梅雨时节家家雨，青草池塘"
SEATS = {
    "handler": "clue_handler",
    "supervisor": "clue_supervisor",
    "first": "clue_custodian",
    "second": "clue_custodian",
}
RECEIPT = re.compile(r"(?:\d{4} ){3}\d{4}")


@dataclass
class Sealed:
    """The county, and where each custodian's key file lies on his own machine."""

    world: World
    keys: dict[str, Path] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def at(self, who: str) -> Client:
        """Their browser."""
        if who not in self.clients:
            self.clients[who] = entered(self.world, who)
        return self.clients[who]


def sealed_county(monkeypatch: pytest.MonkeyPatch) -> Sealed:
    """Everybody in their post and the channel open; no key registered yet. No minute is over while its story runs."""
    stand_still(monkeypatch)
    monkeypatch.setattr("shian.doors.sealed.limits.WINDOW", 3600)
    for who, role in SEATS.items():
        monkeypatch.setitem(CAST, who, (COUNTY, role, "", ""))
    made = Sealed(small_county())
    posts, office = made.world.posts, made.world.actor("office")
    with worn(office):
        seats = Seats(posts["handler"], posts["supervisor"], (posts["first"], posts["second"]))
        actions.open_channel(made.world.places[COUNTY], seats, by=office, now=made.world.now)
    return made


def began(sealed: Sealed, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same morning again: nobody is in, nobody has tried anything."""
    stand_still(monkeypatch)
    cache.clear()
    sealed.world.now = NOW
    sealed.clients.clear()


def with_keys(sealed: Sealed, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    """Each custodian makes a key on his own machine, and brings the public half to the desk."""
    monkeypatch.setattr(keyfiles, "WORK", (1, 8192))
    monkeypatch.setattr("shian.cli.sealed.getpass", lambda words: PHRASE)
    for who in ("first", "second"):
        sealed.keys[who] = folder / f"{who}.key"
        public = at_home("keys", sealed.keys[who], "", monkeypatch, capsys)
        registered(sealed, who, public)


def registered(sealed: Sealed, who: str, public: str, note: str = "日常用") -> Any:
    href = first_href(sealed.at(who).get("/sealed"), "/sealed/channels/")
    return sealed.at(who).post(f"{href}/register", {"public": public, "note": note})


def at_home(verb: str, key: Path, line: str, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> str:
    """The command on the custodian's own machine, with the line he carried there."""
    monkeypatch.setattr("sys.stdin", io.StringIO(line))
    assert command.run(parse("sealed", command, [verb, str(key)])) == 0
    return str(capsys.readouterr().out.strip())


def told(client: Client, text: str, *, files: Any = (), **name: str) -> Any:
    """The form of /clue, filled in and sent."""
    channel = re.search(r'name="channel" value="([^"]+)"', client.get("/clue").content.decode())
    body: Mapping[str, Any] = {"channel": channel[1] if channel else "", "text": text, "files": list(files), **name}
    return client.post("/clue", body)


def receipt_of(answer: Any) -> str:
    found = RECEIPT.search(words(answer))
    assert found is not None, words(answer)
    return found[0]


def words(answer: Any) -> str:
    """What stands on a page."""
    return unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))


def line_of(answer: Any) -> str:
    """What a custodian copies from the page."""
    found = re.search(r"<textarea[^>]*readonly>([^<]+)<", answer.content.decode())
    assert found is not None
    return unescape(found[1])


def first_href(answer: Any, start: str) -> str:
    found = re.search(rf'href="({re.escape(start)}[0-9a-f-]{{36}})"', answer.content.decode())
    assert found is not None, (start, words(answer))
    return found[1]


def photo(place: str = "", camera: str = "") -> bytes:
    """A photograph that says where it was taken, and by whose camera."""
    image = Image.new("RGB", (64, 48), (90, 120, 90))
    exif = Image.Exif()
    exif[ExifTags.Base.Artist] = camera
    exif[ExifTags.Base.ImageDescription] = place
    exif.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSLatitude] = (30.0, 37.0, 48.1234)
    out = io.BytesIO()
    image.save(out, "JPEG", exif=exif, comment=place.encode())
    return out.getvalue()


def file(data: bytes, name: str, kind: str = "application/octet-stream") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, data, kind)
