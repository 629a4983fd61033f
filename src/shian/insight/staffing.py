"""Whether everybody is there: posts held, businesses answered for, their own officers, cadres with more than the law's limit. It opens."""

from dataclasses import dataclass

from shian.insight.figure import Question
from shian.insight.indicators import INDICATORS, Ratio
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.loop.queries.load import PostLoad
from shian.people import queries as people


@dataclass(frozen=True)
class Staffing:
    """Four figures of one place on one day; `loads` holds every cadre's post, the heaviest first."""

    posts: Ratio
    coverage: Ratio
    officers: Ratio
    loads: tuple[PostLoad, ...]

    @property
    def over(self) -> tuple[PostLoad, ...]:
        """The posts that answer for more than the law lets them; those it only warns of are not among them."""
        return tuple(one for one in self.loads if one.load.verdict == "block")

    @property
    def many(self) -> tuple[PostLoad, ...]:
        """The posts it warns of."""
        return tuple(one for one in self.loads if one.load.verdict == "warn")


def staffing(viewer: Actor, asked: Question) -> Staffing:
    """The figures of a place as its posts and duties stand on the day."""
    due = people.posts(viewer, on=asked.today, within=asked.within).count()
    vacant = len(people.vacancies(viewer, on=asked.today, within=asked.within))
    return Staffing(
        Ratio("posts", due - vacant, due),
        INDICATORS["coverage"].ratio(viewer, asked),
        INDICATORS["staffing"].ratio(viewer, asked),
        tuple(loop.load(viewer, within=asked.within, on=asked.today, programme=asked.programme)),
    )
