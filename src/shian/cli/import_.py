"""Bring a register, its cadres or its bindings in from .xlsx or .csv.

shian import businesses FILE --dry-run           what is wrong with it, nothing written
shian import businesses FILE                     bring in what is right, with progress
shian import cadres FILE --annotated COPY.xlsx   and write the file back with a remark beside each row
shian import bindings FILE --undo                take back what this very file brought in, as long as nobody built on it
"""

import argparse
import json
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor, Grant
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop.actions.bringing_in import applier, undo_import
from shian.people.queries import installation, system
from shian.registry.actions.imports import apply_slice, digest, stage_file
from shian.registry.annotated import annotated_copy
from shian.registry.checking import Report, dry_run
from shian.registry.models import ImportBatch
from shian.registry.queries.bindings import settling
from shian.registry.queries.imports import known_on, last_import, register_of, remembered
from shian.registry.queries.law import lawbook_at
from shian.registry.rules.columns import Target
from shian.registry.schemas import Progress
from shian.registry.spreadsheets.table import read_table
from shian.territory.models import Level, Place

SHOWN, WIDTH = 20, 40
LONG_SLICE = 5000  # rows a transaction: nobody waits for a page here


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("what", choices=[target.value for target in Target])
    parser.add_argument("file", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="check only; write nothing")
    parser.add_argument("--undo", action="store_true", help="take the last import of this file back")
    parser.add_argument("--json", action="store_true", help="print the report as JSON")
    parser.add_argument(
        "--within", metavar="CODE", default="", help="division code of the office (default: this installation's)"
    )
    parser.add_argument("--sheet", default="", help="the sheet, where a file has several")
    parser.add_argument("--annotated", type=Path, metavar="COPY", help="write an annotated copy of the file")


def run(args: argparse.Namespace) -> int:
    if not args.file.is_file():
        raise Refused(_("没有这个文件：%(file)s") % {"file": args.file})
    if args.annotated and not args.annotated.parent.is_dir():  # said before anything is written
        raise Refused(_("没有这个文件夹：%(folder)s") % {"folder": args.annotated.parent})
    on = timezone.localdate()
    ground = ground_of(args.within)
    importer = within_ground(system("importer"), ground)
    if args.undo:
        return _take_back(args, importer)
    report = _check(args, ground, on, importer) if args.dry_run else _bring_in(args, ground, on, importer)
    print(json.dumps(report.as_json(), ensure_ascii=False, indent=1) if args.json else told(report))
    return 0


def _take_back(args: argparse.Namespace, by: Actor) -> int:
    """The file is known by its content, so a copy under another name will do."""
    if args.dry_run:
        raise Refused(_("--undo 和 --dry-run 不能一起用"))
    with worn(by):
        batch = last_import(by, Target(args.what), digest(args.file))
        undone = undo_import(batch, by=by, now=timezone.now())
    if args.json:
        print(json.dumps({"batch": str(batch.pk), "undone": undone.gone, "kept_rows": list(undone.kept)}))
        return 0
    print(_("已撤销 %(gone)d 条，保留 %(kept)d 条（已有后续工作）") % {"gone": undone.gone, "kept": len(undone.kept)})
    return 0


def ground_of(code: str) -> str:
    """The office's ground: the place of the code, or what this installation was opened for."""
    if not code:
        found = installation()
        if found is None:
            raise Refused(_("还没有开通辖区，请先运行 shian init，或用 --within 指明区划代码"))
        return found.path
    place = Place.objects.filter(code=code, level__in=[Level.CITY, Level.COUNTY, Level.TOWNSHIP]).first()
    if place is None:
        raise Refused(_("没有区划代码为 %(code)s 的市、县或镇") % {"code": code})
    return place.path


def within_ground(actor: Actor, ground: str) -> Actor:
    """The system's actor, but in this office's ground only."""
    grants: tuple[Grant, ...] = tuple(replace(grant, path=ground) for grant in actor.grants)
    return replace(actor, grants=grants)


def _check(args: argparse.Namespace, ground: str, on: date, by: Actor) -> Report:
    target = Target(args.what)
    with worn(by):
        table = read_table(args.file, target, remembered=remembered(ground, target), sheet=args.sheet)
        known = known_on(on, ground, lawbook_at(ground, on))
        return dry_run(table, target, known, register_of(by), settling(target, by, on=on))


def _bring_in(args: argparse.Namespace, ground: str, on: date, by: Actor) -> Report:
    target = Target(args.what)
    batch, report = stage(args.file, target, ground, on, by, sheet=args.sheet)
    apply_all(batch, target, on, by)
    if args.annotated:
        with worn(by):
            annotated_copy(by, batch, args.annotated)
    return report


def stage(
    file: Path, target: Target, ground: str, on: date, by: Actor, *, sheet: str = ""
) -> tuple[ImportBatch, Report]:
    """The whole file checked, its rows waiting."""
    with worn(by):
        return stage_file(
            file, target, filename=file.name, ground=ground, on=on, by=by, lawbook=lawbook_at(ground, on), sheet=sheet
        )


def apply_all(batch: ImportBatch, target: Target, on: date, by: Actor) -> None:
    """Slice by slice, each its own transaction: what is done stays done when somebody stops it."""
    enter = applier(target, on=on, by=by, now=timezone.now())
    while batch.state != "done":
        with worn(by):
            progress = apply_slice(batch, enter, by=by, size=LONG_SLICE)
        print(f"\r{bar(progress)}", end="" if progress.left else "\n", file=sys.stderr, flush=True)
        for row, message in progress.messages:
            print(_("第 %(row)d 行：%(message)s") % {"row": row, "message": message}, file=sys.stderr)


def bar(progress: Progress) -> str:
    """How far it is, for an eye and for a log."""
    full = WIDTH * progress.done // max(progress.total, 1)
    return f"[{'#' * full}{'.' * (WIDTH - full)}] {progress.done}/{progress.total}"


def told(report: Report) -> str:
    """The report for a person: figures first, then the first sentences."""
    said = [*report.errors, *report.duplicates, *report.left_out, *report.warnings]
    lines = [
        _("工作表“%(sheet)s”：%(rows)d 行，可以导入 %(ok)d 行") % {"sheet": report.sheet, "rows": report.rows, "ok": report.ok},
        _("错误 %(errors)d 处，重复 %(duplicates)d 行，不进名册 %(left)d 行，提醒 %(warnings)d 处") % {
            "errors": len(report.errors), "duplicates": len(report.duplicates), "left": len(report.left_out), "warnings": len(report.warnings),
        },
        *report.notes,
        *(_("第 %(row)d 行 %(column)s：%(message)s") % one for one in said[:SHOWN]),
    ]  # fmt: skip
    if len(said) > SHOWN:
        lines.append(_("……另有 %(more)d 处，用 --json 看全部") % {"more": len(said) - SHOWN})
    return "\n".join(lines)
