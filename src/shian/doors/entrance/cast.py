"""The cast of a made-up world on the login page."""

import json
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.ui.shapes.loop import CastCard
from shian.doors.ui.shapes.parts import Link
from shian.kernel.refused import Missing
from shian.people import queries

View = Callable[..., HttpResponse]


def cast() -> tuple[CastCard, ...]:
    """One card for each demo account; none in a real county, where the database lets none exist."""
    return tuple(CastCard(**one.cast) for one in queries.demo_accounts())


def to_try() -> tuple[Link, ...]:
    """What whoever enters as nobody may try in the made-up world: the public doors, and receipts that its play left."""
    if not in_the_demo():
        return ()
    told = receipts()
    words = {
        "complaint": _("凭回执看一件投诉"),
        "offer": _("凭回执答复对方的和解方案"),
        "sealed": _("凭回执号看一件密封举报"),
        "reward": _("凭回执号看一件有奖励的密封举报"),
    }
    links = tuple(
        Link(
            word,
            reverse("sealed_receipt" if name in ("sealed", "reward") else "receipt"),
            "file",
            hint=told[name].upper(),
        )
        for name, word in words.items()
        if name in told
    )
    keys = Link(_("身份保管人的演示钥匙"), "", "lock", hint=f"{Path(settings.SHIAN_DEMO).name}/keys")
    return (
        Link(_("我要举报或投诉"), reverse("report"), "camera"),
        Link(_("密封举报"), reverse("tell_sealed"), "lock"),
        *links,
        *((keys,) if "sealed" in told else ()),
    )


def receipts() -> dict[str, str]:
    """The receipts that the play of a made-up world left, by the name of what each opens; a real installation has none."""
    place = Path(settings.SHIAN_DEMO) / "receipts.json"
    found: dict[str, str] = json.loads(place.read_text(encoding="utf-8")) if place.is_file() else {}
    return found


def in_the_demo() -> bool:
    """Whether this is a made-up world."""
    installation = queries.installation()
    return installation is not None and installation.kind == "demo"


def in_demo(view: View) -> View:
    """A page that exists in the made-up world only."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **named: Any) -> HttpResponse:
        if not in_the_demo():
            raise Missing(_("没有这个页面"))
        return view(request, *args, **named)

    return guarded
