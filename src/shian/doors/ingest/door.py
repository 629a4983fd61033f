"""Read the request, put its sheets into the queue, answer with their verdicts."""

import asyncio
from functools import lru_cache

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
from shian.doors.ingest.ways import Inside, way_to
from shian.doors.ingest.wire import Answer, House, Request
from shian.doors.ingest.writing import refuse_wrong_posture, write
from shian.kernel.refused import Refused
from shian.kernel.tables import refuse_old_tables
from shian.loop.actions import Handed

SUBMISSIONS, HEALTH = "/api/v1/submissions", "/healthz"
_ALWAYS = (
    b"content-type: application/json; charset=utf-8\r\ncache-control: no-store\r\nx-content-type-options: nosniff\r\n"
)


class Door:
    """The one door of this process: who calls, and the queue before the writers."""

    def __init__(self, entrance: Entrance, batches: Batches) -> None:
        self._entrance, self._batches = entrance, batches

    @classmethod
    async def opened(cls) -> "Door":
        """Raises WrongPosture where an answer could not be believed, Refused on tables older than the code."""
        for refuse in (refuse_wrong_posture, refuse_old_tables):
            await asyncio.get_running_loop().run_in_executor(None, refuse)
        allowed = limits()
        batches = Batches(
            write,
            waiting=allowed.waiting,
            batch=allowed.batch,
            writers=allowed.writers,
            gathering=allowed.gathering_seconds,
        )
        batches.start()
        entrance = Entrance(allowed.known_seconds, allowed.recheck_seconds)
        entrance.open()
        return cls(entrance, batches)

    async def close(self) -> None:
        """What was taken is written before we go."""
        await self._batches.stop()
        self._entrance.close()

    def house(self) -> House:
        """What the connections of this process need to know."""
        allowed = limits()
        return House(
            self.answer,
            allowed.body,
            allowed.held,
            too_big=lambda request: _refused(413, "too_big", _language(request)),
            busy=lambda request: _refused(503, "busy", _language(request)),
        )

    async def answer(self, request: Request) -> Answer:
        """The verdict on what was handed in, or why it cannot be taken."""
        if request.path == HEALTH:
            return _answered(200, b'{"ok":true}')
        language = _language(request)
        if way := way_to(request.path):
            return await way(request, Inside(self._entrance, self._batches, language))
        if request.path != SUBMISSIONS:
            return _refused(404, "missing", language)
        if request.method != "POST":
            return _refused(405, "method", language)
        return await self._submitted(request, language)

    async def _submitted(self, request: Request, language: str) -> Answer:
        if self._batches.full:  # before anything is read or asked: in a flood the no must be cheaper than the yes
            return _refused(503, "busy", language)
        try:
            actor = await self._entrance.actor(request.headers.get(b"authorization", b"").decode("latin-1"))
            if actor is None:
                return _refused(401, "unknown", language)
            found = _read(request.body, language)
            handed = [Handed(actor, submission) for submission in found.submissions]
            judged = await self._batches.put(handed, language) if handed else []
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


def _language(request: Request) -> str:
    return spoken(request.headers.get(b"accept-language", b"").decode("latin-1"))


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
    return Answer(status, body, _headers(status))


@lru_cache(maxsize=64)
def _headers(status: int) -> bytes:
    if status == 503:
        return _ALWAYS + f"retry-after: {limits().retry_after}\r\n".encode()
    return _ALWAYS + (b"www-authenticate: Bearer\r\n" if status == 401 else b"")


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
