"""What a view asks of its request: who asks, when, and which words stand in the address."""

from collections.abc import Callable
from datetime import date, datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.loop import ErrorPage
from shian.doors.ui.shapes.parts import Link
from shian.doors.ui.show import show
from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Missing, Refused


class Asked(HttpRequest):
    """A request with the actor whom the middleware found."""

    actor: Actor


View = Callable[..., HttpResponseBase]


def now() -> datetime:
    """The instant; only doors look at a watch."""
    return timezone.now()


def today() -> date:
    """The local day."""
    return timezone.localdate()


def door(view: View) -> View:
    """Somebody is in. What is not theirs to see is not there; what is refused is said in a sentence."""

    @wraps(view)
    def answer(request: Asked, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.actor.person is None:
            return redirect_to_login(request.get_full_path())
        try:
            return view(request, *args, **kwargs)
        except Missing as missing:
            raise Http404(str(missing)) from missing
        except Denied as denied:
            return _said(request, 403, _("这里不归您办"), str(denied))
        except Refused as refused:
            return _said(request, 422, _("这一步没有办成"), str(refused))

    return answer


def _said(request: Asked, status: int, title: str, text: str) -> HttpResponse:
    return show(request, ErrorPage(status, title, text, Link(_("回工作台"), "/worklist")), status=status)


def address(request: HttpRequest, **changes: str | int) -> str:
    """This page's address with some words of its query changed; an empty value takes the word out."""
    words = {**request.GET.dict(), **{name: str(value) for name, value in changes.items()}}
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{request.path}?{query}" if query else request.path


def elsewhere(path: str, **words: str) -> str:
    """Another page's address with its query."""
    query = urlencode({name: value for name, value in words.items() if value})
    return f"{path}?{query}" if query else path
