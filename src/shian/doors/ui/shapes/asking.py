"""What is asked beside three answers: by a question of an office's own form, or by a line of a business's own list."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Choosable:
    """One choice of a list, and whether it is chosen."""

    name: str
    text: str
    chosen: bool = False


@dataclass(frozen=True)
class Asking:
    """How a question of an office's own form is answered: by a `control` or by `choices` where it asks for a value, else by
    its own `answers` (verdict, words, icon). `when` and `rule` are its conditions in words, `value` what was typed."""

    kind: str
    control: str = ""
    many: bool = False
    unit: str = ""
    hint: str = ""
    group: str = ""
    when: str = ""
    rule: str = ""
    required: bool = True
    answers: tuple[tuple[str, str, str], ...] = ()
    choices: tuple[Choosable, ...] = ()
    value: str = ""

    @property
    def judged(self) -> bool:
        return self.kind == "judged"

    @property
    def keypad(self) -> str:
        """Which keys a phone shows. Below nought there may be something: a phone's number keys know no minus."""
        if self.kind not in ("integer", "decimal"):
            return "text"
        return "text" if self.unit in ("℃", "°C") else "numeric" if self.kind == "integer" else "decimal"


@dataclass(frozen=True)
class Measure:
    """A number that is measured beside a question: of which point, in what unit, between which bounds, as it was typed."""

    name: str
    label: str
    unit: str
    hint: str = ""
    value: str = ""
    error: str = ""
