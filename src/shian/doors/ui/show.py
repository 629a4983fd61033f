"""The one way from a shape to a page."""

from typing import ClassVar, Protocol

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class Page(Protocol):
    """A shape that knows the template which draws it."""

    template: ClassVar[str]


def show(request: HttpRequest, page: Page, *, status: int = 200) -> HttpResponse:
    """Draw a page shape; the shell around it comes from the entrance's context processor."""
    return render(request, page.template, {"page": page}, status=status)
