"""What is said of a pack that cannot be law: always the file, the line and the sentence."""

from dataclasses import dataclass

from shian.kernel.refused import Refused


@dataclass(frozen=True, order=True)
class Spot:
    """A place in a pack file; line 0 when the file as a whole is meant."""

    file: str
    line: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True, order=True)
class Problem:
    spot: Spot
    message: str

    def __str__(self) -> str:
        return f"{self.spot}: {self.message}"


class BadPack(Refused):
    """A pack file that says something the vocabulary, or the rule on sources, does not allow."""

    def __init__(self, spot: Spot, message: str) -> None:
        self.problem = Problem(spot, message)
        super().__init__(str(self.problem), code="bad_pack")
