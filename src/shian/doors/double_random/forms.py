"""What is typed when a round is planned or a list is kept, so that nobody types it twice."""

from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_of
from shian.double_random.actions import Planned
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.territory import queries as territory

NAMES = ("title", "item", "basis", "place", "starts_on", "ends_on")


@dataclass(frozen=True)
class PlanTyped:
    """The form of a new round."""

    title: str = ""
    item: str = ""
    basis: str = ""
    place: str = ""
    starts_on: str = ""
    ends_on: str = ""
    error: str = ""

    @classmethod
    def of(cls, words: QueryDict, error: str = "") -> "PlanTyped":
        return cls(**{name: words.get(name, "").strip() for name in NAMES}, error=error)

    def planned(self, viewer: Actor) -> Planned:
        """Raises Refused where the place is none of the viewer's, or a day is none."""
        if not viewer.may_at("plan_checks", self.place):
            raise Refused(_("请选在哪个地方抽查"))
        starts, ends = day_of(self.starts_on, _("开始")), day_of(self.ends_on, _("结束"))
        return Planned(self.title, self.item, self.basis, territory.place(self.place), starts, ends)
