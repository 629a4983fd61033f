"""Who asks, in one transaction, as the database knows them too; and what a refusal looks like from outside."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.db import DataError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg.errors import QueryCanceled

from shian.doors.openrosa.entry import OPENROSA
from shian.doors.openrosa.entry import actor_of as field_app
from shian.doors.ui.asked import Asked
from shian.doors.ui.unsent import is_kept, keep_unsent
from shian.kernel.actor import NOBODY, Actor
from shian.kernel.refused import Conflict, Denied, Missing, Refused
from shian.kernel.wall import worn
from shian.people.models import Account
from shian.people.queries import actor_for, token_holder

Answer = Callable[[Asked], HttpResponseBase]

# Asked by machines that watch whether we live: they must hear it with no database at all.
BARE = ("/healthz", "/readyz")
MACHINES = ("/api/", OPENROSA)
STATUS: dict[type[Refused], int] = {Denied: 403, Missing: 404, Conflict: 409}
REFUSED, BUSY, BROKEN, NO_SUCH_METHOD, SIGNED_OUT = 422, 503, 400, 405, 401
BEARER = "Bearer "
# A phone that two people share says whose work it brings: A's tab must not hand in under the session of B.
WHOSE = "X-Shian-Person"


class ActorMiddleware:
    """One request, one actor, one transaction. What is answered with an error leaves nothing written."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: Asked) -> HttpResponseBase:
        if request.path in BARE:
            return self.get_response(request)
        request.now = timezone.now()
        actor = request.actor = _actor(request)
        with worn(actor, seconds=settings.SHIAN_STATEMENT_SECONDS):
            answer = self.get_response(request)
            if answer.status_code >= 400:
                transaction.set_rollback(True)
        if answer.status_code == NO_SUCH_METHOD and request.path.startswith(MACHINES):
            answer = _no_such_method(request, answer.headers.get("Allow", ""))
        if isinstance(answer, StreamingHttpResponse) and not answer.is_async:
            answer.streaming_content = _streamed(actor, iter(answer))
        return answer

    def process_view(self, request: Asked, view: object, args: object, kwargs: object) -> HttpResponse | None:
        """Pages are for people who are in; the API answers for itself."""
        whose = request.headers.get(WHOSE)
        if whose is not None and request.path not in BARE and whose != str(request.actor.person):
            return _somebody_else(request)
        if request.path.startswith((*MACHINES, *BARE)) or not getattr(view, "login_required", True):
            return None
        if request.actor.person is None:
            if request.method == "POST" and is_kept(view):
                keep_unsent(request)
            return redirect(f"{settings.LOGIN_URL}?next={request.path}")
        if isinstance(request.user, Account) and request.user.must_change_password and not _at_password(request):
            return redirect("change_password")
        return None

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A refusal is its sentence with the right number; anything else is the server's own error page."""
        if isinstance(error, Refused):
            return refusal(request, str(error), status_of(error), error.code)
        if isinstance(error, OperationalError) and isinstance(error.__cause__, QueryCanceled):
            return refusal(request, _("数据库正忙，请稍后再试"), BUSY, "busy")
        if isinstance(error, DataError):
            return refusal(request, _("有一处内容不能保存，请检查长度和数值"), BROKEN, "malformed")
        return None


def status_of(error: Refused) -> int:
    """The number by which a refusal goes over HTTP."""
    return next((status for kind, status in STATUS.items() if isinstance(error, kind)), REFUSED)


def refusal(request: HttpRequest, sentence: str, status: int, code: str) -> HttpResponse:
    """The sentence in the form the asker reads: JSON, the part of a page, or a page."""
    if request.path.startswith(MACHINES) or request.accepts("text/html") is False:
        return JsonResponse(
            {"code": code, "message": sentence}, status=status, json_dumps_params={"ensure_ascii": False}
        )
    if request.headers.get("HX-Request"):
        return HttpResponse(sentence, status=status, content_type="text/plain; charset=utf-8")
    # After a database error nothing may be asked any more, and of a broken request nothing: that page does without the shell.
    around = None if status in (BUSY, BROKEN) else request
    page = render_to_string("entrance/refused.html", {"sentence": sentence, "status": status}, around)
    return HttpResponse(page, status=status)


def _somebody_else(request: Asked) -> HttpResponse:
    """Nobody's session is told apart from another's: the first is cured by signing in, the second by its owner only."""
    if request.actor.person is None:
        return JsonResponse({"code": "signed_out", "message": _("请先登录")}, status=SIGNED_OUT)
    return JsonResponse({"code": "someone_else", "message": _("现在登录的是另一个人")}, status=STATUS[Conflict])


def _no_such_method(request: HttpRequest, allowed: str) -> HttpResponse:
    answer = refusal(
        request,
        _("这个地址只收 %(allowed)s 请求") % {"allowed": allowed.replace(", ", " / ")},
        NO_SUCH_METHOD,
        "method",
    )
    answer["Allow"] = allowed
    return answer


def _actor(request: Asked) -> Actor:
    if request.path.startswith(OPENROSA):
        return field_app(request, request.now)
    header = request.headers.get("Authorization", "")
    if header.startswith(BEARER):
        holder = token_holder(header[len(BEARER) :], request.now)
        return actor_for(holder, request.now) if holder else NOBODY
    return actor_for(request.user.person_key, request.now) if isinstance(request.user, Account) else NOBODY


def _at_password(request: HttpRequest) -> bool:
    return request.path in (reverse("change_password"), reverse("logout"), reverse("set_language"))


def _streamed(actor: Actor, chunks: Iterable[bytes]) -> Iterator[bytes]:
    """A stream is read after the request is over: it looks as the same actor, in a transaction of its own."""
    with worn(actor, seconds=settings.SHIAN_STREAM_SECONDS):
        yield from chunks
