"""The mass door's own HTTP: in order, in bounds, and whatever was asked before the end is answered."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from shian.doors.ingest import wire
from shian.doors.ingest.wire import Answer, House, Request

TOO_BIG, BUSY = Answer(413, b"too big"), Answer(503, b"busy", b"retry-after: 2\r\n")
Story = Callable[[asyncio.StreamReader, asyncio.StreamWriter, "Echo"], Awaitable[None]]


@dataclass
class Echo(House):
    """A house that answers with what it heard; what is slow is heard, and answered when the story says so."""

    heard: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)


async def echo(house: Echo, request: Request) -> Answer:
    if request.path == "/slow":
        house.heard.set()
        await house.over.wait()
    if request.path == "/broken":
        raise RuntimeError("said on purpose")
    said = {"method": request.method, "path": request.path, "body": request.body.decode()}
    return Answer(200, json.dumps(said).encode())


def told(story: Story, **house: int) -> None:
    """Let a caller talk to a house that answers with what it heard."""

    async def run() -> None:
        bounds = {"most_body": 100, "most_held": 1000} | house
        there = Echo(lambda request: echo(there, request), too_big=lambda _: TOO_BIG, busy=lambda _: BUSY, **bounds)
        server = await asyncio.get_running_loop().create_server(there.protocol, "127.0.0.1", 0)
        reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
        try:
            await asyncio.wait_for(story(reader, writer, there), 60)
        finally:
            writer.close()
            server.close()
            await there.close(30)
            assert (there.held, there.connections) == (0, set())

    asyncio.run(run())


def post(path: str, body: str, *more: str) -> bytes:
    lines = [f"POST {path} HTTP/1.1", "host: x", f"content-length: {len(body)}", *more, "", body]
    return "\r\n".join(lines).encode()


async def answer(reader: asyncio.StreamReader) -> tuple[int, dict[str, str], bytes]:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().split("\r\n")
    headers = dict(line.split(": ", 1) for line in head[1:] if line)
    return int(head[0].split()[1]), headers, await reader.readexactly(int(headers["content-length"]))


def test_requests_sent_at_once_are_answered_in_their_order() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        number = wire.MOST_PENDING * 2
        writer.write(b"".join(post("/slow" if n == 0 else "/", str(n)) for n in range(number)))
        await house.heard.wait()
        house.over.set()
        heard = [json.loads((await answer(reader))[2])["body"] for _ in range(number)]
        assert heard == [str(n) for n in range(number)]

    told(story)


def test_a_request_in_many_pieces_is_one_request() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        for byte in post("/a?b=c", "whole"):
            writer.write(bytes([byte]))
            await writer.drain()
        status, headers, body = await answer(reader)
        assert (status, json.loads(body)) == (200, {"method": "POST", "path": "/a", "body": "whole"})
        assert headers["date"].endswith("GMT")

    told(story)


def test_a_body_in_chunks_is_put_together() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        writer.write(
            b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n"
        )
        assert json.loads((await answer(reader))[2])["body"] == "abcde"

    told(story)


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (post("/", "x" * 101)[:60], 413),  # refused by its announced length, before the body comes
        (
            b"POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n70\r\n" + b"x" * 112 + b"\r\n0\r\n\r\n",
            413,
        ),
        (b"GET / HTTP/1.1\r\nhost: x\r\ncookie: " + b"c" * wire.MOST_HEAD + b"\r\n\r\n", 431),
        (b"no http at all\r\n\r\n", 400),
        (b"POST / HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nxx", 400),
        (b"GET / HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n", 200),
    ],
)
def test_too_much_or_not_understood_is_told_so_and_the_connection_closed(sent: bytes, status: int) -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        writer.write(sent)
        said, headers, _body = await answer(reader)
        assert (said, headers["connection"]) == (status, "close")
        assert await reader.read() == b""

    told(story)


def test_more_than_can_be_held_for_all_is_told_busy() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        writer.write(post("/", "x" * 90)[:-10])
        said, headers, body = await answer(reader)
        assert (said, headers["retry-after"], body) == (503, "2", b"busy")

    told(story, most_held=50)


def test_the_caller_may_ask_first_and_may_ask_to_be_left() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        head, body = post("/", "later", "expect: 100-continue", "connection: close").split(b"\r\n\r\n")
        writer.write(head + b"\r\n\r\n")
        assert await reader.readuntil(b"\r\n\r\n") == b"HTTP/1.1 100 Continue\r\n\r\n"
        writer.write(body)
        assert json.loads((await answer(reader))[2])["body"] == "later"
        assert await reader.read() == b""

    told(story)


def test_an_answer_to_head_has_no_body_and_a_fault_of_ours_is_said_so() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        writer.write(b"HEAD / HTTP/1.1\r\nhost: x\r\n\r\n")
        assert b" 200 OK" in await reader.readuntil(b"\r\n\r\n")
        writer.write(post("/broken", ""))
        assert (await answer(reader))[0] == 500

    told(story)


def test_an_end_answers_what_was_asked_and_sends_the_idle_away() -> None:
    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        idle, other = await asyncio.open_connection(*writer.get_extra_info("peername"))
        writer.write(post("/slow", "first") + post("/", "second"))
        await house.heard.wait()
        while len(house.connections) < 2:
            await asyncio.sleep(0)
        end = asyncio.create_task(house.close(30))
        assert await idle.read() == b""
        house.over.set()
        assert json.loads((await answer(reader))[2])["body"] == "first"
        _status, headers, body = await answer(reader)
        assert (headers["connection"], json.loads(body)["body"]) == ("close", "second")
        await end
        other.close()

    told(story)


def test_who_does_not_end_a_request_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "PATIENCE", 0.2)

    async def story(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, house: Echo) -> None:
        writer.write(post("/", "never whole")[:-3])
        assert await reader.read() == b""

    told(story)
