"""Carry announcements to those who follow them, and let the clock tick; `shian serve` runs this beside the pages."""

import argparse
import logging
import time
from datetime import datetime

from django.db import connection
from django.utils import timezone

from shian.config.household import make_round
from shian.config.wiring import FOLLOWS
from shian.doors.chores import holding
from shian.kernel.refused import Missing
from shian.ledger.actions.outbox import CHANNEL, deliver_all

log = logging.getLogger("shian.work")
TICK_EVERY = 60.0  # seconds; the clock may come late or twice
LOOK_EVERY = 5.0  # seconds, when nobody rang


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--once", action="store_true", help="deliver what waits, tick once, and end")


def run(args: argparse.Namespace) -> int:
    if args.once:
        work(timezone.now(), tick_too=True)
        return 0
    last = 0.0
    while True:
        due = time.monotonic() - last >= TICK_EVERY
        last = time.monotonic() if due else last
        guarded(due)
        wait_for_the_bell(LOOK_EVERY)


def guarded(tick_too: bool) -> None:
    """One round; whatever breaks is told to the log and tried again, for the work waits in the ledger."""
    try:
        work(timezone.now(), tick_too=tick_too)
    except Missing:
        log.info("no law is loaded yet: nothing to do")
    except Exception:
        log.exception("a round failed; the next one tries again")
        connection.close()
        time.sleep(LOOK_EVERY)


def work(now: datetime, *, tick_too: bool) -> None:
    """Deliver everything that waits, and tick where it is time."""
    deliver_all(FOLLOWS, now)
    if tick_too:
        holding.sweep(now)
        make_round(now)


def wait_for_the_bell(seconds: float) -> None:
    """Until the outbox rings, or some seconds went by."""
    connection.ensure_connection()
    with connection.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")
    for _bell in connection.connection.notifies(timeout=seconds, stop_after=1):
        return
