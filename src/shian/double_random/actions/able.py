"""Who of the list can go to each business that was drawn, and why the others cannot."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from shian.double_random.models import ListedOfficer, Pick, RandomPlan
from shian.double_random.queries import officers
from shian.double_random.rules import Door, Officer, sorted_out
from shian.kernel.actor import Actor
from shian.kernel.paths import within
from shian.people.models import Tenure
from shian.registry.models import Appointment


class Able:
    """The officers of a round's place and of those above and below it, judged for each door; what is asked is asked once."""

    def __init__(self, one: RandomPlan, picks: Sequence[Pick], house: Actor, *, on: date) -> None:
        self.one, self.picks, self.on = one, picks, on
        rows = [row for row in officers(house) if within(one.path, row.path) or within(row.path, one.path)]
        self.officers = self._judged(rows)
        self.house = self._house()

    def sort(self) -> dict[UUID, list[UUID]]:
        """For each pick who can go; what kept the others stays with it."""
        found: dict[UUID, list[UUID]] = {}
        for pick in self.picks:
            door = Door(pick.path, self.one.item, frozenset(self.house.get(pick.business_id, ())))
            able, unfit = sorted_out(self.officers, door)
            found[pick.pk], pick.able, pick.unfit = able, len(able), [[str(key), why] for key, why in unfit]
        return found

    def _judged(self, rows: Sequence[ListedOfficer]) -> dict[UUID, Officer]:
        seats = set(
            Tenure.objects.on(self.on)
            .filter(post__in={row.post_id for row in rows})
            .values_list("post_id", "person_key")
        )
        return {
            row.pk: Officer(
                row.person_id, row.post.path, frozenset(row.skills),
                row.post.closed_on is None and (row.post_id, row.person_id) in seats,
            )
            for row in rows
        }  # fmt: skip

    def _house(self) -> dict[UUID, set[UUID]]:
        """Who holds a post in each of these businesses: they do not look at their own house."""
        rows = Appointment.objects.on(self.on).filter(business__in={pick.business_id for pick in self.picks})
        found: dict[UUID, set[UUID]] = {}
        for business, person in rows.values_list("business_id", "person_id"):
            found.setdefault(business, set()).add(person)
        return found
