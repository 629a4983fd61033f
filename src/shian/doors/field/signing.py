"""A cadre reads their own letter of commitment and signs it: with a finger, or by a picture of the signed paper."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.ui.asked import Asked
from shian.doors.ui.letters import STATES, TONES, facts, paragraphs, where_from
from shian.doors.ui.shapes.parts import Badge, Field, Link, TaskCard, Why
from shian.doors.ui.show import show
from shian.doors.ui.signing import drawn_or_filed
from shian.doors.ui.terms import said
from shian.evidence.actions import keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import plural
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.actions.commitment import COMMITMENT
from shian.loop.models import Commitment


@dataclass(frozen=True)
class SigningPage:
    """The letter whole, then the place for the signature; once signed, the signature."""

    template: ClassVar[str] = "field/sign.html"
    title: str
    lead: str
    text: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    badge: Badge
    why: Why
    back: str
    action: str = ""
    paper: Field | None = None
    error: str = ""
    document: str = ""


def cards(viewer: Actor) -> tuple[TaskCard, ...]:
    """What waits for the viewer's own signature."""
    return tuple(
        TaskCard(
            title=_("签食品安全承诺书"),
            href=reverse("sign_letter", args=[one.pk]),
            act=Link(_("去签"), reverse("sign_letter", args=[one.pk])),
            badge=Badge(said(STATES, one.state), TONES.get(one.state, "")),
            subject=plural("包保 %(n)s 家", one.businesses),
            owed_to=one.post.title,
        )
        for one in loop.unsigned_commitments(viewer)
    )


@require_http_methods(["GET", "POST"])
def sign(request: Asked, key: UUID) -> HttpResponseBase:
    """Only one's own letter stands here; refused, it stands again with what was wrong."""
    letter = loop.own_commitment(key, viewer=request.actor)
    if request.method == "GET":
        return show(request, page(letter))
    try:
        with transaction.atomic():
            kept = keep_evidence(drawn_or_filed(request), path=letter.path, business=None, by=request.actor)
            actions.sign_commitment(letter, signature=kept.pk, by=request.actor, now=request.now)
    except Refused as refused:
        again = loop.own_commitment(key, viewer=request.actor)
        return show(request, page(again, error=str(refused)), status=422)
    messages.success(request, _("签好了，食安办看得到。"))
    return redirect("me")


def page(letter: Commitment, *, error: str = "") -> SigningPage:
    open_ = letter.state == COMMITMENT.initial
    paper = Field(
        "paper", _("或者上传签好的纸质件"), "file", help=_("PDF 或 JPG 照片"), accept="application/pdf,image/jpeg"
    )
    return SigningPage(
        _("承诺书"),
        _("请读完再签。换了岗位或人，要重新签。") if open_ else _("您已经签过，不用再签。"),
        paragraphs(letter),
        facts(letter),
        Badge(said(STATES, letter.state), TONES.get(letter.state, "")),
        where_from(letter),
        reverse("me"),
        reverse("sign_letter", args=[letter.pk]) if open_ else "",
        paper if open_ else None,
        error,
        f"/evidence/{letter.document}" if letter.document else "",
    )
