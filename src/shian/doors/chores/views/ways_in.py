"""An account for a cadre of the imported list or for who answers in a shop."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from shian.doors.chores.pages import ways_in
from shian.doors.ui.asked import Asked
from shian.doors.ui.show import show
from shian.people import queries
from shian.people.actions.accounts import let_in as give_way_in


@never_cache
@require_POST
def let_in(request: Asked, key: UUID) -> HttpResponseBase:
    """The answer itself carries the password: a redirect would have to keep it somewhere."""
    person = queries.person(key, viewer=request.actor)
    return show(request, ways_in.way_in(person, give_way_in(person, by=request.actor)))
