"""What a check answers: a level, a machine word, and one sentence for the person who must repair it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Level(StrEnum):
    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid with its facts kept apart, so that a door can translate it and fill it in afterwards."""

    text: str
    facts: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.text.format(**self.facts)


def marked(text: str) -> str:
    """The text itself, marked for the catalogue: rules know no language, and a door says it in the reader's."""
    return text


NOTHING_TO_SAY = Sentence("")


@dataclass(frozen=True, slots=True)
class Verdict:
    """One value judged. `value` is the plain form to store; `kind` is the machine word of what is wrong."""

    level: Level
    value: str
    kind: str = ""
    sentence: Sentence = NOTHING_TO_SAY
    suggestion: str = ""

    @property
    def passes(self) -> bool:
        return self.level is not Level.ERROR


def ok(value: str) -> Verdict:
    return Verdict(Level.OK, value)


def warning(value: str, kind: str, text: str, **facts: object) -> Verdict:
    return Verdict(Level.WARNING, value, kind, Sentence(text, {"value": value, **facts}))


def error(value: str, kind: str, text: str, *, suggestion: str = "", **facts: object) -> Verdict:
    said = Sentence(text, {"value": value, "suggestion": suggestion, **facts})
    return Verdict(Level.ERROR, value, kind, said, suggestion)
