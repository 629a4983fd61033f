"""The three tabs: what is owed today, whom I answer for, who I am here."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from shian.doors.field.signing import cards
from shian.doors.ui.owed import asked_for, grouped
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import Dues, own_holder, stored_why
from shian.doors.ui.shapes.loop import Charge, ChargesPage, MePage, PhoneWorklist
from shian.doors.ui.shapes.parts import Badge, Link, Stat, State, TaskCard
from shian.doors.ui.terms import CHANGES
from shian.doors.ui.words import day_words, measure
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, plural
from shian.loop import queries as loop
from shian.loop.files import FileWords, files_of
from shian.loop.models import Duty, Task
from shian.loop.spoken import problem_words
from shian.packs.words import ACTS_OF_PLACES
from shian.territory import queries as territory

AT_MOST = 100


def way_on(task: Task) -> str:
    """Where a task is done."""
    if task.act in ("inspect", loop.LOOK_BACK):
        return reverse("visit", args=[task.pk])
    if task.act == "assist" and task.file_id:
        return reverse("assist", args=[task.file_id])
    if task.act in ACTS_OF_PLACES:
        return reverse("report", args=[task.pk])
    if task.finding_id:
        return reverse("fix", args=[task.finding_id])
    if task.act in CHANGES and task.business_id:
        return reverse("change_business", args=[task.business_id])
    if task.holder_id is None and task.business_id:
        return _shop(task)
    return f"/businesses/{task.business_id}" if task.business_id else reverse("today")


def _shop(task: Task) -> str:
    page = {"daily_record": "shop_day", "weekly_report": "shop_week", "monthly_minutes": "shop_month"}.get(
        task.programme
    )
    try:
        if page is None and task.act == "self_check":
            return f"{reverse('shop_own', args=[task.business_id])}?programme={task.programme}"
        return reverse(page or "shop_day", args=[task.business_id])
    except NoReverseMatch:
        return reverse("today")


def card(task: Task, places: dict[str, str], dues: Dues, file: FileWords | None = None) -> TaskCard:
    """A task in few words: where, what, by when, and the one next step."""
    name = task.business.name if task.business else asked_for(task)
    href = file.href if file else way_on(task)
    words = {
        "inspect": _("开始"),
        "recheck": _("去复查"),
        "rectify": _("去整改"),
        loop.LOOK_BACK: _("去看"),
        "report": _("去报"),
    }
    word = words.get(task.act, _("去办"))
    subject = problem_words(task.finding) if task.finding else file.title if file else ""
    return TaskCard(
        title=name,
        href=href,
        act=Link(word, href),
        due=dues(task.due, path=task.path, provisional=task.due_provisional),
        badge=Badge(asked_for(task)),
        subject=subject,
        place=places.get(task.path, ""),
        why=stored_why(task.because, day_words(task.due) if task.due else "", question=_("为什么是这一天")),
    )


def today(viewer: Actor, page: Slice[Task], *, on: date) -> PhoneWorklist:
    places = territory.names(task.path for task in page.rows)
    dues = Dues(on)
    files = files_of(page.rows, viewer=viewer)
    cards = [(task, _among(card(task, places, dues, files.get(task.pk)), n)) for task, n in _at_doors(page.rows)]
    late = sum(bool(task.due and task.due < on) for task in page.rows)
    more = Link(_("后面的"), page.pager.next) if page.pager and page.pager.next else None
    return PhoneWorklist(
        title=_("今天"),
        greeting=_greeting(page.total, late),
        lead=day_words(on),
        groups=grouped(cards, on),
        state=None if page.rows else State("empty", _("都办完了"), _("有新的事会出现在这里。"), _elsewhere(viewer)),
        more=more,
    )


def _at_doors(tasks: Iterable[Task]) -> list[tuple[Task, int]]:
    """Visits to one door stand as one, under the first of them, with how many there are; everything else for itself."""
    found: dict[object, list[Task]] = {}
    for task in tasks:
        door = (task.business_id, task.holder_id) if task.act == "inspect" and task.business_id else task.pk
        found.setdefault(door, []).append(task)
    return [(group[0], len(group)) for group in found.values()]


def _among(one: TaskCard, n: int) -> TaskCard:
    return replace(one, subject=plural("同一趟可办 %(n)s 件", n)) if n > 1 else one


def _elsewhere(viewer: Actor) -> Link:
    """Where to look when nothing is owed: a cadre's charges, a shop's own record."""
    if viewer.posts or not viewer.businesses:
        return Link(_("看我管的"), reverse("charges"))
    return Link(_("去记今天的"), "/shop")


def _greeting(count: int, late: int) -> str:
    words = plural("%(n)s 件事要办", count) if count else _("今天没有要办的事")
    return _("%(todo)s，%(late)s") % {"todo": words, "late": _("%(n)s 件逾期") % {"n": late}} if late else words


def charges(viewer: Actor, words: str, *, on: date) -> ChargesPage:
    """Everybody I answer for, those still to be visited marked and one tap away."""
    duties = list(loop.post_load(viewer, on=on, words=words)[: AT_MOST + 1])
    by_business = {duty.business_id: duty for duty in duties[:AT_MOST] if duty.business_id}
    open_: dict[UUID, Task] = {}
    for task in loop.worklist(viewer, on=on).filter(act="inspect", business__in=by_business):
        if task.business_id:
            open_.setdefault(task.business_id, task)
    places = territory.names(duty.path for duty in by_business.values())
    rows = tuple(_charge(duty, open_.get(key), places, on) for key, duty in by_business.items())
    lead = counted("共 %(n)s 家", len(rows)) if rows else ""
    if len(duties) > AT_MOST:
        lead = _("先列前 %(n)s 家，其余请搜索") % {"n": AT_MOST}
    return ChargesPage(_("我管的"), lead, words, rows, None if rows else _nobody(words))


def _charge(duty: Duty, task: Task | None, places: dict[str, str], on: date) -> Charge:
    business = duty.business
    assert business is not None
    late = task is not None and task.due is not None and task.due < on
    badge = Badge(_("逾期未督导") if late else _("待督导"), "late" if late else "soon") if task else None
    href = reverse("visit", args=[task.pk]) if task else f"/businesses/{business.pk}"
    return Charge(
        business.name,
        href,
        business.guarantee_grade,
        places.get(duty.path, ""),
        badge or Badge(_("本期已督导"), "done", "check"),
    )


def _nobody(words: str) -> State:
    if words:
        return State(
            "empty", _("没有找到"), _("换个词试试：名称、街道或电话尾号。"), Link(_("看全部"), reverse("charges"))
        )
    return State("empty", _("名下还没有主体"), _("食安办分配以后会出现在这里。"), Link(_("看今天"), reverse("today")))


def me(viewer: Actor, *, on: date) -> MePage:
    mine = loop.pressing(viewer, on=on)
    stats = (
        Stat(_("逾期"), str(mine.overdue), measure("件"), reverse("today"), tone="late" if mine.overdue else ""),
        Stat(_("七天内到期"), str(mine.week), measure("件"), reverse("today"), tone="soon" if mine.week else ""),
    )
    mine_to_give = (Link(_("交接我的岗位"), reverse("post", args=[viewer.post]), "swap"),) if viewer.post else ()
    links = (
        *mine_to_give,
        *_finding_new(viewer),
        *_association(viewer),
        Link(_("我查出的问题"), "/findings", "problem"),
        *_burden(viewer),
        Link(_("电脑版工作台"), "/worklist", "desk"),
        Link(_("修改密码"), reverse("change_password"), "lock"),
        Link(_("帮助"), reverse("help"), "question"),
    )
    return MePage(_("我的"), own_holder(viewer, on=on), stats, links if viewer.posts else links[-2:], cards(viewer))


def _burden(viewer: Actor) -> tuple[Link, ...]:
    """What visits cost: asked of a ground, which a post from outside has none of."""
    return (Link(_("我的负担"), "/figures/burden", "clock"),) if viewer.grounds() else ()


def _association(viewer: Actor) -> tuple[Link, ...]:
    """The secretary of an association has a page of their own."""
    return (Link(_("协会"), reverse("association"), "people"),) if any(viewer.granted("draft_pledge")) else ()


def _finding_new(viewer: Actor) -> tuple[Link, ...]:
    """Who walks the streets adds what the register does not know."""
    if not viewer.grounds("report_discovery"):
        return ()
    return (Link(_("登记名册里没有的"), reverse("found"), "plus"),)
