"""Problem pages from their rows."""

from datetime import date, datetime
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.finding.verbs import held
from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.evidence import pairs_of
from shian.doors.ui.finding_verbs import Verb
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import (
    Dues,
    due_of,
    finding_reasons,
    holder_of,
    names_of,
    place_options,
    spoken,
)
from shian.doors.ui.shapes.loop import FindingPage, ListPage
from shian.doors.ui.shapes.parts import (
    Act,
    Cell,
    Column,
    Field,
    Holder,
    Link,
    Option,
    Pair,
    Row,
    State,
    Table,
)  # fmt: skip
from shian.doors.ui.terms import DISPOSITIONS, FINDING_STATES, SEVERITIES, finding_badge, options, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.whole_way import again_of, follows_of, hands_of, ladder_of, moment_of, parties_of, way_of
from shian.doors.ui.words import full_day_words
from shian.enforcement.queries import cases_from
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted
from shian.loop import queries as loop
from shian.loop.models import Finding
from shian.loop.queries import Sought
from shian.loop.spoken import problem_words
from shian.loop.states import FINDING
from shian.packs import queries as packs
from shian.people.models import Tenure
from shian.territory import queries as territory

TABS = (
    ("open", gettext_lazy("未销号")),
    ("came_back", gettext_lazy("退回来的")),
    ("with_station", gettext_lazy("在监管所")),
    ("settled", gettext_lazy("已了结")),
    ("all", gettext_lazy("全部")),
)


def number_of(finding: Finding) -> str:
    """What people say on the telephone: the day it was found and the last of its key."""
    return f"{finding.found_on:%m%d}-{finding.pk.hex[-5:].upper()}"


def listed(viewer: Actor, page: Slice[Finding], asked: Sought, request: HttpRequest, *, today: date) -> ListPage:
    held_by, dues = names_of((row.holder_id for row in page.rows), on=today), Dues(today)
    places = territory.names(row.path for row in page.rows)
    columns = (
        Column(_("问题")), Column(_("主体")), Column(_("现状")), Column(_("到期")), Column(_("在谁手里")), Column(_("地方")),
    )  # fmt: skip
    table = Table(
        columns,
        tuple(_row(row, places, held_by, dues) for row in page.rows),
        _("问题清单"),
        total=counted("共 %(n)s 个", page.total),
        filters=_filters(viewer, asked),
        reset_href="/findings",
        export_href=address(request, export="xlsx", page="") if viewer.grounds("export") else "",
        pager=page.pager,
        empty=State(
            "empty", _("没有这样的问题"), _("换一个条件再看，或者看全部。"), Link(_("看全部"), "/findings?state=all")
        ),
    )
    tabs = tuple(
        Link(str(word), address(request, state=key, page=""), current=asked.state == key) for key, word in TABS
    )
    return ListPage(_("问题"), table, tabs=tabs, lead=_("查出来的每一个问题，到销号为止。"))


def _filters(viewer: Actor, asked: Sought) -> tuple[Field, ...]:
    state = Field("state", _("状态"), "select", options=_state_options(asked.state))
    return (
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        state,
        Field("severity", _("轻重"), "select", options=options(SEVERITIES, asked.severity, every=_("全部"))),
        Field("since", _("发现日从"), "date", asked.since.isoformat() if asked.since else ""),
        Field("until", _("到"), "date", asked.until.isoformat() if asked.until else ""),
    )


def _state_options(chosen: str) -> tuple[Option, ...]:
    groups = tuple(Option(key, str(word), chosen=key == chosen) for key, word in TABS)
    return groups + options(FINDING_STATES, chosen)


def _row(row: Finding, places: dict[str, str], held_by: dict[UUID, Tenure], dues: Dues) -> Row:
    open_ = row.state not in FINDING.final
    due = dues(row.due, path=row.path, provisional=row.due_provisional) if open_ else None
    tenure = held_by.get(row.holder_id) if row.holder_id else None
    return Row(
        (
            Cell(problem_words(row), f"/findings/{row.pk}", sub=f"{number_of(row)} · {said(SEVERITIES, row.severity)}"),
            Cell(row.business.name, f"/businesses/{row.business_id}"),
            Cell(badge=finding_badge(row.state), sub=_rounds(row.round)),
            Cell(due.day.isoformat() if due else "—", sub=due.words if due else "", tone=due.tone if due else ""),
            Cell(row.holder.title if row.holder else _("主体"), sub=tenure.person_name if tenure else ""),
            Cell(places.get(row.path, "")),
        )
    )


def _rounds(count: int) -> str:
    return _("第 %(n)s 次") % {"n": count} if count > 1 else ""


def one(viewer: Actor, found: Finding, *, now: datetime, typed: Typed | None = None) -> FindingPage:
    """Everything about one problem, with the verbs the viewer holds on it."""
    today = timezone.localdate(now)
    steps = list(loop.steps(found, viewer=viewer))
    open_ = found.state not in FINDING.final
    owed = loop.owed_on(found, viewer=viewer)
    verbs, said_ = held(viewer, found), typed or Typed()
    return FindingPage(
        title=problem_words(found),
        number=number_of(found),
        badge=finding_badge(found.state),
        business=Link(found.business.name, f"/businesses/{found.business_id}"),
        place=territory.names([found.path]).get(found.path, ""),
        found=_facts(found),
        note=found.note,
        holder=_holder(found, viewer, today) if open_ else None,
        due=due_of(found.due, today=today, path=found.path, provisional=found.due_provisional) if open_ else None,
        way=way_of(found, loop.way(found, viewer=viewer), now=now),
        ladder=ladder_of(loop.climbs_of(found, viewer=viewer), owed if open_ else None),
        parties=parties_of(found, viewer=viewer, now=now),
        hands=hands_of(found, loop.spans(found, viewer=viewer, now=now)),
        follows=follows_of(found, viewer=viewer),
        again=again_of(found, viewer=viewer),
        onward=_onward(viewer, found),
        pairs=pairs_of(found, viewer=viewer) or (Pair(""),),
        history=tuple(moment_of(step) for step in reversed(steps)),
        acts=tuple(_act(verb, found, said_) for verb in verbs if verb.move or verb.key == said_.verb),
        others=tuple(_act(verb, found, said_) for verb in verbs if not verb.move and verb.key != said_.verb),
        why=finding_reasons(found, viewer),
    )


def _onward(viewer: Actor, found: Finding) -> tuple[Link, ...]:
    """A problem that may be a breach to be punished: whoever opens cases opens one from it, once."""
    before = cases_from([found.pk], viewer=viewer).first()
    if before is not None:
        return (Link(_("看案件：%(title)s") % {"title": before.title}, reverse("case", args=[before.pk]), "file"),)
    if not viewer.may_at("open_case", found.path):
        return ()
    words = {"source": "finding", "source_id": str(found.pk)}
    return (Link(_("登记为案源"), elsewhere(reverse("new_case"), **words), "file"),)


def _facts(found: Finding) -> tuple[tuple[str, str], ...]:
    programme = packs.pack_of(found.release_id).programmes.get(found.programme) if found.release_id else None
    return (
        (_("轻重"), said(SEVERITIES, found.severity)),
        (_("处置方式"), said(DISPOSITIONS, found.disposition)),
        (_("发现日"), full_day_words(found.found_on)),
        (_("发现岗位"), found.found_by_post.title if found.found_by_post else _("主体自查")),
        (_("来自"), spoken(programme.title) if programme else found.programme),
        (_("第几次"), str(found.round)),
        (_("结果"), found.outcome),
    )


def _holder(found: Finding, viewer: Actor, today: date) -> Holder | None:
    """Who has it now: the post that holds it, or the business while it is to be put right."""
    if found.holder is None:
        return Holder(
            _("主体"), found.business.principal_name or found.business.name, href=f"/businesses/{found.business_id}"
        )
    tenure = names_of([found.holder_id], on=today).get(found.holder.pk)
    return holder_of(found.holder, tenure, viewer=viewer)


def _act(verb: Verb, found: Finding, typed: Typed) -> Act:
    note = Field("note", str(verb.note), "textarea", typed.word(verb.key, "note"), error=typed.wrong(verb.key))
    photo = Field("photos", _("照片"), "file", help=_("可以不传；当场整改要有整改后的照片"))
    return Act(
        verb.key,
        str(verb.word),
        f"/findings/{found.pk}/{verb.key}",
        (note, photo) if verb.photo else (note,),
        str(verb.confirm) if verb.confirm else "",
        verb.look,
        files=verb.photo,
    )


def done_words(verb: Verb, found: Finding) -> str:
    return _("已办：%(word)s。现在是“%(state)s”。") % {
        "word": verb.word, "state": said(FINDING_STATES, found.state),
    }  # fmt: skip
