"""The page on which a business is changed."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.doors.dossier.categories import category_boxes
from shian.doors.dossier.verbs import held
from shian.doors.ui.shapes.parts import Act, Field, Link, Option
from shian.doors.ui.typed import Typed
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.registry.models import Appointment, Business, Status
from shian.registry.queries import register as registry

DATUM_WORDS = {
    "wgs84": _lazy("WGS-84（手机卫星定位）"),
    "gcj02": _lazy("GCJ-02（高德、腾讯地图）"),
    "bd09": _lazy("BD-09（百度地图）"),
    "cgcs2000": _lazy("CGCS2000（天地图、测绘）"),
}


@dataclass(frozen=True)
class ChangePage:
    """What may be changed of a business, each a form of its own."""

    template: ClassVar[str] = "dossier/change.html"
    title: str
    lead: str
    back: Link
    parts: tuple[tuple[str, tuple[Act, ...]], ...]


class Form:
    """The fields of one verb, as they were typed if it was this one that was refused."""

    def __init__(self, verb: str, typed: Typed) -> None:
        mine = typed.verb == verb
        self._words, self._error = (typed.words, typed.error) if mine else ({}, "")

    def typed(self, name: str) -> str:
        return self._words.get(name, "")

    def day(self) -> Field:
        return Field("on", _("从哪天起"), "date", self.typed("on"), help=_("不填就是今天"))

    def lone_day(self) -> Field:
        """Where a day is all that is asked, what was wrong stands at it."""
        return replace(self.day(), error=self._error)

    def reason(self) -> Field:
        return Field("reason", _("原因"), value=self.typed("reason"), error=self._error)

    def text(self, name: str, label: str, *, error: bool = False) -> Field:
        return Field(name, label, value=self.typed(name), required=True, error=self._error if error else "")

    def choice(self, name: str, label: str, words: Iterable[tuple[str, object]], chosen: str) -> Field:
        now = self.typed(name) or chosen
        return Field(
            name, label, "select", options=tuple(Option(key, str(word), chosen=key == now) for key, word in words)
        )


def change_page(viewer: Actor, one: Business, *, on: date, typed: Typed | None = None) -> ChangePage:
    """Nothing but what the viewer may do here."""
    parts = _parts(viewer, one, on, typed or Typed())
    return ChangePage(
        _("变更：%(name)s") % {"name": one.name},
        _("每一项都记下谁、哪天、为什么；以前的样子仍然查得到。"),
        Link(one.name, f"/businesses/{one.pk}"),
        tuple((title, acts) for title, acts in parts if acts),
    )


def _parts(viewer: Actor, one: Business, on: date, typed: Typed) -> tuple[tuple[str, tuple[Act, ...]], ...]:
    may, here = held(viewer, one), f"/businesses/{one.pk}/change"
    seats = list(registry.seated(viewer, one, on=on)) if "dismiss" in may else []
    bound = "unbind" in may and any(
        duty.valid_to is None for duty in loop.duties_of(one, viewer=viewer) if duty.holder_id
    )
    return (
        (_("主体状态"), (_status(here, one, typed),) if "status" in may else ()),
        (_("等级"), tuple(_grades(here, one, typed)) if "guarantee" in may else ()),
        (
            _("企业人员"),
            (*((_appoint(here, typed),) if "appoint" in may else ()), *(_dismiss(here, seat, typed) for seat in seats)),
        ),
        (_("包保关系"), (_unbind(here, typed),) if bound else ()),
        (_("位置"), (_place(viewer, here, one, typed),) if "place" in may else ()),
        (_("食品类别"), (_categories(viewer, here, one, on, typed),) if "categories" in may else ()),
    )


def _status(here: str, one: Business, typed: Typed) -> Act:
    form = Form("status", typed)
    fields = (form.choice("status", _("现在是"), Status.choices, one.status), form.day(), form.reason())
    return Act("status", _("登记状态"), here, fields, look="primary")


def _grades(here: str, one: Business, typed: Typed) -> Iterator[Act]:
    """A and D mean opposite things on the two scales, so each says which it is."""
    for verb, label, now in (
        ("guarantee", _("包保等级（A 最大）"), one.guarantee_grade),
        ("risk", _("风险等级（A 风险最低）"), one.risk_grade),
    ):
        form = Form(verb, typed)
        letters = (("", _("请选")), *((letter, letter) for letter in "ABCD"))
        yield Act(verb, _("改等级"), here, (form.choice("grade", label, letters, now), form.day(), form.reason()))


def _place(viewer: Actor, here: str, one: Business, typed: Typed) -> Act:
    """At the door the phone fills it in; at the desk the system has to be chosen: it is never guessed."""
    form, now = Form("place", typed), registry.premises_at(viewer, one)
    known = (now.latitude, now.longitude, now.datum) if now else (None, None, "")
    lat, lon = (
        form.typed(name) or ("" if at is None else f"{at:.6f}") for name, at in zip(("lat", "lon"), known, strict=False)
    )
    wrong = typed.error if typed.verb == "place" else ""
    fields = (
        Field("lat", _("纬度"), value=lat, required=True, help=_("比如 30.6312"), error=wrong),
        Field("lon", _("经度"), value=lon, required=True, help=_("比如 120.5645")),
        form.choice("datum", _("坐标系"), (("", _("请选")), *DATUM_WORDS.items()), str(known[2])),
        Field("accuracy", "", "hidden", form.typed("accuracy")),
    )  # fmt: skip
    return Act("place", _("记下位置"), here, fields, place=True)


def _categories(viewer: Actor, here: str, one: Business, on: date, typed: Typed) -> Act:
    """Each a box to tick; the kinds under a category stand below it."""
    mine = typed.verb == "categories"
    now = typed.words.get("categories", "").split() if mine else registry.categories(viewer, one)
    boxes = category_boxes(one, now, on)
    field = Field(
        "categories", _("做什么、卖什么"), "checkbox", options=boxes, error=typed.error if mine else "", help=_("按许可证上写的勾选，可以多选")
    )  # fmt: skip
    return Act("categories", _("保存食品类别"), here, (field,))


def _appoint(here: str, typed: Typed) -> Act:
    form = Form("appoint", typed)
    roles = form.choice("role", _("岗位"), Appointment.Role.choices, Appointment.Role.SAFETY_OFFICER)
    name, phone = form.text("name", _("姓名"), error=True), form.text("phone", _("手机号"))
    return Act("appoint", _("任命"), here, (roles, name, phone, form.day()))


def _dismiss(here: str, seat: Appointment, typed: Typed) -> Act:
    form = Form("dismiss", typed if typed.words.get("seat") == str(seat.pk) else Typed())
    who = {"role": seat.get_role_display(), "name": seat.person_name}
    confirm = _("从这天起%(role)s空缺，要尽快任命别人。确定免去%(name)s吗？") % who
    return Act(f"dismiss-{seat.pk}", _("免去%(role)s%(name)s") % who, here, (form.lone_day(),), confirm)


def _unbind(here: str, typed: Typed) -> Act:
    form = Form("unbind", typed)
    confirm = _("解除以后没有人包保这家主体。确定解除吗？")
    return Act("unbind", _("解除包保"), here, (form.day(), form.reason()), confirm, "danger")
