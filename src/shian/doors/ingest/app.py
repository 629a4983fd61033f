"""POST /api/v1/submissions, and nothing else: `uvicorn shian.doors.ingest.app:application`."""

import asyncio
import os
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shian.config.settings")
django.setup()

from shian.doors.ingest.door import Door  # noqa: E402 - the rooms can be read only after the setup

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

_door: list[Door] = []


async def application(scope: Scope, receive: Receive, send: Send) -> None:
    """The ASGI callable: one door a process, opened by the server's start-up and drained by its end."""
    if scope["type"] == "lifespan":
        await _lifespan(receive, send)
    elif scope["type"] == "http":
        await _http(scope, receive, send)


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        message = await receive()
        if message["type"] == "lifespan.startup":
            await _open(send)
        else:
            await _door.pop().close()
            await send({"type": "lifespan.shutdown.complete"})
            return


async def _open(send: Send) -> None:
    try:
        _door[:] = [await Door.opened()]
    except Exception as trouble:
        await send({"type": "lifespan.startup.failed", "message": str(trouble)})
        raise
    await send({"type": "lifespan.startup.complete"})


async def _http(scope: Scope, receive: Receive, send: Send) -> None:
    try:
        answer = await _door[0].answer(scope, receive)
    except asyncio.CancelledError:
        return
    if answer is not None:
        await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers})
        await send({"type": "http.response.body", "body": answer.body})
