"""一企一档: who it is, its two grades each with its why, who answers, and everything that happened."""

from datetime import date
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.doors.dossier.categories import category_words
from shian.doors.dossier.rooms import of_other_rooms
from shian.doors.dossier.verbs import held
from shian.doors.ui.inspected import inspected
from shian.doors.ui.owed import asked_for
from shian.doors.ui.said import Dues, holder_of, names_of, post_address, sheet_title, stored_why, way_in_of, why
from shian.doors.ui.shapes.loop import DossierPage, Grade, Section
from shian.doors.ui.shapes.parts import (
    Badge,
    Cell,
    Column,
    Holder,
    Link,
    Moment,
    Row,
    Stat,
    State,
    Table,
    Why,
)  # fmt: skip
from shian.doors.ui.terms import MODES, OUTCOMES, SYSTEMS, TASK_STATES, VERBS, finding_badge, said
from shian.doors.ui.words import full_day_words, measure
from shian.inspection import queries as inspection
from shian.kernel.actor import Actor
from shian.kernel.concealed import mask_phone
from shian.kernel.lens import may
from shian.kernel.spelled import plural
from shian.ledger import queries as ledger
from shian.letters.models import Letter
from shian.letters.queries import letters_of
from shian.letters.states import LETTER
from shian.loop import queries as loop
from shian.loop.models import Duty, Finding, Task
from shian.loop.queries import Sought
from shian.loop.spoken import problem_words
from shian.people.models import Tenure
from shian.registry.models import Appointment, Business, Licence, Scale
from shian.registry.queries import law
from shian.registry.queries import register as registry
from shian.territory import queries as territory

RECENT = 10


def dossier(viewer: Actor, one: Business, *, on: date) -> DossierPage:
    """Everything the viewer may see of a business."""
    seated = list(registry.seated(viewer, one, on=on))
    duties = list(loop.duties_of(one, viewer=viewer))
    tenures = names_of((duty.holder_id for duty in duties), on=on)
    here = territory.way_to(one.path)
    return DossierPage(
        title=one.name,
        kind=one.get_kind_display(),
        facts=_facts(viewer, one, "".join(place.name for place in here[1:]), on),
        badges=_badges(one, duties, on),
        grades=(*(_grade(viewer, one, scale, on) for scale in Scale), *_faces(viewer, one, on)),
        cadre=_cadre(viewer, duties, tenures, on),
        people=tuple(Holder(seat.get_role_display(), seat.person_name, seat.title) for seat in seated),
        director=_director(one, seated, on),
        stats=_stats(viewer, one, on),
        sections=tuple(s for s in _sections(viewer, one, duties, tenures, on) if s.table.rows),
        history=_history(viewer, one),
        links=_links(viewer, one, duties, on),
        acts=tuple(act for seat in seated for act in way_in_of(viewer, seat.person_id, seat.person_name, one.path)),
    )


def _facts(viewer: Actor, one: Business, place: str, on: date) -> tuple[tuple[str, str], ...]:
    return (
        (_("统一社会信用代码"), one.uscc),
        (_("主体性质"), _("个体工商户") if one.household else _("单位")),
        (_("法定代表人（负责人）"), one.principal_name),
        (_("联系电话"), mask_phone(one.phone) if one.phone else ""),
        (_("所在地"), place),
        (_("地址"), one.address),
        (_("食品类别"), category_words(registry.categories(viewer, one), one.path, on)),
        (_("从业人数"), _number(one.employees)),
        (_("营业收入（万元）"), _number(one.revenue_wan)),
        (_("每餐就餐人数"), _number(one.diners)),
        (_("面积（平方米）"), _number(one.area_m2)),
        (_("餐位"), _number(one.seats)),
        (_("成立日期"), full_day_words(one.opened_on) if one.opened_on else ""),
        (_("网址"), one.website),
        (_("证照"), "" if registry.licences(viewer, one).exists() else _("没有登记证照")),
        (_("登记来源"), _("名册第 %(row)s 行") % {"row": one.batch_row} if one.batch_row else _("逐家登记")),
    )


def _number(number: Any) -> str:
    return "" if number is None else f"{number:,}"


def _badges(one: Business, duties: list[Duty], on: date) -> tuple[Badge, ...]:
    badges = [Badge(one.get_status_display(), "done" if one.status == "operating" else "late")]
    if one.status == "operating" and not any(_runs(duty, on) and duty.holder_id for duty in duties):
        badges.append(Badge(_("还没有人包保"), "soon"))
    return tuple(badges)


def _runs(duty: Duty, on: date) -> bool:
    return duty.valid_from <= on and (duty.valid_to is None or duty.valid_to > on)


def _grade(viewer: Actor, one: Business, scale: Scale, on: date) -> Grade:
    """A and D mean opposite things on the two scales, so each says which it is."""
    record = registry.grade_on(viewer, one, scale, on=on)
    names = {Scale.GUARANTEE: _("包保等级（A 最大）"), Scale.RISK: _("风险等级（A 风险最低）")}
    if record is None:
        return Grade(names[scale], "—", _("还没有定"))
    since = _("自 %(day)s") % {"day": full_day_words(record.valid_from)}
    return Grade(
        names[scale], record.grade, since, stored_why(record.because, record.grade, question=_("为什么是这一级"))
    )


def _faces(viewer: Actor, one: Business, on: date) -> tuple[Grade, ...]:
    """量化分级 is a third thing: a caterer's, by its checks of twelve months."""
    last = inspection.last_face(one, viewer=viewer)
    if last is None:
        return ()
    letter = inspection.letter_of_year(one, viewer=viewer, on=on)
    since = _("最近一次 %(day)s，%(points)s 分") % {
        "day": full_day_words(last.on_day),
        "points": f"{last.tenths / 10:.1f}",
    }
    return (
        Grade(
            _("量化分级（年度）"), letter.value or "—", since, why(letter, letter.value, question=_("为什么是这一级"))
        ),
    )


def _cadre(viewer: Actor, duties: list[Duty], tenures: dict[Any, Tenure], on: date) -> Holder | None:
    running = next((d for d in duties if _runs(d, on) and d.holder_id and d.programme == "guarantee_visit"), None)
    if running is None:
        return Holder(_("包保岗位还没有定"))
    return holder_of(running.holder, tenures.get(running.holder_id), viewer=viewer)


def _director(one: Business, seated: list[Appointment], on: date) -> Why | None:
    """Whether it must have a food-safety director, with the clause, and whether it has one."""
    needed = law.director_required(one, on=on)
    has = any(seat.role == "director" for seat in seated)
    if not needed.value:
        return why(needed, _("不要求配食品安全总监"), question=_("不要求配食品安全总监"))
    words = _("应配食品安全总监，已配") if has else _("应配食品安全总监，还没有配")
    return why(needed, words, question=words)


def _stats(viewer: Actor, one: Business, on: date) -> tuple[Stat, ...]:
    open_ = loop.sought(viewer, Sought(business=one.pk)).count()
    every = loop.sought(viewer, Sought(business=one.pk, state="all")).count()
    owed = loop.tasks_at(one, viewer=viewer, on=on).count()
    return (
        Stat(_("现在要办"), str(owed), measure("件"), "#tasks"),
        Stat(
            _("未销号问题"), str(open_), measure("个"), f"/findings?business={one.pk}", tone="soon" if open_ else "done"
        ),
        Stat(_("查出过的问题"), str(every), measure("个"), f"/findings?business={one.pk}&state=all"),
    )


def _sections(
    viewer: Actor, one: Business, duties: list[Duty], tenures: dict[Any, Tenure], on: date
) -> tuple[Section, ...]:
    tasks, dues = list(loop.tasks_of(one, viewer=viewer)[:RECENT]), Dues(on)
    found = list(loop.sought(viewer, Sought(business=one.pk, state="all"))[:RECENT])
    sheets = list(checklists.sheets_of(one.pk, viewer=viewer)[:RECENT])
    licences = registry.licences(viewer, one)
    seen = inspection.inspections_of(one, viewer=viewer)[:RECENT]
    every = Link(_("全部问题"), f"/findings?business={one.pk}&state=all")
    return (
        Section(
            _("证照"), _table(_("证照"), (_("号码"), _("有效期至"), _("备注")), [_licence(x, on) for x in licences])
        ),
        Section(
            _("要办和办过的"), _table(_("任务"), (_("事项"), _("到期"), _("状态")), [_task(x, dues) for x in tasks])
        ),
        Section(_("问题"), _table(_("问题"), (_("问题"), _("发现日"), _("状态")), [_finding(x) for x in found]), every),
        Section(_("记录"), _table(_("记录"), (_("记录"), _("日期"), _("结果")), [_sheet(x) for x in sheets])),
        Section(
            _("监督检查"),
            _table(_("监督检查"), (_("哪天"), _("种类"), _("结果")), [inspected(x) for x in seen]),
        ),
        Section(
            _("函件"),
            _table(
                _("函件"),
                (_("函件"), _("发出"), _("状态")),
                [_letter(x) for x in letters_of(one, viewer=viewer)[:RECENT]],
            ),
        ),
        Section(
            _("包保与责任"),
            _table(_("责任"), (_("岗位"), _("从"), _("到")), [_duty(viewer, x, tenures) for x in duties[:RECENT]]),
        ),
        Section(
            _("休息日"),
            _table(
                _("休息日"), (_("从"), _("到"), _("原因")), [_rest(x) for x in registry.rests(viewer, one)[:RECENT]]
            ),
            Link(_("登记或取消"), f"/businesses/{one.pk}/rest"),
        ),
        *of_other_rooms(viewer, one, on),
    )


def _table(caption: str, columns: tuple[str, ...], rows: list[Row]) -> Table:
    return Table(tuple(Column(word) for word in columns), tuple(rows), caption, empty=State("empty", _("还没有")))


def _licence(one: Licence, on: date) -> Row:
    over = one.expires_on is not None and one.expires_on < on
    until = full_day_words(one.expires_on) if one.expires_on else _("没有填")
    return Row((Cell(one.number, sub=one.kind.upper()), Cell(until, tone="late" if over else ""), Cell(one.warning)))


def _task(one: Task, dues: Dues) -> Row:
    due = dues(one.due, path=one.path) if one.state == "open" else None
    period = f"{one.period_start:%Y-%m-%d} — {one.period_end:%Y-%m-%d}" if one.period_start and one.period_end else ""
    return Row(
        (
            Cell(asked_for(one), f"/findings/{one.finding_id}" if one.finding_id else "", sub=period),
            Cell(one.due.isoformat() if one.due else "—", sub=due.words if due else "", tone=due.tone if due else ""),
            Cell(said(TASK_STATES, one.state), sub=said(OUTCOMES, one.reason or one.outcome)),
        )
    )


def _finding(one: Finding) -> Row:
    return Row(
        (
            Cell(problem_words(one), f"/findings/{one.pk}"),
            Cell(one.found_on.isoformat()),
            Cell(badge=finding_badge(one.state)),
        )
    )


def _letter(one: Letter) -> Row:
    sent = one.sent_on.isoformat() if one.sent_on else "—"
    return Row((Cell(one.subject, f"/letters/{one.pk}", sub=one.mark), Cell(sent), Cell(said(LETTER.words, one.state))))


def _sheet(one: Sheet) -> Row:
    """What was checked and what failed; a visit that found nobody says so."""
    title = sheet_title(one)
    result = (
        plural("查 %(n)s 项，%(f)s 项不符合", one.checked, f=one.failed)
        if one.checked
        else one.narrative[:60] or said(OUTCOMES, one.outcome)
    )
    if taken := sum("taken" in answer for answer in one.answers.values()):
        result += _("，沿用 %(n)s 项") % {"n": taken}
    return Row(
        (
            Cell(title, f"/records/{one.pk}", sub=one.post.title if one.post else _("主体自己")),
            Cell(one.on_day.isoformat(), sub=said(MODES, one.mode)),
            Cell(result, tone="late" if one.failed else ""),
        )
    )


def _duty(viewer: Actor, one: Duty, tenures: dict[Any, Tenure]) -> Row:
    tenure = tenures.get(one.holder_id)
    holder = one.holder.title if one.holder else _("主体自己")
    return Row(
        (
            Cell(holder, post_address(viewer, one.holder), sub=tenure.person_name if tenure else ""),
            Cell(one.valid_from.isoformat()),
            Cell(one.valid_to.isoformat() if one.valid_to else _("现在")),
        )
    )


def _rest(one: Any) -> Row:
    return Row(
        (
            Cell(one.valid_from.isoformat()),
            Cell(one.valid_to.isoformat() if one.valid_to else _("一直")),
            Cell(one.reason),
        )
    )


def _history(viewer: Actor, one: Business) -> tuple[Moment, ...]:
    rows = ledger.entries(viewer, subject=one.pk)[:RECENT]
    return tuple(Moment(timezone.localtime(row.at), said(SYSTEMS, row.actor), said(VERBS, row.verb)) for row in rows)


def _links(viewer: Actor, one: Business, duties: list[Duty], on: date) -> tuple[Link, ...]:
    links = [Link(_("休息日"), f"/businesses/{one.pk}/rest", "calendar")] if viewer.granted("declare_rest") else []
    links.append(Link(_("公示牌"), reverse("board_print", args=[one.public_code]), "print"))
    if held(viewer, one):
        links.insert(0, Link(_("变更"), reverse("change_business", args=[one.pk]), "pen"))
    if may(viewer, "move_business", one):
        links.append(Link(_("迁移"), reverse("move_business", args=[one.pk]), "move"))
    if may(viewer, "dispatch_inspection", one):
        links.append(Link(_("派人检查"), reverse("send_inspection", args=[one.pk]), "eye"))
    if may(viewer, "assess_risk", one):
        links.append(Link(_("风险分级"), reverse("assess_risk", args=[one.pk]), "data"))
    if one.pk not in viewer.businesses and may(viewer, "give_help", one):
        links.append(Link(_("帮扶"), reverse("offer", args=[one.pk]), "people"))
    if viewer.may_at("draft_letter", one.path):
        links.append(Link(_("发函"), f"{reverse('new_letter')}?business={one.pk}", "file"))
    daily = any(duty.programme == loop.DAILY and _runs(duty, on) for duty in duties)
    if daily and one.pk not in viewer.businesses and may(viewer, "hand_in", one):
        links.append(Link(_("代录每日记录"), reverse("behalf", args=[one.pk]), "pen"))
    return tuple(links)
