"""The pages of an office's checklists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from shian.checklists import queries
from shian.checklists.differing import differences
from shian.checklists.formed import law_form
from shian.checklists.models import ChecklistVersion, FormDraft
from shian.checklists.rules.form import Form, Question
from shian.checklists.rules.joining import joined
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.shapes.parts import Act, Badge, Cell, Column, Drop, Field, Link, Option, Row, Stat, State, Table
from shian.doors.ui.terms import SEVERITIES, said
from shian.doors.ui.words import full_day_words, measure
from shian.kernel.spelled import apart, counted
from shian.packs import schema
from shian.territory import queries as territory

KINDS = {
    "judged": _lazy("符合、不符合"), "select_one": _lazy("选一个"), "select_multiple": _lazy("可选几个"), "text": _lazy("文字"),
    "integer": _lazy("整数"), "decimal": _lazy("数字"), "date": _lazy("日期"), "time": _lazy("时间"), "datetime": _lazy("日期和时间"),
    "photo": _lazy("照片"), "note": _lazy("说明"), "calculate": _lazy("算出来的"), "place": _lazy("位置"),
}  # fmt: skip


@dataclass(frozen=True)
class UploadPage:
    template: ClassVar[str] = "checklists/upload.html"
    title: str
    lead: str
    action: str
    drop: Drop
    notes: tuple[str, ...]
    back: Link


@dataclass(frozen=True)
class FormPage:
    """A draft or a version: figures, facts, what can be done, what changed, rows, and the phone at the address `phone`."""

    template: ClassVar[str] = "checklists/form.html"
    title: str
    phone: str
    stats: tuple[Stat, ...]
    tables: tuple[Table, ...]
    back: Link
    facts: tuple[tuple[str, str], ...] = ()
    acts: tuple[Act, ...] = ()
    changes_title: str = ""
    changes: tuple[str, ...] = ()
    links: tuple[Link, ...] = ()
    lead: str = ""
    error: str = ""


def lists(
    asked: Iterable[tuple[schema.Checklist, ChecklistVersion]], drafts: Iterable[FormDraft], *, may_publish: bool
) -> ListPage:
    columns = tuple(map(Column, (_("检查表"), _("现在用的"), _("题数"), _("谁发布的"))))
    rows = tuple(_asked_row(one, version) for one, version in asked)
    table = Table(columns, rows, _("检查表"), total=counted("共 %(n)s 条", len(rows)))
    links: tuple[Link, ...] = (Link(_("导入一份表"), reverse("new_checklist"), "upload"),) if may_publish else ()
    links += tuple(
        Link(_("接着看没发布的：%(file)s") % {"file": one.filename}, reverse("checklist_draft", args=[one.pk]), "pen")
        for one in drafts
    )
    return ListPage(
        _("检查表"), table, lead=_("法规的检查表，和本地加在上面的题。法规里的题不能去掉，只能加。"), links=links,
        back=Link(_("内务"), "/chores"),
    )  # fmt: skip


def _asked_row(one: schema.Checklist, version: ChecklistVersion) -> Row:
    number = Cell(_("第 %(n)d 版") % {"n": version.number}, reverse("checklist_version", args=[version.pk]))
    whose = version.published_label or _("法规")
    count = str(len(queries.items(version.pk)))
    return Row((Cell(one.title.zh, reverse("checklist_versions", args=[one.key])), number, Cell(count), Cell(whose)))


def versions(found: Sequence[ChecklistVersion]) -> ListPage:
    columns = tuple(map(Column, (_("版本"), _("谁发布的"), _("用在哪里"), _("和前一版比"))))
    places = territory.names([one.ground for one in found])
    table = Table(
        columns, tuple(_version_row(one, places.get(one.ground, "")) for one in found), _("版本"),
        total=counted("共 %(n)s 条", len(found)),
    )  # fmt: skip
    title = next((one.title for one in found if one.release_id), found[0].title)  # by the name the law gives it
    return ListPage(title, table, back=Link(_("检查表"), reverse("checklists")))


def _version_row(one: ChecklistVersion, place: str) -> Row:
    badge = Badge(_("已停用"), "late") if one.withdrawn_at else None
    name = Cell(_("第 %(n)d 版") % {"n": one.number}, reverse("checklist_version", args=[one.pk]), badge=badge)
    whose = Cell(one.published_label or _("法规"), sub=_day(one))
    return Row((name, whose, Cell(place or _("全国")), Cell(apart(_changes(one)) or _("没有变化"))))


def _day(one: ChecklistVersion) -> str:
    if one.published_at:
        return full_day_words(timezone.localtime(one.published_at).date())
    return one.release.version if one.release else ""


def _changes(one: ChecklistVersion) -> tuple[str, ...]:
    old = queries.before(one)
    return differences(queries.form(old), queries.form(one)) if old else (_("第一版"),)


def upload(error: str = "") -> UploadPage:
    return UploadPage(
        _("导入一份检查表"), _("XLSForm 格式的 Excel 表。先读一读、看一看，不会直接发布。"), reverse("new_checklist"),
        Drop("file", _("选一份表"), ".xlsx,.xls,.csv", _("也可以把文件拖到这里"), error),
        (
            _("survey 工作表一行一题：type、name、label；选项写在 choices 工作表。"),
            _("选项加一列 verdict，写 conform、fail 或 not_applicable，不符合的就进整改。"),
            _("与法规同一题的，name 用法规的题号，同一题就不会问两遍。"),
            _("最省事的办法：先把现在用的版本下载成 Excel，改好再传上来。"),
        ),
        Link(_("检查表"), reverse("checklists")),
    )  # fmt: skip


def draft(found: FormDraft, form: Form, law: dict[str, schema.Checklist], chosen: str) -> FormPage:
    added = joined(form, law_form(law[chosen])) if chosen else None
    whole = added.form if added else form
    here = reverse("checklist_draft", args=[found.pk])
    lists = tuple(Option(key, one.title.zh, chosen=key == chosen) for key, one in law.items())
    options = (Option("", _("请选"), chosen=not chosen), *lists)
    on = (Field("on", _("加在哪一张检查表上"), "select", options=options, required=True),)
    look = Act("look", _("看看合起来的样子"), here, on)
    publish = Act(
        "publish", _("发布"), here, (Field("on", "", "hidden", value=chosen),), look="primary",
        confirm=_("发布以后不能改，只能再发一版或停用。"),
    )  # fmt: skip
    stats = (
        Stat(_("取到"), str(len(form.questions)), _("题")),
        Stat(_("没取"), str(len(found.left)), measure("行"), tone="late" if found.left else "done"),
        Stat(_("法规的题"), str(len(added.added) if added else 0), _("题，自动排在前面")),
    )
    left = _left_table(_("没有取的行"), found.left, _("每一行都取到了"))
    notes = (_left_table(_("请留意"), found.notes, ""),) if found.notes else ()
    changes = tuple(_("「%(name)s」照法规的原文问") % {"name": one.text} for one in added.restored) if added else ()
    return FormPage(
        _("预览：%(title)s") % {"title": form.title}, f"{reverse('checklist_draft_phone', args=[found.pk])}?on={chosen}", stats,
        (left, *notes, _questions(whole)), Link(_("检查表"), reverse("checklists")), (), (publish, look) if chosen else (look,),
        _("法规的题不改"), changes, lead=found.filename,
    )  # fmt: skip


def refused(page: FormPage, sentence: str) -> FormPage:
    """The same page with why it was not published."""
    return replace(page, error=sentence)


def _left_table(title: str, left: Iterable[dict[str, object]], nothing: str) -> Table:
    columns = tuple(map(Column, (_("工作表"), _("行"), _("名称"), _("为什么"))))
    rows = tuple(Row(tuple(Cell(str(one[name])) for name in ("sheet", "row", "name", "why"))) for one in left)
    return Table(columns, rows, title, empty=State("empty", nothing) if nothing else None)


def _questions(form: Form) -> Table:
    columns = tuple(map(Column, (_("题"), _("怎么答"), _("轻重"), _("什么时候问"))))
    return Table(columns, tuple(_question(form, one) for one in form.questions), _("题目"))


def _question(form: Form, one: Question) -> Row:
    group = form.by_path.get(one.group)
    when = " · ".join(filter(None, [group.relevant if group else "", one.relevant])) or _("都问")
    kind = Cell(str(KINDS[one.kind]), sub=one.constraint)
    return Row((Cell(one.text, sub=one.code), kind, Cell(said(SEVERITIES, one.severity)), Cell(when)))


def version(one: ChecklistVersion, old: ChecklistVersion | None, *, may_withdraw: bool, error: str = "") -> FormPage:
    form = queries.form(one)
    reason = Field("reason", _("停用的原因"), required=True)
    acts = (
        Act("withdraw", _("停用这一版"), reverse("checklist_withdraw", args=[one.pk]), (reason,), look="danger",
            confirm=_("停用以后现场取不到这一版；已经在填的照收。")),
    ) if may_withdraw else ()  # fmt: skip
    return FormPage(
        _("%(title)s 第 %(n)d 版") % {"title": one.title, "n": one.number}, reverse("checklist_version_phone", args=[one.pk]),
        (Stat(_("题数"), str(len(form.questions)), _("题")),), (_questions(form),),
        Link(_("所有版本"), reverse("checklist_versions", args=[one.key])), _facts(one), acts,
        _("和第 %(n)d 版比") % {"n": old.number} if old else "", differences(queries.form(old), form) if old else (),
        (Link(_("下载 Excel 表"), reverse("checklist_spreadsheet", args=[one.pk]), "download"),), error=error,
    )  # fmt: skip


def _facts(one: ChecklistVersion) -> tuple[tuple[str, str], ...]:
    gone = (
        f"{one.withdrawn_label} · {full_day_words(timezone.localtime(one.withdrawn_at).date())}"
        if one.withdrawn_at
        else ""
    )
    facts = (
        (_("谁发布的"), one.published_label or _("法规")), (_("什么时候"), _day(one)),
        (_("用在哪里"), territory.names([one.ground]).get(one.ground, "") or _("全国")),
        (_("停用"), gone), (_("停用的原因"), one.withdrawn_reason),
    )  # fmt: skip
    return tuple(fact for fact in facts if fact[1])
