"""Which county codes are in force, read once from python-stdnum's table of divisions."""

import re
from functools import cache
from importlib.resources import files

from shian.registry.rules.places import CountyCodes

_ENDED = re.compile(r"\[\d*-\d+\]")
_STATE_REGISTRAR = "100000"  # the State Administration registers some companies itself


def _still_in_force(names: str) -> bool:
    return any(not _ENDED.match(name) for name in names.split(","))


@cache
def county_codes() -> CountyCodes:
    """All codes ever assigned below the provinces, apart by whether a name still holds them."""
    current: set[str] = {_STATE_REGISTRAR}
    outdated: set[str] = set()
    province = ""
    for line in files("stdnum").joinpath("cn/loc.dat").read_text("utf-8").splitlines():
        if match := re.match(r"^(\d\d) province=", line):
            province = match.group(1)
        elif match := re.match(r'^\s+(\d{4}) county="(.*)"', line):
            (current if _still_in_force(match.group(2)) else outdated).add(province + match.group(1))
    return CountyCodes(frozenset(current), frozenset(outdated - current))
