"""One process of the mass door, from its first second to its last: open, listen, answer, drain, go."""

import asyncio
import os
import signal
import socket

import django

from shian.kernel.collecting import collect_seldom

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")
django.setup()

from shian.doors.ingest.door import Door  # noqa: E402 - the rooms can be read only after the setup
from shian.doors.ingest.limits import limits  # noqa: E402 - the rooms can be read only after the setup

DRAIN = 10.0  # seconds for what was asked to be answered before the process goes
WAITING_CALLERS = 2048


async def serve(listening: socket.socket) -> None:
    """Answer on this socket until the process is told to end."""
    os.nice(limits().niceness)
    ended = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, ended.set)
    door = await Door.opened()
    house = door.house()
    server = await asyncio.get_running_loop().create_server(house.protocol, sock=listening, backlog=WAITING_CALLERS)
    collect_seldom(100_000, 50)  # a sheet leaves no rings of objects behind
    await ended.wait()
    server.close()
    await house.close(DRAIN)
    await door.close()
