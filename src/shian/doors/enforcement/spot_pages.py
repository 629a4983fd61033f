"""Penalties on the spot: their list, the form that two officers fill in, one of them with its limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.doors.enforcement import tables, words
from shian.doors.enforcement.asking import acts
from shian.doors.enforcement.origins import Origin, photo_field, way_to
from shian.doors.enforcement.pages import CasePage, owed_on
from shian.doors.enforcement.spot_verbs import VERBS, offered
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import names_of
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Cell, Column, Field, Link, Option, Row, State, Table
from shian.doors.ui.terms import options, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import day_words, full_day_words, moment_words
from shian.enforcement import queries
from shian.enforcement.law import case_law
from shian.enforcement.models import SpotPenalty
from shian.enforcement.spot_wording import punished
from shian.kernel.actor import Actor
from shian.kernel.money import yuan
from shian.kernel.spelled import counted, in_a_row, noted
from shian.people.models import Post

TYPED = (
    "title", "basis", "plea", "where", "uscc", "party_name", "party_kind", "fine", "second", "certificate", "second_certificate",
    "refused", "cash", "cash_why", "ticket",
)  # fmt: skip


@dataclass(frozen=True)
class SpotForm:
    template: ClassVar[str] = "enforcement/new.html"
    title: str
    act: Act
    notes: tuple[str, ...]
    back: Link


def listed(viewer: Actor, page: Slice[SpotPenalty]) -> ListPage:
    table = Table(
        tuple(map(Column, (_("违法行为"), _("当事人"), _("处罚"), _("哪天"), _("到哪一步")))), tuple(map(_row, page.rows)), _("当场处罚"),
        total=counted("共 %(n)s 条", page.total), pager=page.pager,
        empty=State("empty", _("还没有当场处罚"), _("警告和小额罚款，两名执法人员当场决定、当场交付。")),
    )  # fmt: skip
    links = (Link(_("当场处罚"), reverse("new_spot"), "plus"),) if any(viewer.granted("punish_on_spot")) else ()
    lead = _("简易程序：当场决定、当场送达，七个工作日内归档。")
    return ListPage(_("当场处罚"), table, lead=lead, links=links, back=Link(_("案件"), reverse("cases")))


def _row(one: SpotPenalty) -> Row:
    return Row(
        (
            Cell(one.title, reverse("spot", args=[one.pk]), sub=one.mark), Cell(one.party_name, sub=one.where), Cell(punished(one)),
            Cell(day_words(one.decided_on)), Cell(badge=words.spot_badge(one)),
        )
    )  # fmt: skip


def new(own: Post, typed: QueryDict, others: Sequence[Post], error: str = "", origin: Origin | None = None) -> SpotForm:
    """The form of the spot: what the article asks for, and no more."""
    word = {name: typed.get(name, "") for name in TYPED}
    party = _party(word, origin, error)
    money = _money(own, word)
    officers = (
        Field("certificate", _("您的执法证号"), value=word["certificate"], required=True),
        Field("second", _("另一名执法人员"), "select", options=_posts(others, word["second"]), required=True),
        Field("second_certificate", _("另一名的执法证号"), value=word["second_certificate"], required=True),
    )
    what = (
        Field("where", _("在哪里处罚"), value=word["where"], required=True),
        Field("basis", _("违反的条款和处罚的依据"), "textarea", word["basis"], required=True),
        Field("plea", _("当事人的陈述申辩，没有的写没有"), "textarea", word["plea"], required=True),
        Field("penalties", _("处罚"), "checkbox", options=_ticked(typed)),
    )
    refused = Field("refused", _("当事人拒绝签收的，写明情况"), value=word["refused"])
    fields = (*party, *what, *money, *officers, refused, *photo_field(origin, typed.getlist("photos")))
    notes = (
        _("违法事实确凿、有法定依据，两名执法人员出示证件，当场告知、听取陈述申辩。"),
        _("决定书编了号，当场交付；材料七个工作日内归档。"),
        _("当场收缴的罚款两个工作日内交回单位，单位两个工作日内缴银行。"),
        _("超过限额的，登记案源，按普通程序办。"),
    )
    act = Act("punish", _("作出决定"), reverse("new_spot"), fields, look="primary")
    return SpotForm(_("当场处罚"), act, notes, Link(_("当场处罚"), reverse("spots")))


def _party(word: dict[str, str], origin: Origin | None, error: str) -> tuple[Field, ...]:
    return (
        Field("source", "", "hidden", origin.kind if origin else ""), Field("source_id", "", "hidden", str(origin.key) if origin else ""),
        Field("title", _("违法行为"), value=word["title"], error=error, required=True),
        Field("uscc", _("当事人的信用代码"), value=word["uscc"], help=_("名册里有的写代码，名称地址自动带出")),
        Field("party_name", _("当事人名称"), value=word["party_name"], help=_("名册里没有的才写")),
        Field("party_kind", _("当事人是"), "select", options=options(words.PARTIES, word["party_kind"] or "entity")),
    )  # fmt: skip


def _money(own: Post, word: dict[str, str]) -> tuple[Field, ...]:
    numbers = case_law(own.path, timezone.localdate()).said.numbers
    person, entity, cash = (yuan(numbers[name].count) for name in ("spot_person", "spot_entity", "spot_cash"))
    most = _("个人不超过 %(person)s 元，单位不超过 %(entity)s 元；不罚款就空着") % {"person": person, "entity": entity}
    return (
        Field("fine", _("罚款（元）"), value=word["fine"], help=most),
        Field("cash", _("罚款怎样缴"), "select", options=options(words.CASH, word["cash"] or "bank")),
        Field("ticket", _("专用票据号"), value=word["ticket"], help=_("当场收缴的才填")),
        Field(
            "cash_why", _("为什么当场收缴"), value=word["cash_why"], help=_("%(most)s 元以下的不用写") % {"most": cash}
        ),
    )


def _ticked(typed: QueryDict) -> tuple[Option, ...]:
    chosen = typed.getlist("penalties")
    return tuple(Option(key, str(words.PENALTIES[key]), chosen=key in chosen) for key in ("warning", "fine"))


def _posts(posts: Sequence[Post], chosen: str) -> tuple[Option, ...]:
    held = names_of((post.pk for post in posts), on=timezone.localdate())
    rows = [post for post in posts if post.pk in held]
    made = (
        Option(str(one.pk), f"{one.title} {held[one.pk].person_name}", chosen=str(one.pk) == chosen) for one in rows
    )
    return (Option("", _("请选")), *made)


def one(viewer: Actor, found: SpotPenalty, *, on: date, typed: Typed | None = None) -> CasePage:
    """One of them: what was decided, what is owed, its decision to print."""
    asked, may = typed or Typed(), offered(viewer, found)
    return CasePage(
        found.title, Link(_("当场处罚"), reverse("spots")), words.spot_badge(found), _facts(found),
        owed=owed_on(viewer, found.pk, found.path, on), texts=((_("决定书"), found.body),),
        tables=(_paper(found), tables.clocks(queries.clocks(found.pk, viewer=viewer), on, found.path), *_evidence(found)),
        acts=acts(VERBS, may, found, viewer, asked, lambda key: reverse("spot_act", args=[found.pk, key])),
        open=asked.verb, error="" if asked.verb in may else asked.error, origin=way_to(found, viewer),
    )  # fmt: skip


def _facts(found: SpotPenalty) -> tuple[tuple[str, str], ...]:
    officers = in_a_row(noted(row["name"], row["certificate"]) for row in found.officers)
    facts = (
        (_("当事人"), found.party_name), (_("处罚"), punished(found)), (_("在哪里处罚"), found.where), (_("哪天"), moment_words(found.decided_at)),
        (_("执法人员"), officers), (_("罚款怎样缴"), _paying(found)), (_("交回单位"), full_day_words(found.office_on) if found.office_on else ""),
        (_("缴入银行"), full_day_words(found.bank_on) if found.bank_on else ""), (_("当事人拒绝签收"), found.refused),
        (_("归档"), found.archive_mark),
    )  # fmt: skip
    return tuple(pair for pair in facts if pair[1])


def _paper(found: SpotPenalty) -> Table:
    row = Row(
        (
            Cell(_("当场行政处罚决定书"), reverse("spot_paper", args=[found.pk])),
            Cell(found.mark),
            Cell(day_words(found.decided_on)),
        )
    )
    return Table(tuple(map(Column, (_("文书"), _("文号"), _("交付")))), (row,), _("文书"))


def _paying(found: SpotPenalty) -> str:
    if not found.fine_fen:
        return ""
    way = said(words.CASH, "spot" if found.cash_why else "bank")
    return " ".join(filter(None, (way, found.cash_why, found.ticket)))


def _evidence(found: SpotPenalty) -> list[Table]:
    rows = tuple(
        Row((Cell(_("照片 %(n)s") % {"n": n}, f"/evidence/{key}"),)) for n, key in enumerate(found.photos, start=1)
    )
    return [Table((Column(_("现场照片")),), rows, _("证据"))] if rows else []
