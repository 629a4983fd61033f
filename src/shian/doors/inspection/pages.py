"""One inspection, the form of sending officers, the form of risk: from rows to pages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.doors.inspection.forms import RiskTyped, SendTyped
from shian.doors.inspection.verbs import held
from shian.doors.ui.answers import said_text
from shian.doors.ui.asked import elsewhere
from shian.doors.ui.inspected import KINDS, NO_FACE, RESULTS, badge_of, decision_words
from shian.doors.ui.said import due_of, spoken, stored_why, why
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Due, Field, Link, Option, Row, Table, Why
from shian.doors.ui.terms import limit_words, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.words import full_day_words
from shian.enforcement.models import PenaltyCase, SpotPenalty
from shian.enforcement.queries import cases_from, spots_from
from shian.inspection import queries
from shian.inspection.actions.grading import risk_of
from shian.inspection.models import FaceGiven, Inspection
from shian.inspection.owed import law_of_inspection
from shian.inspection.states import KINDS as ALL_KINDS
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_a_row, noted
from shian.loop.law import law_on
from shian.packs.inspection import Trigger
from shian.people import queries as people
from shian.people.models import Post
from shian.registry.models import Business

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class InspectionPage:
    """One inspection: who went, what the table says, what it means, what is still to be done."""

    template: ClassVar[str] = "inspection/one.html"
    title: str
    kicker: Link
    badge: Badge
    facts: Facts
    back: Link
    due: Due | None = None
    failed: Table | None = None
    sheet: Link | None = None
    why: tuple[Why, ...] = ()
    face: tuple[str, str] | None = None
    acts: tuple[Act, ...] = ()
    onward: tuple[Link, ...] = ()


@dataclass(frozen=True)
class SendPage:
    template: ClassVar[str] = "inspection/send.html"
    title: str
    lead: str
    act: Act
    back: Link
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class RiskPage:
    """GET looks at what the grade would be; `go` puts it in the books."""

    template: ClassVar[str] = "inspection/risk.html"
    title: str
    lead: str
    action: str
    fields: tuple[Field, ...]
    back: Link
    error: str = ""
    grade: str = ""
    why: Why | None = None
    points: Table | None = None
    go: Act | None = None


def one(viewer: Actor, found: Inspection, *, on: date, typed: Typed | None = None) -> InspectionPage:
    """An inspection as it stands."""
    asked = typed or Typed()
    face = queries.face_of(found, viewer=viewer)
    may = held(viewer, found)
    waits = found.public_by if found.state in ("confirmed", "refused") else None
    return InspectionPage(
        found.business.name,
        Link(said(KINDS, found.kind)),
        badge_of(found),
        _facts(found),
        Link(_("监督检查"), reverse("inspections")) if viewer.grounds() else Link(_("主体"), _dossier(found)),
        due=due_of(waits, today=on, path=found.path),
        failed=_failed(found),
        sheet=Link(_("看要点表"), reverse("record", args=[found.sheet_id]))
        if found.sheet_id
        else _to_fill(viewer, found),
        why=_whys(found, face),
        face=_face(found, face),
        acts=tuple(_act(key, found, asked) for key in may),
        onward=_onward(viewer, found),
    )


def _onward(viewer: Actor, found: Inspection) -> tuple[Link, ...]:
    """What came of this inspection: its case, its penalty on the spot; or, where something is to be punished, the ways to begin one."""
    case = cases_from([found.pk], viewer=viewer).first()
    spot = spots_from([found.pk], viewer=viewer).first()
    made, wrong = _punished(case, spot), found.decision != "none"
    began = elsewhere(reverse("new_case"), source="inspection", source_id=str(found.pk))
    now = elsewhere(reverse("new_spot"), source="inspection", source_id=str(found.pk))
    ways = (
        (Link(_("登记为案源"), began, "file"), wrong and case is None, "open_case"),
        (Link(_("当场处罚"), now, "pen"), (wrong or found.result == "mostly") and not made, "punish_on_spot"),
    )
    return (*made, *(way for way, fits, verb in ways if fits and viewer.may_at(verb, found.path)))


def _punished(case: PenaltyCase | None, spot: SpotPenalty | None) -> tuple[Link, ...]:
    to_case = (
        Link(_("看案件：%(title)s") % {"title": case.title}, reverse("case", args=[case.pk]), "file") if case else None
    )
    to_spot = (
        Link(_("看当场处罚：%(mark)s") % {"mark": spot.mark}, reverse("spot", args=[spot.pk]), "file") if spot else None
    )
    return tuple(link for link in (to_case, to_spot) if link)


def _dossier(found: Inspection) -> str:
    return reverse("business", args=[found.business_id])


def _facts(found: Inspection) -> Facts:
    officers = in_a_row([noted(found.lead_name, _("带队")), found.second_name])
    signed = _("已签字") if found.signed else found.unsigned
    return (
        (_("哪天去"), full_day_words(found.go_on)),
        (_("检查人员"), officers),
        (_("出示的证件"), found.papers),
        (_("依据"), found.basis),
        (_("范围"), _("全项目") if found.whole else _("部分项目")),
        (_("三个月内再查的理由"), found.suspicion),
        (_("书面告知"), full_day_words(found.told_on) if found.told_on else ""),
        (_("对方签字"), signed),
        (_("情况"), found.note),
        (_("公开"), full_day_words(timezone.localdate(found.published_at)) if found.published_at else ""),
        (_("是否立案"), decision_words(found) if found.decision != "none" else ""),
        (_("案号"), found.case_number),
        (_("理由"), found.decision_note),
    )


def _to_fill(viewer: Actor, found: Inspection) -> Link | None:
    if found.state != "dispatched" or found.task.state != "open" or found.lead_id not in viewer.posts:
        return None
    return Link(_("去填要点表"), reverse("visit", args=[found.task_id]), "pen")


def _failed(found: Inspection) -> Table | None:
    """The items that failed, key ones first."""
    if found.sheet is None or found.sheet.version_id is None:
        return None
    items = [i for i in checklists.items(found.sheet.version_id) if _failed_at(found, i.code)]
    rows = tuple(
        Row((Cell(said_text(item)), Cell(_("重点项") if item.key else _("一般项")), Cell(_note(found, item.code))))
        for item in sorted(items, key=lambda item: (not item.key, item.position))
    )
    columns = tuple(map(Column, (_("不符合的项目"), _("重点还是一般"), _("说明"))))
    return Table(columns, rows, _("不符合的项目")) if rows else None


def _failed_at(found: Inspection, code: str) -> bool:
    return bool(found.sheet and found.sheet.answers.get(code, {}).get("answer") == "fail")


def _note(found: Inspection, code: str) -> str:
    return str(found.sheet.answers.get(code, {}).get("note", "")) if found.sheet else ""


def _whys(found: Inspection, face: FaceGiven | None) -> tuple[Why, ...]:
    result = stored_why(found.because, said(RESULTS, found.result), question=_("为什么是这个结果"))
    shown = stored_why(face.because, "", question=_("笑脸怎么来的")) if face else None
    return tuple(one for one in (result, shown) if one)


def _face(found: Inspection, face: FaceGiven | None) -> tuple[str, str] | None:
    if face is None:
        return None
    rules = law_of_inspection(law_on(face.on_day, found.path)).faces
    title = next((spoken(one.title) for one in rules.faces if one.key == face.face), str(NO_FACE))
    return face.face or "none", f"{title} {face.tenths / 10:.1f}"


def _act(key: str, found: Inspection, typed: Typed) -> Act:
    to = reverse("inspection_act", args=[found.pk, key])
    return _ACTS[key](to, found, typed)


def _confirm(to: str, found: Inspection, typed: Typed) -> Act:
    fields = (
        Field("signed", _("对方签了字的告知页（照片）"), "file", error=typed.wrong("confirm")),
        Field("unsigned", _("没有签字的，写明原因和见证人"), value=typed.word("confirm", "unsigned")),
    )
    return Act("confirm", _("确认结果"), to, fields, look="primary", files=True)


def _refused(to: str, found: Inspection, typed: Typed) -> Act:
    forms = law_of_inspection(law_on(found.go_on, found.path)).refusals
    chosen = typed.word("refused", "form")
    options = (Option("", _("请选")), *(Option(k, spoken(t), chosen=k == chosen) for k, t in forms.items()))
    fields = (
        Field("form", _("哪一种情形（第四十九条）"), "select", options=options, error=typed.wrong("refused")),
        Field("note", _("当时的情况和见证人"), "textarea", typed.word("refused", "note")),
    )
    return Act("refused", _("登记拒绝检查"), to, fields, look="danger")


def _cancel(to: str, found: Inspection, typed: Typed) -> Act:
    reason = Field("reason", _("为什么不去了"), value=typed.word("cancel", "reason"), error=typed.wrong("cancel"))
    return Act("cancel", _("取消检查"), to, (reason,))


def _publish(to: str, found: Inspection, typed: Typed) -> Act:
    confirm = _("公开以后任何人都看得到结果。确定公开吗？")
    return Act("publish", _("向社会公开"), to, confirm=confirm, look="primary")


def _decide(to: str, found: Inspection, typed: Typed) -> Act:
    chosen = typed.word("decide", "file")
    options = tuple(
        Option(key, word, chosen=key == chosen) for key, word in (("file", _("立案")), ("not_file", _("不予立案")))
    )
    fields = (
        Field("file", _("是否立案"), "radio", options=options, error=typed.wrong("decide")),
        Field("case_number", _("案号"), value=typed.word("decide", "case_number")),
        Field("note", _("理由"), value=typed.word("decide", "note")),
    )
    return Act("decide", _("记下决定"), to, fields)


_ACTS = {"confirm": _confirm, "refused": _refused, "cancel": _cancel, "publish": _publish, "decide": _decide}


def send(viewer: Actor, business: Business, officers: Sequence[Post], typed: SendTyped, *, on: date) -> SendPage:
    """The form of sending officers, with what the law asks beside it."""
    names = {post.pk: tenure for post, tenure in _holders(officers, on)}
    to = reverse("send_inspection", args=[business.pk])
    rules = law_of_inspection(law_on(on, business.path))
    fields = (
        Field("kind", _("哪一种检查"), "select", options=_options(KINDS, typed.kind), error=typed.error),
        Field("lead", _("带队"), "select", options=_posts(officers, names, typed.lead), required=True),
        Field("second", _("另一名检查人员"), "select", options=_posts(officers, names, typed.second), required=True),
        Field("go_on", _("哪天去"), "date", typed.go_on),
        Field("basis", _("依据"), value=typed.basis, help=_("年度计划、线索或上级部署"), required=True),
        Field("papers", _("执法证件号或任务书编号"), value=typed.papers, required=True),
        Field("suspicion", _("上级三个月内查过、还要查的理由"), value=typed.suspicion),
    )
    notes = (
        _("%(n)s 名以上检查人员，出示证件。") % {"n": rules.officers.count},
        _("飞行检查不打招呼：主体和包保干部在结果确认前看不到。"),
        _("日常监督检查覆盖全部要点；结果确认后公开的期限：%(limit)s。") % {"limit": limit_words(rules.publish.words)},
    )
    title = _("派人检查：%(name)s") % {"name": business.name}
    back = Link(business.name, reverse("business", args=[business.pk]))
    return SendPage(title, "", Act("send", _("派出"), to, fields, look="primary"), back, notes)


def _holders(officers: Sequence[Post], on: date) -> list[tuple[Post, str]]:
    found = people.holders({post.pk for post in officers}, on=on)
    return [(post, found[post.pk].person_name if post.pk in found else "") for post in officers]


def _posts(officers: Sequence[Post], names: Mapping[UUID, str], chosen: str) -> tuple[Option, ...]:
    filled = [post for post in officers if names[post.pk]]
    shown = (Option(str(post.pk), f"{names[post.pk]} · {post.title}", chosen=str(post.pk) == chosen) for post in filled)
    return (Option("", _("请选")), *shown)


def _options(words: Mapping[str, object], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(key, str(words[key]), chosen=key == chosen) for key in ALL_KINDS)


def standing(viewer: Actor, business: Business) -> RiskTyped:
    """What was said in the assessment that holds; a first one begins with what the register knows."""
    found = queries.assessment(business, viewer=viewer)
    if found is not None:
        return RiskTyped(found.amounts, tuple(found.happened))
    known = {"area": business.area_m2, "seats": business.seats, "staff": business.employees}
    return RiskTyped({key: int(amount) for key, amount in known.items() if amount})


def risk(viewer: Actor, business: Business, typed: RiskTyped, *, on: date, looked: bool) -> RiskPage:
    """The form; looked at, with the grade it would give and every point."""
    found = risk_of(business, typed.amounts, typed.happened, on=on) if looked else None
    law = law_of_inspection(law_on(on, business.path)).risk
    to = reverse("assess_risk", args=[business.pk])
    factors = queries.factors_for(business, law_on(on, business.path))
    fields = tuple(
        Field(f"n-{one.key}", noted(spoken(one.title), one.unit), "number", str(typed.amounts.get(one.key, 0)))
        for one in factors
    )
    options = tuple(
        Option(key, spoken(one.title), chosen=key in typed.happened) for key, one in _worst_first(law.triggers)
    )
    happened = Field("happened", _("发生过的情形"), "checkbox", options=options)
    page = RiskPage(
        _("风险分级：%(name)s") % {"name": business.name},
        _("静态分看规模和品种，动态分按上次全项目检查换算；分数越高风险越高，A 级风险最低。"),
        to,
        (*fields, happened),
        Link(business.name, reverse("business", args=[business.pk])),
        typed.error,
    )
    if found is None:
        return page
    rows = tuple(Row((Cell(p.words), Cell(p.why), Cell(str(p.points)))) for p in found.points)
    columns = (Column(_("项目")), Column(_("凭什么")), Column(_("得分"), number=True))
    kept = tuple(Field(f"n-{key}", "", "hidden", str(amount)) for key, amount in typed.amounts.items())
    kept += tuple(Field("happened", "", "hidden", key) for key in typed.happened)
    return RiskPage(
        page.title, page.lead, page.action, page.fields, page.back,
        grade=found.grade.value,
        why=why(found.grade, _("%(grade)s 级") % {"grade": found.grade.value}, question=_("为什么是这一级")),
        points=Table(columns, rows, _("每一分怎么来的"), foot=Row((Cell(_("总分")), Cell(""), Cell(str(found.score))))),
        go=Act("assess", _("就定这一级"), to, kept, look="primary"),
    )  # fmt: skip


def _worst_first(triggers: Mapping[str, Trigger]) -> list[tuple[str, Trigger]]:
    """What makes it worse, then what makes it better."""
    return sorted(triggers.items(), key=lambda pair: (not pair[1].worst, pair[1].levels < 0, pair[0]))
