"""The lists that `shian export` gives out: of each its filters, its headings and its rows, asked for as the viewer."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.checklists import queries as checklists
from shian.doors.ui.terms import ACTS, FINDING_STATES, MODES, OUTCOMES, PARTS, SEVERITIES, TASK_STATES, TIERS, said
from shian.insight.figure import Question
from shian.insight.queries import completion_rows
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.loop.queries import GROUPS, Sought
from shian.loop.spoken import problem_words
from shian.packs.periods import period_of
from shian.packs.words import GRADES
from shian.people import queries as people
from shian.territory import queries as territory

Rows = Iterator[Sequence[object]]
AT_ONCE = 1000


@dataclass(frozen=True)
class Asked:
    """What was typed, in whose ground, on which day, at which instant."""

    words: argparse.Namespace
    within: str
    on: date
    now: datetime


@dataclass(frozen=True)
class List:
    """Headings are Chinese in any language, for the file is read again by others; `options` are the words of the page's
    address, each with what it may be (None: any words)."""

    title: Any
    headers: tuple[str, ...]
    rows: Callable[[Actor, Asked], Rows]
    options: Mapping[str, Sequence[str] | None]


def _parts(rows: "QuerySet[Any]") -> Iterator[list[Any]]:
    """A thousand at a time; the order of the list is the order of the file."""
    start = 0
    while part := list(rows[start : start + AT_ONCE]):
        yield part
        start += AT_ONCE


def _cadres(viewer: Actor, asked: Asked) -> Rows:
    words = asked.words
    found = people.posts_by(
        viewer, on=asked.on, within=asked.within, role=words.role, words=words.q, only_vacant=words.vacant == "1"
    )
    for part in _parts(found):
        held = people.holders([post.pk for post in part], on=asked.on)
        for post in part:
            tenure = held.get(post.pk)
            yield (
                post.title, tenure.person_name if tenure else _("空缺"), post.role.title, said(TIERS, post.tier) if post.tier else "",
                post.organisation.name, post.place.name, tenure.valid_from if tenure else "",
            )  # fmt: skip


def _bindings(viewer: Actor, asked: Asked) -> Rows:
    """Under the headings by which a list of bindings is brought in again."""
    found = loop.bindings(viewer, on=asked.on, within=asked.within, grade=asked.words.grade)
    for part in _parts(found):
        held = people.holders([duty.holder_id for duty in part if duty.holder_id], on=asked.on)
        places = territory.names(duty.path for duty in part)
        for duty in part:
            tenure = held.get(duty.holder_id)
            yield (
                duty.business.name, duty.business.uscc, duty.business.guarantee_grade, tenure.person_name if tenure else _("空缺"),
                duty.holder.title, places.get(duty.path, ""), duty.valid_from,
            )  # fmt: skip


def _tasks(viewer: Actor, asked: Asked) -> Rows:
    words = asked.words
    late = asked.on if words.overdue == "1" else None
    found = loop.tasks_in(
        viewer, asked.within, state=words.state, act=words.act, programme=words.programme, due_before=late
    )
    for part in _parts(found):
        places = territory.names(one.path for one in part)
        for one in part:
            yield (
                one.business.name if one.business else "", said(ACTS, one.act), problem_words(one.finding) if one.finding else "",
                one.holder.title if one.holder else _("主体自己"), one.period_start, one.period_end, one.due, said(TASK_STATES, one.state),
                said(OUTCOMES, one.reason or one.outcome), places.get(one.path, ""),
            )  # fmt: skip


def _findings(viewer: Actor, asked: Asked) -> Rows:
    words = asked.words
    found = loop.sought(
        viewer,
        Sought(asked.within, words.state, words.severity, since=words.since, until=words.until),
    )
    for part in _parts(found):
        places = territory.names(one.path for one in part)
        for one in part:
            yield (
                problem_words(one), one.note, one.business.name, said(SEVERITIES, one.severity), said(FINDING_STATES, one.state), one.round,
                one.holder.title if one.holder else "", one.found_on, one.due, places.get(one.path, ""),
            )  # fmt: skip


def _records(viewer: Actor, asked: Asked) -> Rows:
    words = asked.words
    found = checklists.sheets_in(viewer, asked.within, programme=words.programme, since=words.since, until=words.until)
    for part in _parts(found):
        for at, places in _named_then(part):
            yield (
                at.on_day, at.business.name if at.business else "", at.version.title if at.version else "", said(MODES, at.mode),
                said(OUTCOMES, at.outcome), at.checked, at.failed, _("零风险") if at.zero_risk else "",
                at.post.title if at.post else _("主体自己"), places.get(at.path_then, ""),
            )  # fmt: skip


def _named_then(part: Iterable[Any]) -> Iterator[tuple[Any, dict[str, str]]]:
    """Each record with the names of places on its own day."""
    by_day: dict[date, list[Any]] = {}
    for one in part:
        by_day.setdefault(one.on_day, []).append(one)
    for on, rows in by_day.items():
        places = territory.names((one.path_then for one in rows), on=on)
        yield from ((one, places) for one in rows)


def _completion(viewer: Actor, asked: Asked) -> Rows:
    """The rows behind the figure: as many as the figure says."""
    words = asked.words
    period = words.period or period_of("quarter", asked.on).name
    question = Question.asked(
        words.programme or "guarantee_visit", period, asked.within, asked.now, asked.on, words.grade
    )
    found = completion_rows(viewer, question, part=words.part or None).select_related("business", "holder")
    for part in _parts(found.defer("business__phone").order_by("path_then", "due", "id")):
        places = territory.names((one.path_then for one in part), on=question.period.last)
        for one in part:
            yield (
                one.business.name if one.business else "", one.grade, one.holder.title if one.holder else _("空缺"), one.period_start,
                one.period_end, one.due, one.settled_on, said(PARTS, one.part), places.get(one.path_then, ""),
            )  # fmt: skip


LISTS: Mapping[str, List] = {
    "cadres": List(
        gettext_lazy("人员岗位"),
        ("岗位", "谁", "角色", "层级", "单位", "地方", "从"),
        _cadres,
        {"role": None, "q": None, "vacant": ["1"]},
    ),
    "bindings": List(
        gettext_lazy("包保关系"),
        ("主体名称", "统一社会信用代码", "主体级别", "包保干部", "岗位", "地方", "包保开始日期"),
        _bindings,
        {"grade": GRADES},
    ),
    "tasks": List(
        gettext_lazy("任务"),
        ("主体", "事项", "问题", "岗位", "从", "到", "到期", "状态", "结果", "地方"),
        _tasks,
        {"state": list(TASK_STATES), "act": list(ACTS), "programme": None, "overdue": ["1"]},
    ),
    "findings": List(
        gettext_lazy("问题清单"),
        ("问题", "说明", "主体", "严重程度", "状态", "第几轮", "现在谁办", "发现日", "到期", "地方"),
        _findings,
        {"state": [*GROUPS, *FINDING_STATES], "severity": list(SEVERITIES), "since": None, "until": None},
    ),
    "records": List(
        gettext_lazy("记录"),
        ("日期", "主体", "检查表", "方式", "结果", "检查项次", "不符合", "零风险", "岗位", "地方"),
        _records,
        {"programme": None, "since": None, "until": None},
    ),
    "completion": List(
        gettext_lazy("完成情况"),
        ("主体", "等级", "包保岗位", "从", "到", "到期", "办结", "结果", "地方"),
        _completion,
        {"period": None, "programme": None, "grade": GRADES, "part": ["done", "excluded", "overdue", "open"]},
    ),
}  # fmt: skip
