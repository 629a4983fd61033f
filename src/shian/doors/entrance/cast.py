"""The cast of a made-up world on the login page."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.loop import CastCard
from shian.kernel.refused import Missing
from shian.people import queries

View = Callable[..., HttpResponse]


def cast() -> tuple[CastCard, ...]:
    """One card for each demo account; none in a real county, where the database lets none exist."""
    return tuple(CastCard(**one.cast) for one in queries.demo_accounts())


def in_demo(view: View) -> View:
    """A page that exists in the made-up world only."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        installation = queries.installation()
        if installation is None or installation.kind != "demo":
            raise Missing(_("没有这个页面"))
        return view(request, *args, **named)

    return guarded
