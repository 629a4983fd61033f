"""Samples of an import, step by step."""

from collections.abc import Callable
from dataclasses import replace

from shian.doors.ui.gallery import parts
from shian.doors.ui.shapes.chores import (
    ImportDone,
    ImportMapping,
    ImportProgress,
    ImportResult,
    ImportUpload,
    MappedColumn,
)
from shian.doors.ui.shapes.parts import (
    Act,
    Badge,
    Cell,
    Column,
    Field,
    Link,
    Option,
    Progress,
    Row,
    Stat,
    Table,
)
from shian.doors.ui.show import Page

_FILE = "桐乡市主体名录 2026-11.xlsx"


def table_of(
    caption: str, heads: tuple[str, ...], *lines: tuple[Cell, ...], total: str = "", export: str = ""
) -> Table:
    return Table(
        tuple(Column(head) for head in heads), tuple(Row(line) for line in lines), caption, total, export_href=export
    )


def import_upload() -> ImportUpload:
    earlier = table_of(
        "以前导过的",
        ("文件", "什么时候", "谁", "结果"),
        (Cell("桐乡市主体名录 2026-10.xlsx", "#"), Cell("10月8日 9:20"), Cell("沈佳慧"), Cell("写入 2,988，退回 58")),
        (
            Cell("干部名单.csv", "#"),
            Cell("10月8日 8:51"),
            Cell("沈佳慧"),
            Cell(badge=Badge("已撤销")),
        ),
    )
    return ImportUpload(
        "导入",
        "/ui/gallery/import-mapping",
        (
            Option("businesses", "主体名录", "一行一户", True),
            Option("cadres", "包保干部", "一行一人"),
            Option("bindings", "包保关系", "谁包谁"),
        ),
        parts.ALL.drop,
        (Link("主体名录模板", "#"), Link("包保干部模板", "#"), Link("包保关系模板", "#")),
        earlier,
    )


def import_mapping() -> ImportMapping:
    names = (
        Option("", "不导入"),
        Option("name", "名称"),
        Option("uscc", "统一社会信用代码"),
        Option("address", "地址"),
        Option("phone", "联系电话"),
        Option("kind", "主体类型"),
    )
    heads = (
        ("单位名称", "name", ("阿英小吃店", "老王炒货")),
        ("社会信用代码", "uscc", ("92330483MA2C…", "９２３３０４８３…")),
        ("经营地址", "address", ("振东路12号", "杨家门3组")),
        ("联系方式", "phone", ("139****8812", "138****0021")),
        ("备注", "", ("2019年开", "")),
    )
    columns = tuple(
        MappedColumn(
            Field(f"map-{at}", head, "select", options=tuple(replace(one, chosen=one.value == key) for one in names)),
            head,
            tuple(filter(None, examples)),
            at < 3,
        )
        for at, (head, key, examples) in enumerate(heads)
    )
    return ImportMapping(
        "对列", _FILE, "/ui/gallery/import-result", columns, ("主体类型",), "/ui/gallery/import-upload"
    )


def import_result() -> ImportResult:
    problems = table_of(
        "逐行说明",
        ("行", "主体", "哪一列", "怎么了", "怎么办"),
        (
            Cell("第 214 行"),
            Cell("某某副食店"),
            Cell("社会信用代码"),
            Cell("校验位不对，应为 X", tone="late"),
            Cell("改表再导"),
        ),
        (Cell("第 377 行"), Cell("阿英小吃店"), Cell("整行"), Cell("与第 12 行重复", tone="late"), Cell("不写入")),
        (
            Cell("第 402 行"),
            Cell("杨家门豆腐坊"),
            Cell("身份证号"),
            Cell("被表格软件截成 15 位", tone="late"),
            Cell("改表再导"),
        ),
        (
            Cell("第 1,020 行"),
            Cell("菜场 12 号摊"),
            Cell("许可证"),
            Cell("摊位没有许可证号，允许", tone="soon"),
            Cell("照常写入"),
        ),
        total="共 61 行有话说",
        export="#",
    )
    stats = (
        Stat("读到", "3,046", "行"),
        Stat("可写入", "2,985", "户", "#"),
        Stat("退回", "61", "行", "#", tone="late", definition="退回的行一条也不会写入。"),
        Stat("提醒", "118", "行", "#", tone="soon"),
    )
    return ImportResult(
        "试导结果",
        _FILE,
        stats,
        problems,
        Act(
            "go",
            "写入 2,985 户",
            "/ui/gallery/import-progress",
            look="primary",
            confirm="将写入 2,985 户，退回 61 行。写入后可以整批撤销。",
        ),
        Link("下载标好错的表", "#"),
        "/ui/gallery/import-mapping",
    )


def import_progress() -> ImportProgress:
    return ImportProgress("写入中", _FILE, Progress(41_200, 100_000, "正在写入…"))


def import_done() -> ImportDone:
    return ImportDone(
        "导完了",
        _FILE,
        "写入 2,985 户，退回 61 行，用时 8 秒。",
        (
            Stat("写入", "2,985", "户", "#"),
            Stat("新增", "2,702", "户", "#"),
            Stat("更新", "283", "户", "#"),
            Stat("退回", "61", "行", "#", tone="late"),
        ),
        Act("undo", "整批撤销", "#", look="danger", confirm="2,985 户将回到导入之前的样子。"),
        Link("去分包保", "/ui/gallery/binding"),
        Link("下载标好错的表", "#"),
    )


PAGES: dict[str, Callable[[], Page]] = {
    "import-upload": import_upload,
    "import-mapping": import_mapping,
    "import-result": import_result,
    "import-progress": import_progress,
    "import-done": import_done,
}
