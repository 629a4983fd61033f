"""The register's list and its search from their rows; a business's dossier is in file.py."""

from collections.abc import Iterable
from datetime import date

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shian.doors.dossier.categories import category_choices
from shian.doors.dossier.file import dossier
from shian.doors.dossier.forms import RestTyped
from shian.doors.ui.asked import address
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import ground_of, place_options
from shian.doors.ui.shapes.chores import RestDaysPage
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Field, Link, Option, Row, State, Table, Tone
from shian.doors.ui.terms import WEEKDAYS
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.registry.models import Business, Kind, Rest, Status
from shian.registry.queries import register as registry
from shian.registry.queries.register import Filter

STATUS_TONES: dict[str, Tone] = {"operating": "done", "suspended": "soon", "closed": "", "lost": "late"}
FOUND = 8


def found(viewer: Actor, chosen: Filter) -> tuple[Link, ...]:
    """What the search box finds while one types."""
    rows = registry.search(viewer, chosen.words, most=FOUND) if chosen.words else []
    return tuple(Link(one.name, f"/businesses/{one.pk}", hint=f"{one.place.name} {one.address}") for one in rows)


def listed(viewer: Actor, page: Slice[Business], chosen: Filter, request: HttpRequest, *, on: date) -> ListPage:
    columns = (
        Column(_("主体")),
        Column(_("类别")),
        Column(_("包保等级")),
        Column(_("风险等级")),
        Column(_("状态")),
        Column(_("地方")),
    )
    table = Table(
        columns,
        tuple(_row(one) for one in page.rows),
        _("主体名册"),
        total=counted("共 %(n)s 家", page.total),
        filters=_filters(viewer, chosen, request.GET.get("q", ""), on),
        reset_href="/businesses",
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") else "",
        pager=page.pager,
        empty=_nothing(viewer) if chosen == Filter(within=ground_of(viewer)) else _not_found(),
    )
    links = (Link(_("导入名册"), "/import", "upload"),) if viewer.grounds("import_register") else ()
    return ListPage(pgettext("the register", "主体"), table, lead=_("每一家都有人管。"), links=links)


def _not_found() -> State:
    return State(
        "empty", _("没有找到这样的主体"), _("少写几个字再找，或者清除条件。"), Link(_("看全部"), "/businesses")
    )


def _nothing(viewer: Actor) -> State:
    """A register in which nothing stands: whoever may bring one in is shown how."""
    if viewer.grounds("import_register"):
        return State("empty", _("名册里还没有主体"), _("先把名册导入进来。"), Link(_("导入名册"), "/import"))
    return State("empty", _("这里还没有主体"), _("食安办导入名册以后，会出现在这里。"))


def _filters(viewer: Actor, chosen: Filter, typed: str, on: date) -> tuple[Field, ...]:
    return (
        Field("q", _("名称、代码、街道或电话尾号"), "search", typed),
        Field("within", _("地方"), "select", options=place_options(viewer, chosen.within)),
        Field("kind", _("类别"), "select", options=_choices(Kind.choices, chosen.kind)),
        Field("status", _("状态"), "select", options=_choices(Status.choices, chosen.status)),
        Field("grade", _("包保等级"), "select", options=_choices([(g, g) for g in "ABCD"], chosen.guarantee_grade)),
        Field("risk", _("风险等级"), "select", options=_choices([(g, g) for g in "ABCD"], chosen.risk_grade)),
        Field(
            "category", _("食品类别"), "select", options=_choices(category_choices(chosen.within, on), chosen.category)
        ),
    )


def _choices(choices: Iterable[tuple[str, object]], chosen: str) -> tuple[Option, ...]:
    every = Option("", _("全部"), chosen=not chosen)
    return (every, *(Option(value, str(word), chosen=value == chosen) for value, word in choices))


def _row(one: Business) -> Row:
    return Row(
        (
            Cell(one.name, f"/businesses/{one.pk}", sub=one.uscc or one.address),
            Cell(one.get_kind_display()),
            Cell(grade=one.guarantee_grade) if one.guarantee_grade else Cell(_("未定"), tone="soon"),
            Cell(one.risk_grade or "—"),
            Cell(badge=Badge(one.get_status_display(), STATUS_TONES.get(one.status, ""))),
            Cell(one.place.name),
        )
    )


def rest_days(viewer: Actor, business: Business, typed: RestTyped, *, error: str = "") -> RestDaysPage:
    columns = (Column(_("从")), Column(_("到")), Column(_("哪几天")), Column(_("原因")))
    table = Table(
        columns,
        tuple(_rest(one) for one in registry.rests(viewer, business)),
        _("不营业的日子"),
        empty=State("empty", _("没有登记休息日"), _("每天都要交记录。")),
    )
    return RestDaysPage(
        _("%(name)s的休息日") % {"name": business.name},
        _("登记了的日子不要求交日管控记录。"),
        Act("declare", _("登记"), f"/businesses/{business.pk}/rest", _rest_fields(typed, error), look="primary"),
        table,
    )


def _rest_fields(typed: RestTyped, error: str) -> tuple[Field, ...]:
    weekdays = (Option("", _("每天（放假、停业）")), *(Option(str(n), str(day)) for n, day in enumerate(WEEKDAYS)))
    chosen = tuple(Option(o.value, o.text, chosen=o.value == typed.weekday) for o in weekdays)
    return (
        Field("start", _("从哪天起"), "date", typed.start, required=True, error=error),
        Field("last", _("到哪天（含）"), "date", typed.last, help=_("每周固定休息可以不填")),
        Field("weekday", _("哪几天"), "select", options=chosen),
        Field("reason", _("原因"), value=typed.reason),
    )


def _rest(one: Rest) -> Row:
    last = full_day_words(one.valid_to) if one.valid_to else _("一直")
    which = _("每天") if one.weekday is None else _("每%(day)s") % {"day": WEEKDAYS[one.weekday]}
    return Row((Cell(full_day_words(one.valid_from)), Cell(last), Cell(which), Cell(one.reason)))


__all__ = ["dossier", "found", "listed", "rest_days"]
