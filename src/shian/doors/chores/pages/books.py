"""The front of the household, the law in force, the ledger."""

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.http import HttpRequest
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.doors.ui.asked import address
from shian.doors.ui.said import place_options, spoken
from shian.doors.ui.shapes.chores import ChoreGroup, ChoresPage, LawPage, LedgerPage, Programme, Rule
from shian.doors.ui.shapes.parts import (
    Badge,
    Cell,
    Column,
    Field,
    Link,
    Pager,
    Row,
    Stat,
    State,
    Table,
    Why,
)  # fmt: skip
from shian.doors.ui.terms import (
    FINDING_STATES,
    NOTES,
    OUTCOMES,
    SEVERITIES,
    SUBJECTS,
    SYSTEMS,
    VERBS,
    limit_words,
    options,
    said,
)  # fmt: skip
from shian.doors.ui.words import full_day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_a_row
from shian.ledger.models import Entry
from shian.ledger.queries import Sought
from shian.loop.law import law_on
from shian.packs import queries as packs
from shian.packs import schema, words
from shian.packs.cite import Cite
from shian.people import queries as people
from shian.territory import queries as territory

SHOWN = 50
UUID_LIKE = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-")
EVERY = {
    "day": _lazy("每天"),
    "week": _lazy("每周"),
    "month": _lazy("每月"),
    "quarter": _lazy("每季度"),
    "half_year": _lazy("每半年"),
    "year": _lazy("每年"),
}
SEVERAL = {
    "day": _lazy("每 %(n)d 天"),
    "week": _lazy("每 %(n)d 周"),
    "month": _lazy("每 %(n)d 个月"),
    "quarter": _lazy("每 %(n)d 个季度"),
    "half_year": _lazy("每 %(n)d 个半年"),
    "year": _lazy("每 %(n)d 年"),
}


def chores(viewer: Actor, *, on: date) -> ChoresPage:
    """Only what the viewer may do; a page without a door is no page."""
    vacant = len(people.vacancies(viewer, on=on))
    groups = (
        (_("名册与分配"), (
            ("import_register", Link(_("导入名册"), "/import", "upload", hint=_("主体、干部、包保关系，先试导再写入"))),
            ("bind", Link(_("分配包保"), "/binding", "swap", hint=_("按规则一次分完，可以撤销"))),
            ("plan", Link(_("排计划"), "/plan", "calendar", hint=_("一个时段该督导谁，先数一数"))),
        )),
        (_("专项、督查与抽取"), (
            ("record_object", Link(_("联合行动"), "/operations", "people", hint=_("几个部门一起查：分组、对象、一份记录、抄告"))),
            ("claim_clue", Link(_("线索"), "/clues", "problem", hint=_("走访、网格、抄告、网店比对来的线索：认领、核查、立没立案"))),
            ("answer_problem", Link(_("督查"), "/oversight", "eye", hint=_("上级看下级：抽单位、访谈、问题谁来改"))),
            ("open_case", Link(_("案件"), "/cases", "file", hint=_("立案、调查、决定到归档，移送公安，典型案例"))),
            ("plan", Link(_("专项"), "/campaigns", "calendar", hint=_("重点时段和摸排：每天报没报，查了多少"))),
            ("open_call", Link(_("线索征集"), "/calls", "send", hint=_("公开征集一类问题的线索，走绿色通道"))),
            ("weigh_visits", Link(_("走访核看"), "/truth", "eye", hint=_("与别的走访不一样的，只用来抽回访"))),
            ("commit_draw", Link(_("抽取和回头看"), "/draws", "turn", hint=_("名单先封存再抽，谁都可以核对"))),
        )),
        (_("人和岗位"), (
            ("open_post", Link(_("人员岗位"), "/people", "people", vacant or None, "soon", hint=_("谁在岗，哪里空缺，交接"))),
            ("publish_page", Link(_("公开页"), "/public-pages", "search", hint=_("谁都能看的页面：开、撤下、短地址"))),
            ("open_channel", Link(_("密封举报"), "/sealed", "lock", hint=_("谁承办、谁监督、哪两位保管身份"))),
            ("generate_commitment", Link(_("承诺书"), "/commitments", "pen", hint=_("生成、打印、上传签好的"))),
        )),
        (_("规矩与台账"), (
            ("change_place", Link(_("区划变更"), "/places", "pin", hint=_("改名、合并、分设、划转，先看影响再办"))),
            ("issue_token", Link(_("系统对接"), "/machines", "lock", hint=_("扫码枪和别的系统凭令牌进来"))),
            ("see", Link(_("检查表"), "/checklists", "check", hint=_("每张表问什么；用 Excel 加题，在手机上先看"))),
            ("see", Link(_("法规"), "/law", "book", hint=_("现行的数字，每个都有出处"))),
            ("see", Link(_("台账"), "/ledger", "list", hint=_("谁在什么时候做了什么"))),
        )),
    )  # fmt: skip
    shown = ((title, tuple(link for verb, link in links if any(viewer.granted(verb)))) for title, links in groups)
    return ChoresPage(
        _("内务"), _("不常办、办一次管很久的事。"), tuple(ChoreGroup(t, links) for t, links in shown if links)
    )


def law(place: str, *, on: date) -> LawPage:
    """The programmes in force with their numbers, and how many of these are assumed."""
    found = law_on(on, place or "cn/")
    pack = found.pack
    programmes = tuple(_programme(one, pack, on) for one in pack.programmes.values())
    rules = [rule for programme in programmes for rule in programme.rules]
    assumed = sum(rule.why.assumed for rule in rules)
    return LawPage(
        _("法规"),
        _("%(title)s，版本 %(version)s。") % {"title": spoken(pack.title), "version": pack.version},
        _releases(),
        programmes,
        Stat(_("假定的数字"), str(assumed), _("个，共 %(n)s 个数字") % {"n": len(rules)}, tone="soon" if assumed else "done",
             definition=_("还没有找到正式出处的数字，先按假定执行，找到出处就换。")),
    )  # fmt: skip


def _programme(one: schema.Programme, pack: schema.Pack, on: date) -> Programme:
    running = one.span.holds(on)
    badge = Badge(_("现行"), "done") if running else Badge(_("未生效或已失效"))
    return Programme(spoken(one.title), one.source.text, badge, (*_frequencies(one, on, pack), *_limits(one, pack)))


def _frequencies(one: schema.Programme, on: date, pack: schema.Pack) -> Iterator[Rule]:
    told: set[str] = set()  # the first row that speaks decides; a later one counts for what is left
    for row in one.when.frequencies:
        left = row.selector.grades - told
        if row.span.holds(on) and (left or not row.selector.grades):
            told |= left
            grades = in_a_row(sorted(left))
            whom = _("%(grades)s 级多久一次") % {"grades": grades} if grades else _("多久一次")
            yield Rule(whom, _why(_often(row), row.cite, pack))


def _often(row: schema.Frequency) -> str:
    every = str(EVERY[row.every]) if row.several == 1 else SEVERAL[row.every] % {"n": row.several}
    days = [str(WEEKDAYS[words.WEEKDAYS.index(day)]) for day in row.on_days]
    only = _("，只在%(days)s") % {"days": in_a_row(days)} if days else ""
    return every + (f" × {row.times}" if row.times > 1 else "") + only


def _limits(one: schema.Programme, pack: schema.Pack) -> Iterator[Rule]:
    names = {"act": _("办的时限"), "recheck": _("复查时限"), "claim": _("认领时限"), "handle": _("处置时限")}
    for key, limit in one.by_when.items():
        name = names.get(key) or _("%(severity)s问题的整改时限") % {"severity": said(SEVERITIES, key)}
        yield Rule(name, _why(limit_words(limit.words), limit.cite, pack))


def _why(value: str, cite: Cite, pack: schema.Pack) -> Why:
    facts = {_("出处"): in_a_row(pack.sources[key].title for key in cite.sources if key in pack.sources)}
    if cite.note:
        facts[_("说明")] = cite.note
    return Why(value, cite.text, facts, pack.effective_from, cite.assumed)


def _releases() -> Table:
    columns = (
        Column(_("版本")),
        Column(_("适用地方")),
        Column(_("生效日")),
        Column(_("载入时间")),
        Column(_("内容指纹")),
    )
    found = list(packs.releases()[:SHOWN])
    places = territory.names(one.jurisdiction for one in found)
    rows = tuple(
        Row(
            (
                Cell(one.version),
                Cell(places.get(one.jurisdiction, one.jurisdiction)),
                Cell(full_day_words(one.effective_from)),
                Cell(f"{timezone.localtime(one.loaded_at):%Y-%m-%d %H:%M}"),
                Cell(one.digest[:12]),
            )
        )
        for one in found
    )
    return Table(columns, rows, _("已发布的版本"), empty=State("empty", _("还没有载入法规包")))


def ledger(viewer: Actor, rows: Sequence[Entry], asked: Sought, request: HttpRequest) -> LedgerPage:
    columns = (Column(_("时间")), Column(_("谁")), Column(_("做了什么")), Column(_("对什么")), Column(_("地方")))
    shown = rows[:SHOWN]
    places = territory.names(row.path for row in shown)
    older = address(request, before=str(shown[-1].pk)) if len(rows) > SHOWN else ""
    newest = address(request, before="") if asked.before else ""
    table = Table(
        columns,
        tuple(_entry(row, places) for row in shown),
        _("台账"),
        filters=_ledger_filters(viewer, asked),
        reset_href="/ledger",
        export_href=address(request, export="xlsx", before="") if viewer.grounds("export") and rows else "",
        pager=Pager((Link(_("最近的"), newest),) if newest else (), next=older) if older or newest else None,
        empty=State("empty", _("没有这样的记录"), _("换一个条件再看。"), Link(_("看全部"), "/ledger")),
    )
    return LedgerPage(_("台账"), _("谁在什么时候做了什么，写下来就不改。"), table)


def _ledger_filters(viewer: Actor, asked: Sought) -> tuple[Field, ...]:
    since = timezone.localdate(asked.since).isoformat() if asked.since else ""
    until = (timezone.localdate(asked.until) - timedelta(days=1)).isoformat() if asked.until else ""
    return (
        Field("within", _("地方"), "select", options=place_options(viewer, asked.within)),
        Field("verb", _("做了什么"), "select", options=options(VERBS, asked.verb, every=_("全部"))),
        Field("actor", _("谁"), "search", asked.actor),
        Field("since", _("从"), "date", since),
        Field("until", _("到"), "date", until),
    )


LINKS = {
    "loop.finding": "/findings/",
    "registry.business": "/businesses/",
    "people.post": "/posts/",
    "registry.importbatch": "/import/",
    "draws.draw": "/draws/",
}


def _entry(row: Entry, places: dict[str, str]) -> Row:
    at = timezone.localtime(row.at)
    href = f"{LINKS[row.subject_kind]}{row.subject_id}" if row.subject_kind in LINKS else ""
    return Row(
        (
            Cell(f"{at:%m-%d %H:%M:%S}", sub=f"{at:%Y}"),
            Cell(said(SYSTEMS, row.actor)),
            Cell(said(VERBS, row.verb)),
            Cell(said(SUBJECTS, row.subject_kind), href, sub=_facts(row.facts)),
            Cell(places.get(row.path, "")),
        )
    )


def _facts(facts: dict[str, object]) -> str:
    """The first few plain facts of a deed, as they were written."""
    plain = [f"{said(NOTES, name)} {_noted(name, value)}" for name, value in facts.items() if _plain(value)]
    return " · ".join(plain[:4])[:120]


def _plain(value: object) -> bool:
    return isinstance(value, (int, str)) and value != "" and not (isinstance(value, str) and UUID_LIKE.match(value))


def _noted(name: str, value: object) -> str:
    """A noted word as the screen says it, where it has one."""
    words = {"outcome": OUTCOMES, "state": FINDING_STATES, "grade": {}}.get(name, {})
    return said(words, str(value))
