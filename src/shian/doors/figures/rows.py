"""What stands behind a figure: one list for each kind of row, drawn and given out from the same query."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from django.db.models import Case, QuerySet, Value, When
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.clues.whose import works_on
from shian.doors.ui.said import post_address, sheet_title
from shian.doors.ui.shapes.parts import Badge, Cell, Column, Row
from shian.doors.ui.terms import (
    ASSISTANCE_STATES,
    MODES,
    OUTCOMES,
    PART_TONES,
    PARTS,
    SEVERITIES,
    WORKED,
    finding_badge,
    said,
)
from shian.insight import queries as insight
from shian.insight.expected import ExpectedDay, expected_rows
from shian.insight.figure import Question
from shian.insight.indicators import Indicator, day_of, held
from shian.insight.officers import DIRECTOR, OFFICER, appointed
from shian.kernel.actor import Actor
from shian.loop.models import Assistance, Finding, Task
from shian.loop.spoken import problem_words
from shian.registry.models import Standing
from shian.territory import queries as territory

Plain = Callable[[], Iterator[Sequence[object]]]
ALL = 2000  # rows fetched at a time when a list is given out


@dataclass(frozen=True)
class Behind:
    """The rows behind a figure, and how one of them is drawn (with the names of places) and written."""

    title: str
    lead: str
    headers: tuple[str, ...]
    rows: "QuerySet[Any] | Sequence[Any]"
    drawn: Callable[[Any, dict[str, str]], Row]
    path_of: Callable[[Any], str]
    named_on: date  # the last day of the period: its places are called as they were then

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(Column(word) for word in self.headers)

    def places(self, page: Iterable[Any]) -> dict[str, str]:
        return territory.names((self.path_of(one) for one in page), on=self.named_on)

    def plain(self) -> Iterator[Sequence[object]]:
        """Every row as text, a thousand or two at a time."""
        for start in range(0, len(self.rows) if isinstance(self.rows, Sequence) else self.rows.count(), ALL):
            page = list(self.rows[start : start + ALL])
            places = self.places(page)
            for one in page:
                yield [
                    cell.text or (cell.badge.text if cell.badge else cell.grade)
                    for cell in self.drawn(one, places).cells
                ]


def tasks(viewer: Actor, asked: Question, part: str) -> Behind:
    """The visits behind completion."""
    found = insight.completion_rows(viewer, asked, part=part or None).select_related("business", "holder")
    return Behind(
        said(PARTS, part) if part else _("应督导"),
        _("这一页的每一行，就是那个数字数的一件。"),
        (_("主体"), _("等级"), _("包保岗位"), _("期间"), _("到期"), _("办结"), _("结果"), _("地方")),
        found.defer("business__phone").order_by("path_then", "due", "id"),
        partial(_task, viewer),
        lambda one: str(one.path_then),
        asked.period.last,
    )


def _task(viewer: Actor, one: Task, places: dict[str, str]) -> Row:
    part = str(one.part)  # type: ignore[attr-defined]  # an annotation of the query
    return Row(
        (
            Cell(one.business.name if one.business else "—", f"/businesses/{one.business_id}"),
            Cell(grade=one.grade) if one.grade else Cell("—"),
            Cell(one.holder.title if one.holder else _("空缺"), post_address(viewer, one.holder)),
            Cell(f"{one.period_start} — {one.period_end}"),
            Cell(str(one.due or "—")),
            Cell(str(one.settled_on or "—"), sub=_late(one, part)),
            Cell(
                badge=Badge(said(PARTS, part), PART_TONES[part]),
                sub=said(OUTCOMES, one.reason) if one.reason else _mode(one),
            ),
            Cell(places.get(one.path_then, "")),
        )
    )


def _late(one: Task, part: str) -> str:
    """The two things which a figure must not hide."""
    if not getattr(one, "late", 0):
        return ""
    return _("临近期末登记不计入") if part == "excluded" else _("逾期后补办") if part == "overdue" else ""


def _mode(one: Task) -> str:
    return said(MODES, one.mode) if one.mode else said(OUTCOMES, one.outcome)


def days(viewer: Actor, asked: Question, every: str, part: str) -> Behind:
    """The days or weeks behind completion of a rhythm that is expected and not stored."""
    return Behind(
        said(PARTS, part) if part else _("应交记录"),
        _("一行是一家主体应交记录的一天。") if every == "day" else _("一行是一家主体应交记录的一周，写的是周一。"),
        (_("主体"), _("哪一天"), _("结果"), _("地方")),
        expected_rows(viewer, asked, every, part),
        _expected,
        lambda one: str(one.path),
        asked.period.last,
    )


def _expected(one: ExpectedDay, places: dict[str, str]) -> Row:
    badge = Badge(said(PARTS, one.part), PART_TONES[one.part])
    name = Cell(one.name, f"/businesses/{one.business}")
    return Row((name, Cell(one.day.isoformat()), Cell(badge=badge), Cell(places.get(one.path, ""))))


def behind(viewer: Actor, asked: Question, one: Indicator, side: str) -> Behind:
    """The rows of another indicator."""
    found = one.rows(viewer, asked, side)
    if one.key == "held":
        return _looked_back(found, asked, side)
    if one.key == "staffing":
        return _staffed(found, asked, side)
    ways: dict[Any, Callable[[QuerySet[Any], Question, str], Behind]] = {
        Standing: _standings,
        Finding: _findings,
        Sheet: _sheets,
        Task: partial(_visits, viewer),
        Assistance: _assistance,
        Clue: partial(_clues, viewer),
    }
    return ways[found.model](found, asked, side)


def _title(side: str, words: str) -> str:
    return {"counted": _("%(rows)s：计入的"), "missing": _("%(rows)s：没有计入的"), "out_of": _("%(rows)s：全部")}[
        side
    ] % {"rows": words}


def _standings(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("主体"), _("类别"), _("等级"), _("地方"))
    return Behind(
        _title(side, _("在营主体")), "", headers, found, _standing, lambda one: str(one.path_then), asked.period.last
    )


def _standing(one: Standing, places: dict[str, str]) -> Row:
    grade = one.business.guarantee_grade
    return Row(
        (
            Cell(one.business.name, f"/businesses/{one.business_id}"),
            Cell(one.get_kind_display()),
            Cell(grade=grade) if grade else Cell(_("未定")),
            Cell(places.get(one.path_then, "")),
        )
    )


def _staffed(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    """Who must appoint whom, and whom it has."""
    day = day_of(asked)
    has = {f"has_{role}": appointed(role, day, asked) for role in (OFFICER, DIRECTOR)}
    headers = (_("主体"), _("类别"), _("等级"), _("食品安全员"), _("食品安全总监"), _("地方"))
    return Behind(
        _title(side, _("应配备的主体")),
        "",
        headers,
        found.annotate(**has),
        _seats,
        lambda one: str(one.path_then),
        asked.period.last,
    )


def _seats(one: Any, places: dict[str, str]) -> Row:
    name, kind, grade, place = _standing(one, places).cells
    officer = _seat(one.officer_due, one.has_safety_officer)
    return Row((name, kind, grade, officer, _seat(one.director_due, one.has_director), place))


def _seat(due: int, has: bool) -> Cell:
    if has:
        return Cell(badge=Badge(_("已配"), "done"))
    return Cell(badge=Badge(_("应配未配"), "late")) if due else Cell(_("不要求"))


def _findings(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("问题"), _("主体"), _("发现日"), _("状态"), _("地方"))
    return Behind(
        _title(side, _("问题")), "", headers, found, _finding, lambda one: str(one.path_then), asked.period.last
    )


def _finding(one: Finding, places: dict[str, str]) -> Row:
    return Row(
        (
            Cell(problem_words(one), f"/findings/{one.pk}", sub=said(SEVERITIES, one.severity)),
            Cell(one.business.name, f"/businesses/{one.business_id}"),
            Cell(one.found_on.isoformat()),
            Cell(badge=finding_badge(one.state)),
            Cell(places.get(one.path_then, "")),
        )
    )


def _assistance(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("主体"), _("要帮的"), _("提出日"), _("谁帮的"), _("结果"), _("主体评价"), _("地方"))
    return Behind(
        _title(side, _("帮扶")), "", headers, found, _helped, lambda one: str(one.path_then), asked.period.last
    )


def _helped(one: Assistance, places: dict[str, str]) -> Row:
    return Row(
        (
            Cell(one.business.name, f"/businesses/{one.business_id}"),
            Cell(one.words, f"/assist/{one.pk}"),
            Cell(one.asked_on.isoformat()),
            Cell(one.helper_label or "—"),
            Cell(one.outcome or said(ASSISTANCE_STATES, one.state)),
            Cell(said(WORKED, one.worked) if one.worked else "—"),
            Cell(places.get(one.path_then, "")),
        )
    )


def _clues(viewer: Actor, found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("线索"), _("收到"), _("在谁手里"), _("结果"), _("地方"))
    drawn = partial(_clue, viewer)
    return Behind(_title(side, _("线索")), "", headers, found, drawn, lambda one: str(one.path_then), asked.period.last)


def _clue(viewer: Actor, one: Clue, places: dict[str, str]) -> Row:
    opens = works_on(one, viewer) and any(viewer.granted("claim_clue"))
    return Row(
        (
            Cell(one.subject, f"/clues/{one.pk}" if opens else ""),
            Cell(one.received_on.isoformat()),
            Cell(one.holder.title if one.holder else "—"),
            Cell(said(CLUE.words, one.state)),
            Cell(places.get(one.path_then, "")),
        )
    )


def _sheets(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("主体"), _("检查表"), _("日期"), _("检查项次"), _("不符合"), _("地方"))
    return Behind(
        _title(side, _("记录")), "", headers, found, _sheet, lambda one: str(one.path_then), asked.period.last
    )


def _sheet(one: Sheet, places: dict[str, str]) -> Row:
    return Row(
        (
            Cell(one.business.name if one.business else "—", f"/businesses/{one.business_id}"),
            Cell(sheet_title(one)),
            Cell(one.on_day.isoformat()),
            Cell(str(one.checked)),
            Cell(str(one.failed), tone="late" if one.failed else ""),
            Cell(places.get(one.path_then, "")),
        )
    )


def _looked_back(found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    """What was looked back at, and whether it held."""
    headers = (_("问题"), _("主体"), _("看的日期"), _("结果"), _("谁去看"), _("地方"))
    rows = found.annotate(held=Case(When(held(asked), then=Value(1)), default=Value(0)))
    return Behind(
        _title(side, _("回头看过的")), "", headers, rows, _look, lambda one: str(one.path_then), asked.period.last
    )


def _look(one: Any, places: dict[str, str]) -> Row:
    finding = next((task.finding for task in one.tasks.all() if task.finding), None)
    badge = Badge(said(OUTCOMES, "held"), "done") if one.held else Badge(said(OUTCOMES, "reopened"), "late")
    return Row(
        (
            Cell(problem_words(finding), f"/findings/{finding.pk}")
            if finding
            else Cell(_("已更正的记录"), f"/records/{one.pk}"),
            Cell(one.business.name if one.business else "—", f"/businesses/{one.business_id}"),
            Cell(one.on_day.isoformat()),
            Cell(badge=badge),
            Cell(one.post.title if one.post else ""),
            Cell(places.get(one.path_then, "")),
        )
    )


def _visits(viewer: Actor, found: "QuerySet[Any]", asked: Question, side: str) -> Behind:
    headers = (_("主体"), _("等级"), _("包保岗位"), _("期间"), _("到期"), _("办结"), _("结果"), _("地方"))
    rows = found.select_related("business", "holder").defer("business__phone").order_by("path_then", "due", "id")
    return Behind(
        _title(side, _("督导")),
        "",
        headers,
        rows,
        partial(_task, viewer),
        lambda one: str(one.path_then),
        asked.period.last,
    )
