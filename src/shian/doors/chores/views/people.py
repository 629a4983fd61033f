"""Who sits where; a post opened, handed over, left, closed."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores import forms
from shian.doors.chores.pages import lines, staffing
from shian.doors.chores.pages import people as pages
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.chores import PeoplePage
from shian.doors.ui.show import show
from shian.doors.ui.typed import day_of, person_of
from shian.kernel.refused import Missing, Refused
from shian.loop import actions as loop
from shian.people import queries
from shian.people.actions import posts as post_actions
from shian.people.actions import tenure as tenure_actions
from shian.people.models import Organisation, Post
from shian.territory import queries as territory


def posts(request: Asked) -> HttpResponseBase:
    """The posts of a place; the vacant ones first of all."""
    asked = pages.Sought.of(request.GET, chosen_ground(request.actor, request.GET.get("within", "")))
    found = queries.posts_by(
        request.actor,
        on=today(request),
        within=asked.within,
        role=asked.role,
        words=asked.words,
        only_vacant=asked.vacant,
    )
    stats = staffing.stats(request.actor, staffing.question(asked.within, on=today(request), now=request.now))

    def page(part: Slice[Post]) -> PeoplePage:
        return pages.people_page(request.actor, part, asked, stats, request, on=today(request))

    return shown_or_given(request, _("人员岗位"), found, page, within=asked.within)


def loads(request: Asked) -> HttpResponseBase:
    """Who answers for how many."""
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    asked = staffing.question(within, on=today(request), now=request.now)
    return show(request, staffing.loads(request.actor, asked, request.GET.get("verdict", "")))


def post(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, pages.post(request.actor, _seen(request, key), on=today(request)))


def _seen(request: Asked, key: UUID) -> Post:
    """Posts are made public, but a page about one is for its own ground and its holder."""
    found = queries.post(key)
    if not request.actor.may_at("see", found.path) and found.pk not in request.actor.posts:
        raise Missing(_("没有这个岗位"))
    return found


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one post; refused, the page stands again with what was typed."""
    found, typed = _seen(request, key), forms.PersonTyped.of(request.POST)
    if verb not in VERBS:
        raise Http404(verb)
    try:
        with transaction.atomic():
            said = VERBS[verb](request, found, typed)
    except Refused as refused:
        page = pages.post(
            request.actor, queries.post(key), on=today(request), verb=verb, typed=typed, error=str(refused)
        )
        return show(request, page, status=422)
    messages.success(request, said)
    return redirect(f"/posts/{key}")


def _hand_over(request: Asked, post: Post, typed: forms.PersonTyped) -> str:
    on = day_of(typed.on, _("从哪天起")) if typed.on else today(request)
    who = typed.checked()
    person = person_of(who.name, who.phone, post.path, by=request.actor)
    tenure_actions.hand_over(post, person, on=on, reason=typed.reason, by=request.actor)
    return _("已交给%(name)s。没办完的事留在岗位上，由新任接着办。") % {"name": person.name}


def _leave(request: Asked, post: Post, typed: forms.PersonTyped) -> str:
    on = day_of(typed.on, _("从哪天起")) if typed.on else today(request)
    tenure = queries.holders([post.pk], on=on).get(post.pk)
    if tenure is None:
        raise Refused(_("这个岗位现在没有人"))
    if not typed.reason:
        raise Refused(_("请写明离任原因"))
    tenure_actions.end_tenure(tenure, on=on, reason=typed.reason, by=request.actor)
    return _("%(name)s已离任，岗位空缺。请尽快安排人。") % {"name": tenure.person_name}


def _close(request: Asked, post: Post, typed: forms.PersonTyped) -> str:
    post_actions.close_post(post, on=day_of(typed.on, _("从哪天起")) if typed.on else today(request), by=request.actor)
    return _("岗位已撤销。")


def _draft(request: Asked, post: Post, typed: forms.PersonTyped) -> str:
    loop.draft_commitment(post, by=request.actor, now=request.now)
    return _("承诺书已生成，请到“承诺书”打印。")


def _line(request: Asked, post: Post, typed: forms.PersonTyped) -> str:
    line = lines.known(request.POST.get("line", ""), post.path, on=today(request))
    post_actions.set_line(post.organisation, line, by=request.actor)
    return _("「%(unit)s」的条线已登记。") % {"unit": post.organisation.name}


VERBS: dict[str, Callable[[Asked, Post, forms.PersonTyped], str]] = {
    "hand-over": _hand_over,
    "leave": _leave,
    "close": _close,
    "draft": _draft,
    "line": _line,
}


@require_http_methods(["GET", "POST"])
def open_post(request: Asked) -> HttpResponseBase:
    """A new post at a place, under a role of the pack."""
    if not request.actor.grounds("open_post"):
        raise Missing(_("没有这个页面"))
    typed = forms.PostTyped.of(request.POST if request.method == "POST" else request.GET)
    if request.method == "GET":
        return show(request, pages.opening(request.actor, typed, on=today(request)))
    try:
        with transaction.atomic():
            opened = _opened(request, typed)
    except Refused as refused:
        again = pages.opening(request.actor, typed, on=today(request), error=str(refused))
        return show(request, again, status=422)
    messages.success(request, _("岗位已设立，请安排人。"))
    return redirect(f"/posts/{opened.pk}")


def _opened(request: Asked, typed: forms.PostTyped) -> Post:
    place = territory.place(typed.place)
    role = next((one for one in queries.roles() if one.key == typed.role), None)
    if role is None or not typed.title:
        raise Refused(_("请填岗位名称，并选角色"))
    name, on = typed.organisation or place.name, day_of(typed.on, _("从哪天起")) if typed.on else today(request)
    line = lines.known(typed.line, place.path, on=today(request))
    unit = next((one for one in queries.organisations(place.path) if (one.name, one.path) == (name, place.path)), None)
    if unit is None:
        kind = Organisation.Kind.DEPARTMENT if line else Organisation.Kind.GOVERNMENT
        fresh = Organisation(name=name, kind=kind, department=line, place=place)
        unit = post_actions.open_organisation(fresh, by=request.actor)
    elif line and unit.department != line:
        post_actions.set_line(unit, line, by=request.actor)
    new = Post(organisation=unit, place=place, role=role, title=typed.title, tier=typed.tier, opened_on=on)
    return post_actions.open_post(new, by=request.actor)
