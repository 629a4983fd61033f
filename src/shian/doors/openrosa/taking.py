"""One request of a field app, read and taken: at the page server in its own transaction, at the mass door in a batch."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import msgspec
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.actions import attach, one_at_a_time
from shian.checklists.models import ChecklistVersion
from shian.checklists.rules.form import Form
from shian.doors.ingest.statuses import status_of
from shian.doors.openrosa import answers, catalogue, reading
from shian.doors.openrosa.reading import Sent
from shian.evidence.actions import Upload, refuse_by_size
from shian.evidence.limits import limits as evidence_limits
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import plural
from shian.loop import queries as loop
from shian.loop.actions import Answered, hand_in_many
from shian.loop.actions.receipts import REUSED
from shian.loop.submission import Submission

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

XML_PART, MORE_TO_COME = "xml_submission_file", "*isIncomplete*"
CREATED, ACCEPTED = 201, 202


@dataclass(frozen=True)
class Parcel:
    """What came in one request: an instance, the form it answers, and the files it speaks of, as far as they came along."""

    sent: Sent
    version: ChecklistVersion
    form: Form
    named: Mapping[str, str]  # the files that the instance speaks of, each with what it is
    files: "Mapping[str, UploadedFile[Any]]"
    more: bool  # other requests with files follow

    @property
    def whole(self) -> bool:
        """Whether nothing belongs to it that came or comes in a file: then it is a sheet like any other."""
        return not self.named and not self.more

    def submission(self, now: datetime, kept: Mapping[str, UUID]) -> Submission:
        """The sheet as every door hands it in. Raises Refused with one sentence."""
        return reading.submission(self.sent, self.form, self.version, kept, today=timezone.localdate(now))


def opened(request: HttpRequest) -> Parcel:
    """Read the request. Raises Refused for what is no filled form of ours."""
    refuse_by_length(request)
    data = request.FILES.get(XML_PART)
    if data is None:
        raise Refused(_("没有 xml_submission_file"), code="malformed")
    sent = reading.sent(data.read(reading.MOST_BYTES + 1))
    if sent.task is None:
        raise Refused(_("没有选办哪一件，请在表里选一件再交"), code="no_task")
    programme, _dot, checklist = sent.form.partition(catalogue.BETWEEN)
    if not programme or not checklist:
        raise Missing(_("没有这份表，或者您现在没有要用它办的事"))
    version = checklists.version(checklist, sent.version)
    form = checklists.form(version)
    named = reading.pictures(form, sent)
    files = {name: file for name in named for file in request.FILES.getlist(name)[:1]}
    return Parcel(sent, version, form, named, files, request.POST.get(MORE_TO_COME) == "yes")


def refuse_by_length(request: HttpRequest) -> None:
    """Before anything of it is read. Raises Refused."""
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > 2 * evidence_limits().bytes:
        raise Refused(_("提交的内容太大，请分几次提交"), code="too_big")


def taken(parcel: Parcel, *, by: Actor, now: datetime) -> HttpResponse:
    """Keep the files and hand the sheet in; a verdict in the transaction of whoever asks. Raises Refused."""
    one_at_a_time(by.person or UUID(int=0), parcel.sent.client_id)
    kept: dict[str, UUID] = {}
    if not parcel.whole:
        kept = _kept(parcel, by, now)
        if parcel.more:
            return answers.verdict(plural("收到 %(n)d 个附件，等其余的", len(kept)), status=ACCEPTED, good=True)
        _refuse_missing(parcel.named, kept)
    submission = parcel.submission(now, kept)
    said = hand_in_many([submission], by=by, now=now)[0]
    if (before := as_first_sent(submission, said)) is not None:
        said = hand_in_many([before], by=by, now=now)[0]
    return judged(said)


def as_first_sent(submission: Submission, said: Answered) -> Submission | None:
    """A telephone whose clock is ahead names a day that is none today and is one tomorrow: sent again then, it is the same form
    as it was without a day. Nothing new can come of asking so: the id is known."""
    return msgspec.structs.replace(submission, on_day=None) if said.code == REUSED and submission.on_day else None


def judged(said: Answered) -> HttpResponse:
    """What the app hears of a verdict."""
    if not said.ok:
        return answers.verdict(said.message, status=status_of(said.code), good=False)
    return answers.verdict(said.message or _("收到了，辛苦了"), status=CREATED, good=True)


def _kept(parcel: Parcel, by: Actor, now: datetime) -> dict[str, UUID]:
    """The files of this request that the form speaks of, kept; with those that came before."""
    if not parcel.named:
        return {}
    task = loop.task(parcel.sent.task or UUID(int=0), viewer=by)
    uploads = {name: _upload(file, parcel.named[name]) for name, file in sorted(parcel.files.items())}
    return attach(parcel.sent.client_id, uploads, path=task.path, business=task.business_id, by=by, now=now)


def _upload(file: "UploadedFile[Any]", kind: str) -> Upload:
    refuse_by_size(file.size or 0)
    return Upload(file.read(), kind)


def _refuse_missing(named: Mapping[str, str], kept: Mapping[str, UUID]) -> None:
    if missing := sorted(named.keys() - kept.keys()):
        raise Refused(_("照片「%(name)s」没有一起传上来，请再发一次") % {"name": missing[0]}, code="photo_missing")
