"""Who plays: the persons behind posts and shops, each as the actor they are."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.law import midnight
from shian.people.models import Tenure
from shian.people.queries import actors_for, system
from shian.registry.models import Appointment

ROLE = Appointment.Role
CROWD = 400  # looked up together


class Players:
    """Everybody in the county by what they do; who is asked for twice is looked up once. Where several do the same, the
    last to come acts: a play comes to the same end however the database hands out its rows."""

    def __init__(self, within: str, on: date) -> None:
        self._now = midnight(on)
        self._held: dict[UUID, UUID] = dict(Tenure.objects.on(on).order_by("id").values_list("post_id", "person_key"))
        self._known: dict[UUID, Actor] = {}
        clerk = system("planner")
        with worn(clerk):
            seats = Appointment.objects.visible_to(clerk).within(within).on(on).order_by("id")
            self._seats: dict[tuple[UUID, str], UUID] = {
                (b, role): person for b, role, person in seats.values_list("business_id", "role", "person_id")
            }

    def at(self, post: UUID) -> Actor:
        """Whoever holds a post."""
        return self.person(self._held[post])

    def person_at(self, post: UUID) -> UUID:
        post_holder: UUID = self._held[post]
        return post_holder

    def person(self, key: UUID) -> Actor:
        self._meet([key])
        return self._known[key]

    def meet(self, posts: Iterable[UUID], seats: Iterable[tuple[UUID, str]] = ()) -> None:
        """Look many of them up at once: whoever holds these posts, and these seats in businesses."""
        persons = [self._held[post] for post in posts] + [self._seats[seat] for seat in seats if seat in self._seats]
        for start in range(0, len(persons), CROWD):
            self._meet(persons[start : start + CROWD])

    def _meet(self, keys: Iterable[UUID]) -> None:
        if strangers := {key for key in keys if key not in self._known}:
            self._known.update(actors_for(strangers, self._now))

    def of(self, business: UUID, *roles: str) -> Actor:
        """Whoever holds the first of these roles in a business; its principal where nobody does."""
        found = (self._seats.get((business, role)) for role in (*roles, ROLE.PRINCIPAL))
        return self.person(next(key for key in found if key))

    def seat(self, business: UUID, role: str) -> UUID:
        seated: UUID = self._seats[business, role]
        return seated


def at_hour(day: date, hour: int, minute: int = 0) -> datetime:
    """An hour of a local day."""
    return midnight(day).replace(hour=hour, minute=minute)
