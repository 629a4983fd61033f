"""The addresses of a board: what a code opens, and the sheet for the wall."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_GET

from shian.doors.shop import boards
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.registry.queries import register


@login_not_required
@require_GET
def board(request: Asked, code: str) -> HttpResponseBase:
    """The business comes to its counter, its cadre to its file, everybody else to what is public."""
    key = boards.business_of(code)
    way = boards.way_for(request.actor, key)
    return redirect(way) if way else show(request, boards.page(key, on=today(request)))


@require_GET
def board_print(request: Asked, code: str) -> HttpResponseBase:
    """The sheet for the wall, for the business itself and whoever sees its file."""
    key = boards.business_of(code)
    found = register.business(request.actor, key)
    size = request.GET.get("size", "")
    size = size if size in boards.SIZES else boards.SIZES[0]
    address = request.build_absolute_uri(reverse("board", args=[found.public_code]))
    return show(request, boards.wall_page(key, on=today(request), size=size, address=address))
