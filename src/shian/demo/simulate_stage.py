"""Where a simulated year is played: a county that stands, its people, and luck that follows from the seed."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from random import Random
from uuid import UUID

from shian.demo.build import SMALL
from shian.demo.players import Players
from shian.demo.visits import Story
from shian.demo.worlds import World
from shian.kernel.actor import Actor
from shian.loop.law import Law, law_on
from shian.people.models import Post, Tenure
from shian.people.queries import system

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Play:
    """Which play this is: the same world, first day and seed go on with the same one."""

    world: World
    start: date
    seed: int

    @property
    def facts(self) -> dict[str, object]:
        size = self.world.size.businesses
        return {"world": self.world.key, "scale": size, "from": str(self.start), "seed": self.seed}

    def luck(self, *parts: object) -> Random:
        return Random(" ".join(str(part) for part in (self.seed, *parts)))


@dataclass
class Stage:
    """A county that stands, and the people who play in it."""

    play: Play
    county: str
    errands: dict[UUID, date | None] = field(default_factory=dict)  # when an inspection is gone to, if it is
    fates: dict[UUID, tuple[str, date | None]] = field(
        default_factory=dict
    )  # how each visit ends and when: told by its key
    _laws: dict[date, Law] = field(default_factory=dict)

    @property
    def small(self) -> bool:
        return self.play.world.size.businesses < SMALL

    @cached_property
    def players(self) -> Players:
        return Players(self.county, self.play.start)

    @cached_property
    def clerk(self) -> Actor:
        """Who looks what is due, for everybody."""
        return system("clock")

    @cached_property
    def office_post(self) -> Post:
        """The post of the food-safety office."""
        return self._seat("office").post

    @cached_property
    def office(self) -> Actor:
        """Whoever runs it."""
        return self.players.at(self.office_post.pk)

    @cached_property
    def leader(self) -> Actor:
        """A county leader, who approves what the office writes."""
        return self.players.at(self._seat("county_leader").post_id)

    def _seat(self, role: str) -> Tenure:
        rows = Tenure.objects.on(self.play.start).filter(post__role_id=role, post__path=self.county)
        found: Tenure | None = (
            rows.select_related("post__role", "post__place").order_by("post__title", "post_id").first()
        )
        if found is None:
            raise ValueError(f"nobody holds {role} in {self.county}")
        return found

    def law(self, day: date) -> Law:
        """The law of a day; nobody loads another while the play goes on."""
        if day not in self._laws:
            self._laws[day] = law_on(day, self.county)
        return self._laws[day]

    def works(self, day: date) -> bool:
        """Whether offices are open."""
        return self.law(day).calendar.is_working(day)

    def working_days_before(self, day: date, many: int) -> date:
        """The working day so many before a day."""
        while many:
            day -= A_DAY
            many -= self.works(day)
        return day

    def story(self, day: date, *parts: object) -> Story:
        """One day's part of the play, with luck of its own: the order of the parts does not matter."""
        failing = 0.3 if self.small else 0.025
        return Story(self.law(day), self.players, self.play.luck(*parts), day + A_DAY, failing)
