"""The form for a place of the office's own: a grid, a workstation, a management zone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import ClassVar

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.chores.forms import PlaceOpened
from shian.doors.chores.pages.places import options_of
from shian.doors.ui.shapes.parts import Field, Link, Option
from shian.kernel.actor import Actor
from shian.territory.actions.entering import GRID_ABOVE, ZONE_ABOVE, open_grid, open_station, open_zone
from shian.territory.models import Level, Place

OPEN = "/places/open"
VERBS: Mapping[Level, Callable[..., Place]] = {
    Level.GRID: open_grid,
    Level.STATION: open_station,
    Level.ZONE: open_zone,
}
TITLES: Mapping[Level, object] = {
    Level.GRID: gettext_lazy("网格"),
    Level.STATION: gettext_lazy("食品安全工作站"),
    Level.ZONE: gettext_lazy("管理区（与县区并列）"),
}


@dataclass(frozen=True)
class PlaceOpenPage:
    template: ClassVar[str] = "chores/place_open.html"
    title: str
    lead: str
    action: str
    fields: tuple[Field, ...]
    back: Link
    error: str = ""


def page(viewer: Actor, typed: PlaceOpened, *, today: str, error: str = "") -> PlaceOpenPage:
    above = options_of(viewer, (*ZONE_ABOVE, *GRID_ABOVE), typed.above)
    kinds = tuple(Option(level, str(TITLES[level]), chosen=level == typed.level) for level in TITLES)
    return PlaceOpenPage(
        _("设立网格、工作站、管理区"),
        _("网格和工作站设在村（社区）或乡镇（街道）之下，编号由食安办自己定。"),
        OPEN,
        (
            Field("level", _("设立什么"), "select", options=kinds, required=True),
            Field("above", _("设在哪里"), "select", options=(Option("", _("请选")), *above), required=True),
            Field("number", _("编号"), value=typed.number, required=True, help=_("例如 01；同一个地方不能重号")),
            Field("title", _("名称"), value=typed.title, required=True, help=_("例如：文昌社区第一网格")),
            Field("on", _("从哪天起"), "date", typed.on or today, required=True),
        ),
        Link(_("区划变更"), "/places"),
        error,
    )
