"""Place names as people write them, found in the office's own ground; and which county codes exist."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from shian.registry.rules.characters import key_of
from shian.registry.rules.verdict import Verdict, error, ok, warning

_TOWN_TAILS = ("街道办事处", "人民政府", "街道", "镇", "乡")
_COMMITTEES = ("村民委员会", "居民委员会", "村委会", "居委会")
_VILLAGE_TAILS = ("社区", "村")


@dataclass(frozen=True, slots=True)
class CountyCodes:
    """GB/T 2260 county codes: those in force and those that once were."""

    current: frozenset[str] = frozenset()
    outdated: frozenset[str] = frozenset()

    def status(self, code: str) -> Literal["current", "outdated", "unknown"]:
        if code in self.current:
            return "current"
        return "outdated" if code in self.outdated else "unknown"


def check_county(value: str, county: str, counties: CountyCodes) -> Verdict:
    """Soft on purpose: merged counties and development zones live on inside valid numbers."""
    match counties.status(county):
        case "current":
            return ok(value)
        case "outdated":
            return warning(
                value, "county_outdated", "号码“{value}”里的县区代码 {county} 已撤并，请核对是否为旧证。", county=county
            )
        case "unknown":
            return warning(
                value, "county_unknown", "号码“{value}”里的县区代码 {county} 不在区划表中，请核对。", county=county
            )


def _stem(name: str, tails: tuple[str, ...]) -> str:
    key = key_of(name)
    for tail in tails:
        if key.endswith(tail) and len(key) > len(tail) + 1:
            return key[: -len(tail)]
    return key


def _village_names(name: str) -> tuple[str, ...]:
    """From the fullest to the barest: 灵安村村委会 → 灵安村 → 灵安. A town may have both 灵安村 and 灵安社区."""
    full = _stem(name, _COMMITTEES)
    return tuple(dict.fromkeys((full, _stem(full, _VILLAGE_TAILS))))


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """Towns and villages below one office, by name with or without their tail (洲泉 = 洲泉镇)."""

    towns: Mapping[str, str] = field(default_factory=dict)
    villages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    root: str = ""

    def find(self, town: str, village: str) -> Verdict:
        """The path of the place in `value`, or a sentence on what is missing."""
        if not town and not village:
            return error("", "place_missing", "没有写所在镇（街道）和村（社区），不知道归谁包保。")
        town_path = self.towns.get(_stem(town, _TOWN_TAILS), "") if town else ""
        if town and not town_path:
            return error(town, "town_unknown", "本地没有“{value}”这个镇（街道）。")
        if not village:
            return ok(town_path)
        return self._find_village(town, town_path, village)

    def _find_village(self, town: str, town_path: str, village: str) -> Verdict:
        named = (self._named(name, town_path) for name in _village_names(village))
        found = next((paths for paths in named if paths), ())
        if not found:
            return error(village, "village_unknown", "{town}没有“{value}”这个村（社区）。", town=town or "本地")
        if len(found) > 1:
            return error(village, "village_ambiguous", "不止一处叫“{value}”，请写清镇（街道）和村或社区。")
        return ok(found[0])

    def _named(self, name: str, town_path: str) -> tuple[str, ...]:
        return tuple(path for path in self.villages.get(name, ()) if path.startswith(town_path))


def gazetteer(root: str, places: Iterable[tuple[str, str, str]]) -> Gazetteer:
    """From (path, name, level) rows; a village lies below the town whose path begins its own."""
    rows = list(places)
    villages: dict[str, tuple[str, ...]] = {}
    for path, name, level in rows:
        if level == "village":
            for short in _village_names(name):
                villages[short] = (*villages.get(short, ()), path)
    towns = {_stem(name, _TOWN_TAILS): path for path, name, level in rows if level == "township"}
    return Gazetteer(towns, villages, root)
