"""What follows from what: the one page where rooms meet.

`install` fills the kernel's ports. FOLLOWS names, for each event, who acts on it after commit. A follower's name is
the key of its cursor in the ledger: it stays when its function moves.
"""

from shian.complaints.actions.clocks import FILE as COMPLAINT
from shian.config.counting import counted
from shian.config.engaged import engagements
from shian.config.following import (
    leave_the_plan,
    mark_the_member,
    owe_what_it_calls_forth,
    owe_what_the_law_says,
    remind_the_member,
)
from shian.config.joining import join_the_record
from shian.config.moving import follow_the_place
from shian.config.relocating import follow_the_business
from shian.config.writing import draft_the_letter
from shian.disclosure.events import MemberMoved, MemberReminded
from shian.doors.complaints.files import complaints_as_files
from shian.doors.inspection.files import inspections_as_files
from shian.doors.letters.files import letters_as_files
from shian.doors.operations.files import notices_as_files, objects_as_files
from shian.doors.oversight.files import problems_as_files
from shian.doors.report.files import looks_as_files
from shian.inspection.owed import FILE as INSPECTION
from shian.kernel import ports
from shian.ledger.actions.outbox import Follower, LedgerOutbox
from shian.ledger.recorder import LedgerRecorder
from shian.letters import figures
from shian.letters.actions.issuing import FILE as LETTER
from shian.loop import files
from shian.loop.events import FindingRaised, RungClimbed
from shian.operations.actions.notices import FILE as NOTICE
from shian.operations.actions.objects import FILE as OBJECT
from shian.oversight.actions.problems import FILE as OVERSIGHT
from shian.packs.events import ReleaseLoaded
from shian.packs.words import EVENTS
from shian.people.grants import PeopleGrants
from shian.reception.actions.looks import FILE as FIRST_LOOK
from shian.registry.events import BusinessMoved, RegisterImported, StatusChanged
from shian.territory.events import PlaceMoved

FOLLOWS: dict[str, list[Follower]] = {
    StatusChanged.name: [Follower("loop.leave_the_plan", leave_the_plan)],
    RegisterImported.name: [Follower("loop.owe_what_the_law_says", owe_what_the_law_says)],
    ReleaseLoaded.name: [Follower("loop.owe_what_a_law_says", owe_what_the_law_says)],
    MemberMoved.name: [Follower("registry.mark_the_member", mark_the_member)],
    MemberReminded.name: [Follower("loop.remind_the_member", remind_the_member)],
    FindingRaised.name: [Follower("operations.join_the_record", join_the_record)],
    RungClimbed.name: [Follower("letters.draft", draft_the_letter)],
    PlaceMoved.name: [Follower("moving", follow_the_place)],
    BusinessMoved.name: [Follower("relocating", follow_the_business)],
}
# Whatever a programme's file may name in `when.event`.
_CALLING = Follower("loop.owe_what_it_calls_forth", owe_what_it_calls_forth)
for _event in EVENTS:
    FOLLOWS[_event] = [*FOLLOWS.get(_event, []), _CALLING]

# Whose files stand behind a task (`Task.file_kind`), and how they are called.
FILES: dict[str, files.Resolver] = {
    LETTER: letters_as_files,
    INSPECTION: inspections_as_files,
    OVERSIGHT: problems_as_files,
    OBJECT: objects_as_files,
    NOTICE: notices_as_files,
    FIRST_LOOK: looks_as_files,
    COMPLAINT: complaints_as_files,
}


def install() -> None:
    """Give the gate its recorder, its grants and its outbox; say who knows the files behind tasks, and who counts."""
    ports.install(LedgerRecorder(), PeopleGrants(engagements), LedgerOutbox())
    files.install(FILES)
    figures.install(counted)
