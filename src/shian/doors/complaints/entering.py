"""The form by which a window or a hotline enters what somebody says, kept so that nobody types it twice."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from shian.complaints.law import in_force_words
from shian.complaints.models import Complaint
from shian.complaints.queries.files import business_named
from shian.complaints.schemas import Brought, Reporter
from shian.doors.complaints.words import CHANNELS, KINDS, ONLINE
from shian.doors.ui.said import ground_of
from shian.doors.ui.shapes.parts import Act, Field, Link, Option
from shian.doors.ui.terms import options
from shian.doors.ui.typed import day_of
from shian.kernel.actor import Actor
from shian.kernel.amounts import fen_or_none
from shian.kernel.refused import Refused
from shian.territory import queries as territory

NAMES = (
    "kind", "channel", "category", "online", "place", "respondent", "address", "text", "demand", "amount", "name",
    "phone", "identity", "home", "publicity", "outside_number", "outside_due", "received_on",
)  # fmt: skip


@dataclass(frozen=True)
class NewPage:
    template: ClassVar[str] = "complaints/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link
    error: str = ""


@dataclass(frozen=True)
class ReceiptPage:
    """The code is told once, on the page that answers, and kept nowhere."""

    template: ClassVar[str] = "complaints/receipt.html"
    title: str
    code: str
    file: Link


def typed_in(words: QueryDict) -> dict[str, str]:
    return {name: words.get(name, "").strip() for name in NAMES}


def brought(said: dict[str, str], evidence: tuple[UUID, ...], viewer: Actor) -> Brought:
    """What was typed as it is brought. Raises Refused where a place or a number is none."""
    if not viewer.may_at("receive_complaint", said["place"]):
        raise Refused(_("请选事情发生在哪里"))
    due = day_of(said["outside_due"], _("对方的期限")) if said["outside_due"] else None
    came = day_of(said["received_on"], _("收到的日子")) if said["received_on"] else None
    shop = business_named(said["respondent"], viewer=viewer) if said["respondent"] else None
    return Brought(
        kind=said["kind"], text=said["text"], place=said["place"], channel=said["channel"] or "counter",
        category=said["category"], address=said["address"], business=shop, respondent=said["respondent"],
        demand=said["demand"], amount_fen=fen_or_none(said["amount"]), online=said["online"] == "yes",
        outside_number=said["outside_number"], outside_due=due, evidence=evidence,
        reporter=Reporter(said["name"], said["phone"], said["identity"], said["home"]),
        wants_publicity=said["publicity"] == "yes", received_on=came,
    )  # fmt: skip


def new(viewer: Actor, said: dict[str, str], error: str = "", *, on: date) -> NewPage:
    """The form: what, where, about whom, and who says it."""
    ground = ground_of(viewer)
    below = [*territory.way_to(ground)[-1:], *territory.below(ground)]
    places = tuple(Option(one.path, one.name, chosen=one.path == said["place"]) for one in below)
    known = in_force_words(ground or "cn/", on)
    categories = tuple(Option(key, word, chosen=key == said["category"]) for key, word in known.items())
    own = {key: word for key, word in CHANNELS.items() if key in ("counter", "12315", "12345")}

    def text(name: str, label: str, help: str = "", kind: str = "text") -> Field:
        return Field(name, label, kind, said[name], help=help)  # type: ignore[arg-type]  # a kind of field by its word

    fields = (
        Field("kind", _("种类"), "radio", options=options(KINDS, said["kind"] or "complaint"), required=True),
        Field("channel", _("从哪里来"), "select", options=options(own, said["channel"])),
        text("received_on", _("收到的日子"), _("今天收到的不用填；邮寄、转来的填收到那天，期限从那天算"), "date"),
        Field("category", _("反映什么"), "select", options=categories),
        Field("place", _("在哪里"), "select", options=(Option("", _("请选")), *places), required=True),
        text("respondent", _("说的是谁家"), _("写名册里的名称或信用代码就能对上")),
        text("address", _("那家的地址")),
        Field("online", _("网上还是线下"), "select", options=options(ONLINE, said["online"] or "no")),
        Field("text", _("事情经过"), "textarea", said["text"], required=True),
        text("demand", _("要求什么"), _("退款、更换、赔偿……举报不用填")),
        text("amount", _("涉及多少元")),
        text("name", _("姓名"), _("举报可以不留")),
        text("phone", _("电话"), kind="tel"),
        text("identity", _("证件号码"), _("要核实身份时再填")),
        text("home", _("通讯地址")),
        Field("publicity", _("同意公示办理情况"), "checkbox", options=(Option("yes", _("同意"), chosen=said["publicity"] == "yes"),)),
        text("outside_number", _("来源系统的编号")),
        text("outside_due", _("来源系统的期限"), kind="date"),
        Field("evidence", _("照片"), "file"),
    )  # fmt: skip
    notes = (
        _("一封信里既有纠纷又有违法线索，选“投诉加举报”，登记后再拆。"),
        _("投诉要有姓名和电话；举报可以不留名。"),
        _("登记后给反映人一个收据编号，只显示一次。"),
    )
    act = Act("receive", _("登记"), reverse("new_complaint"), fields, look="primary", files=True)
    return NewPage(_("登记投诉举报"), act, notes, Link(_("投诉举报"), reverse("complaints")), error)


def receipt(made: Complaint) -> ReceiptPage:
    return ReceiptPage(_("已登记"), made.receipt, Link(made.mark, reverse("complaint", args=[made.pk])))
