"""Draws: the list of them, one, what was drawn before, and the file that is published."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.draws.models import Draw
from shian.draws.rules import FORMAT
from shian.draws.states import OPENED
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused

HEAVY = ("rows", "drawn", "secret")


def draws(viewer: Actor, *, within: str = "", purpose: str = "", state: str = "") -> "QuerySet[Draw]":
    """The draws a viewer may see, the latest first, cancelled ones too; without their lists, which may be long."""
    rows = Draw.objects.visible_to(viewer).defer(*HEAVY).order_by("-id")
    rows = rows.within(within) if within else rows
    exact = {"purpose": purpose, "state": state}
    found: QuerySet[Draw] = rows.filter(**{name: value for name, value in exact.items() if value})
    return found


def draw(key: UUID, *, viewer: Actor) -> Draw:
    """One draw, or Missing."""
    found: Draw | None = Draw.objects.visible_to(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次抽取，或者您看不到它"))
    return found


def turns_before(purpose: str, within: str) -> int:
    """How many draws of a purpose were begun at a place so far."""
    found: int = Draw.objects.filter(purpose=purpose, path=within).count()
    return found


def listed_before(purpose: str, about: Mapping[str, str]) -> tuple[set[str], set[str]]:
    """Who stood on a list of a purpose with these facts, and who was drawn from one; cancelled draws count for nothing."""
    rows = Draw.objects.filter(purpose=purpose, state__in=OPENED, about__contains=dict(about))
    listed, drawn = set[str](), set[str]()
    for frame, found in rows.values_list("rows", "drawn"):
        listed |= {key for key, _stratum in frame}
        drawn |= {one["id"] for one in found}
    return listed, drawn


def earlier(of: Draw, *, viewer: Actor) -> "QuerySet[Draw]":
    """The draws of the same purpose at the same place before this one, the latest first."""
    rows = Draw.objects.visible_to(viewer).filter(purpose=of.purpose, path=of.path, pk__lt=of.pk)
    found: QuerySet[Draw] = rows.defer(*HEAVY).order_by("-id")
    return found


def published(of: Draw, *, viewer: Actor) -> dict[str, Any]:
    """The file of a draw, from which anybody makes it again. Raises Refused while the seed is not revealed."""
    if of.state not in OPENED:
        raise Refused(_("还没有抽取，结果文件要等抽取以后才有"), code="not_drawn")
    return {
        "format": FORMAT,
        "id": str(of.pk),
        "purpose": of.purpose,
        "title": of.title,
        "about": of.about,
        "nth": of.nth,
        "earlier": _told(list(earlier(of, viewer=viewer))),
        "committed_at": _at(of.committed_at),
        "drawn_at": _at(of.drawn_at),
        "frame_hash": of.frame_hash,
        "commitment": of.commitment,
        "seed": of.seed,
        "word": of.word,
        "strata": of.strata,
        "drawn": of.drawn,
        "frame": [{"id": key, "stratum": stratum} for key, stratum in of.rows],
    }


def _told(rows: Sequence[Draw]) -> list[dict[str, Any]]:
    return [
        {"id": str(one.pk), "state": one.state, "committed_at": _at(one.committed_at), "reason": one.reason}
        for one in rows
    ]


def _at(moment: Any) -> str | None:
    return moment.isoformat(timespec="seconds") if moment else None
