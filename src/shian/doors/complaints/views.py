"""Complaints as a list, as figures, a new one, one file with its verbs, its papers."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.complaints import actions, queries
from shian.complaints.models import HIDDEN, Complaint
from shian.complaints.paper import FORMS, pdf, word
from shian.complaints.queries import files
from shian.complaints.queries.statistics import CUTS, shares, totals
from shian.doors.complaints import entering, listing, pages
from shian.doors.complaints.verbs import VERBS, Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_secret
from shian.doors.ui.giving import KINDS, attached, shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import ground_of
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
A_YEAR = timedelta(days=365)


@require_GET
def complaints(request: Asked) -> HttpResponseBase:
    _for_those_who_handle(request.actor)
    sought, on = listing.sought_in(request.GET), today(request)

    def page(one: Slice[Any]) -> ListPage:
        return listing.listed(request.actor, one, sought, request, on=on)

    rows = files.listed(request.actor, sought, on=on)
    return shown_or_given(request, _("投诉举报"), rows, page, within=ground_of(request.actor))


@require_GET
def figures(request: Asked) -> HttpResponseBase:
    """The last year, or the days that the address names."""
    _for_those_who_handle(request.actor)
    words, on = request.GET.copy(), today(request)
    words.setdefault("since", (on - A_YEAR).isoformat())
    words.setdefault("until", on.isoformat())
    sought = listing.sought_in(words, tab="all")
    cut = {by: shares(request.actor, sought, by, on=on) for by in CUTS}
    return show(request, listing.figures(request.actor, sought, totals(request.actor, sought, on=on), cut, on=on))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """What somebody says at a window or by telephone; the receipt is told once, on the answer itself."""
    if not any(request.actor.granted("receive_complaint")):
        raise Missing(_("没有这个页面"))
    said = entering.typed_in(request.POST)
    if request.method == "GET":
        return show(request, entering.new(request.actor, said, on=today(request)))
    try:
        with transaction.atomic():
            path = said["place"] or ground_of(request.actor)
            files_ = request.FILES.getlist("evidence")
            photos = keep_secret(files_, "photo", path=path, secrecy=HIDDEN, by=request.actor)
            made = actions.receive(entering.brought(said, photos, request.actor), by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, entering.new(request.actor, said, str(refused), on=today(request)), status=422)
    return show(request, entering.receipt(made))


@require_GET
def complaint(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.complaint(key, viewer=request.actor)
    return show(request, pages.one(request.actor, found, on=today(request)))


def _page(request: Asked, found: Complaint, typed: Typed) -> Page:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb, found: Complaint) -> str:
    return str(verb.told)


DESK = Desk("complaint", VERBS, files.complaint_held, _page, _told)
# A merge takes two files, in one order for everybody: it holds them itself.
OF_TWO = Desk("complaint", VERBS, queries.complaint, _page, _told)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one file."""
    return act_on(OF_TWO if verb == "merge" else DESK, request, key, verb)


@require_GET
def paper_pdf(request: Asked, key: UUID) -> HttpResponseBase:
    found = files.paper(key, viewer=request.actor)
    return attached(
        pdf(files.paper_as_read(found, viewer=request.actor)),
        f"{FORMS[found.form].title}{found.mark}.pdf",
        KINDS["pdf"],
    )


@require_GET
def paper_word(request: Asked, key: UUID) -> HttpResponseBase:
    found = files.paper(key, viewer=request.actor)
    return attached(
        word(files.paper_as_read(found, viewer=request.actor)), f"{FORMS[found.form].title}{found.mark}.docx", DOCX
    )


def _for_those_who_handle(viewer: Actor) -> None:
    if not any(viewer.granted("decide_complaint")):
        raise Missing(_("没有这个页面"))
