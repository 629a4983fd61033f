"""Who does what a programme asks, and whom the law wants beside them."""

from dataclasses import dataclass

from shian.packs.cite import Cite


@dataclass(frozen=True)
class Second:
    """Who has to do it beside the holder: another post of the business, or one of a department of this line."""

    among: str
    department: str
    cite: Cite


@dataclass(frozen=True)
class Who:
    """The holder; `roles` in order of preference where a business post owes; `second` where one alone does not do."""

    holder: str
    roles: tuple[str, ...] = ()
    second: Second | None = None
