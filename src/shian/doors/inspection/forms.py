"""What is typed at the regulator's door, kept so that nobody types it twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.doors.ui.typed import day_of, key_or_none
from shian.inspection.actions import Sent
from shian.kernel.refused import Refused
from shian.people.models import Post


@dataclass(frozen=True)
class SendTyped:
    """The form of sending officers."""

    kind: str = "routine"
    lead: str = ""
    second: str = ""
    basis: str = ""
    papers: str = ""
    go_on: str = ""
    suspicion: str = ""
    error: str = ""

    @classmethod
    def of(cls, words: QueryDict, error: str = "") -> "SendTyped":
        names = ("kind", "lead", "second", "basis", "papers", "go_on", "suspicion")
        return cls(**{name: words.get(name, "").strip() for name in names}, error=error)

    def sent(self, officers: Sequence[Post], today: date) -> Sent:
        """Raises Refused where somebody is not among those who may go, or the day is none."""
        by_key = {post.pk: post for post in officers}
        chosen = [by_key.get(key) if (key := key_or_none(said)) else None for said in (self.lead, self.second)]
        if None in chosen:
            raise Refused(_("请选两名检查人员"))
        go_on = day_of(self.go_on, _("哪天去")) if self.go_on else today
        going = tuple(post for post in chosen if post is not None)
        return Sent(self.kind, going, self.basis, self.papers, go_on, self.suspicion)


@dataclass(frozen=True)
class RiskTyped:
    """The form of a risk assessment: amounts by factor, and what happened."""

    amounts: Mapping[str, int] = field(default_factory=dict)
    happened: tuple[str, ...] = ()
    error: str = ""

    @classmethod
    def of(cls, words: QueryDict, factors: Sequence[str]) -> "RiskTyped":
        """Raises Refused for what is no whole number."""
        amounts = {key: _whole(words.get(f"n-{key}", "")) for key in factors}
        return cls(amounts, tuple(words.getlist("happened")))


def _whole(said: str) -> int:
    text = said.strip() or "0"
    if not (text.isascii() and text.isdigit() and len(text) < 8):
        raise Refused(_("数量请填整数，没有的填 0"))
    return int(text)
