"""What was done, and what follows from it: list the ledger, deliver its announcements, see what was given up."""

import argparse
import json
from collections.abc import Iterator
from typing import Any

from django.utils import timezone

from shian.config.wiring import FOLLOWS
from shian.kernel.actor import Actor, Grant, Reach
from shian.kernel.paths import is_path
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.wall import worn
from shian.ledger import queries
from shian.ledger.actions.outbox import deliver_all
from shian.ledger.models import Entry
from shian.people.queries import installation


def add_arguments(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    listing = verbs.add_parser("list", help="the latest deeds; sealed files are not shown here")
    listing.add_argument("--within", default="", help="path of a place, as cn/33/04/83/")
    listing.add_argument("--limit", type=int, default=20)
    listing.add_argument("--json", action="store_true")
    verbs.add_parser("deliver", help="let what was announced be followed, now (`shian work` does so all the time)")
    waiting = verbs.add_parser("parked", help="announcements that a follower gave up on")
    waiting.add_argument("--json", action="store_true")


def run(args: argparse.Namespace) -> int:
    if args.verb == "deliver":
        return _deliver()
    rows = _entries(args.within, args.limit) if args.verb == "list" else _parked()
    for row in rows:
        print(json.dumps(row, ensure_ascii=False) if args.json else "  ".join(str(value) for value in row.values()))
    return 0


def _entries(within: str, limit: int) -> Iterator[dict[str, Any]]:
    ground = within or (found.path if (found := installation()) else "")
    if not is_path(ground):
        raise Refused("--within must be the path of a place, as cn/33/04/83/")
    clerk = Actor("command line", grants=(Grant(frozenset({"see"}), Reach.GROUND, ground, clearance=Secrecy.CASE),))
    with worn(clerk):
        yield from (_row(entry) for entry in queries.entries(clerk, within=ground)[:limit])


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "at": timezone.localtime(entry.at).isoformat(timespec="seconds"),
        "actor": entry.actor,
        "verb": entry.verb,
        "subject": f"{entry.subject_kind}:{entry.subject_id}",
        "path": entry.path,
    }


def _parked() -> Iterator[dict[str, Any]]:
    for parked in queries.parked():
        yield {
            "at": parked.at.isoformat(),
            "follower": parked.consumer,
            "entry": str(parked.entry),
            "error": parked.error,
        }


def _deliver() -> int:
    print(f"{deliver_all(FOLLOWS, timezone.now())} followed")
    return 0
