"""Make a county that does not exist, with people to enter as, and a quarter of history.

shian demo                       a small county; a second run finds it made
shian demo --serve               and serve its pages until Ctrl-C
shian demo --scale tongxiang     20,000 businesses and 2,000 cadres, in a data folder of its own (SHIAN_DATA)
"""

import argparse
import sys

from django.utils import timezone

from shian.cli import migrate, serve
from shian.demo.build import Built, build
from shian.demo.worlds import world

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
    migrate.run(argparse.Namespace(quiet=True))
    built = build(
        chosen,
        today=timezone.localdate(),
        everybody=args.full or args.scale == "small",
        say=lambda text: print(text, file=sys.stderr, flush=True),
    )
    print(told(built, args.host, args.port), flush=True)
    return serve.serve(args.host, args.port, args.workers) if args.serve else 0


def told(built: Built, host: str, port: int) -> str:
    """What stands, and how to enter."""
    head = f"{built.world.name}（演示{'，早已建好' if built.already else ''}）"
    counts = "  ".join(f"{name} {number:,}" for name, number in built.counts.items())
    findings = "  ".join(f"{state} {number}" for state, number in sorted(built.findings.items()))
    cast = [f"  {m.key:17} {m.name}  {m.title}  {m.place}" for m in built.cast]
    way = f"http://{host}:{port}/login"
    return "\n".join([head, counts, f"findings: {findings}", "", f"在 {way} 一键进入：", *cast])
