"""The same way in at the mass door: a form without files joins the batch of all who hand in at that moment, one with files is
taken by a hand beside it. Same sentences, same idempotency; an answer means "on disk" here as there."""

import asyncio
import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.core.handlers.wsgi import WSGIRequest
from django.db import DatabaseError, InterfaceError, connection, transaction
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from shian.doors.ingest.batches import Full, Unsaid
from shian.doors.ingest.limits import limits
from shian.doors.ingest.ways import Inside
from shian.doors.ingest.wire import Answer, Request
from shian.doors.openrosa import answers, entry
from shian.doors.openrosa.taking import as_first_sent, judged, opened, taken
from shian.kernel.actor import NOBODY, Actor
from shian.kernel.wall import worn
from shian.loop.actions import Handed
from shian.loop.submission import Submission

T = TypeVar("T")
METHODS = ("HEAD", "POST")
HANDS = 2  # what they do is Python's work: more of them would only wait for each other
NO_SUCH_METHOD = 405
_OWN = {"date", "content-length"}  # headers that the wire writes itself


class Flood:
    """Hands that read forms, and how many wait for them."""

    def __init__(self) -> None:
        self._hands = ThreadPoolExecutor(HANDS, thread_name_prefix="openrosa")
        self._waiting = 0

    async def __call__(self, request: Request, inside: Inside) -> Answer:
        """The verdict on one request."""
        asked = _as_django(request)
        with override(inside.language):
            strange = answers.said(asked.get_host)  # a refusal where it is no name of ours
        if isinstance(strange, HttpResponse):
            return _on_the_wire(answers.dressed(strange))
        answer = await self._answered(asked, inside)
        return _on_the_wire(answers.dressed(answers.welcomed(asked, answer, limits().body)))

    async def _answered(self, asked: WSGIRequest, inside: Inside) -> HttpResponse:
        if asked.method not in METHODS:
            return HttpResponse(status=NO_SUCH_METHOD, headers={"Allow": ", ".join(METHODS)})
        if inside.batches.full or self._waiting >= limits().waiting:
            return _busy(inside.language)
        self._waiting += 1
        try:
            return await self._taken(asked, inside)
        except Full:
            return _busy(inside.language)
        except (Unsaid, DatabaseError, InterfaceError):
            return _unsaid(inside.language)
        finally:
            self._waiting -= 1

    async def _taken(self, asked: WSGIRequest, inside: Inside) -> HttpResponse:
        by = await self._who(asked, inside)
        if by.person is None:
            return await self._by_hand(inside.language, answers.unknown)
        if asked.method == "HEAD":
            return HttpResponse(status=answers.NOTHING)
        found = await self._by_hand(inside.language, lambda: _read(asked, by))
        if not isinstance(found, Submission):
            return found
        verdict = (await inside.batches.put([Handed(by, found)], inside.language))[0]
        if (before := as_first_sent(found, verdict)) is not None:
            verdict = (await inside.batches.put([Handed(by, before)], inside.language))[0]
        with override(inside.language):
            return judged(verdict)

    async def _who(self, asked: WSGIRequest, inside: Inside) -> Actor:
        """By a token, which this door remembers; else by phone and password, which takes a hand some time."""
        header = asked.headers.get("Authorization", "")
        if token := entry.token_in(header):
            if known := await inside.entrance.actor(f"Bearer {token}"):
                return known
            return await self._by_hand(inside.language, lambda: entry.actor_of(asked, timezone.now()))
        return NOBODY

    async def _by_hand(self, language: str, work: Callable[[], T]) -> T:
        return await asyncio.get_running_loop().run_in_executor(self._hands, _done, language, work)


def _done(language: str, work: Callable[[], T]) -> T:
    """A connection in trouble is dropped, so that the next request gets a new one."""
    try:
        with override(language):
            return work()
    except (DatabaseError, InterfaceError):
        connection.close()
        raise


def _read(asked: WSGIRequest, by: Actor) -> Submission | HttpResponse:
    """The sheet, for the queue; or the verdict, where files belong to it or it cannot be taken."""
    return answers.said(lambda: _whole_or_taken(asked, by))


def _whole_or_taken(asked: WSGIRequest, by: Actor) -> Submission | HttpResponse:
    now, parcel = timezone.now(), opened(asked)
    if parcel.whole:
        return parcel.submission(now, {})
    with worn(by, seconds=limits().statement_seconds):
        answer = taken(parcel, by=by, now=now)
        if answer.status_code >= 400:
            transaction.set_rollback(True)
        return answer


def _as_django(request: Request) -> WSGIRequest:
    """The request as the page server would see it: read by the same parser, under the same bounds."""
    named = {
        f"HTTP_{name.decode('latin-1').upper().replace('-', '_')}": value for name, value in request.headers.items()
    }
    around = {name: value.decode("latin-1") for name, value in named.items()}
    return WSGIRequest(
        around
        | {
            "REQUEST_METHOD": request.method, "PATH_INFO": request.path, "REMOTE_ADDR": request.peer,
            "SERVER_NAME": "localhost", "SERVER_PORT": "80", "wsgi.url_scheme": "http",
            "CONTENT_TYPE": around.get("HTTP_CONTENT_TYPE", ""), "CONTENT_LENGTH": str(len(request.body)),
            "wsgi.input": io.BytesIO(request.body),
        }
    )  # fmt: skip


def _on_the_wire(answer: HttpResponse) -> Answer:
    lines = [f"{name}: {value}\r\n" for name, value in answer.items() if name.lower() not in _OWN]
    return Answer(answer.status_code, answer.content, "".join(lines).encode("latin-1"))


def _busy(language: str) -> HttpResponse:
    with override(language):
        return answers.busy(_("现在提交的人太多，请稍后再试，编号不变就不会重复"))


def _unsaid(language: str) -> HttpResponse:
    with override(language):
        return answers.busy(_("刚才没有存上，请用同一编号再提交一次"))
