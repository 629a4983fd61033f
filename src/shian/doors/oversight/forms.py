"""What is typed when a team is formed, kept so that nobody types it twice."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_of, key_or_none
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.oversight.actions import Formed
from shian.people.models import Post
from shian.territory import queries as territory


@dataclass(frozen=True)
class FormTyped:
    """The form of a new oversight."""

    title: str = ""
    kind: str = "special"
    basis: str = ""
    place: str = ""
    begins_on: str = ""
    leader: str = ""
    members: tuple[str, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, words: QueryDict, error: str = "") -> "FormTyped":
        names = ("title", "kind", "basis", "place", "begins_on", "leader")
        said = {name: words.get(name, "").strip() for name in names}
        return cls(**said, members=tuple(words.getlist("members")), error=error)

    def formed(self, viewer: Actor, posts: Sequence[Post]) -> Formed:
        """Raises Refused where a place or a post is none of those offered."""
        by_key = {post.pk: post for post in posts}
        leader = by_key.get(key) if (key := key_or_none(self.leader)) else None
        if leader is None:
            raise Refused(_("请选组长"))
        keys = [key for key in map(key_or_none, self.members) if key in by_key and key != leader.pk]
        if not viewer.may_at("see", self.place):
            raise Refused(_("请选督查哪个地方"))
        team = (leader, *(by_key[key] for key in keys if key))
        day: date = day_of(self.begins_on, _("进驻日期"))
        return Formed(self.title, self.kind, self.basis, territory.place(self.place), team, day)
