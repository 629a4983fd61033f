"""Give a list out as .xlsx or .csv, by the same filter as its page; telephones masked.

shian export businesses FILE.xlsx --within 330483 --kind caterer --grade C
shian export businesses dairies.csv --category 05 --q 梧桐
shian export cadres FILE.xlsx --role village_cadre --vacant 1
shian export bindings FILE.xlsx --grade B            under the headings by which it is brought in again
shian export tasks FILE.csv --overdue 1
shian export findings FILE.xlsx --state with_station --since 2026-07-01
shian export records FILE.csv --programme daily_record --since 2026-09-01 --until 2026-09-30
shian export completion FILE.xlsx --period 2026Q3 --part overdue --json

Without --within it is the list of this installation's place. Taking a list is a deed and stands in the ledger.
"""

import argparse
import json
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.cli.import_ import ground_of, within_ground
from shian.cli.lists import LISTS, Asked, List
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.registry.actions.exports import export_register, export_rows
from shian.registry.queries.register import Filter
from shian.registry.rules.kinds import Kind

HELP = {
    "state": "a state, or of findings a group of them (open, came_back, with_station, settled, all)",
    "since": "from this day on (2026-07-01)",
    "until": "up to this day",
    "q": "words of the title",
    "vacant": "1: only posts that nobody holds",
    "overdue": "1: only what is overdue today",
    "period": "2026Q3, 2026H2, 2026-09 or 2026 (default: this quarter)",
}
DEFAULTS = {"tasks": {"state": "open"}, "findings": {"state": "open"}}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    what = parser.add_subparsers(dest="what", required=True, metavar="|".join(("businesses", *LISTS)))
    _businesses(_list(what, "businesses"))
    for name, one in LISTS.items():
        _filters(_list(what, name), one, DEFAULTS.get(name, {}))


def _list(what: "argparse._SubParsersAction[argparse.ArgumentParser]", name: str) -> argparse.ArgumentParser:
    parser = what.add_parser(name, help=f"shian export {name} --help names its filters")
    parser.add_argument("file", type=Path, help="FILE.xlsx or FILE.csv")
    parser.add_argument("--within", metavar="CODE", default="", help="division code (default: this installation's)")
    parser.add_argument("--json", action="store_true", help="print the file and how many rows as JSON")
    return parser


def _businesses(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], default="")
    parser.add_argument("--grade", choices=["A", "B", "C", "D"], default="", help="guarantee grade")
    parser.add_argument("--risk", choices=["A", "B", "C", "D"], default="", help="risk grade")
    parser.add_argument("--status", choices=["operating", "suspended", "closed", "lost"], default="")
    parser.add_argument("--category", default="", help="code of a category of food, with the kinds under it")
    parser.add_argument("--q", default="", help="name, code, street or the last digits of the telephone")


def _filters(parser: argparse.ArgumentParser, one: List, defaults: dict[str, str]) -> None:
    for name, words in one.options.items():
        if name in ("since", "until"):
            parser.add_argument(f"--{name}", type=_day, help=HELP[name])
        else:
            parser.add_argument(f"--{name}", default=defaults.get(name, ""), choices=words, help=HELP.get(name))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(_("“%(day)s”不是日期，请写 2026-07-01") % {"day": text}) from error


def run(args: argparse.Namespace) -> int:
    ground = ground_of(args.within)
    exporter = within_ground(system("importer"), ground)
    _refuse_place(args.file)
    with worn(exporter):
        rows = _export(args, ground, exporter)
    told = {"file": str(args.file), "rows": rows}
    print(json.dumps(told, ensure_ascii=False) if args.json else f"{args.file}: {rows}")
    return 0


def _refuse_place(file: Path) -> None:
    if file.is_dir() or not file.parent.is_dir():
        raise Refused(_("写不了这个文件：%(file)s") % {"file": file})


def _export(args: argparse.Namespace, ground: str, by: Actor) -> int:
    now = timezone.now()
    on = timezone.localdate(now)
    if args.what == "businesses":
        return export_register(_chosen(args, ground), args.file, on=on, by=by)
    one, asked = LISTS[args.what], Asked(args, ground, on, now)
    told = {name: str(getattr(args, name) or "") for name in one.options}
    return export_rows(
        str(one.title), one.headers, lambda: one.rows(by, asked), args.file, within=ground, by=by, told=told | {"within": ground}
    )  # fmt: skip


def _chosen(args: argparse.Namespace, ground: str) -> Filter:
    return Filter(
        within=ground,
        kind=args.kind,
        status=args.status,
        guarantee_grade=args.grade,
        risk_grade=args.risk,
        category=args.category,
        words=args.q,
    )
