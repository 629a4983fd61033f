"""How division codes make a tree of paths. Codes: GB/T 2260 for six digits, GB/T 10114 for the three of a town,
three more for a village (the statistical code of the 国家统计局)."""

from collections.abc import Container
from dataclasses import dataclass
from typing import Literal

from shian.kernel.paths import ROOT

LevelWord = Literal["province", "city", "county", "township", "village"]
LEVEL_OF_LENGTH: dict[int, LevelWord] = {2: "province", 4: "city", 6: "county", 9: "township", 12: "village"}

# The list groups counties with no prefecture under names that are no place: municipalities' districts and counties,
# and those which answer to the province directly.
NO_PLACE = frozenset({"市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划"})


@dataclass(frozen=True, slots=True)
class Division:
    """A line of the national list."""

    code: str
    name: str

    @property
    def level(self) -> LevelWord:
        return LEVEL_OF_LENGTH[len(self.code)]

    @property
    def is_place(self) -> bool:
        return not (self.level == "city" and self.name in NO_PLACE)


def is_county_code(code: str) -> bool:
    """Six digits; whether the county exists is for the list to say."""
    return len(code) == 6 and code.isdigit()


def shortened(code: str) -> str:
    """A code of twelve digits as the list writes it: 330483001000 is the town 330483001, 330483000000 the county."""
    if len(code) != 12 or not code.isdigit():
        return code
    for length in sorted(LEVEL_OF_LENGTH):
        if not int(code[length:] or "0"):
            return code[:length]
    return code


def ancestors(code: str) -> list[str]:
    """The codes above a code in the list, the highest first."""
    return [code[:length] for length in LEVEL_OF_LENGTH if length < len(code)]


def path_of(code: str, above: Division | None, above_path: str = ROOT) -> str:
    """The path of a division: what its code adds to that of the nearest place above (a county of a municipality
    stands right below its province: 500235 → cn/50/0235/). 东莞 and its like repeat their prefecture's code."""
    known = len(above.code) if above else 0
    return f"{above_path}{code[known:]}/"


def lies_in(path: str, code: str) -> bool:
    """Whether a path lies in the division of a code: the steps of a path, one after another, are the digits of its code."""
    return path.removeprefix(ROOT).replace("/", "").startswith(shortened(code))


def free_segment(wanted: str, origin: str, taken: Container[str]) -> str:
    """A segment that no sibling has: its own, or its own behind the segment it comes from, or counted on."""
    for segment in (wanted, f"{origin}-{wanted}"):
        if segment not in taken:
            return segment
    number = 2
    while f"{origin}-{wanted}-{number}" in taken:
        number += 1
    return f"{origin}-{wanted}-{number}"


def segment(path: str) -> str:
    """The last segment of a path."""
    return path.rstrip("/").rpartition("/")[2]


def is_code(code: str) -> bool:
    """A code as an office writes it: digits and letters, which make a segment of a path."""
    return 0 < len(code) <= 20 and code.isascii() and code.isalnum()
