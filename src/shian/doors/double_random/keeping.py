"""The pages of the two lists and what is done to them."""

from collections.abc import Callable

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.doors.double_random.shapes import RoundPage
from shian.doors.double_random.words import CLASSES
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import ground_of, spoken
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import SYSTEMS, options, said
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.verbs import Said
from shian.doors.ui.words import full_day_words
from shian.double_random import actions, queries
from shian.double_random.models import ListedObject, ListedOfficer
from shian.double_random.queries import law_of_random
from shian.kernel.refused import Refused
from shian.kernel.spelled import counted, in_a_row, plural
from shian.loop.law import law_on
from shian.operations.queries import by_lines

KEEP = "keep_random_lists"


def _list(said: Said) -> str:
    shops = by_lines(_lines(said), viewer=said.by)
    n = actions.list_objects(shops, said.word("credit"), by=said.by, now=said.now)
    return plural("名录库里新记了 %(n)d 家。", n)


def _drop(said: Said) -> str:
    keys = {one.pk for one in by_lines(_lines(said), viewer=said.by)}
    rows = list(queries.listed_objects(said.by).filter(business__in=keys))
    for row in rows:
        actions.drop_object(row, by=said.by, now=said.now)
    return plural("移出了 %(n)d 家。", len(rows))


def _lines(said: Said) -> str:
    if not said.word("lines"):
        raise Refused(_("请写是哪几家，一行一家"), code="no_words")
    return said.word("lines")


def _list_officer(said: Said) -> str:
    offered = {post.pk: post for post in queries.sendable(said.by)}
    key = key_or_none(said.word("post"))
    if key not in offered:
        raise Refused(_("请选一个岗位"))
    skills = said.lists.get("skills", [])
    one = actions.list_officer(offered[key], said.word("certificate"), skills, by=said.by, now=said.now)
    return _("「%(name)s」已列入名录库。") % {"name": one.name}


def _drop_officer(said: Said) -> str:
    key = key_or_none(said.word("officer"))
    if key is None:
        raise Refused(_("请选一个人"))
    one = queries.officer_named(key, viewer=said.by)
    actions.drop_officer(one, by=said.by, now=said.now)
    return _("「%(name)s」已移出名录库。") % {"name": one.name}


OBJECT_VERBS: dict[str, Callable[[Said], str]] = {"list": _list, "drop": _drop}
OFFICER_VERBS: dict[str, Callable[[Said], str]] = {"list": _list_officer, "drop": _drop_officer}


def objects_page(request: Asked, typed: Typed) -> RoundPage:
    """Who may be drawn, by class; who comes in and who goes out."""
    credit = request.GET.get("credit", "")
    credit = credit if credit in CLASSES else ""
    page = sliced(queries.listed_objects(request.actor, credit=credit), request)
    columns = tuple(map(Column, (_("检查对象"), _("信用风险等级"), _("地方"), _("从哪天起"), _("谁登记"))))
    table = Table(
        columns,
        tuple(_object(row) for row in page.rows),
        _("名录库里的"),
        total=counted("共 %(n)s 家", page.total),
        filters=(Field("credit", _("信用风险等级"), "select", options=options(CLASSES, credit, every=_("全部"))),),
        reset_href=reverse("random_objects"),
        pager=page.pager,
        empty=State("empty", _("名录库还是空的"), _("在旁边把主体列进来，按信用风险等级抽。")),
    )
    return RoundPage(
        _("检查对象名录库"),
        _("双随机从这里抽。信用风险等级由信用风险分类系统给出，这里只登记，和食品安全风险等级不是一回事。"),
        tables=(table,),
        links=(Link(_("双随机抽查"), reverse("random_plans"), "turn"),),
        acts=_object_acts(request, typed),
        open=typed.verb,
    )


def _object(row: ListedObject) -> Row:
    return Row(
        (
            Cell(row.business.name, reverse("business", args=[row.business_id])),
            Cell(said(CLASSES, row.credit)),
            Cell(row.business.place.name),
            Cell(full_day_words(row.valid_from)),
            Cell(said(SYSTEMS, row.by_label)),
        )
    )


def _object_acts(request: Asked, typed: Typed) -> tuple[Act, ...]:
    if not any(request.actor.granted(KEEP)):
        return ()
    here = reverse("random_objects")
    hint = _("名称或统一社会信用代码，一行一家")
    listing = (
        Field("lines", _("哪几家"), "textarea", typed.word("list", "lines"), hint, typed.wrong("list"), required=True),
        Field(
            "credit", _("信用风险等级"), "select", options=options(CLASSES, typed.word("list", "credit")), required=True
        ),
    )
    dropping = (
        Field("lines", _("哪几家"), "textarea", typed.word("drop", "lines"), hint, typed.wrong("drop"), required=True),
    )
    return (
        Act("list", _("列入或改等级"), here, listing, look="primary"),
        Act("drop", _("移出名录库"), here, dropping, look="danger"),
    )  # fmt: skip


def officers_page(request: Asked, typed: Typed) -> RoundPage:
    """Who may be sent, with certificate and items."""
    page = sliced(queries.officers(request.actor), request)
    names = _item_names(request)
    columns = tuple(map(Column, (_("检查人员"), _("岗位"), _("执法证号"), _("能查的事项"), _("从哪天起"))))
    table = Table(
        columns,
        tuple(_officer(row, names) for row in page.rows),
        _("名录库里的"),
        total=counted("共 %(n)s 人", page.total),
        pager=page.pager,
        empty=State("empty", _("名录库还是空的"), _("在旁边把检查人员列进来，双随机从这里派。")),
    )
    return RoundPage(
        _("检查人员名录库"),
        _("双随机从这里派人：管得到那一片、查得了那一项、和那一家没有关系的，两人一组。"),
        tables=(table,),
        links=(Link(_("双随机抽查"), reverse("random_plans"), "turn"),),
        acts=_officer_acts(request, typed, names),
        open=typed.verb,
    )


def _item_names(request: Asked) -> dict[str, str]:
    items = law_of_random(law_on(today(request), ground_of(request.actor) or "cn/")).items
    return {key: spoken(item.title) for key, item in items.items()}


def _officer(row: ListedOfficer, names: dict[str, str]) -> Row:
    return Row(
        (
            Cell(row.name),
            Cell(row.post.title, sub=row.post.organisation.name),
            Cell(row.certificate),
            Cell(in_a_row(names.get(key, key) for key in row.skills)),
            Cell(full_day_words(row.valid_from)),
        )
    )


def _officer_acts(request: Asked, typed: Typed, names: dict[str, str]) -> tuple[Act, ...]:
    if not any(request.actor.granted(KEEP)):
        return ()
    here, chosen = reverse("random_officers"), request.POST.getlist("skills")
    posts = tuple(
        Option(str(post.pk), post.title, post.organisation.name, chosen=str(post.pk) == typed.word("list", "post"))
        for post in queries.sendable(request.actor)
    )
    listing = (
        Field("post", _("哪个岗位"), "select", options=posts, error=typed.wrong("list"), required=True),
        Field("certificate", _("执法证号"), value=typed.word("list", "certificate"), required=True),
        Field(
            "skills",
            _("能查的事项"),
            "checkbox",
            options=tuple(Option(k, n, chosen=k in chosen) for k, n in names.items()),
        ),
    )
    people = tuple(Option(str(row.pk), f"{row.post.title} {row.name}") for row in queries.officers(request.actor))
    dropping = (Field("officer", _("谁"), "select", options=people, error=typed.wrong("drop"), required=True),)
    acts = (Act("list", _("列入或改事项"), here, listing, look="primary"),)
    return (*acts, Act("drop", _("移出名录库"), here, dropping, look="danger")) if people else acts
