"""Let the clock act on whatever is overdue at an instant: remind, inform, escalate. It may run late or twice.

shian tick --now 2026-10-15T09:00:00+08:00
"""

import argparse
import json
from dataclasses import asdict

from django.utils.translation import gettext as _

from shian.cli.instants import instant
from shian.config.household import make_round


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument(
        "--now", metavar="ISO", default="", help="the instant (default: this one); without a zone: local time"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    now = instant(args.now)
    done = make_round(now).ticked
    print(json.dumps({"now": now.isoformat(), **asdict(done)}) if args.json else _told(done.climbed, done.lapses))
    return 0


def _told(climbed: dict[str, int], lapses: int) -> str:
    acts = "  ".join(f"{word} {count}" for word, count in sorted(climbed.items())) or _("没有要催办的")
    return _("%(acts)s；新发现 %(lapses)d 家漏交") % {"acts": acts, "lapses": lapses}
