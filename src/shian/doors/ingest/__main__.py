"""`python -m shian.doors.ingest --host … --port …`: one process of the mass door; several share one address."""

import argparse
import asyncio
import socket
import sys

import uvloop

from shian.doors.ingest.app import serve
from shian.doors.ingest.writing import WrongPosture
from shian.kernel.refused import Refused


def main() -> None:
    words = argparse.ArgumentParser(prog="shian.doors.ingest")
    words.add_argument("--host", default="127.0.0.1")
    words.add_argument("--port", type=int, required=True)
    asked = words.parse_args()
    try:
        with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
            runner.run(serve(listening(asked.host, asked.port)))
    except (Refused, WrongPosture) as refusal:
        sys.exit(f"shian.doors.ingest: {refusal}")


def listening(host: str, port: int) -> socket.socket:
    """A socket on an address which the other processes of this door listen on too: the kernel deals callers out to them.

    One Python runs one thread at a time, so one process cannot use the second core, however many writers it has.
    """
    family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    found = socket.socket(family, kind, protocol)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    found.bind(address)
    return found


if __name__ == "__main__":
    main()
