"""Draw from a list that is sealed first, and make a published draw again.

shian draw run FILE --json                     FILE: {"frame": [...], "size": 5} or {"frame": [{"id", "stratum"}], "strata": {...}}
shian draw run FILE --within 330483 --json     the same in the books: sealed, drawn and published, each in the ledger
shian draw verify FILE --json                  FILE: what was published; exit 2 where it does not come out
"""

import argparse
import json
import secrets
import sys
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.config.databases import open_database
from shian.draws.actions import Purpose, commit_draw, publish_draw, run_draw
from shian.draws.frames import asked_of, claimed_of, frame_of
from shian.draws.queries import published
from shian.draws.rules import FORMAT, Frame, differences, drawn, frame_text, result, sha
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.kernel.tables import refuse_old_tables
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.territory.queries import place

NEEDS_DATABASE = False  # a list in a file can be drawn from on any machine; only `--within` writes
BAD_INPUT = 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    verbs = parser.add_subparsers(dest="verb", required=True)
    running = verbs.add_parser("run", help="seal a list, draw, print what is published")
    running.add_argument("--within", metavar="CODE", default="", help="keep it in the books of this place")
    running.add_argument("--word", default="", help="a word said by somebody present")
    checking = verbs.add_parser("verify", help="make a published draw again")
    for one in (running, checking):
        one.add_argument("file", type=Path)
        one.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    return {"run": _run, "verify": _verify}[args.verb](args)


def _run(args: argparse.Namespace) -> int:
    frame = asked_of(_read(args.file))
    done = in_the_books(frame, args) if args.within else on_paper(frame, args.word)
    if args.json:
        print(json.dumps(done, ensure_ascii=False, indent=1))
    else:
        print("\n".join(one["id"] for one in done["drawn"]))
    return 0


def on_paper(frame: Frame, word: str) -> dict[str, Any]:
    """A draw that no ledger knows of: the file says all there is."""
    seed = secrets.token_hex(32)
    return {
        "format": FORMAT,
        "frame_hash": sha(frame_text(frame)),
        "commitment": sha(seed),
        "seed": seed,
        "word": word,
        "strata": dict(frame.strata),
        "drawn": result(frame, drawn(frame, seed, word)),
        "frame": [{"id": row.id, "stratum": row.stratum} for row in frame.rows],
    }


def in_the_books(frame: Frame, args: argparse.Namespace) -> dict[str, Any]:
    """Sealed in one transaction, drawn in the next: the ledger has the hashes before the seed is known."""
    open_database()
    refuse_old_tables()
    planner = system("planner")
    purpose = Purpose("file", args.file.name[:120], place(args.within).path)
    with worn(planner):
        draw = commit_draw(frame, purpose, by=planner, now=timezone.now())
    with worn(planner):
        run_draw(draw, by=planner, now=timezone.now(), word=args.word)
        publish_draw(draw, by=planner, now=timezone.now())
        return published(draw, viewer=planner)


def _verify(args: argparse.Namespace) -> int:
    raw = _read(args.file)
    if not isinstance(raw, dict):
        raise Refused(_("这个文件不是公布的抽取结果：它应是一个 JSON 对象"), code="malformed")
    try:
        wrong = differences(frame_of(raw), claimed_of(raw))
    except Refused as refused:
        if args.json:
            print(json.dumps({"ok": False, "wrong": [refused.code], "drawn": 0}))
        raise
    if args.json:
        print(json.dumps({"ok": not wrong, "wrong": list(wrong), "drawn": len(raw["drawn"])}, ensure_ascii=False))
    if wrong:
        parts = {"frame_hash": _("名单"), "commitment": _("种子"), "drawn": _("抽中的")}
        print(_("核不上：%(parts)s与公布的不一致") % {"parts": in_a_row(parts[one] for one in wrong)}, file=sys.stderr)
        return BAD_INPUT
    if not args.json:
        print(_("核对无误：按公布的名单和种子重抽，结果一样"))
    return 0


def _read(file: Path) -> Any:
    try:
        return json.loads(file.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise Refused(_("读不了文件 %(file)s") % {"file": file}, code="unreadable") from error
    except (ValueError, RecursionError) as error:
        raise Refused(_("%(file)s 不是 JSON 文件") % {"file": file}, code="malformed") from error
