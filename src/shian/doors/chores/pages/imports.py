"""The pages of an import."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, ClassVar
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.doors.ui.paging import Slice
from shian.doors.ui.shapes.chores import ImportDone, ImportMapping, ImportResult, ImportUpload, MappedColumn
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Drop,
    Field,
    Link,
    Option,
    Row,
    Stat,
    State,
    Table,
)  # fmt: skip
from shian.doors.ui.words import measure
from shian.kernel.actor import Actor
from shian.kernel.spelled import counted, in_a_row
from shian.registry.actions.undoing import Undone
from shian.registry.models import ImportBatch
from shian.registry.queries import imports as batches
from shian.registry.remarks import in_words
from shian.registry.rules.characters import key_of, plain
from shian.registry.rules.columns import COLUMNS, Target, missing
from shian.registry.spreadsheets.table import Table as Spreadsheet

KINDS = {
    Target.BUSINESSES: (gettext_lazy("主体名册"), gettext_lazy("哪些店、厂、食堂，在哪里，谁负责")),
    Target.CADRES: (gettext_lazy("干部名册"), gettext_lazy("谁是哪一级的包保干部，手机号")),
    Target.BINDINGS: (gettext_lazy("包保关系"), gettext_lazy("已有的分配：哪家归谁管")),
}
STATES = {
    "staged": gettext_lazy("试导过，未写入"),
    "applying": gettext_lazy("写到一半"),
    "done": gettext_lazy("已写入"),
    "undone": gettext_lazy("已撤销"),
    "lapsed": gettext_lazy("没有写入，已清除"),
}
EXAMPLES, EARLIER = 2, 20


def upload(viewer: Actor, *, kind: str = "businesses", error: str = "") -> ImportUpload:
    return ImportUpload(
        _("导入名册"),
        "/import",
        tuple(Option(t.value, str(name), str(hint), t.value == kind) for t, (name, hint) in KINDS.items()),
        Drop("file", _("选一个文件，或拖到这里"), ".xlsx,.csv", _("Excel（.xlsx）或 .csv，20 MB 以内"), error),
        tuple(Link(str(name), f"/import/template/{t.value}") for t, (name, _hint) in KINDS.items()),
        _earlier(viewer),
    )


def _earlier(viewer: Actor) -> Table | None:
    rows = tuple(_batch(one) for one in batches.batches(viewer)[:EARLIER])
    columns = (
        Column(_("文件")),
        Column(_("什么")),
        Column(_("行数"), number=True),
        Column(_("写入"), number=True),
        Column(_("状态")),
    )
    return Table(columns, rows, _("以前导过的")) if rows else None


def _batch(one: ImportBatch) -> Row:
    at = timezone.localtime(one.created_at)
    return Row(
        (
            Cell(one.filename, f"/import/{one.pk}", sub=f"{at:%Y-%m-%d %H:%M}"),
            Cell(str(KINDS[Target(one.kind)][0])),
            Cell(f"{one.rows:,}"),
            Cell(f"{one.applied:,}"),
            Cell(badge=Badge(str(STATES.get(one.state, one.state)), "done" if one.state == "done" else "")),
        )
    )


def mapping(table: Spreadsheet, target: Target, name: str, token: UUID, known: Mapping[str, str]) -> ImportMapping:
    """Each column of the file with what we take it for, and two of its cells."""
    examples = [record.typed for record in islice(table.records(), EXAMPLES)]
    return ImportMapping(
        _("哪一列是什么"),
        f"{name} · {table.sheet}",
        f"/import/columns/{token}",
        tuple(_column(n, word, table, target, examples, known) for n, word in enumerate(table.header.labels) if word),
        tuple(column.label for column in missing(target, table.header.mapping)),
        "/import",
    )


def _column(
    n: int, word: str, table: Spreadsheet, target: Target, examples: Sequence[tuple[Any, ...]], known: Mapping[str, str]
) -> MappedColumn:
    taken = table.header.mapping.get(n, "")
    ours: tuple[Option, ...] = (Option("", _("不导入这一列"), chosen=not taken),)
    ours += tuple(Option(one.key, one.label, chosen=one.key == taken) for one in COLUMNS[target])
    shown = tuple(_shown(plain(cells[n]), taken) for cells in examples if n < len(cells) and plain(cells[n]))
    return MappedColumn(Field(f"map-{n}", word, "select", options=ours), word, shown, key_of(word) in known)


def _shown(text: str, taken: str) -> str:
    """Numbers of persons are not shown whole, not even in an example."""
    hidden = taken.endswith(("identity", "phone"))
    return f"{'*' * max(len(text) - 2, 0)}{text[-2:]}" if hidden else text[:20]


def remarks(viewer: Actor, batch: ImportBatch) -> list[dict[str, Any]]:
    """Everything said about the rows, errors first."""
    return sorted(batches.findings(viewer, batch), key=lambda said: (said["level"] != "error", said["row"]))


def result(batch: ImportBatch, page: Slice[dict[str, Any]]) -> ImportResult:
    columns = (Column(_("行")), Column(_("列")), Column(_("填的是")), Column(_("说明")))
    table = Table(
        columns,
        tuple(_remark(said) for said in page.rows),
        _("逐行说明"),
        total=counted("共 %(n)s 条", page.total),
        pager=page.pager,
        empty=State("empty", _("每一行都对"), _("没有要说明的。")),
    )
    word = counted("写入 %(n)s 行", batch.valid)
    confirm = _("写入以后，在有人用到之前可以整批撤销。")
    return ImportResult(
        _("试导结果"),
        batch.filename,
        _counts(batch),
        table,
        Act("go", word, f"/import/{batch.pk}/apply", look="primary" if batch.valid else "plain", confirm=confirm),
        Link(_("下载批注过的表"), f"/import/{batch.pk}/annotated"),
        "/import",
    )


def _counts(batch: ImportBatch) -> tuple[Stat, ...]:
    told = batch.summary
    return (
        Stat(_("读到"), f"{batch.rows:,}", measure("行")),
        Stat(_("可以写入"), f"{batch.valid:,}", measure("行"), tone="done"),
        Stat(_("不写入"), f"{batch.refused:,}", measure("行"), tone="late" if batch.refused else ""),
        Stat(_("重复"), f"{told.get('duplicates', 0):,}", measure("行")),
        Stat(_("提醒"), f"{told.get('warnings', 0):,}", measure("条"), tone="soon" if told.get("warnings") else ""),
    )


def _remark(said: Mapping[str, Any]) -> Row:
    late = said["level"] == "error"
    return Row(
        (
            Cell(_("第 %(n)s 行") % {"n": said["row"]}),
            Cell(str(said["column"])),
            Cell(str(said["value"])[:60]),
            Cell(in_words(said["text"], said["facts"]), tone="late" if late else "soon"),
        )
    )


@dataclass(frozen=True)
class ImportOnItsWay:
    """Slices go in one after the other; `then` is the way on when all are in."""

    template: ClassVar[str] = "chores/import_progress.html"
    title: str
    file: str
    action: str
    at: int
    total: int
    words: str
    then: Link | None = None


def on_its_way(batch: ImportBatch) -> ImportOnItsWay:
    over = batch.state == "done"
    return ImportOnItsWay(
        _("正在写入"),
        batch.filename,
        f"/import/{batch.pk}/apply",
        batch.valid if over else batch.applied,
        batch.valid,
        _("写完了") if over else _("正在写入"),
        Link(_("看结果"), f"/import/{batch.pk}") if over else None,
    )


def lapsed(batch: ImportBatch) -> ImportDone:
    """Nobody said go in time: its rows are no more."""
    return ImportDone(
        _("导入结果"),
        batch.filename,
        _("试导以后一直没有写入，里面有个人信息，已按期清除。需要的话请重新上传。"),
        (Stat(_("读到"), f"{batch.rows:,}", measure("行")), Stat(_("写入"), "0", measure("行"))),
        next=Link(_("再导一次"), "/import"),
    )


def done(batch: ImportBatch) -> ImportDone:
    undone = batch.state == "undone"
    sentence = _("这次导入已经撤销。") if undone else counted("写入了 %(n)s 行。", batch.applied)
    nexts = {
        "businesses": Link(_("去分配包保"), "/binding"),
        "cadres": Link(_("给他们发账号"), "/people/accounts"),
        "bindings": Link(_("去排计划"), "/plan"),
    }
    undo = Act("undo", _("撤销这次导入"), f"/import/{batch.pk}/undo", confirm=_undo_words(batch), look="danger")
    return ImportDone(
        _("导入结果"),
        batch.filename,
        sentence,
        (
            Stat(_("写入"), f"{batch.applied:,}", measure("行"), tone="done"),
            Stat(_("没有写入"), f"{batch.refused:,}", measure("行")),
        ),
        undo if batch.applied and not undone else None,
        nexts[batch.kind] if not undone else Link(_("再导一次"), "/import"),
        Link(_("下载批注过的表"), f"/import/{batch.pk}/annotated"),
    )


def _undo_words(batch: ImportBatch) -> str:
    words = {
        "businesses": _("这次导入的 %(n)s 家主体会全部删去，不能恢复。确定撤销吗？"),
        "cadres": _("这次导入的 %(n)s 名干部和岗位会删去；已经办过事、管着主体的保留。确定撤销吗？"),
        "bindings": _("这次导入的 %(n)s 条包保关系会撤销，恢复到导入以前。确定撤销吗？"),
    }
    return words[batch.kind] % {"n": f"{batch.applied:,}"}


def undone_words(batch: ImportBatch, undone: Undone) -> str:
    """What went, and what stays and why."""
    words = {
        "businesses": _("已撤销，%(n)s 家主体已删去。"),
        "cadres": _("已撤销，%(n)s 名干部和岗位已删去。"),
        "bindings": _("已撤销，%(n)s 条包保关系已恢复原状。"),
    }
    said = words[batch.kind] % {"n": f"{undone.gone:,}"}
    if not undone.kept:
        return said
    rows = in_a_row(str(row) for row in undone.kept[:10])
    return said + _("%(n)s 人已有后续工作，保留（第 %(rows)s 行）。") % {"n": len(undone.kept), "rows": rows}
