"""The gallery's door."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from shian.doors.ui.gallery import binder, chores, figures, imports, loop, parts, shop
from shian.doors.ui.gallery.shell import shell_for
from shian.doors.ui.show import Page

POLICY = "default-src 'self'; img-src 'self' data: blob:; object-src 'none'; base-uri 'self'; frame-ancestors 'none'"
PAGES: dict[str, Callable[[], Page]] = {
    **loop.PAGES,
    **figures.PAGES,
    **shop.PAGES,
    **binder.PAGES,
    **imports.PAGES,
    **chores.PAGES,
}
BARE = {"403": "403.html", "404": "404.html", "500": "500.html", "403-csrf": "403_csrf.html"}


def strict(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """The gallery is shown under the product's content policy, so that a picture that works there works everywhere."""

    def answer(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response["Content-Security-Policy"] = POLICY
        return response

    return answer


def index(request: HttpRequest) -> HttpResponse:
    names = [*PAGES, *BARE]
    return render(
        request, "ui/gallery.html", {"page": parts.ALL, "names": names, "shell": shell_for("parts", request.path)}
    )


def sample(request: HttpRequest, name: str) -> HttpResponse:
    if name in BARE:
        return render(request, BARE[name])
    if name not in PAGES:
        raise Http404(name)
    page = PAGES[name]()
    return render(request, page.template, {"page": page, "shell": shell_for(name, request.path)})
