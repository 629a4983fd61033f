"""sealed.toml: rewards, openings and the end of sealed clues."""

from shian.packs.node import Node
from shian.packs.sealed import (
    Exclusion,
    InsiderLaw,
    OpeningLaw,
    RewardLaw,
    RewardLevel,
    RewardTimes,
    SealedLaw,
    StatisticsLaw,
    TalkLaw,
)

FEN = 100


def sealed(node: Node) -> SealedLaw:
    return SealedLaw(
        talk=node.child("talk").make(_talk),
        check=node.child("check").make(lambda one: one.limit("within", one.cite())),
        opening=node.child("opening").make(_opening),
        retention=node.child("retention").make(lambda one: one.limit("closed", one.cite())),
        statistics=node.child("statistics").make(_statistics),
        levels={key: one.make(_level) for key, one in node.named("level").items()},
        reward=node.child("reward").make(_reward),
        insider=node.child("insider").make(lambda one: InsiderLaw(one.number("raise_percent"), one.cite())),
        times=node.child("reward_times").make(_times),
        exclusions={key: one.make(_exclusion) for key, one in node.named("exclusion").items()},
    )


def _talk(node: Node) -> TalkLaw:
    return TalkLaw(node.number("letters_most"), node.number("files_most"), node.cite())


def _opening(node: Node) -> OpeningLaw:
    hours = node.number("hours")
    if hours == 0:
        node.bad("hours", "opening.hours = 0 would let nobody open anything")
    return OpeningLaw(hours, node.cite())


def _statistics(node: Node) -> StatisticsLaw:
    k = node.number("k")
    if k < 2:
        node.bad("k", f"statistics.k = {k} would publish a count of one person")
    return StatisticsLaw(k, node.cite())


def _level(node: Node) -> RewardLevel:
    permille = node.number("permille")
    if permille > 1000:
        node.bad("permille", f"{node.name('permille')} = {permille} is more than all of it")
    return RewardLevel(str(node.path[-1]), node.title(), permille, node.number("floor_yuan") * FEN, node.cite())


def _reward(node: Node) -> RewardLaw:
    return RewardLaw(node.number("cap_yuan") * FEN, node.number("finance_from_yuan") * FEN, node.cite())


def _times(node: Node) -> RewardTimes:
    cite = node.cite()
    tell, decide, claim, collect = (node.limit(name, cite) for name in ("tell", "decide", "claim", "collect"))
    return RewardTimes(tell, decide, claim, collect)


def _exclusion(node: Node) -> Exclusion:
    excepted = node.truth("insider_excepted", default=False)
    return Exclusion(str(node.path[-1]), node.title(), excepted, node.cite())
