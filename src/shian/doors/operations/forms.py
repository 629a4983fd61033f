"""What is typed when an operation is planned, kept so that nobody types it twice."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_of, key_or_none
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.operations.actions import Planned
from shian.people.models import Post
from shian.territory import queries as territory


@dataclass(frozen=True)
class PlanTyped:
    """The form of a new operation."""

    title: str = ""
    basis: str = ""
    place: str = ""
    starts_on: str = ""
    ends_on: str = ""
    contacts: tuple[str, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, words: QueryDict, error: str = "") -> "PlanTyped":
        names = ("title", "basis", "place", "starts_on", "ends_on")
        said = {name: words.get(name, "").strip() for name in names}
        return cls(**said, contacts=tuple(words.getlist("contacts")), error=error)

    def planned(self, viewer: Actor, posts: Sequence[Post]) -> Planned:
        """Raises Refused where a place or a post is none of those offered, or a day is none."""
        by_key = {post.pk: post for post in posts}
        keys = [key_or_none(said) for said in self.contacts]
        if any(key not in by_key for key in keys):
            raise Refused(_("请从列出的部门里选"))
        if not viewer.may_at("open_operation", self.place):
            raise Refused(_("请选在哪个地方行动"))
        starts, ends = day_of(self.starts_on, _("开始")), day_of(self.ends_on, _("结束"))
        contacts = tuple(by_key[key] for key in keys if key)
        return Planned(self.title, self.basis, territory.place(self.place), contacts, starts, ends)


def whole(said: str, label: str) -> int:
    """A whole number as typed. Raises Refused."""
    text = said.replace(",", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise Refused(_("“%(label)s”请填整数") % {"label": label})
    return int(text)
