"""More than a role gives: given to a post for a time, and taken back."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores.forms import GrantTyped
from shian.doors.chores.pages import grants as pages
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.kernel.refused import Missing, Refused
from shian.people import queries
from shian.people.actions.posts import end_grant, grant_extra
from shian.people.models import Post, PostGrant
from shian.territory import queries as territory


@require_http_methods(["GET", "POST"])
def grants(request: Asked, key: UUID) -> HttpResponseBase:
    """Listed for whoever sees the post; refused, the form stands again as it was typed."""
    post = queries.post(key)
    if not request.actor.may_at("see", post.path) and post.pk not in request.actor.posts:
        raise Missing(_("没有这个岗位"))
    if request.method == "GET":
        return show(request, pages.grants(request.actor, post, on=today(request)))
    typed = GrantTyped.of(request.POST)
    try:
        with transaction.atomic():
            _grant(request, post, typed)
    except Refused as refused:
        page = pages.grants(request.actor, post, on=today(request), typed=typed, error=str(refused))
        return show(request, page, status=422)
    messages.success(request, _("已授权，到期自动收回。"))
    return redirect("extra_grants", key)


def _grant(request: Asked, post: Post, typed: GrantTyped) -> None:
    role, place = queries.role(typed.role), territory.place(typed.place)
    first, until = typed.span(today(request))
    given = PostGrant(
        post=post, role=role, path=place.path, clearance=role.clearance, reason=typed.reason, valid_from=first, valid_to=until
    )  # fmt: skip
    grant_extra(given, by=request.actor)


@require_POST
def end(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.extra_grant(key)
    end_grant(found, on=max(today(request), found.valid_from), by=request.actor)
    messages.success(request, _("已收回。"))
    return redirect("extra_grants", found.post_id)
