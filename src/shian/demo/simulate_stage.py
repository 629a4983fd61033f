"""Where a simulated year is played: a county that stands, its people, and luck that follows from the seed."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from shian.demo.build import SMALL
from shian.demo.players import Players
from shian.demo.visits import Story
from shian.demo.worlds import World
from shian.kernel.actor import Actor
from shian.loop.law import law_on
from shian.people.models import Tenure
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
    def office(self) -> Actor:
        """Whoever runs the food-safety office."""
        seat = Tenure.objects.on(self.play.start).get(post__role_id="office", post__path=self.county)
        return self.players.at(seat.post_id)

    def story(self, day: date, *parts: object) -> Story:
        """One day's part of the play, with luck of its own: the order of the parts does not matter."""
        failing = 0.3 if self.small else 0.025
        return Story(law_on(day, self.county), self.players, self.play.luck(*parts), day + A_DAY, failing)
