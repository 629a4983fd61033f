"""Read the request, put its sheets into the queue, answer with their verdicts."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.db import DatabaseError, InterfaceError
from django.utils.translation import get_supported_language_variant, override
from django.utils.translation import gettext as _
from django.utils.translation.trans_real import parse_accept_lang_header

from shian.doors.ingest.batches import Batches, Full, Unsaid
from shian.doors.ingest.entrance import Entrance
from shian.doors.ingest.limits import limits
from shian.doors.ingest.reading import Read, read, said, together, written
from shian.doors.ingest.statuses import status_of
from shian.doors.ingest.writing import refuse_wrong_posture, write
from shian.kernel.refused import Refused
from shian.loop.actions import Handed

SUBMISSIONS, HEALTH = "/api/v1/submissions", "/healthz"
_JSON = (b"content-type", b"application/json; charset=utf-8")
_ALWAYS = [_JSON, (b"cache-control", b"no-store"), (b"x-content-type-options", b"nosniff")]

Receive = Callable[[], Awaitable[Any]]


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    body: bytes
    headers: list[tuple[bytes, bytes]]


class TooBig(Exception):
    """More bytes than one request may have."""


class Gone(Exception):
    """The caller left before the request was whole."""


class Door:
    """The one door of this process: who calls, and the queue before the writers."""

    def __init__(self, entrance: Entrance, batches: Batches) -> None:
        self._entrance, self._batches = entrance, batches

    @classmethod
    async def opened(cls) -> "Door":
        """Raises WrongPosture where an answer could not be believed."""
        await asyncio.get_running_loop().run_in_executor(None, refuse_wrong_posture)
        allowed = limits()
        batches = Batches(write, waiting=allowed.waiting, batch=allowed.batch, writers=allowed.writers)
        batches.start()
        entrance = Entrance(allowed.known_seconds, allowed.recheck_seconds)
        entrance.open()
        return cls(entrance, batches)

    async def close(self) -> None:
        """What was taken is written before we go."""
        await self._batches.stop()
        self._entrance.close()

    async def answer(self, scope: Mapping[str, Any], receive: Receive) -> Answer | None:
        """None where the caller is gone."""
        if scope["path"] == HEALTH:
            return _answered(200, b'{"ok":true}')
        headers = dict(scope["headers"])
        language = spoken(headers.get(b"accept-language", b"").decode("latin-1"))
        if scope["path"] != SUBMISSIONS:
            return _refused(404, "missing", language)
        if scope["method"] != "POST":
            return _refused(405, "method", language)
        return await self._submitted(headers, language, receive)

    async def _submitted(self, headers: dict[bytes, bytes], language: str, receive: Receive) -> Answer | None:
        if self._batches.full:  # before anything is read or asked: in a flood the no must be cheaper than the yes
            return _refused(503, "busy", language)
        try:
            actor = await self._entrance.actor(headers.get(b"authorization", b"").decode("latin-1"))
            if actor is None:
                return _refused(401, "unknown", language)
            body = await _body(receive, limits().body)
            found = _read(body, language)
            handed = [Handed(actor, submission) for submission in found.submissions]
            judged = await self._batches.put(handed, language) if handed else []
        except Gone:
            return None
        except TooBig:
            return _refused(413, "too_big", language)
        except Refused as refusal:
            return _answered(status_of(refusal.code), said(refusal.code, str(refusal)))
        except Full:
            return _refused(503, "busy", language)
        except (Unsaid, DatabaseError, InterfaceError):
            return _refused(503, "unsaid", language)
        verdicts = together(found, judged)
        status = 200 if found.many or verdicts[0].ok else status_of(verdicts[0].code)
        return _answered(status, written(found, verdicts))


def _read(body: bytes, language: str) -> Read:
    """In the caller's language where it is not the house's own, which speaks here anyway."""
    if language == settings.LANGUAGE_CODE:
        return read(body, limits().sheets)
    with override(language):
        return read(body, limits().sheets)


async def _body(receive: Receive, most: int) -> bytes:
    parts, size = [], 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Gone
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            raise TooBig
        parts.append(part)
        if not message.get("more_body"):
            return b"".join(parts)


@lru_cache(maxsize=256)
def spoken(header: str) -> str:
    """The first language of the header that we speak."""
    for asked, _weight in parse_accept_lang_header(header):
        try:
            return get_supported_language_variant(asked)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def _answered(status: int, body: bytes) -> Answer:
    headers = [*_ALWAYS, (b"content-length", str(len(body)).encode())]
    if status == 503:
        headers.append((b"retry-after", str(limits().retry_after).encode()))
    if status == 401:
        headers.append((b"www-authenticate", b"Bearer"))
    return Answer(status, body, headers)


@lru_cache(maxsize=256)  # in a flood the same refusal is said thousands of times
def _refused(status: int, code: str, language: str) -> Answer:
    with override(language):
        sentences = {
            "missing": _("这里没有这个地址"),
            "method": _("这个地址只收 POST 请求"),
            "unknown": _("令牌无效或已过期，请重新登录"),
            "too_big": _("提交的内容太大，请分几次提交"),
            "busy": _("现在提交的人太多，请稍后再试，编号不变就不会重复"),
            "unsaid": _("刚才没有存上，请用同一编号再提交一次"),
        }
        return _answered(status, said(code, sentences[code]))
