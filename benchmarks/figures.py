"""One measured figure, one JSON object a line."""

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True)
class Measured:
    """`limit` is the bare-database figure of the same run where there is one; `ratio` is value to limit."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    ratio: float | None = None
    n: int = 1

    def line(self) -> str:
        return json.dumps({key: _short(value) for key, value in asdict(self).items()}, ensure_ascii=False)


def _short(value: object) -> object:
    return round(value, 3) if isinstance(value, float) else value
