"""A made-up quarter of visits, some of them never made: to see how many of those a draw by signals finds, and one without.

The rules see what the books would hold and nothing of which visits were made up. How people lie is made up here too: far
away, too fast, copied words, a photograph used before, a burst at the end, temperatures at the desk, and some with no
sign at all, half of it by a tenth of the cadres; honest visits have bad phones, quick looks, late quarters and market halls. Other liars give other figures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random

from shian.truth.rules import Visit
from shian.truth.rules.values import Days, Spot

CADRES, DOORS, FALSE_OF_100 = 120, 36, 5
QUARTER = Days(date(2026, 7, 1), date(2026, 9, 30))
ITEMS, SECONDS_EACH = 16, 14
TRAITS = ("far", "fast", "copied", "photo", "burst", "desk_temperatures")
WORDS = (
    "冰箱里生熟没有分开", "地面有积水", "台账缺三天", "灭蝇灯没开", "健康证过期一张", "调料没有标签", "消毒柜没插电", "垃圾桶没盖",
    "进货票据少两张", "操作间没戴帽子", "货架靠墙", "公示栏被挡住",
)  # fmt: skip


@dataclass(frozen=True)
class Quarter:
    """The visits as the books have them, what shops wrote down, and apart from both which visits were never made, and how."""

    visits: tuple[Visit, ...]
    temperatures: Mapping[str, Sequence[str]]
    planted: Mapping[str, tuple[str, ...]]


def quarter(seed: int) -> Quarter:
    """A quarter by luck; the same seed makes the same one."""
    luck = Random(seed)
    doors = [_door(luck, cadre, n) for cadre in range(CADRES) for n in range(DOORS)]
    late = {str(cadre) for cadre in range(CADRES) if luck.random() < 0.15}
    honest = [_honest(luck, door, door.person in late) for door in doors]
    chosen = _chosen(luck, honest)
    desks = {str(cadre): _moved(luck, _town(int(cadre)), 3000) for cadre in range(CADRES)}
    visits, planted = list(honest), {}
    for at in chosen:
        traits = _traits(luck)
        visits[at] = _false(luck, honest[at], traits, desks[honest[at].person], honest)
        planted[visits[at].key] = traits
    invented = {visits[at].business for at in chosen if "desk_temperatures" in planted[visits[at].key]}
    temperatures = {one.business: _temperatures(luck, invented=one.business in invented) for one in honest}
    return Quarter(tuple(visits), temperatures, planted)


def _chosen(luck: Random, honest: Sequence[Visit]) -> list[int]:
    """Which visits were never made: half of them anybody's, half of a tenth of the cadres."""
    false = len(honest) * FALSE_OF_100 // 100
    often = set(luck.sample(sorted({one.person for one in honest}), CADRES // 10))
    theirs = [at for at, one in enumerate(honest) if one.person in often]
    first = luck.sample(theirs, false // 2)
    rest = sorted(set(range(len(honest))) - set(first))
    return sorted([*first, *luck.sample(rest, false - len(first))])


def _town(cadre: int) -> Spot:
    """Each cadre's villages lie around another point of the county."""
    return Spot(30.55 + cadre % 12 * 0.02, 120.45 + cadre // 12 * 0.02, datum="wgs84")


def _moved(luck: Random, spot: Spot, metres: float) -> Spot:
    """Somewhere within so many metres, roughly."""
    degrees = metres / 111_000
    return replace(
        spot,
        latitude=spot.latitude + luck.uniform(-degrees, degrees),
        longitude=spot.longitude + luck.uniform(-degrees, degrees),
    )


def _door(luck: Random, cadre: int, n: int) -> Visit:
    """A business of a cadre: one in six stands in the town's market hall, of one in five nobody knows where it is."""
    town = _town(cadre)
    place = _moved(luck, town, 25) if luck.random() < 0.17 else _moved(luck, town, 2500)
    known = place if luck.random() < 0.8 else None
    key = f"{cadre:03d}-{n:02d}"
    return Visit(key, str(cadre), key, QUARTER.start, kind="village", premises=known, spot=place)


def _honest(luck: Random, door: Visit, late: bool) -> Visit:
    day = 80 + luck.randrange(12) if late and luck.random() < 0.55 else luck.randrange(QUARTER.count)
    failed = sum(luck.random() < 0.25 for _n in range(2))
    slow = luck.lognormvariate(0, 0.35) * (0.3 if luck.random() < 0.06 else 1)
    photos = tuple(_photo(luck) for _n in range(failed or luck.random() < 0.3))
    return replace(
        door,
        on=QUARTER.start + timedelta(days=day),
        spot=_phone(luck, door.spot),
        seconds=None if luck.random() < 0.04 else round(60 + ITEMS * SECONDS_EACH * slow),
        typed=ITEMS,
        failed=failed,
        wording="；".join(luck.choice(WORDS) for _n in range(failed)),
        photos=photos,
    )


def _phone(luck: Random, true: Spot | None) -> Spot | None:
    """What a phone makes of a place: mostly right, at times vague, in another system, in the sea, or far off and sure of it."""
    if true is None or luck.random() < 0.06:
        return None
    kind = luck.random()
    if kind < 0.08:
        return replace(_moved(luck, true, 400), accuracy=luck.uniform(120, 900), datum="wgs84")
    if kind < 0.16:
        return replace(_moved(luck, true, 500), accuracy=luck.uniform(10, 60), datum="")
    if kind < 0.18:
        return Spot(0.0, 0.0, 10, "wgs84")
    if kind < 0.20:
        return replace(_moved(luck, true, 1500), accuracy=luck.uniform(20, 90), datum="wgs84")
    return replace(_moved(luck, true, 30), accuracy=luck.uniform(4, 60), datum="wgs84")


def _photo(luck: Random) -> int:
    """The hash of a photograph; one in a hundred is of a finger."""
    return luck.randrange(4) if luck.random() < 0.01 else luck.getrandbits(64)


def _traits(luck: Random) -> tuple[str, ...]:
    """One in seven lies with care; the others leave one to three traces."""
    return () if luck.random() < 0.14 else tuple(sorted(luck.sample(TRAITS, luck.choice((1, 2, 2, 3)))))


def _false(luck: Random, honest: Visit, traits: Sequence[str], desk: Spot, others: Sequence[Visit]) -> Visit:
    """A visit that was never made: nothing found and no photograph, but for what its way of lying leaves."""
    made = replace(honest, failed=0, wording="", photos=())
    own = [one for one in others if one.person == honest.person and one.key != honest.key]
    if "burst" in traits:
        made = replace(made, on=QUARTER.last - timedelta(days=luck.randrange(3)))
    if "far" in traits:
        made = replace(made, spot=_phone(luck, desk))
    if "fast" in traits:
        made = replace(made, seconds=luck.randint(12, 70))
    if "copied" in traits:
        said = next((one for one in own if one.wording), None)
        made = replace(made, failed=said.failed, wording=said.wording) if said else made
    if "photo" in traits:
        shown = [one.photos[0] for one in own if one.photos and one.on < made.on]
        made = replace(made, photos=(_again(luck, luck.choice(shown)),)) if shown else made
    return made


def _again(luck: Random, photo: int) -> int:
    """The same picture, saved or cut a little otherwise."""
    for _n in range(luck.randrange(4)):
        photo ^= 1 << luck.randrange(64)
    return photo


def _temperatures(luck: Random, *, invented: bool) -> list[str]:
    """A quarter of entries as a shop writes them; whoever makes them up at the desk likes some digits better."""
    if luck.random() < 0.3:
        return [str(luck.choice((2, 3, 3, 4, 4, 5))) for _n in range(60)]
    tenths = (0, 2, 2, 5, 5, 5, 5, 8) if invented else range(10)
    return [f"{luck.randint(2, 6)}.{luck.choice(tenths)}" for _n in range(60)]
