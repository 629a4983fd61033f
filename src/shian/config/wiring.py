"""What follows from what: the one page where rooms meet.

`install` fills the kernel's ports. FOLLOWS names, for each event, who acts on it after commit. A follower's name is
the key of its cursor in the ledger: it stays when its function moves.
"""

from shian.clues.actions.owing import FILE as CLUE
from shian.clues.events import ClueFiled
from shian.complaints.actions.clocks import FILE as COMPLAINT
from shian.complaints.events import ComplaintMoved
from shian.config.clueing import (
    follow_the_finding,
    moved_at_the_station,
    raised_and_pushed,
    take_the_notice,
    take_the_problem,
    take_the_raised,
    take_the_sealed,
)
from shian.config.counting import counted
from shian.config.engaged import engagements
from shian.config.following import (
    leave_the_plan,
    mark_the_member,
    owe_what_it_calls_forth,
    owe_what_the_law_says,
    remind_the_member,
    what_can_be_called_forth,
)
from shian.config.joining import join_the_record, objects_out_there
from shian.config.moving import follow_the_place
from shian.config.prosecuting import open_the_case, open_the_case_of_a_report, settle_the_inspection
from shian.config.relocating import follow_the_business
from shian.config.writing import draft_the_letter
from shian.disclosure.events import MemberMoved, MemberReminded
from shian.doors.clues.files import clues_as_files
from shian.doors.complaints.files import complaints_as_files
from shian.doors.double_random.files import plans_as_files
from shian.doors.enforcement.files import cases_as_files, inquiries_as_files, spots_as_files, transfers_as_files
from shian.doors.ingest import ways
from shian.doors.inspection.files import inspections_as_files
from shian.doors.letters.files import letters_as_files
from shian.doors.openrosa.answers import SUBMISSION
from shian.doors.openrosa.flood import Flood
from shian.doors.operations.files import notices_as_files, objects_as_files
from shian.doors.oversight.files import problems_as_files
from shian.doors.report.files import looks_as_files
from shian.doors.sealed.files import clues_as_files as sealed_as_files
from shian.doors.sealed.files import openings_as_files, rewards_as_files
from shian.double_random.actions.checking import FILE as RANDOM_PLAN
from shian.enforcement.actions.answering import INQUIRY_FILE
from shian.enforcement.actions.owing import FILE as CASE
from shian.enforcement.actions.spot import SPOT_FILE
from shian.enforcement.actions.transferring import FILE as TRANSFER
from shian.enforcement.events import CaseMoved
from shian.inspection.owed import FILE as INSPECTION
from shian.kernel import ports
from shian.ledger.actions.outbox import Follower, LedgerOutbox
from shian.ledger.recorder import LedgerRecorder
from shian.letters import figures
from shian.letters.actions.issuing import FILE as LETTER
from shian.loop import files
from shian.loop.events import FindingMoved, FindingRaised, RungClimbed
from shian.operations.actions.notices import FILE as NOTICE
from shian.operations.actions.objects import FILE as OBJECT
from shian.operations.events import NoticeMoved
from shian.oversight.actions.problems import FILE as OVERSIGHT
from shian.oversight.events import ProblemMoved
from shian.packs.events import ReleaseLoaded
from shian.packs.words import EVENTS
from shian.people.grants import PeopleGrants
from shian.reception.actions.looks import FILE as FIRST_LOOK
from shian.registry.events import BusinessMoved, RegisterImported, StatusChanged
from shian.sealed import owed as sealed
from shian.sealed.events import SealedHanded
from shian.territory.events import PlaceMoved

FOLLOWS: dict[str, list[Follower]] = {
    StatusChanged.name: [Follower("loop.leave_the_plan", leave_the_plan)],
    RegisterImported.name: [Follower("loop.owe_what_the_law_says", owe_what_the_law_says)],
    ReleaseLoaded.name: [Follower("loop.owe_what_a_law_says", owe_what_the_law_says)],
    MemberMoved.name: [Follower("registry.mark_the_member", mark_the_member)],
    MemberReminded.name: [Follower("loop.remind_the_member", remind_the_member)],
    FindingRaised.name: [
        Follower("operations.join_the_record", join_the_record, objects_out_there),
        Follower("clues.take_the_raised", take_the_raised, raised_and_pushed),
    ],
    FindingMoved.name: [Follower("clues.follow_the_finding", follow_the_finding, moved_at_the_station)],
    NoticeMoved.name: [Follower("clues.take_the_notice", take_the_notice)],
    ProblemMoved.name: [Follower("clues.take_the_problem", take_the_problem)],
    SealedHanded.name: [Follower("clues.take_the_sealed", take_the_sealed)],
    ComplaintMoved.name: [Follower("enforcement.open_the_case_of_a_report", open_the_case_of_a_report)],
    CaseMoved.name: [Follower("inspection.settle_the_inspection", settle_the_inspection)],
    ClueFiled.name: [Follower("enforcement.open_the_case", open_the_case)],
    RungClimbed.name: [Follower("letters.draft", draft_the_letter)],
    PlaceMoved.name: [Follower("moving", follow_the_place)],
    BusinessMoved.name: [Follower("relocating", follow_the_business)],
}
# Whatever a programme's file may name in `when.event`.
_CALLING = Follower("loop.owe_what_it_calls_forth", owe_what_it_calls_forth, what_can_be_called_forth)
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
    RANDOM_PLAN: plans_as_files,
    sealed.CLUE: sealed_as_files,
    sealed.OPENING: openings_as_files,
    sealed.REWARD: rewards_as_files,
    CLUE: clues_as_files,
    CASE: cases_as_files,
    TRANSFER: transfers_as_files,
    SPOT_FILE: spots_as_files,
    INQUIRY_FILE: inquiries_as_files,
    COMPLAINT: complaints_as_files,
}


def install() -> None:
    """Give the gate its recorder, its grants and its outbox; say who knows the files behind tasks, who counts, and who
    else answers at the mass door."""
    ports.install(LedgerRecorder(), PeopleGrants(engagements), LedgerOutbox())
    files.install(FILES)
    figures.install(counted)
    ways.install({SUBMISSION: Flood()})
