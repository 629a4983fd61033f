"""Problems and what can be done with them."""

from uuid import UUID

from django.http import FileResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shian.doors.finding import forms, presenters
from shian.doors.finding.verbs import VERBS
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_brought
from shian.doors.ui.finding_verbs import Verb
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.loop import FindingPage, ListPage
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.evidence import queries as files
from shian.loop import queries as loop
from shian.loop.models import Finding


def findings(request: Asked) -> HttpResponseBase:
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    asked = forms.sought(request.GET, within)
    rows = loop.sought(request.actor, asked)

    def page(part: Slice[Finding]) -> ListPage:
        return presenters.listed(request.actor, part, asked, request, today=today(request))

    return shown_or_given(request, _("问题清单"), rows, page, within=within)


def finding(request: Asked, key: UUID) -> HttpResponseBase:
    found = loop.finding(key, viewer=request.actor)
    return show(request, presenters.one(request.actor, found, now=request.now))


def _page(request: Asked, found: Finding, typed: Typed) -> FindingPage:
    return presenters.one(request.actor, found, now=request.now, typed=typed)


def _keep(request: Asked, found: Finding, verb: Verb) -> tuple[UUID, ...]:
    photos = request.FILES.getlist("photos")
    return keep_brought(photos, "photo", path=found.path, business=found.business_id, by=request.actor)


DESK = Desk("finding", VERBS, loop.finding, _page, presenters.done_words, _keep)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one problem."""
    return act_on(DESK, request, key, verb)


def evidence(request: Asked, key: UUID) -> HttpResponseBase:
    """The bytes of a photograph, for whoever may see its record."""
    found = files.evidence(key, viewer=request.actor)
    response = FileResponse(files.lies_at(found).open("rb"), content_type=found.mime)
    response["Cache-Control"] = "private, max-age=3600"
    return response
