"""Who plays: the persons behind posts and shops, each as the actor they are."""

from datetime import date, datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.law import midnight
from shian.people.models import Tenure
from shian.people.queries import actor_for, system
from shian.registry.models import Appointment

ROLE = Appointment.Role


class Players:
    """Everybody in the county by what they do; who is asked for twice is looked up once."""

    def __init__(self, within: str, on: date) -> None:
        self._now = midnight(on)
        self._held: dict[UUID, UUID] = dict(Tenure.objects.on(on).values_list("post_id", "person_key"))
        self._known: dict[UUID, Actor] = {}
        clerk = system("planner")
        with worn(clerk):
            seats = Appointment.objects.visible_to(clerk).within(within).on(on)
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
        if key not in self._known:
            self._known[key] = actor_for(key, self._now)
        return self._known[key]

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
