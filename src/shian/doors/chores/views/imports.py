"""Bringing a register in: file, columns, dry run, go, undo."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores import holding
from shian.doors.chores.pages import imports
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import given
from shian.doors.ui.paging import sliced
from shian.doors.ui.show import show
from shian.kernel.refused import Missing, Refused
from shian.loop.actions.bringing_in import applier, undo_import
from shian.registry.actions.imports import apply_slice, remember_columns, stage_file
from shian.registry.annotated import annotated_copy
from shian.registry.models import ImportBatch
from shian.registry.queries import imports as batches
from shian.registry.queries.law import lawbook_at
from shian.registry.rules.columns import COLUMNS, Target
from shian.registry.spreadsheets.table import read_table
from shian.registry.spreadsheets.writing import write_xlsx

HELD = "imports"  # in the session: which files this person has brought, by token


@require_http_methods(["GET", "POST"])
def upload(request: Asked) -> HttpResponseBase:
    """First the file. It is kept sealed until its columns are settled."""
    batches.office_ground(request.actor)
    if request.method == "GET":
        return show(request, imports.upload(request.actor))
    kind = request.POST.get("kind", Target.BUSINESSES.value)
    try:
        target, file = _target(kind), request.FILES.get("file")
        token = holding.hold(file)
        request.session[HELD] = {**request.session.get(HELD, {}), str(token): [target.value, file.name if file else ""]}
        return redirect(f"/import/columns/{token}")
    except Refused as refused:
        return show(request, imports.upload(request.actor, kind=kind, error=str(refused)), status=422)


def _target(kind: str) -> Target:
    if kind not in {target.value for target in Target}:
        raise Refused(_("请选导入什么"))
    return Target(kind)


def _held(request: HttpRequest, token: UUID) -> tuple[Target, str]:
    told = request.session.get(HELD, {}).get(str(token))
    if told is None:
        raise Missing(_("这个文件已经不在了，请重新上传"))
    return Target(told[0]), told[1]


@require_http_methods(["GET", "POST"])
def columns(request: Asked, token: UUID) -> HttpResponseBase:
    """Which column is which; the answer is remembered, and the file checked from end to end."""
    ground = batches.office_ground(request.actor)
    target, name = _held(request, token)
    known = batches.remembered(ground, target)
    with holding.opened(token, name) as path:
        try:
            table = read_table(path, target, remembered=known)
            if request.method == "GET":
                return show(request, imports.mapping(table, target, name, token, known))
            chosen = {n: request.POST.get(f"map-{n}", "") for n in range(len(table.header.labels))}
            settled = {n: key for n, key in chosen.items() if key}
            remember_columns(ground, target, table.header.labels, settled, by=request.actor)
            batch, _report = stage_file(
                path, target, filename=name, ground=ground, on=today(request), by=request.actor, lawbook=lawbook_at(ground, today(request))
            )  # fmt: skip
        except Refused as refused:
            return show(request, imports.upload(request.actor, kind=target.value, error=str(refused)), status=422)
    holding.let_go(token)
    return redirect(f"/import/{batch.pk}")


def batch(request: Asked, key: UUID) -> HttpResponseBase:
    """Where an import stands: checked, on its way, done, or undone."""
    found = batches.batch(request.actor, key)
    if found.state == "staged":
        return show(request, imports.result(found, sliced(imports.remarks(request.actor, found), request)))
    if found.state == "applying":
        return show(request, imports.on_its_way(found))
    return show(request, imports.lapsed(found) if found.state == "lapsed" else imports.done(found))


@require_POST
def apply(request: Asked, key: UUID) -> HttpResponseBase:
    """The next slice. The page asks for the one after it, so that no request is long and what is done stays done."""
    found = batches.batch(request.actor, key)
    by = applier(Target(found.kind), on=today(request), by=request.actor, now=request.now)
    apply_slice(found, by, by=request.actor)
    if request.htmx:
        return render(request, "chores/import_slice.html", {"page": imports.on_its_way(found)})
    return redirect(f"/import/{key}")


def annotated(request: Asked, key: UUID) -> HttpResponseBase:
    """The file again, with a remark beside each row that has one."""
    found: ImportBatch = batches.batch(request.actor, key)
    title = _("%(file)s（已批注）") % {"file": found.filename.rsplit(".", 1)[0]}
    return given(title, "xlsx", lambda to: annotated_copy(request.actor, found, to))


@require_POST
def undo(request: Asked, key: UUID) -> HttpResponseBase:
    found = batches.batch(request.actor, key)
    undone = undo_import(found, by=request.actor, now=request.now)
    messages.success(request, imports.undone_words(found, undone))
    return redirect(f"/import/{key}")


def template(request: Asked, kind: str) -> HttpResponseBase:
    """An empty spreadsheet with our columns."""
    target = _target(kind)
    headers = [column.label for column in COLUMNS[target]]
    title = str(imports.KINDS[target][0])
    return given(title, "xlsx", lambda to: write_xlsx(title, headers, [], to))
