"""Plan a programme for a period: what is owed becomes tasks, and again without a new one.

shian plan guarantee_visit 2026Q3 --within 330483
shian plan guarantee_visit 2026Q3 --within 330483 --dry-run --json
"""

import argparse
import json

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.wall import worn
from shian.loop.actions import plan, plan_preview
from shian.people.queries import system
from shian.territory.queries import place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("programme", help="as guarantee_visit, monthly_minutes; shian packs list names them")
    parser.add_argument("period", help="2026Q3, 2026H2, 2026-09 or 2026")
    parser.add_argument("--within", required=True, metavar="CODE", help="division code (or path) of the place")
    parser.add_argument("--dry-run", action="store_true", help="count only; write nothing")
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    print(told(planned(args), args.json))
    return 0


def planned(args: argparse.Namespace) -> dict[str, object]:
    """What was planned, or would be."""
    now, ground, planner = timezone.now(), place(args.within).path, system("planner")
    asked = {"programme": args.programme, "period": args.period, "within": ground}
    with worn(planner):
        if args.dry_run:
            owed = plan_preview(args.programme, args.period, within=ground, by=planner, now=now)
            return {**asked, "dry_run": True, "owed": owed}
        done = plan(args.programme, args.period, within=ground, by=planner, now=now)
    return {
        **asked,
        "dry_run": False,
        "new": done.new,
        "duties": done.duties,
        "kept": done.kept,
        "owed": done.new + done.kept,
        "periods": done.periods,
    }


def told(found: dict[str, object], as_json: bool) -> str:
    if as_json:
        return json.dumps(found, ensure_ascii=False)
    if found["dry_run"]:
        return _("%(programme)s %(period)s：应有 %(owed)d 件任务（没有写入）") % found
    if found["duties"] and not found["owed"]:
        return _("%(programme)s：%(duties)d 家的责任有变动；每天、每周的记录由责任推出，不用排") % found
    return _("%(programme)s %(period)s：新增 %(new)d 件任务，已有 %(kept)d 件") % found
