"""What a citizen reads, put together from what is public and from the board."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from django.utils.translation import pgettext_lazy

from shian.canteen import queries as canteen
from shian.canteen.models import Survey
from shian.canteen.rules import SAID
from shian.disclosure import queries
from shian.disclosure.heralding import Board, board, checked, herald
from shian.disclosure.models import Member, PublicPage
from shian.disclosure.rules import share
from shian.doors.portal.schools import school
from shian.doors.portal.shapes import AssociationPage, BusinessPage, Found, Person, SearchPage, SurveyPage
from shian.doors.ui.answers import said_text
from shian.doors.ui.inspected import KINDS, RESULT_TONES, RESULTS
from shian.doors.ui.shapes.parts import Badge, Field, Link, Option, State
from shian.doors.ui.terms import said
from shian.doors.ui.words import full_day_words
from shian.inspection.queries import inspections_of
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.registry.models import Status

RESULTS_SHOWN = 10
SATISFIED = {"yes": lazy("满意"), "partly": pgettext_lazy("satisfaction", "一般"), "no": lazy("不满意")}


def search(words: str, found: Sequence[PublicPage] = (), error: str = "", slip: str = "") -> SearchPage:
    """The form, with what was found; nothing found says what to try next."""
    empty = State("empty", _("没有找到"), _("换一个词试试：店名里的两三个字，或者村、社区、街道的名字。"))
    return SearchPage(
        _("查一家"),
        reverse("public"),
        words,
        tuple(_found(one) for one in found),
        empty if words and not found and not error else None,
        error,
        slip,
    )


def _found(one: PublicPage) -> Found:
    name = "public_association" if one.association_id else "public_business"
    kind = _("协会") if one.association_id else ""
    return Found(one.name, one.place_name, reverse(name, args=[one.code]), kind)


def business(viewer: Actor, page: PublicPage, asked: date, on: date) -> BusinessPage:
    """The page of a business. Raises Missing for the code of an association."""
    found = board(page.business_id, on=on)
    if found is None:
        raise Missing(_("没有这个公开页，或者它已经撤下"))
    working = found.status == Status.OPERATING
    return BusinessPage(
        title=found.name,
        kind=found.kind,
        facts=_facts(found),
        people=_people(found),
        results=_results(found.business),
        associations=_associations(viewer, found.business),
        as_of=full_day_words(on),
        status=None if working else Badge(str(Status(found.status).label), "soon", "info"),
        school=school(viewer, page, found, asked, on),
        code=page.code,
    )


def _facts(found: Board) -> tuple[tuple[str, str], ...]:
    licences = tuple((_("许可证（备案）号"), _licence(number, until)) for number, until in found.licences)
    rows = (
        (_("统一社会信用代码"), found.uscc),
        *licences,
        (_("地址"), found.address),
        (_("包保等级"), found.guarantee_grade),
        (_("风险等级"), found.risk_grade),
    )
    return tuple(row for row in rows if row[1])


def _licence(number: str, until: date | None) -> str:
    return _("%(number)s（有效期至 %(day)s）") % {"number": number, "day": until} if until else number


def _people(found: Board) -> tuple[Person, ...]:
    own = tuple(Person(one.post, one.name) for one in found.people)
    cadre = found.cadre
    return (
        (*own, Person(_("包保干部（%(post)s）") % {"post": cadre.post}, cadre.name, cadre.organisation))
        if cadre
        else own
    )


def _results(key: UUID) -> tuple[tuple[str, str, Badge], ...]:
    """Results of inspections that were published; the others are nobody's business yet."""
    with herald() as by:
        rows = inspections_of(key, viewer=by).filter(state="published")[:RESULTS_SHOWN]
        return tuple(
            (
                full_day_words(one.go_on),
                said(KINDS, one.kind),
                Badge(said(RESULTS, one.result), RESULT_TONES.get(one.result, "")),
            )
            for one in rows
        )


def _associations(viewer: Actor, key: UUID) -> tuple[Link, ...]:
    rows = queries.memberships(viewer, key)
    pages = queries.pages_of_associations(viewer, [row.association_id for row in rows])
    return tuple(
        Link(row.association.name, reverse("public_association", args=[pages[row.association_id]]))
        for row in rows
        if row.association_id in pages
    )


def association(viewer: Actor, page: PublicPage, on: date) -> AssociationPage:
    """The page of an association. Raises Missing for the code of a business."""
    if page.association is None:
        raise Missing(_("没有这个公开页，或者它已经撤下"))
    members = list(queries.members(viewer, page.association))
    done = checked([one.business_id for one in members], on=on)
    pledge = queries.pledge(viewer, page.association)
    signed = ""
    if pledge and pledge.signed_on:
        signed = _("%(who)s，%(day)s 签") % {"who": pledge.signed_by, "day": full_day_words(pledge.signed_on)}
    return AssociationPage(
        title=page.association.name,
        place=page.place_name,
        promise=tuple(line for line in pledge.text.splitlines() if line.strip()) if pledge else (),
        signed=signed,
        share=f"{share(len(done), len(members))}%",
        counted=len(done),
        out_of=len(members),
        members=tuple(
            _member(one, done, queries.codes_of(viewer, [m.business_id for m in members])) for one in members
        ),
        as_of=full_day_words(on),
    )


def _member(one: Member, done: frozenset[UUID], codes: dict[UUID, str]) -> tuple[str, str, Badge]:
    code = codes.get(one.business_id)
    badge = Badge(_("本月已自查"), "done", "check") if one.business_id in done else Badge(_("本月还没有自查"), "soon")
    return one.name, reverse("public_business", args=[code]) if code else "", badge


def survey(one: Survey, name: str, post: QueryDict, on: date, *, error: str = "", slip: str = "") -> SurveyPage:
    """The questions, three answers each; or that it is over."""
    title = _("%(name)s 满意度调查") % {"name": name}
    if not one.opens_on <= on <= one.closes_on:
        words = _("这次调查 %(day)s 结束，现在不收了") % {"day": one.closes_on}
        return SurveyPage(title, "", state=State("empty", _("已经结束"), words))
    fields = tuple(
        Field(
            item.code,
            said_text(item),
            "radio",
            options=tuple(Option(word, str(SATISFIED[word]), chosen=post.get(item.code) == word) for word in SAID),
            required=True,
        )
        for item in canteen.questions(one)
    )
    lead = _("不记名：只数人数，不问、不留您是谁。约一分钟。")
    return SurveyPage(title, lead, reverse("public_survey", args=[one.code]), fields, error, slip=slip)


def thanks(one: Survey, name: str, back: str) -> SurveyPage:
    """What stands after a reply."""
    state = State("empty", _("收到了，谢谢"), _("结果满一定份数后学校会公布，并说明怎么改。"))
    link = Link(_("看学校的公开页"), reverse("public_business", args=[back])) if back else None
    return SurveyPage(_("%(name)s 满意度调查") % {"name": name}, "", state=state, back=link)
