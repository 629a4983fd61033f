"""Which column of a platform's list is which: by its heading, wherever the table begins."""

from collections.abc import Mapping, Sequence

from shian.registry.rules.characters import Cell, key_of

# A telephone number is not read: the match does not need it, and what is not kept cannot leak.
HEADINGS: Mapping[str, tuple[str, ...]] = {
    "name": ("店铺名称", "门店名称", "商家名称", "商户名称", "店名", "网店名称", "名称"),
    "licence": ("许可证号", "许可证编号", "食品经营许可证号", "食品经营许可证编号", "食品经营许可证", "许可证号码", "备案编号", "许可证"),
    "uscc": ("统一社会信用代码", "社会信用代码", "信用代码", "营业执照号"),
    "address": ("地址", "经营地址", "门店地址", "店铺地址", "实际经营地址", "商家地址"),
    "platform": ("平台", "平台名称", "所在平台"),
}  # fmt: skip
DEPTH = 30  # title rows and notes above the headings: never more than a screen


def headings(row: Sequence[Cell]) -> dict[str, int]:
    """Our columns in this row by their place; the first of two that are called alike."""
    called = [key_of(cell) for cell in row]
    found = {part: [called.index(name) for name in names if name in called] for part, names in HEADINGS.items()}
    return {part: places[0] for part, places in found.items() if places}


def header(rows: Sequence[Sequence[Cell]]) -> tuple[int, dict[str, int]] | None:
    """The row of headings and its columns: it names the shop and something by which it is known."""
    for number, row in enumerate(rows[:DEPTH]):
        found = headings(row)
        if "name" in found and len(found) > 1:
            return number, found
    return None
