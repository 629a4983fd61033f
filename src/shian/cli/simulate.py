"""Play a made-up county day by day, every act by its own people; killed and started again it goes on where it was.

shian simulate --from 2026-01-01 --days 14 --seed 7             a small county, in a data folder of its own (SHIAN_DATA)
shian simulate --from 2026-01-01 --days 365 --seed 7 --scale tongxiang --json
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict
from datetime import date
from statistics import median

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.cli import migrate
from shian.config.household import make_round
from shian.config.wiring import FOLLOWS
from shian.demo.counts import RECORDS, record_counts
from shian.demo.players import at_hour
from shian.demo.simulate import PLAYER, Day, House, days_left, opened, play_day
from shian.demo.simulate_stage import A_DAY, Play, Stage
from shian.demo.simulate_sums import digests, sums
from shian.demo.worlds import world
from shian.kernel.refused import Refused
from shian.ledger.actions.outbox import deliver_all, overtaken

MIGRATES = True  # it brings the tables up to date itself

Row = dict[str, object]
HOUSE = House(lambda now: deliver_all(FOLLOWS, now), lambda now: make_round(now).ticked)
YEARS = range(2000, 2100)  # the moon is reckoned so far ahead
MOST_DAYS = 3660  # nobody waits for more
PATIENCE, GLANCE = 600, 0.05  # seconds


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    # Both are looked at before a database is made for them.
    parser.add_argument(
        "--from", dest="start", type=_day, required=True, metavar="DAY", help="the first day, as 2026-01-01"
    )
    parser.add_argument("--days", type=_days, required=True, metavar="N", help="how many days in all")
    parser.add_argument("--seed", type=int, required=True, help="everything that is luck follows from it")
    parser.add_argument("--scale", default="small", choices=["small", "tongxiang"])
    parser.add_argument("--place", default="tongxiang", help="tongxiang, shuanghu or yunyang")
    sums = "account for every programme each day, or every N days, and not only at the end"
    parser.add_argument("--sums", type=int, nargs="?", const=1, default=0, metavar="N", help=sums)
    parser.add_argument("--json", action="store_true", help="print one JSON object a day, and one at the end")


def run(args: argparse.Namespace) -> int:
    play = Play(world(args.place, args.scale), args.start, args.seed)
    migrate.run(argparse.Namespace(quiet=True))
    stage = opened(play, say=lambda text: print(text, file=sys.stderr, flush=True))
    tell: Callable[[Row], None] = _as_json if args.json else _in_words
    played = []
    for day in days_left(stage, args.days):
        _wait_for_others()
        played.append(one := play_day(stage, day, HOUSE))
        tell(_told(one) | (_accounts(stage, day, day.replace(day=1)) if _asked(args.sums, day) else {}))
    tell(_summary(stage, args.days, played))
    return 0


def _wait_for_others() -> None:
    """A transaction still open anywhere in this cluster hides yesterday from the followers: another play would go otherwise."""
    until = time.monotonic() + PATIENCE
    while not overtaken():
        if time.monotonic() > until:
            raise Refused(_("数据库里有别的事务一直没有结束，演练停在这里；等它结束再运行一次，会接着演"))
        time.sleep(GLANCE)


def _day(words: str) -> date:
    try:
        found = date.fromisoformat(words)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            _("看不懂起始日「%(words)s」，请写成 2026-01-01") % {"words": words}
        ) from error
    if found.year not in YEARS:
        years = {"first": YEARS.start, "last": YEARS.stop - 1}
        raise argparse.ArgumentTypeError(_("起始日请写 %(first)d 年到 %(last)d 年里的一天") % years)
    return found


def _days(words: str) -> int:
    days = int(words) if words.isdecimal() else 0
    if not 1 <= days <= MOST_DAYS:
        raise argparse.ArgumentTypeError(_("--days 应是 1 到 %(most)d 天") % {"most": MOST_DAYS})
    return days


def _told(one: Day) -> Row:
    seconds = {name: round(getattr(one, name), 3) for name in ("follow_s", "plan_tick_s", "hand_in_s", "whole_s")}
    return {**asdict(one), "day": str(one.day), **seconds}


def _asked(every: int, day: date) -> bool:
    return every > 0 and day.toordinal() % every == 0


def _accounts(stage: Stage, day: date, since: date) -> Row:
    """By all that the books hold: part of them was written at the hour of this machine, which may be later than the play's.
    What is expected day by day is accounted for since a day: each day its month so far, at the end everything."""
    as_of = max(at_hour(day, 23), timezone.now())
    found = sums(stage, day, as_of, max(since, stage.play.start))
    return {"programmes": {one.programme: {**asdict(one), "adds_up": one.adds_up} for one in found}}


def _summary(stage: Stage, days: int, played: list[Day]) -> Row:
    last = stage.play.start + A_DAY * (days - 1)
    seconds = [one.plan_tick_s for one in played]
    tick = (
        {"median": round(median(seconds), 3), "max": round(max(seconds), 3), "worst": _worst(played)} if seconds else {}
    )
    hand = {"hand_in_s": round(sum(one.hand_in_s for one in played), 3), "played": len(played)}
    counts, books = record_counts(PLAYER), digests(PLAYER)
    return {
        "days": days,
        **hand,
        "tick_day_s": tick,
        "counts": counts,
        **_accounts(stage, last, stage.play.start),
        "books": books,
    }


def _worst(played: list[Day]) -> str:
    return str(max(played, key=lambda one: one.plan_tick_s).day)


def _as_json(row: Row) -> None:
    print(json.dumps(row, ensure_ascii=False), flush=True)


def _in_words(row: Row) -> None:
    print(_day_words(row) if "day" in row else _end_words(row), flush=True)


def _day_words(row: Row) -> str:
    handed = row["handed"]
    assert isinstance(handed, dict)
    words = _(
        "%(day)s  计划 %(planned)d 件，漏交 %(lapses)d 家，交来 %(handed)d 份；计划与催办 %(tick).2f 秒，交来 %(hand).2f 秒"
    )
    sheets = sum(count for kind, count in handed.items() if kind != "refused")
    return words % {**row, "handed": sheets, "tick": row["plan_tick_s"], "hand": row["hand_in_s"]}


def _end_words(row: Row) -> str:
    counts, programmes = row["counts"], row["programmes"]
    assert isinstance(counts, dict)
    assert isinstance(programmes, dict)
    lines = ["  ".join(f"{words} {counts[key]:,}" for key, words in RECORDS.items() if key in counts)]
    lines += [_account_words(one) for one in programmes.values()]
    tick = row["tick_day_s"]
    if isinstance(tick, dict) and tick:
        lines.append(_("每天计划与催办：中位数 %(median).3f 秒，最长 %(max).3f 秒") % tick)
    return "\n".join(["", *lines])


def _account_words(one: Row) -> str:
    words = _(
        "%(programme)-24s 应有 %(planned)d = 完成 %(done)d + 排除 %(excluded)d + 逾期 %(overdue)d + 未到期 %(open)d"
    )
    return (words if one["adds_up"] else f"{words} ✗") % one
