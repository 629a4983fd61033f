"""Give the register out as .xlsx or .csv, by the same filter as the list; telephones masked.

shian export businesses FILE.xlsx --within 330483 --kind caterer --grade C
"""

import argparse
import json
from pathlib import Path

from django.utils import timezone

from shian.cli.import_ import ground_of, within_ground
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.registry.actions.exports import export_register
from shian.registry.queries.register import Filter
from shian.registry.rules.kinds import Kind


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=["businesses"])
    parser.add_argument("file", type=Path)
    parser.add_argument("--within", metavar="CODE", default="", help="division code (default: this installation's)")
    parser.add_argument("--kind", choices=[kind.value for kind in Kind], default="")
    parser.add_argument("--grade", choices=["A", "B", "C", "D"], default="", help="guarantee grade")
    parser.add_argument("--status", choices=["operating", "suspended", "closed", "lost"], default="")
    parser.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    ground = ground_of(args.within)
    chosen = Filter(within=ground, kind=args.kind, status=args.status, guarantee_grade=args.grade)
    exporter = within_ground(system("importer"), ground)
    with worn(exporter):
        rows = export_register(chosen, args.file, on=timezone.localdate(), by=exporter)
    print(
        json.dumps({"file": str(args.file), "rows": rows}, ensure_ascii=False) if args.json else f"{args.file}: {rows}"
    )
    return 0
