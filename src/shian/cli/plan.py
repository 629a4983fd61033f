"""Plan a programme for a period: what is owed becomes tasks, and again without a new one.

shian plan guarantee_visit 2026Q3 --within 330483
shian plan guarantee_visit 2026Q3 --within 330483 --dry-run         how many, for whom, where
shian plan guarantee_visit 2026Q3 --within 330483 --yes 61234       a plan so big that it asks: say the number
"""

import argparse
import json
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop.actions import foresee, plan
from shian.loop.actions.foresight import Foreseen
from shian.loop.actions.planning import Planned
from shian.people.queries import roles, system
from shian.territory.queries import names as names_of_places
from shian.territory.queries import place


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("programme", help="as guarantee_visit, monthly_minutes; shian packs list names them")
    parser.add_argument("period", help="2026Q3, 2026H2, 2026-09 or 2026")
    parser.add_argument("--within", required=True, metavar="CODE", help="division code (or path) of the place")
    parser.add_argument("--dry-run", action="store_true", help="count only: how many, for whom, where; write nothing")
    parser.add_argument("--yes", type=int, metavar="N", help="the number of tasks, for a plan so big that it asks")
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
            foreseen = foresee(args.programme, args.period, within=ground, by=planner, now=now)
            return {**asked, "dry_run": True, **_foreseen(foreseen)}
        done = _agreed(args, ground, planner, now)
    return {
        **asked,
        "dry_run": False,
        "new": done.new,
        "duties": done.duties,
        "kept": done.kept,
        "owed": done.new + done.kept,
        "periods": done.periods,
    }


def _agreed(args: argparse.Namespace, ground: str, planner: Actor, now: datetime) -> Planned:
    try:
        return plan(args.programme, args.period, within=ground, by=planner, now=now, agreed=args.yes)
    except Refused as refused:
        if refused.code != "too_many":
            raise
        raise Refused(f"{refused} --yes N", code=refused.code) from refused


def _foreseen(found: Foreseen) -> dict[str, object]:
    """How many, for whom, where; and whether the plan would ask."""
    names = names_of_places(found.by_place)
    return {
        "owed": found.total,
        "by_role": found.by_role,
        "by_place": {names.get(path, path): count for path, count in found.by_place.items()},
        "cadres": found.cadres,
        "median_per_cadre": found.median,
        "most_per_cadre": found.most,
        "asks_above": found.ask_above,
        "asks": found.asks,
    }


def _told_dry(found: dict[str, object]) -> str:
    lines = [_("%(programme)s %(period)s：应有 %(owed)d 件任务（没有写入）") % found]
    titles = {role.key: role.title for role in roles()}
    for part, named in (("by_role", titles), ("by_place", {})):
        rows = found[part]
        assert isinstance(rows, dict)
        lines += [
            f"  {count:>9,}  {named.get(name, name)}" for name, count in sorted(rows.items(), key=lambda row: -row[1])
        ]
    lines.append(_("  每名干部：中位数 %(median_per_cadre)g 件，最多 %(most_per_cadre)d 件（%(cadres)d 人）") % found)
    if found["asks"]:
        lines.append(_("  超过 %(asks_above)d 件，排的时候要写 --yes %(owed)d") % found)
    return "\n".join(lines)


def told(found: dict[str, object], as_json: bool) -> str:
    if as_json:
        return json.dumps(found, ensure_ascii=False)
    if found["dry_run"]:
        return _told_dry(found)
    if found["duties"] and not found["owed"]:
        return (
            _(
                "%(programme)s %(period)s：%(duties)d 家的责任有变动，没有要排的任务；每天、每周的记录由责任推出，本来不用排"
            )
            % found
        )
    return _("%(programme)s %(period)s：新增 %(new)d 件任务，已有 %(kept)d 件") % found
