"""Two hundred sealed clues with planted people in them; then everything that is kept anywhere is searched for those people.

The database table by table as a backup would hold it, its files on the disk, the folders of files and of temporary files,
the log at its most talkative, every page and export that an office reads: none of it knows one of them, in any writing.
"""

import base64
import contextlib
import io
import logging
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection, transaction
from django.test import Client
from docx import Document
from pypdf import PdfWriter

from shian.config.logs import Discreet
from shian.doors.sealed.views import telling
from shian.kernel.wall import worn
from shian.sealed import queries
from shian.sealed.models import SealedClue
from tests.addresses import address_book
from tests.roles import as_root
from tests.sealed_channel import Sealed, began, file, first_href, photo, receipt_of, sealed_county, told, with_keys
from tests.world import FOUNDER

pytestmark = pytest.mark.django_db

CLUES = 200
NAME, PHONE, NUMBER = "龘靐齉", "139753108", "33048319770707"
PLACE, AUTHOR, ACCOUNT = "霳霴霵路", "Qzxwvkjpson", "622202970531864"
PLANTED = (NAME, PHONE, NUMBER, PLACE, AUTHOR, ACCOUNT)


def writings(text: str) -> dict[str, bytes]:
    """A text as it may come to lie somewhere: bytes that stand in it whatever stands before or after."""
    plain = text.encode()
    found = {
        "plain": plain,
        "utf-16le": text.encode("utf-16-le"),
        "utf-16be": text.encode("utf-16-be"),
        "gb18030": text.encode("gb18030"),
        "hex": plain.hex().encode(),
        "HEX": plain.hex().upper().encode(),
        "escaped": quote(text).encode(),
        "json": text.encode("unicode-escape"),
        "utf-16 in hex": text.encode("utf-16-le").hex().encode(),
    }
    for shift in range(3):  # base64 cuts bytes into threes: what stands before moves the cut, and the ends depend on it
        bare = base64.b64encode(b"\0" * shift + plain)
        found[f"base64 {shift}"] = bare[-(-shift * 8 // 6) : len(bare) - 4]
        found[f"base64 url {shift}"] = found[f"base64 {shift}"].translate(bytes.maketrans(b"+/", b"-_"))
    return found


NEEDLES = {f"{text} as {how}": needle for text in PLANTED for how, needle in writings(text).items()}


def found_in(data: bytes) -> list[str]:
    """Whom one finds there, and in which writing."""
    return [who for who, needle in NEEDLES.items() if needle in data]


# --- where things come to lie ---


def tables() -> Iterator[tuple[str, bytes]]:
    """Every table, as a backup reads it: past lens and wall."""
    with as_root(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p')"
            " AND NOT relispartition"
        )
        for (name,) in cursor.fetchall():
            with connection.connection.cursor().copy(
                f'COPY (SELECT * FROM "{name}") TO STDOUT (FORMAT binary)'
            ) as copy:
                yield f"table {name}", b"".join(bytes(part) for part in copy)


def written_so_far() -> int:
    """How far the database's log of writes has come, in bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_current_wal_lsn() - '0/0'::pg_lsn")
        return int(cursor.fetchone()[0])


def disk_of_database(since: int) -> Iterator[tuple[str, bytes]]:
    """The files of this database, and its log of writes since then, as whoever carries the disk away reads them."""
    with as_root(), connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT current_setting('data_directory'), oid, pg_size_bytes(current_setting('wal_segment_size'))"
            " FROM pg_database WHERE datname = current_database()"
        )
        folder, oid, size = cursor.fetchone()
    yield from folders(Path(folder) / "base" / str(oid), Path(folder) / "log")
    end = written_so_far()  # behind it lies what an older log left in a file that is used again
    for number in range(since // size, end // size + 1):
        segment = (
            Path(folder) / "pg_wal" / f"00000001{number * size >> 32:08X}{(number * size & 0xFFFFFFFF) // size:08X}"
        )
        if number < end // size and not segment.exists():
            continue  # a checkpoint came in between and used the file again
        yield f"log of writes {segment.name}", segment.read_bytes()[max(since - number * size, 0) : end - number * size]


def folders(*places: Path) -> Iterator[tuple[str, bytes]]:
    for place in places:
        for one in place.rglob("*"):
            with contextlib.suppress(FileNotFoundError):  # the database took it away meanwhile: it lies there no more
                if one.is_file():
                    yield str(one), one.read_bytes()


def read_by_the_office(sealed: Sealed) -> Iterator[tuple[str, bytes]]:
    """Every page and every export without a key."""
    office = sealed.at("office")
    office.raise_request_exception = False
    for one in address_book():
        if not one.keyed and not one.text.startswith(("/logout", "/ui/")):
            for query in ("", "?export=csv"):
                yield one.text + query, office.get(one.text + query).getvalue()


# --- what is planted ---


def pdf(author: str) -> bytes:
    made, out = PdfWriter(), io.BytesIO()
    made.add_blank_page(200, 200)
    made.add_metadata({"/Author": author, "/Title": author})
    made.add_attachment("from.txt", author.encode())
    made.write(out)
    return out.getvalue()


def docx(author: str) -> bytes:
    made, out = Document(), io.BytesIO()
    made.core_properties.author = made.core_properties.last_modified_by = author
    made.core_properties.comments = author
    made.add_paragraph("进货单")
    made.add_picture(io.BytesIO(photo(PLACE, author)))
    made.save(out)
    return out.getvalue()


def brought(n: int) -> list[Any]:
    """A photograph with its place and its camera's owner; now and then a paper with its author."""
    files = [file(photo(f"{PLACE}{n}号", f"{AUTHOR}{n:03d}"), f"{NAME}{n:03d}.jpg")]
    if n % 16 == 0:
        files.append(file(docx(f"{AUTHOR}{n}"), f"{AUTHOR}{n}.docx"))
    if n % 16 == 8:
        files.append(file(pdf(f"{AUTHOR}{n}"), f"{AUTHOR}{n}.pdf"))
    return files


def tell(channel: str, n: int) -> str:
    who = {"name": f"{NAME}{n:03d}", "phone": f"{PHONE}{n % 100:02d}", "number": f"{NUMBER}{n:04d}"}
    text = f"我是{who['name']}，住在{PLACE}{n}号，电话{who['phone']}，证件{who['number']}，{AUTHOR}可以作证。"
    body = {"channel": channel, "text": text, "files": brought(n), **who}
    return receipt_of(Client(REMOTE_ADDR=f"10.1.0.{n}").post("/clue", body))


def life(sealed: Sealed, receipt: str) -> None:
    """One of them all the way: read, answered, closed, rewarded, claimed to an account, asked to be opened."""
    handler, boss, first = sealed.at("handler"), sealed.at("supervisor"), sealed.at("first")
    href = first_href(handler.get("/sealed"), "/sealed/")
    handler.post(f"{href}/read")
    handler.post(f"{href}/answer", {"text": f"{NAME}您好，{PLACE}见"})
    handler.post(f"{href}/hand", {"business": "某厂", "summary": f"{PHONE}12"})  # refused, and forgotten
    handler.post(f"{href}/close", {"outcome": "penalised", "money": "100000"})
    handler.post(f"{href}/propose", {"level": "1", "insider": "no"})
    boss.post(first_href(boss.get("/sealed"), "/sealed/rewards/") + "/approve")
    Client().post(
        "/clue/claim", {"receipt": receipt, "holder": f"{NAME}000", "bank": PLACE, "account": f"{ACCOUNT}0001"}
    )
    first.post(
        first_href(first.get("/sealed"), "/sealed/identities/") + "/ask", {"reason": "pay", "words": f"{NAME}要钱"}
    )


def broken_on_the_way(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A mistake of ours in the middle of somebody's telling: its page and its line in the log."""

    def breaks(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(f"{NAME} {PHONE}11")

    client = Client(raise_request_exception=False)
    with monkeypatch.context() as patch:
        patch.setattr(telling.actions, "take_clue", breaks)
        return told(client, f"{NAME}在{PLACE}", name=f"{NAME}999")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The whole house's log at its most talkative, formatted as it is served."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(Discreet("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.DEBUG)
    root.addHandler(handler)
    yield out
    root.removeHandler(handler)
    root.setLevel(before)


def test_nobody_is_found_in_anything_that_is_kept(
    monkeypatch: pytest.MonkeyPatch, settings: Any, tmp_path: Path, capsys: Any, log: io.StringIO
) -> None:
    for name in ("files", "temporary"):
        (tmp_path / name).mkdir()
    settings.MEDIA_ROOT = tmp_path / "files"
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    sealed = sealed_county(monkeypatch)
    began(sealed, monkeypatch)
    with_keys(sealed, tmp_path, monkeypatch, capsys)

    with worn(FOUNDER):
        channel = str(queries.channels(FOUNDER).get().pk)

    since = written_so_far()
    receipts = [tell(channel, n) for n in range(CLUES)]
    life(sealed, receipts[0])
    broken = broken_on_the_way(monkeypatch)
    with as_root():
        assert SealedClue._base_manager.count() == CLUES

    def kept() -> Iterator[tuple[str, bytes]]:
        yield from tables()
        yield from disk_of_database(since)
        yield from folders(tmp_path / "files", tmp_path / "temporary")
        yield "the error page", broken.content
        yield from read_by_the_office(sealed)
        yield "the log", log.getvalue().encode()

    searched = 0
    bare = [receipt.replace(" ", "").encode() for receipt in receipts]
    for where, data in kept():
        searched += len(data)
        assert found_in(data) == [], where
        assert not any(one in data for one in bare), where
    assert searched > 5_000_000
    assert broken.status_code == 500 and "RuntimeError" in log.getvalue()


@pytest.mark.parametrize("how", sorted({name.partition(" as ")[2] for name in NEEDLES}))
def test_whoever_lay_there_would_be_found(how: str, tmp_path: Path) -> None:
    """In each writing, between other bytes, in a table and in a file."""
    for text in PLANTED:
        for shift in range(3):
            lying = _written(how, "x" * shift + text + "001")
            if how.startswith("base64") and not how.endswith(str(shift)):
                continue
            assert f"{text} as {how}" in found_in(b"\x00\xff" + lying + b"\x00"), (text, shift)


def _written(how: str, text: str) -> bytes:
    plain = text.encode()
    match how.split():
        case ["base64", "url", _]:
            return base64.urlsafe_b64encode(plain)
        case ["base64", _]:
            return base64.b64encode(plain)
        case ["hex"]:
            return plain.hex().encode()
        case ["HEX"]:
            return plain.hex().upper().encode()
        case ["escaped"]:
            return quote(text).encode()
        case ["json"]:
            return text.encode("unicode-escape")
        case ["utf-16", "in", "hex"]:
            return text.encode("utf-16-le").hex().encode()
        case ["plain"]:
            return plain
        case [encoding]:
            return text.encode({"utf-16le": "utf-16-le", "utf-16be": "utf-16-be"}.get(encoding, encoding))
    raise AssertionError(how)


def test_a_row_that_told_would_be_found() -> None:
    """The search reads what the tables hold, past every wall."""
    with transaction.atomic():
        with as_root(), connection.cursor() as cursor:
            cursor.execute("CREATE UNLOGGED TABLE public.indiscreet (said text, body bytea)")
            said = [f"电话{PHONE}11", f"{NAME}001".encode("utf-16-le")]
            cursor.execute("INSERT INTO public.indiscreet VALUES (%s, %s)", said)
        told_in = {where: found_in(data) for where, data in tables()}
        transaction.set_rollback(True)
    assert {f"{NAME} as utf-16le", f"{PHONE} as plain"} <= set(told_in.pop("table indiscreet"))
    assert not any(told_in.values())
