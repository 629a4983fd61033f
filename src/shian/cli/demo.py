"""Make a county that does not exist, with people to enter as, and a quarter of history.

shian demo                       a small county; a second run finds it made
shian demo --serve               and serve its pages until Ctrl-C
shian demo --scale tongxiang     20,000 businesses and 2,000 cadres, in a data folder of its own (SHIAN_DATA)
"""

import argparse
import sys

from django.utils import timezone
from django.utils.translation import gettext as _

from shian.cli import migrate, serve
from shian.demo.build import Built, build
from shian.demo.counts import RECORDS
from shian.demo.receipts import folder
from shian.demo.worlds import world
from shian.doors.entrance.cast import receipts
from shian.doors.ui.terms import FINDING_STATES

MIGRATES = True  # it brings the tables up to date itself

HOST, PORT, WORKERS = "127.0.0.1", 8000, 2


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--scale", default="small", choices=["small", "tongxiang"])
    parser.add_argument("--place", default="tongxiang", help="tongxiang, shuanghu or yunyang")
    parser.add_argument("--full", action="store_true", help="daily records of every enterprise, not of a tenth")
    parser.add_argument("--serve", action="store_true", help=f"then serve on http://{HOST}:{PORT}")
    parser.add_argument("--host", default=HOST)
    parser.add_argument("--port", type=int, default=PORT)
    parser.add_argument("--workers", type=int, default=WORKERS)


def run(args: argparse.Namespace) -> int:
    chosen = world(args.place, args.scale)
    say(_("正在准备数据表…"))
    migrate.run(argparse.Namespace(quiet=True))
    built = build(chosen, today=timezone.localdate(), everybody=args.full or args.scale == "small", say=say)
    print(told(built, args.host, args.port), flush=True)
    return serve.serve(args.host, args.port, args.workers) if args.serve else 0


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def told(built: Built, host: str, port: int) -> str:
    """What stands, and how to enter."""
    title = _("%(name)s（演示，早已建好）") if built.already else _("%(name)s（演示）")
    cast = [f"  {m.key:17} {m.name}  {m.title}  {m.place}" for m in built.cast]
    enter = _("在 %(address)s 点一下就能进入：") % {"address": f"http://{host}:{port}/login"}
    heads = [title % {"name": built.world.name}, records(built), findings(built)]
    return "\n".join(["", *heads, "", enter, *cast, "", *to_try(host, port), ""])


def to_try(host: str, port: int) -> list[str]:
    """The receipts that the play left for whoever tries it as a citizen, and whose keys lie in the demo's folder."""
    words = {"complaint": "receipt", "offer": "receipt", "sealed": "clue/receipt", "reward": "clue/receipt"}
    lines = [f"  {name:17} {code.upper()}  http://{host}:{port}/{words[name]}" for name, code in receipts().items()]
    keys = _("两把身份保管人钥匙是演示专用的，口令写在旁边：%(folder)s") % {"folder": folder() / "keys"}
    return [_("不登录，像群众一样试（回执）："), *lines, f"  {keys}"] if lines else []


def records(built: Built) -> str:
    return "  ".join(f"{words} {built.counts[key]:,}" for key, words in RECORDS.items() if key in built.counts)


def findings(built: Built) -> str:
    """Of the problems, how many stand where, in the order in which a problem goes its way."""
    counted = [f"{words} {built.findings[key]:,}" for key, words in FINDING_STATES.items() if built.findings[key]]
    return _("其中问题：%(states)s") % {"states": "  ".join(counted)}
