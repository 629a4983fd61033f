"""Ask for a figure: its parts as integers, place by place, with the version of its definition and the instant it was known at.

shian figures completion --period 2026Q3 --within 330483 --by township --json
shian figures completion --period 2026-09 --within 330483 --programme daily_record --as-of 2026-10-01T00:00:00+08:00
shian figures first_time_fix --period 2026Q3 --within 330483 --by township --json
shian figures burden --period 2026-09 --within 330483 --by role --json
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from django.utils.translation import gettext as _

from shian.cli.instants import past_instant
from shian.insight import burden
from shian.insight.figure import Figure, Question
from shian.insight.indicators import INDICATORS, Ratio, by_place
from shian.insight.queries import DEFINITION, completion
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions.opening import local_day
from shian.people.queries import system
from shian.territory.models import Level, Place
from shian.territory.queries import place

Row = dict[str, object]
GRADES = ("A", "B", "C", "D")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("figure", choices=["completion", "burden", *INDICATORS])
    parser.add_argument("--period", required=True, help="2026Q3, 2026H2, 2026-09, 2026-W38, 2026-09-14 or 2026")
    parser.add_argument("--within", required=True, metavar="CODE", help="division code (or path) of the place")
    levels = [level.value for level in Level]
    parser.add_argument(
        "--by", default="", choices=["", *levels, "role", "month"],
        help="one row for each place of this level; of the burden also for each role or month",
    )  # fmt: skip
    parser.add_argument("--programme", default="guarantee_visit", help="shian packs list names them")
    parser.add_argument("--grade", default="", choices=["", *GRADES], help="only businesses of this guarantee grade")
    parser.add_argument("--as-of", metavar="ISO", default="", help="as the books stood at this instant (default: now)")
    parser.add_argument("--json", action="store_true", help="print a JSON list, one object for each place")


def run(args: argparse.Namespace) -> int:
    as_of, reader = past_instant(args.as_of), system("planner")
    with worn(reader):
        rows, words = _rows(args, as_of, reader)
    print(json.dumps(rows, ensure_ascii=False, indent=1) if args.json else "\n".join(map(words, rows)))
    return 0


def _rows(args: argparse.Namespace, as_of: datetime, reader: Actor) -> tuple[list[Row], Callable[[Row], str]]:
    if args.figure == "burden":
        return [weighed(one, as_of) for one in burdens(args, as_of, reader)], burden_words
    if args.figure == "completion":
        return [row(figure, as_of, args.grade) for figure in found(args, as_of, reader)], told
    places = by_place(reader, question(args, as_of), args.figure, args.by)
    return [ratio_row(place, ratio, as_of, args.grade) for place, ratio in places], ratio_told


def question(args: argparse.Namespace, as_of: datetime) -> Question:
    """What is asked. Raises Refused for a place, period or programme that there is not."""
    ground = place(args.within).path
    return Question.asked(args.programme, args.period, ground, as_of, local_day(as_of), args.grade)


def burdens(args: argparse.Namespace, as_of: datetime, reader: Actor) -> list[burden.Burden]:
    """The burden of a question. Raises Refused for a place, period or part that there is not."""
    asked = burden.Asked.of(args.period, place(args.within).path, as_of, local_day(as_of))
    return burden.burden(reader, asked, by=args.by)


def weighed(one: burden.Burden, as_of: datetime) -> dict[str, object]:
    """The burden of one part as it is kept stable for others: integers; who wants a share or a mean forms it."""
    return {**asdict(one), "answers": one.answers, "definition": burden.DEFINITION, "as_of": as_of.isoformat()}


def burden_words(row: dict[str, object]) -> str:
    words = _(
        "上门 %(visits)d 次  合并 %(merged)d 次  办结 %(tasks)d 件  手填 %(typed)d 项  沿用 %(taken)d 项  带入 %(filled)d 项"
        "  %(timed)d 次有时长，共 %(seconds)d 秒"
    )
    return f"{row['key']}  {words % row}"


def found(args: argparse.Namespace, as_of: datetime, reader: Actor) -> list[Figure]:
    """The figures of a question. Raises Refused for a place, period, level or programme that there is not."""
    return completion(reader, question(args, as_of), by=args.by)


def row(figure: Figure, as_of: datetime, grade: str) -> Row:
    """One figure as it is kept stable for others."""
    return {
        "place": figure.place,
        "name": figure.name,
        "grade": grade or None,
        "due": figure.due,
        "done": figure.done,
        "excluded": figure.excluded,
        "overdue": figure.overdue,
        "open": figure.open,
        "made_up": figure.made_up,
        "late_excluded": figure.late_excluded,
        "definition": DEFINITION,
        "as_of": as_of.isoformat(),
    }


def told(row: Row) -> str:
    words = (
        _("应做 %(due)d  已做 %(done)d  剔除 %(excluded)d（临期 %(late_excluded)d）  逾期 %(overdue)d  待做 %(open)d")
        % row
    )
    return f"{row['name']}  {words}"


def ratio_row(at: Place, ratio: Ratio, as_of: datetime, grade: str) -> Row:
    """Another indicator of one place, as it is kept stable for others: two integers, the ratio is the reader's."""
    return {
        "place": at.path,
        "name": at.name,
        "grade": grade or None,
        "indicator": ratio.key,
        "counted": ratio.counted,
        "out_of": ratio.out_of,
        "as_of": as_of.isoformat(),
    }


def ratio_told(row: Row) -> str:
    return f"{row['name']}  {row['indicator']} {row['counted']} / {row['out_of']}"
