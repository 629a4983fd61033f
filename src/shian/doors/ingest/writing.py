"""One batch, one transaction: many people's sheets through the gate, each judged by the lens as its own actor."""

import os
from collections.abc import Sequence
from contextlib import suppress

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.translation import override

from shian.doors.ingest.limits import limits
from shian.kernel.wall import worn_together
from shian.loop.actions import Answered, Handed, hand_in_together


def write(handed: Sequence[Handed], language: str) -> list[Answered]:
    """The verdicts, once they are on disk. A connection in trouble is dropped, so that the next batch gets a new one."""
    try:
        step_back()
        with override(language), worn_together([one.by for one in handed], seconds=limits().statement_seconds):
            return hand_in_together(handed, now=timezone.now())
    except (DatabaseError, InterfaceError):
        connection.close()
        raise


def step_back() -> None:
    """Let the database's process behind this connection step back behind the pages as far as ours does: as much of a record is
    written there as here. Only on this machine, and where the operating system lets us (as root, or as the user the
    database runs as); elsewhere it stays as it is."""
    connection.ensure_connection()
    held = connection.connection
    if getattr(held, "stepped_back", False) or not connection.settings_dict["HOST"].startswith("/"):
        return
    with suppress(OSError):
        os.setpriority(os.PRIO_PROCESS, held.info.backend_pid, os.getpriority(os.PRIO_PROCESS, 0))
    held.stepped_back = True


POSTURE = """
SELECT rolsuper OR rolbypassrls, current_setting('synchronous_commit')
  FROM pg_roles WHERE rolname = current_user
"""


class WrongPosture(RuntimeError):
    """The process may not start like this."""


def refuse_wrong_posture() -> None:
    """An answer means "on disk", and the second wall binds us: else this door stays shut."""
    with connection.cursor() as cursor:
        cursor.execute(POSTURE)
        unbound, durable = cursor.fetchone()
    if unbound:
        raise WrongPosture("row-level security does not bind this database role: connect as shian_app")
    if durable == "off":
        raise WrongPosture("synchronous_commit is off: an answer would come before the disk has it")
