"""
What a browser may do with our pages: nothing from elsewhere (docs/decisions/0004-content-policy.md). And how they travel:
text compressed, for a village network; Django lengthens each answer by chance, so that its length tells nobody a secret.
"""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

CONTENT = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
PERMISSIONS = "geolocation=(self), camera=(self), microphone=(self), payment=(), usb=()"


class PolicyMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


TEXT = ("text/", "application/json", "application/javascript", "application/manifest+json", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    """Text only: a photograph is compressed already, and a file that is written while it is sent keeps its pace."""

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        ours = not response.streaming or request.path.startswith(settings.STATIC_URL)
        if not ours or not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)
