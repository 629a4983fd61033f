"""Letters: the list, a new one, one of them as paper, and its verbs."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.letters import forms, listing, pages
from shian.doors.letters.verbs import VERBS, Verb
from shian.doors.letters.words import STATES
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_brought
from shian.doors.ui.giving import KINDS, attached, shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import show
from shian.doors.ui.terms import said
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.verbs import Desk, act_on
from shian.kernel.refused import Refused
from shian.letters import actions, queries
from shian.letters.models import Letter
from shian.letters.paper import pages as paper_pages
from shian.letters.paper import paper_of, pdf, word

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_GET
def letters(request: Asked) -> HttpResponseBase:
    within = chosen_ground(request.actor, request.GET["within"]) if request.GET.get("within") else ""
    asked = forms.sought(request.GET, within)
    rows = queries.letters(request.actor, asked, on=today(request))

    def page(part: Slice[Letter]) -> ListPage:
        return listing.listed(request.actor, part, asked, request, on=today(request))

    return shown_or_given(request, _("函件"), rows, page, within=within)


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """A draft in three questions: which kind, to whom, about what."""
    if request.method == "GET":
        return show(request, _asked_next(request, Typed()))
    try:
        made = actions.draft_letter(forms.new_letter(request.POST), by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, _asked_next(request, Typed("draft", request.POST.dict(), str(refused))), status=422)
    messages.success(request, _("已起草。看一看纸面，改好后送审。"))
    return redirect("letter", key=made.pk)


def _asked_next(request: Asked, typed: Typed) -> listing.NewPage:
    told = request.POST if request.method == "POST" else request.GET
    kind = queries.kinds_for(request.actor, on=today(request)).get(told.get("kind", ""))
    post, business = key_or_none(told.get("post", "")), key_or_none(told.get("business", ""))
    if kind is None:
        carried = {name: str(key) for name, key in (("post", post), ("business", business)) if key}
        return listing.which_kind(request.actor, on=today(request), carried=carried)
    if business and "business" not in kind.addressees:
        business = None
    if post is None and business is None:
        return listing.to_whom(request.actor, kind, told.get("q", "").strip()[:40], on=today(request))
    return listing.about_what(request.actor, kind, post=post, business=business, typed=typed)


@require_GET
def letter(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.letter(key, viewer=request.actor)
    return show(request, pages.letter_page(request.actor, found, now=request.now))


def _page(request: Asked, found: Letter, typed: Typed) -> pages.LetterPage:
    return pages.letter_page(request.actor, found, now=request.now, typed=typed)


def _told(verb: Verb, found: Letter) -> str:
    return _("已办：%(word)s。现在是“%(state)s”。") % {"word": verb.word, "state": said(STATES, found.state)}


def _keep(request: Asked, found: Letter, verb: Verb) -> tuple[UUID, ...]:
    """The papers that came with an answer, on the ground of whoever answers."""
    files, there = request.FILES.getlist("documents") if verb.files else [], found.post or found.business
    path = there.path if there else found.path
    return keep_brought(files, "document", path=path, business=found.business_id, by=request.actor)


DESK = Desk("letter", VERBS, queries.letter, _page, _told, _keep)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one letter."""
    return act_on(DESK, request, key, verb)


@require_GET
def paper_pdf(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.letter(key, viewer=request.actor)
    return attached(pdf(paper_of(found)), f"{found.mark or found.subject}.pdf", KINDS["pdf"])


@require_GET
def paper_word(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.letter(key, viewer=request.actor)
    return attached(word(paper_of(found)), f"{found.mark or found.subject}.docx", DOCX)


@require_GET
def page(request: Asked, key: UUID, number: int) -> HttpResponseBase:
    """One page of the paper as a picture: what will be printed, beside the words."""
    drawn = paper_pages(paper_of(queries.letter(key, viewer=request.actor)))
    if not 1 <= number <= len(drawn):
        raise Http404(number)
    answer = HttpResponse(drawn[number - 1], content_type="image/png")
    answer["Cache-Control"] = "private, no-cache"
    return answer
