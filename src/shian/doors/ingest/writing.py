"""One batch, one transaction: many people's sheets through the gate, each judged by the lens as its own actor."""

from collections.abc import Sequence

from django.db import DatabaseError, InterfaceError, connection
from django.utils import timezone
from django.utils.translation import override

from shian.doors.ingest.limits import limits
from shian.kernel.wall import worn_together
from shian.loop.actions import Answered, Handed, hand_in_together


def write(handed: Sequence[Handed], language: str) -> list[Answered]:
    """The verdicts, once they are on disk. A connection in trouble is dropped, so that the next batch gets a new one."""
    try:
        with override(language), worn_together([one.by for one in handed], seconds=limits().statement_seconds):
            return hand_in_together(handed, now=timezone.now())
    except (DatabaseError, InterfaceError):
        connection.close()
        raise


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
