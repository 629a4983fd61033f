"""An answer that can say why: the value, the clause it rests on, and the facts it was made from."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, Generic, TypeVar

T = TypeVar("T")
U = TypeVar("U")


@dataclass(frozen=True, slots=True)
class Because(Generic[T]):
    """A value with its reason; `assumed` marks what no clause supports and the screen must show so."""

    value: T
    clause: str
    facts: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    assumed: bool = False

    def __bool__(self) -> bool:
        return bool(self.value)

    def why(self) -> str:
        """One line of prose: 依据 clause（facts），assumed where it is so."""
        facts = "，".join(f"{name}={value}" for name, value in self.facts.items())
        return f"{self.clause}{f'（{facts}）' if facts else ''}{'【暂定】' if self.assumed else ''}"

    def of(self, value: U) -> "Because[U]":
        """The same reason for a value formed from this one."""
        return replace(self, value=value)  # type: ignore[arg-type,return-value]  # replace() knows one type for before and after

    def as_json(self) -> dict[str, Any]:
        """The reason as it is stored beside a row (values as text, so that it never fails to store)."""
        facts = {
            name: value if isinstance(value, (int, bool, str)) else str(value) for name, value in self.facts.items()
        }
        value = self.value if isinstance(self.value, (int, bool, str)) else str(self.value)
        return {"value": value, "clause": self.clause, "facts": facts, "assumed": self.assumed}
