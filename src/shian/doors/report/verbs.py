"""What somebody with a receipt may do: write, add a photograph, say that it is solved, withdraw, ask to look again."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.actions import reopen, say_fixed, withdraw, write
from shian.complaints.house import at_the_counter
from shian.complaints.models import Complaint
from shian.complaints.schemas import Told
from shian.doors.report.draft import MOST_PHOTOS
from shian.doors.report.photos import clean
from shian.doors.ui.asked import Asked
from shian.doors.ui.shapes.parts import Act, Field
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused


def offered(told: Told) -> tuple[Act, ...]:
    """The forms of what may be done now."""
    here = reverse("receipt_file")
    acts = []
    if told.may_write:
        fields = (
            Field("text", _("想说的话"), "textarea"),
            Field("photos", _("补一张照片（可以不传）"), "file", help=_("地点和手机型号会先去掉再保存。")),
        )
        acts.append(Act("write", _("发送"), here, fields, look="primary", files=True))
    if told.ended_on and not told.fixed:
        acts.append(Act("fixed", _("解决了"), here))
    if told.may_reopen:
        why = Field("text", _("还有什么没有解决"), "textarea", required=True)
        acts.append(Act("reopen", _("没有解决，请重新办理"), here, (why,), look="primary"))
    if told.may_withdraw:
        why = Field("text", _("为什么撤回"), required=True)
        acts.append(Act("withdraw", _("撤回"), here, (why,), _("撤回以后我们不再办这件事。"), look="danger"))
    return tuple(acts)


def _write(found: Complaint, request: Asked, counter: Actor) -> None:
    kept = _photos(found, request, counter)
    words = request.POST.get("text", "").strip() or (_("补了照片") if kept else "")
    write(found, words, evidence=kept, by=counter, now=request.now)


def _photos(found: Complaint, request: Asked, counter: Actor) -> tuple[UUID, ...]:
    """Added photographs keep no place: whoever wants to tell one writes it."""
    files = request.FILES.getlist("photos")
    if len(files) > MOST_PHOTOS:
        raise Refused(_("一次最多 %(n)d 张照片") % {"n": MOST_PHOTOS}, code="too_many_photos")
    kept = []
    for file in files:
        upload = Upload(clean(file).data, "photo")
        kept.append(keep_evidence(upload, path=found.path, business=found.business_id, by=counter).pk)
    return tuple(kept)


def _withdraw(found: Complaint, request: Asked, counter: Actor) -> None:
    withdraw(found, request.POST.get("text", ""), by=counter, now=request.now)


def _reopen(found: Complaint, request: Asked, counter: Actor) -> None:
    reopen(found, request.POST.get("text", ""), by=counter, now=request.now)


def _fixed(found: Complaint, request: Asked, counter: Actor) -> None:
    say_fixed(found, "yes", by=counter, now=request.now)


Verb = Callable[[Complaint, Asked, Actor], None]
VERBS: Mapping[str, Verb] = {"write": _write, "withdraw": _withdraw, "reopen": _reopen, "fixed": _fixed}


def do(verb: Verb, found: Complaint, request: Asked) -> None:
    """As the counter, for whoever showed the receipt."""
    with at_the_counter() as counter:
        verb(found, request, counter)
