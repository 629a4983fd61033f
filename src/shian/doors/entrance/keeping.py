"""Pages that a phone keeps for a day without a network: drawn by the same shapes and templates as any page."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass

from django.http import HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.template.loader import render_to_string
from django.utils.http import parse_etags
from django.utils.translation import get_language

from shian.doors.entrance.shell import shell
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import Page

FRAME = "ui/kept.html"


@dataclass(frozen=True)
class Kept:
    """One page: its address, its title, and what stands between the head and the foot of a document."""

    path: str
    title: str
    page: Page


def kept(request: Asked, pages: Iterable[Kept], *, also: tuple[str, ...] = ()) -> HttpResponseBase:
    """Some pages in one answer, and where there are more of them; 304 where the phone has it all already."""
    drawn = {one.path: {"title": one.title, "html": _drawn(one, request)} for one in pages}
    told = {"on": today(request).isoformat(), "language": get_language(), "pages": drawn, "also": also}
    body = json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode()
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    answer: HttpResponseBase
    if tag in parse_etags(request.headers.get("If-None-Match", "").replace("W/", "")):
        answer = HttpResponseNotModified()
    else:
        answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["ETag"] = tag
    answer["Cache-Control"] = "private, no-cache"  # kept by the page itself, under its owner's name
    return answer


def _drawn(one: Kept, request: Asked) -> str:
    whole = shell(request)["shell"]
    around = {"tabs": whole.tabs, "logout_action": whole.logout_action, "holder": whole.holder}
    html = render_to_string(one.page.template, {"page": one.page, "frame": FRAME, "shell": around})
    return "\n".join(line.strip() for line in html.splitlines() if line.strip())
