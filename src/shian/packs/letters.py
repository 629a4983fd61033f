"""Kinds of letters, and the organs that issue them, as a pack gives them."""

from collections.abc import Mapping
from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.limits import Limit
from shian.packs.rungs import Rung
from shian.packs.titles import Title


@dataclass(frozen=True)
class Notice:
    """定期通报: drafted so long after each period is over, to one post of each place of a level, from these figures."""

    every: str  # the rhythm of its periods
    after: Limit
    level: str
    to: tuple[str, ...]  # roles: the first that somebody holds there
    programme: str
    figures: tuple[str, ...]  # keys of the pack's indicators
    send: bool = True  # a place that writes its bulletins otherwise says no


@dataclass(frozen=True)
class Letter:
    """A kind of letter: who may issue it to whom, why, by when it is answered, and what follows if it is not."""

    key: str
    title: Title
    severity: int
    reply: Limit | None
    escalates_to: str
    texts: Mapping[str, str]
    cite: Cite
    issuers: tuple[str, ...] = ()  # roles
    addressees: tuple[str, ...] = ()
    about: tuple[str, ...] = ()  # the kinds of facts it may speak of
    triggers: tuple[Title, ...] = ()
    subject: str = ""
    body: str = ""
    hearing: Limit | None = None
    extension: Limit | None = None
    ladder: tuple[Rung, ...] = ()
    notice: Notice | None = None
    form: str = "document"  # how it is laid out: 文件, or letter for 函

    @property
    def official(self) -> bool:
        """Whether an office issues it under its number; a pledge is signed, not issued."""
        return bool(self.issuers)


@dataclass(frozen=True)
class Issuer:
    """How the organ behind a role calls itself on paper, and how it numbers; {place} is the name of its place."""

    role: str
    organ: str
    mark: str
    series: str
    cite: Cite
