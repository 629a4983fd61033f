"""When a statutory limit is due: the law's calendar counts, as every page and task here counts.

shian deadlines add 2026-09-30 "7 working days"            also "60 days", "3 months"
shian deadlines add 2026-09-30T15:00 "24 hours" --json     {"due": …, "provisional": …, "why": …, "clause": …}
shian deadlines add 2026-09-30T15:00+00:00 "24 hours"      an instant elsewhere is read in the law's zone, unless --zone names another
"""

import argparse
import json
from datetime import date, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext as _

from shian.kernel.because import Because
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.packs.deadlines import WORDS, Deadline, NoInstant, NoLimit, deadline
from shian.packs.loader import load
from shian.packs.rules import calendar_of

NEEDS_DATABASE = False  # the calendar is a file of the law; a machine without books counts alike
NATIONAL = Path(settings.SHIAN_PACKS) / "cn"
LAW = "Asia/Shanghai"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    adding = parser.add_subparsers(dest="verb", required=True).add_parser("add", help="a day and a limit")
    adding.add_argument("start", metavar="DATE", help="2026-09-30, or 2026-09-30T15:00 where hours are counted")
    adding.add_argument("limit", help=", ".join(WORDS))
    adding.add_argument("--zone", default="law", help="law (Beijing time), or the name of a time zone")
    adding.add_argument("--packs", type=Path, default=NATIONAL, help="the folder of the law")
    adding.add_argument("--json", action="store_true", help="print one JSON object")


def run(args: argparse.Namespace) -> int:
    found = counted(args.start, args.limit, args.zone, args.packs)
    if args.json:
        print(json.dumps(as_words(found), ensure_ascii=False))
    else:
        print(f"{found.value.due}{_('（暂定：这一年的放假安排还没有公布）') if found.value.provisional else ''}")
    return 0


def counted(start: str, limit: str, zone: str, packs: Path) -> Because[Deadline]:
    """Raises Refused for a day, a limit or a zone that is none."""
    begins = _begins(start, _zone(zone))
    calendar = calendar_of(load(packs)[0].pack.calendar)
    try:
        return deadline(begins, limit, calendar)
    except NoInstant as error:
        raise Refused(_("按小时算，要从一个时刻起，请写成 2026-09-30T15:00"), code="malformed") from error
    except NoLimit as error:
        words = {"limit": limit, "words": in_a_row(WORDS)}
        raise Refused(_("没有“%(limit)s”这样的期限，请写成其中一种：%(words)s") % words, code="malformed") from error
    except (OverflowError, ValueError) as error:
        raise Refused(_("算不出这个期限：超出了日历"), code="malformed") from error


def as_words(found: Because[Deadline]) -> dict[str, Any]:
    return {
        "due": found.value.due,
        "provisional": found.value.provisional,
        "why": found.why(),
        "clause": found.clause,
        **found.facts,
    }


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(LAW if name == "law" else name)
    except (KeyError, ValueError, OSError) as error:
        raise Refused(_("没有这个时区：%(zone)s") % {"zone": name}, code="unknown_word") from error


def _begins(said: str, zone: ZoneInfo) -> date | datetime:
    """A day stays a day; an instant without an offset is of the zone, one with an offset is read in it."""
    try:
        if len(said) <= len("2026-09-30"):
            return date.fromisoformat(said)
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise Refused(
            _("“%(day)s”不是日期，请写成 2026-09-30 或 2026-09-30T15:00") % {"day": said}, code="malformed"
        ) from error
    return moment.astimezone(zone) if moment.tzinfo else moment.replace(tzinfo=zone)
