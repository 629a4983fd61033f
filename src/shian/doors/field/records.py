"""A record handed in, word for word, for whoever may see it; and the page on which it is put right."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.checklists import queries as checklists
from shian.doors.field import correcting, paper
from shian.doors.field.correcting import Correction
from shian.doors.ui.answers import Filled, filled
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.kernel.refused import Refused
from shian.loop import actions


def record(request: Asked, key: UUID) -> HttpResponseBase:
    """What was handed in, by whom, and what it was corrected by."""
    sheet = checklists.sheet(key, viewer=request.actor)
    return show(request, paper.record(request.actor, sheet, on=today(request)))


@require_http_methods(["GET", "POST"])
def correct(request: Asked, key: UUID) -> HttpResponseBase:
    """The same questions again. Refused, they stand as they were typed."""
    sheet = checklists.sheet(key, viewer=request.actor)
    of = correcting.correction_of(sheet, viewer=request.actor)
    if request.method == "GET":
        return show(request, correcting.page(of, correcting.as_it_stands(of), request.GET.dict()))
    typed = filled(
        request.POST,
        request.FILES,
        of.questions,
        path=of.business.path,
        business=of.business.pk,
        by=request.actor,
        forms=of.form_of,
    )
    return _corrected(request, of, typed)


def _corrected(request: Asked, of: Correction, typed: Filled) -> HttpResponseBase:
    if typed.errors:
        return show(request, correcting.page(of, typed, request.POST.dict()))
    try:
        with transaction.atomic():
            submission = correcting.corrected(of, typed.submitted(), request.POST)
            answered = actions.hand_in(submission, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, correcting.page(of, typed, request.POST.dict(), error=str(refused)))
    messages.success(request, _("更正好了，原来那一份留着。"))
    found = checklists.sheet(answered.sheet, viewer=request.actor) if answered.sheet else of.sheet
    return redirect(correcting.record_address(request.actor, found))
