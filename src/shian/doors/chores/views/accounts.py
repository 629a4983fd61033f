"""Ways in for many: chosen by place and role, opened by one verb, printed once."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from shian.doors.chores.pages import accounts as pages
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.kernel.refused import Conflict, Missing, Refused
from shian.people import queries
from shian.people.actions.accounts import let_in_many


@never_cache
@require_http_methods(["GET", "POST"])
def accounts(request: Asked) -> HttpResponseBase:
    """Who has no way in; on POST the slips themselves: a redirect would have to keep the passwords somewhere."""
    if not request.actor.grounds("create_account"):
        raise Missing(_("没有这个页面"))
    said = request.POST if request.method == "POST" else request.GET
    asked = pages.Sought.of(said, chosen_ground(request.actor, said.get("within", "")))
    if request.method == "GET":
        return _asked(request, asked)
    try:
        return _given(request, asked)
    except Refused as refused:
        return _asked(request, asked, error=str(refused))


def _asked(request: Asked, asked: pages.Sought, *, error: str = "") -> HttpResponseBase:
    on, told = today(request), {"within": asked.within, "role": asked.role, "words": asked.words}
    waiting = queries.seated(request.actor, on=on, entered=False, **told)
    had = queries.seated(request.actor, on=on, entered=True, **told).count()
    page = pages.accounts(request.actor, sliced(waiting, request), asked, on=on, had=had, error=error)
    return show(request, page, status=422 if error else 200)


def _given(request: Asked, asked: pages.Sought) -> HttpResponseBase:
    """Exactly what the button said: a page sent twice finds another list, and nobody is let in unseen."""
    on = today(request)
    waiting = queries.seated(
        request.actor, on=on, within=asked.within, role=asked.role, words=asked.words, entered=False
    )
    count = waiting.count()
    if request.POST.get("waiting") != str(count):
        raise Conflict(_("名单刚刚变了（可能已经开通过），请再看一遍"))
    chosen = {one.person_key: one for one in waiting[: pages.AT_ONCE]}
    persons = queries.persons_named(request.actor, chosen)
    done = let_in_many(list(persons.values()), by=request.actor)
    address = request.build_absolute_uri("/login")
    return show(request, pages.slips(done, chosen, asked, address=address, left=waiting.count()))
