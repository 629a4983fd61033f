"""The fast track (绿色通道): a report that came under a call is owed a first look, by a day, before anything else about it."""

from datetime import datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.files import Owed, finish_on_file, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.loop.posts import office_post, supervising_post
from shian.reception.events import FirstLookMoved
from shian.reception.models import Call, FirstLook
from shian.reception.states import FIRST_LOOK

FILE = "first_look"
PROGRAMME = "fast_track"
ACT = "first_look"


def fast_track(call: Call, file_kind: str, file: UUID, path: str, *, by: Actor, now: datetime) -> FirstLook:
    """The station nearest to the place owes the first look; where there is none, the office."""
    law = law_on(local_day(now), path)
    due = law.limit(law.programme(PROGRAMME), "act", local_day(now))
    row = FirstLook(
        id=new_id(), call=call, title=call.title, file_kind=file_kind, file_id=file, holder_id=supervising_post(path) or office_post(path),
        due=due.value.day, because=due.as_json(), recorded_at=now, path=path, secrecy=int(Secrecy.INTERNAL),
    )  # fmt: skip
    with act(by, "fast_track", row) as announce:
        owed = Owed(ACT, FILE, row.pk, PROGRAMME, path, row.secrecy, row.holder_id)
        row.task = owe_on_file(owed, due, law, now=now).pk
        insert_many(FirstLook, [row])
        announce.note(call=str(call.pk), due=row.due.isoformat())
        announce(FirstLookMoved(row.pk, call.pk, "owe", row.state))
    return row


def note_first_look(look: FirstLook, *, words: str, by: Actor, now: datetime) -> FirstLook:
    """What the first look showed: is somebody in danger, must one go at once."""
    said = needed(words, 500)
    with act(by, "note_first_look", look) as announce:
        FIRST_LOOK.move(look, "look", words=said, looked_by=by.label[:120], looked_at=now)
        finish_on_file(look.task, by=by, now=now)
        announce.note(late=local_day(now) > look.due)
        announce(FirstLookMoved(look.pk, look.call_id, "look", look.state))
    return look
