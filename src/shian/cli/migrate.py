"""Bring the tables up to date, as their owner, and let the application in."""

import argparse

from shian.config.databases import needs_owner
from shian.config.migrating import migrate

MIGRATES = True  # it brings the tables up to date itself


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quiet", action="store_true", help="say nothing unless it fails")


def run(args: argparse.Namespace) -> int:
    needs_owner()
    migrate(verbosity=0 if args.quiet else 1)
    return 0
