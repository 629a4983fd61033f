"""What somebody had typed when their time ran out: kept with the session until they are back in, then given once."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.http import HttpRequest, QueryDict

KEY = "unsent"
V = TypeVar("V", bound=Callable[..., Any])
MOST = 60_000  # characters; a form is words, and its photographs are not kept here


def never_kept(view: V) -> V:
    """What is typed there is written down nowhere but by its verb: a session lies in the database under no key."""
    setattr(view, "keeps_unsent", False)  # noqa: B010  a view is a function: it has no such attribute to assign
    return view


def is_kept(view: object) -> bool:
    return bool(getattr(view, "keeps_unsent", True))


def keep_unsent(request: HttpRequest) -> None:
    """Remember the words of a form that came without anybody being in."""
    words = request.POST.copy()
    words.pop("csrfmiddlewaretoken", None)
    text = words.urlencode()
    if text and len(text) <= MOST:
        request.session[KEY] = {"path": request.path, "words": text}


def unsent(request: HttpRequest) -> QueryDict | None:
    """The words kept for this page, once."""
    found = request.session.get(KEY)
    if request.method != "GET" or not found or found["path"] != request.path:
        return None
    del request.session[KEY]
    return QueryDict(found["words"])
