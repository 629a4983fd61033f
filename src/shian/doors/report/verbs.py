"""What somebody with a receipt may do: write, add a photograph, say that it is solved, withdraw, ask to look again."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.actions import ask_recusal_by_receipt, reopen, say_fixed, say_to_offer, withdraw, write
from shian.complaints.house import at_the_counter
from shian.complaints.models import Complaint
from shian.complaints.schemas import Told
from shian.doors.entrance.limits import SLIP
from shian.doors.report.draft import MOST_PHOTOS
from shian.doors.report.photos import clean
from shian.doors.ui.asked import Asked
from shian.doors.ui.shapes.parts import Act, Field
from shian.doors.ui.typed import Typed
from shian.evidence.actions import Upload, keep_evidence
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused


def offered(told: Told, here: str, typed: Typed) -> tuple[Act, ...]:
    """The forms of what may be done now, with what was typed into one that was refused; `here` is the address of the file."""
    return tuple(_as_typed(one, typed) for one in _acts(told, here))


def _as_typed(one: Act, typed: Typed) -> Act:
    """What was written stays; and whoever had to wait goes on with the slip of their own question."""
    if one.key != typed.verb:
        return one
    fields = (replace(field, value=typed.word(one.key, field.name)) for field in one.fields)
    slip = typed.word(one.key, SLIP)
    return replace(one, fields=(*fields, *((Field(SLIP, "", "hidden", slip),) if slip else ())))


def _acts(told: Told, here: str) -> list[Act]:
    acts = []
    if told.offer:
        acts.append(Act("agree", _("同意对方的方案"), here, look="primary"))
        acts.append(Act("disagree", _("不同意"), here))
    if told.may_write:
        fields = (
            Field("text", _("想说的话"), "textarea"),
            Field("photos", _("补一张照片（可以不传）"), "file", help=_("地点和手机型号会先去掉再保存。")),
        )
        acts.append(Act("write", _("发送"), here, fields, look="primary", files=True))
    if told.may_recuse:
        why = Field("text", _("调解人员和对方有什么关系，为什么不能公正"), required=True)
        acts.append(Act("recuse", _("申请换一位调解人员"), here, (why,)))
    if told.ended_on and not told.fixed:
        acts.append(Act("fixed", _("解决了"), here))
    if told.may_reopen:
        why = Field("text", _("还有什么没有解决"), "textarea", required=True)
        acts.append(Act("reopen", _("没有解决，请重新办理"), here, (why,), look="primary"))
    if told.may_withdraw:
        why = Field("text", _("为什么撤回"), required=True)
        acts.append(Act("withdraw", _("撤回"), here, (why,), _("撤回以后我们不再办这件事。"), look="danger"))
    return acts


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
        kept.append(keep_evidence(upload, path=found.path, business=None, by=counter, secrecy=found.secrecy).pk)
    return tuple(kept)


def _withdraw(found: Complaint, request: Asked, counter: Actor) -> None:
    withdraw(found, request.POST.get("text", ""), by=counter, now=request.now)


def _reopen(found: Complaint, request: Asked, counter: Actor) -> None:
    reopen(found, request.POST.get("text", ""), by=counter, now=request.now)


def _fixed(found: Complaint, request: Asked, counter: Actor) -> None:
    say_fixed(found, "yes", by=counter, now=request.now)


def _agree(found: Complaint, request: Asked, counter: Actor) -> None:
    say_to_offer(found, "yes", by=counter, now=request.now)


def _disagree(found: Complaint, request: Asked, counter: Actor) -> None:
    say_to_offer(found, "no", by=counter, now=request.now)


def _recuse(found: Complaint, request: Asked, counter: Actor) -> None:
    ask_recusal_by_receipt(found, request.POST.get("text", ""), by=counter, now=request.now)


Verb = Callable[[Complaint, Asked, Actor], None]
VERBS: Mapping[str, Verb] = {
    "write": _write,
    "withdraw": _withdraw,
    "reopen": _reopen,
    "fixed": _fixed,
    "agree": _agree,
    "disagree": _disagree,
    "recuse": _recuse,
}


def do(verb: Verb, found: Complaint, request: Asked) -> None:
    """As the counter, for whoever showed the receipt."""
    with at_the_counter() as counter:
        verb(found, request, counter)
