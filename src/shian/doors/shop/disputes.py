"""What customers complained of, as the shop may know it: it answers with words and papers, offers how to settle it, sees when it is
mediated, and may ask for another mediator. Who complained stands nowhere here."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.complaints import actions
from shian.complaints.house import at_the_counter
from shian.complaints.models import HIDDEN, Invitation
from shian.complaints.queries import invitation, invitations
from shian.complaints.schemas import Heard, Invited
from shian.doors.shop.counter import Counter, counter, tabs
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_secret
from shian.doors.ui.said import due_of
from shian.doors.ui.shapes.parts import Act, Badge, Field, State
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.show import show
from shian.doors.ui.words import full_day_words, moment_words
from shian.kernel.amounts import fen_or_none
from shian.kernel.money import yuan
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import plural

MOST_FILES = 6


@dataclass(frozen=True)
class Typed:
    """What was sent, by which button, and what was wrong with it."""

    act: str = ""
    text: str = ""
    fen: str = ""
    error: str = ""

    def of(self, act: str) -> tuple[str, str]:
        return (self.text, self.error) if act == self.act else ("", "")


def every(request: Asked, key: UUID) -> HttpResponseBase:
    """Those to answer first."""
    at = counter(request.actor, key, on=today(request))
    rows = invitations(at.business, viewer=at.viewer)
    groups = (
        ShopGroup(_("等您答复"), tuple(_entry(at, one) for one in rows if one.open and one.answered_on is None)),
        ShopGroup(_("已经答复，还在调解"), tuple(_entry(at, one) for one in rows if one.open and one.answered_on)),
        ShopGroup(_("已经结束"), tuple(_entry(at, one) for one in rows if not one.open)),
    )
    none = State("empty", _("没有要答复的投诉"), _("有人投诉本店、市场监管部门请您答复时，会出现在这里。"))
    page = ShopPage(
        _("投诉答复"), at.business.name, lead=_("先答复，能商量的先商量；投诉人是谁不在这里。"),
        groups=groups if rows else (), state=None if rows else none, tabs=tabs(at, "shop_more"),
    )  # fmt: skip
    return show(request, page)


def _entry(at: Counter, one: Invited) -> ShopEntry:
    here = reverse("shop_complaint", args=[at.business.pk, one.key])
    if not one.open:
        return ShopEntry(one.summary, one.mark, here, Badge(one.state_words, "done"))
    if one.answered_on is not None:
        return ShopEntry(one.summary, one.mark, here, Badge(one.state_words, "info"))
    due = due_of(one.answer_by, today=at.on, path=at.business.path)
    return ShopEntry(one.summary, one.mark, here, Badge(due.words, due.tone) if due else None)


@require_http_methods(["GET", "POST"])
def one(request: Asked, key: UUID, sheet: UUID) -> HttpResponseBase:
    """One complaint: what it is about, what was said, what can be done now. POST `act`: answer, offer, recuse."""
    at = counter(request.actor, key, on=today(request))
    row, told = invitation(sheet, at.business, viewer=at.viewer)
    if request.method == "GET":
        return show(request, _page(at, told, Typed()))
    typed = _typed(request.POST)
    try:
        with transaction.atomic():
            said = _done(request, at, row, typed)
    except Refused as refused:
        again = Typed(typed.act, typed.text, typed.fen, str(refused))
        return show(request, _page(at, told, again), status=422)
    messages.success(request, said)
    return redirect("shop_complaint", key, sheet)


def _typed(post: QueryDict) -> Typed:
    return Typed(post.get("act", ""), post.get("text", ""), post.get("yuan", ""))


def _done(request: Asked, at: Counter, row: Invitation, typed: Typed) -> str:
    shop, now = at.business, request.now
    match typed.act:
        case "answer":
            kept = _kept(at, request.FILES.getlist("photos"))
            actions.answer_for(row, shop, typed.text, evidence=kept, by=at.viewer, now=now)
            return _("答复已交给市场监管部门。")
        case "offer":
            actions.offer(row, shop, typed.text, fen=fen_or_none(typed.fen), by=at.viewer, now=now)
            return _("方案已转给投诉人，同意不同意会写在这里。")
        case "recuse":
            actions.ask_recusal_for(row, shop, typed.text, by=at.viewer, now=now)
            return _("已提出，由市场监管部门负责人决定。")
    raise Missing(_("没有这一步"))


def _kept(at: Counter, files: "list[UploadedFile[bytes]]") -> tuple[UUID, ...]:
    """Of the class of the file: the counter keeps them, and cadres of the village do not see them."""
    if len(files) > MOST_FILES:
        raise Refused(_("一次最多 %(n)d 个文件") % {"n": MOST_FILES}, code="too_many")
    with at_the_counter() as house:
        kept = [keep_secret([file], _kind(file), path=at.business.path, secrecy=HIDDEN, by=house)[0] for file in files]
    return tuple(dict.fromkeys(kept))


def _kind(file: "UploadedFile[bytes]") -> str:
    return "photo" if (file.content_type or "").startswith("image/") else "document"


def _page(at: Counter, told: Invited, typed: Typed) -> ShopPage:
    lead = _("%(mark)s，%(state)s。请在 %(day)s 以前答复。") if told.open else _("%(mark)s，%(state)s。")
    facts = {"mark": told.mark, "state": told.state_words, "day": full_day_words(told.answer_by)}
    return ShopPage(
        _("一件投诉"), at.business.name, lead=lead % facts, groups=_groups(told, at.on), acts=_acts(at, told, typed),
        below=(ShopGroup(_("说过的和办过的"), tuple(map(_line, reversed(told.lines)))),), tabs=tabs(at, "shop_more"),
        error="" if typed.act in ("answer", "offer", "recuse") else typed.error,
    )  # fmt: skip


def _groups(told: Invited, on: date) -> tuple[ShopGroup, ...]:
    groups = [ShopGroup(_("投诉的事"), (ShopEntry(told.summary),))]
    if told.mediator:
        groups.append(ShopGroup(_("调解人员"), (ShopEntry(told.mediator),)))
    if told.offer:
        said = {"yes": _("投诉人同意"), "no": _("投诉人不同意"), "": _("等投诉人回应")}[told.offer_said]
        sum_ = _("%(yuan)s 元") % {"yuan": yuan(told.offer_fen)} if told.offer_fen is not None else ""
        tone = {"yes": "done", "no": "late", "": "soon"}[told.offer_said]
        groups.append(ShopGroup(_("您提的方案"), (ShopEntry(told.offer, sum_, badge=Badge(said, tone)),)))  # type: ignore[arg-type]  # a tone by its word
    return tuple(groups)


def _line(one: Heard) -> ShopEntry:
    who = {"office": _("市场监管部门"), "bringer": _("投诉人"), "other_side": _("本店")}.get(one.side, _("系统"))
    files = plural("附 %(n)s 个文件", one.files) if one.files else ""
    return ShopEntry(one.text, " · ".join(filter(None, [moment_words(one.at), who, files])))


def _acts(at: Counter, told: Invited, typed: Typed) -> tuple[Act, ...]:
    """What can be done now; nothing once it is over."""
    if not told.open:
        return ()
    here = reverse("shop_complaint", args=[at.business.pk, told.key])
    text, wrong = typed.of("answer")
    papers = Field(
        "photos", _("照片、进货票、监控截图（可以不传）"), "file", help=_("图片、PDF 或 Word，一次最多 6 个"),
        accept="image/*,.pdf,.docx",
    )  # fmt: skip
    answer = Field("text", _("事情经过，怎么看"), "textarea", text, error=wrong, required=True)
    again = told.answered_on is not None
    acts = [
        Act(
            "answer",
            _("再补充答复") if again else _("答复"),
            here,
            (answer, papers),
            look="" if again else "primary",
            files=True,
        )
    ]
    text, wrong = typed.of("offer")
    words = Field(
        "text",
        _("愿意怎么解决"),
        "textarea",
        text,
        error=wrong,
        required=True,
        help=_("投诉人看得到；说定了由市场监管部门记下"),
    )
    paid = Field("yuan", _("退赔多少元（没有就空着）"), "text", typed.fen if typed.act == "offer" else "")
    acts.append(Act("offer", _("提出和解方案"), here, (words, paid), look="primary" if again else ""))
    if told.may_recuse:
        text, wrong = typed.of("recuse")
        why = Field("text", _("调解人员和投诉人有什么关系，为什么不能公正"), "text", text, error=wrong, required=True)
        acts.append(Act("recuse", _("申请换一位调解人员"), here, (why,)))
    return tuple(acts)
