"""The business's own risk control list beside the questions of its day: what to look at, what to measure, what is not here."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from shian.checklists.models import Item as Question
from shian.checklists.models import Sheet
from shian.doors.shop.counter import Counter
from shian.doors.ui.answers import said_text
from shian.doors.ui.shapes.asking import Measure
from shian.doors.ui.shapes.loop import Item
from shian.kernel.spelled import apart, headed
from shian.loop.measured import Reading, written
from shian.registry.models import RiskPoint
from shian.registry.queries import risks
from shian.registry.rules.risks import Bounds, plain_number

DAY = "day"
Points = Mapping[str, Sequence[RiskPoint]]


@dataclass
class Measured:
    """The numbers of a form: as typed, read, and what is wrong with which question."""

    typed: dict[str, str] = field(default_factory=dict)
    readings: defaultdict[str, list[Reading]] = field(default_factory=lambda: defaultdict(list))
    wrong: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def put_into(self, answers: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
        """The answers with their readings at the beginning of the note."""
        for code, read in self.readings.items():
            if code in answers:
                answers[code]["note"] = written(read, answers[code].get("note", ""))
        return answers


def points_of_the_day(at: Counter) -> Points:
    """The daily lines of the list, by the question with which each is asked, in the order of the list."""
    found: defaultdict[str, list[RiskPoint]] = defaultdict(list)
    for point in risks.risk_points(at.viewer, at.business, on=at.on):
        if point.code and point.every == DAY:
            found[point.code].append(point)
    return found


def measured(points: Points, post: QueryDict, questions: Sequence[Question]) -> Measured:
    """Read the numbers. What is said to be in order must have its number, and the number must be in its bounds."""
    found = Measured()
    words = {one.code: said_text(one) for one in questions}
    for code, asked in points.items():
        answer = post.get(f"answer-{code}", "")
        for point in asked if code in words else ():
            if point.unit and not point.absent:
                _read(point, post.get(_name(point), ""), answer, found)
    return found


def _read(point: RiskPoint, text: str, answer: str, found: Measured) -> None:
    found.typed[_name(point)] = text.strip()
    if answer not in ("conform", "fail"):
        return
    number = plain_number(text) if text.strip() else ""
    if number:
        found.readings[point.code].append(Reading(number, point.unit, point.point))
    if sentence := _wrong(point, number, answer):
        found.wrong[_name(point)] = sentence
        found.errors.append((point.code, headed(point.point, sentence)))


def _wrong(point: RiskPoint, number: str | None, answer: str) -> str:
    if number is None:
        return _("请填数字，比如 4.2")
    if not number:
        return _("请填读数（%(unit)s）；没量的请选“没检查”") % {"unit": point.unit} if answer == "conform" else ""
    bounds = _bounds(point)
    if answer == "conform" and not bounds.holds(Decimal(number)):
        told = {"number": number + point.unit, "bounds": bounds.words(point.unit)}
        return _("填的是 %(number)s，清单写的是 %(bounds)s；超出了请选“有问题”") % told
    return ""


def _bounds(point: RiskPoint) -> Bounds:
    return Bounds(point.low, point.high)


def _name(point: RiskPoint) -> str:
    return f"value-{point.pk}"


def with_points(items: Sequence[Item], points: Points, typed: Measured | None, last: Sheet | None) -> tuple[Item, ...]:
    """The questions with their lines of the list; those on the list first, in its order, then the others as they come."""
    order = {code: n for n, code in enumerate(points)}
    shown = [_with(one, points.get(one.code, ()), typed, last) for one in items]
    return tuple(sorted(shown, key=lambda one: order.get(one.code, len(order))))


def _with(item: Item, points: Sequence[RiskPoint], typed: Measured | None, last: Sheet | None) -> Item:
    before = last.answers.get(item.code, {}).get("answer", "") if last else ""
    here = [point for point in points if not point.absent]
    gone = bool(points) and not here
    look = apart(dict.fromkeys(point.measure for point in here if point.measure))
    return replace(
        item,
        look=_("清单写明本店没有这一项") if gone else look or item.look,
        said="not_applicable" if gone and not item.said else item.said,
        unchanged=before if before in ("conform", "not_applicable") else "",
        measures=tuple(_measure(point, typed) for point in here if point.unit),
    )


def _measure(point: RiskPoint, typed: Measured | None) -> Measure:
    name = _name(point)
    value, error = (typed.typed.get(name, ""), typed.wrong.get(name, "")) if typed else ("", "")
    return Measure(name, point.point, point.unit, _bounds(point).words(point.unit), value, error)
