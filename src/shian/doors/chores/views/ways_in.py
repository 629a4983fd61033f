"""An account for a cadre of the imported list or for who answers in a shop: given, given anew, closed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shian.doors.chores.pages import ways_in
from shian.doors.ui.asked import Asked
from shian.doors.ui.show import show
from shian.people import queries
from shian.people.actions.accounts import close_account
from shian.people.actions.accounts import let_in as give_way_in


@never_cache
@require_POST
def let_in(request: Asked, key: UUID) -> HttpResponseBase:
    """The answer itself carries the password: a redirect would have to keep it somewhere."""
    person = queries.person(key, viewer=request.actor)
    return show(request, ways_in.way_in(person, give_way_in(person, by=request.actor)))


@require_POST
def close(request: Asked, key: UUID) -> HttpResponseBase:
    """Back to the page from which it was asked: the post, or the business."""
    person = queries.person(key, viewer=request.actor)
    close_account(person, reason=request.POST.get("reason", "").strip(), now=request.now, by=request.actor)
    messages.success(request, _("%(name)s的账号已停用，要再用可以重新开通。") % {"name": person.name})
    back = request.headers.get("Referer", "")
    return redirect(back if url_has_allowed_host_and_scheme(back, {request.get_host()}) else "/people")
