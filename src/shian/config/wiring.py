"""What follows from what: the one page where rooms meet.

`install` fills the kernel's ports. FOLLOWS names, for each event, who acts on it after commit. A follower's name is
the key of its cursor in the ledger: it stays when its function moves.
"""

from shian.config.engaged import engagements
from shian.kernel import ports
from shian.ledger.actions.outbox import Follower, LedgerOutbox
from shian.ledger.recorder import LedgerRecorder
from shian.people.grants import PeopleGrants

FOLLOWS: dict[str, list[Follower]] = {}


def install() -> None:
    """Give the gate its recorder, its grants and its outbox."""
    ports.install(LedgerRecorder(), PeopleGrants(engagements), LedgerOutbox())
