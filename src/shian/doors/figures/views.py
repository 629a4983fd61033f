"""Figures, and the rows behind them."""

from django.http import HttpResponseBase
from django.utils.translation import gettext as _

from shian.doors.figures import burden as meter
from shian.doors.figures import forms, presenters, rows
from shian.doors.ui.asked import Asked
from shian.doors.ui.giving import given, wanted
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.insight import burden as weighing
from shian.insight import queries as insight
from shian.insight.figure import Question
from shian.insight.indicators import indicator
from shian.registry.actions.exports import export_rows


def completion(request: Asked) -> HttpResponseBase:
    asked = _asked(request)
    page = presenters.completion(request.actor, asked, request, level=forms.level(request.GET))
    if kind := wanted(request.GET.get("export", "")):
        return _given(request, asked, page.title, kind, *presenters.cells(page.table))
    return show(request, page)


def completion_rows(request: Asked) -> HttpResponseBase:
    """The tasks, or the days, of one part of the figure."""
    asked, part = _asked(request), forms.among(request.GET.get("part", ""), forms.PARTS)
    every = insight.expected_every(asked)
    found = rows.days(request.actor, asked, every, part) if every else rows.tasks(request.actor, asked, part)
    return _listed(request, asked, found)


def indicator_rows(request: Asked, key: str) -> HttpResponseBase:
    """The rows of another figure: those that count, those that do not, or all."""
    asked, side = _asked(request), forms.among(request.GET.get("side", ""), forms.SIDES) or "out_of"
    return _listed(request, asked, rows.behind(request.actor, asked, indicator(key), side))


def burden(request: Asked) -> HttpResponseBase:
    """What visits cost: to the office everybody's load, to each other their own."""
    asked = _burden_asked(request)
    ways = meter.parts(everybody=weighing.sees_all(request.actor, asked.within))
    page = meter.page(request.actor, asked, request, by=request.GET.get("by", "") or ways[0])
    if kind := wanted(request.GET.get("export", "")):
        headers, plain = presenters.cells(page.table)
        told = {"period": asked.period.name, "within": asked.within}
        return given(
            page.title,
            kind,
            lambda to: export_rows(page.title, headers, plain, to, within=asked.within, by=request.actor, told=told),
        )
    return show(request, page)


def burden_rows(request: Asked) -> HttpResponseBase:
    """The sheets behind a figure of the burden."""
    asked, by, of = _burden_asked(request), request.GET.get("by", ""), request.GET.get("of", "")
    rows = weighing.sheets(request.actor, asked, by=by, of=of).select_related("business", "version")
    return show(request, meter.behind(asked, sliced(rows.defer("business__phone"), request), by=by, of=of))


def _burden_asked(request: Asked) -> weighing.Asked:
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    return forms.burden_asked(request.GET, within=within, now=request.now)


def _listed(request: Asked, asked: Question, found: rows.Behind) -> HttpResponseBase:
    if kind := wanted(request.GET.get("export", "")):
        return _given(request, asked, found.title, kind, found.headers, found.plain)
    return show(request, presenters.behind(request.actor, found, sliced(found.rows, request), asked, request))


def _given(
    request: Asked, asked: Question, title: str, kind: str, headers: tuple[str, ...], plain: rows.Plain
) -> HttpResponseBase:
    told = {"programme": asked.programme, "period": asked.period.name, "within": asked.within, "grade": asked.grade}
    name = _("%(title)s %(period)s") % {"title": title, "period": asked.period.name}
    return given(
        name, kind, lambda to: export_rows(title, headers, plain, to, within=asked.within, by=request.actor, told=told)
    )


def _asked(request: Asked) -> Question:
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    return forms.question(request.GET, within=within, now=request.now)
