"""The same business or cadre twice: in one file, or in the file and the register."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from shian.registry.rules.characters import key_of
from shian.registry.rules.columns import Target
from shian.registry.rules.kinds import Kind
from shian.registry.rules.rows import CheckedRow, Outcome, problem
from shian.registry.rules.verdict import error

Key = tuple[str, str]


def business_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    """By number where there is one; a stall by name and place. A school's code also stands on its canteens."""
    keys: list[Key] = []
    if values.get("uscc") and values.get("kind") != Kind.CANTEEN:
        keys.append(("uscc", values["uscc"]))
    if values.get("licence"):
        keys.append(("licence", values["licence"]))
    if values.get("name") and values.get("path"):
        keys.append(("name", f"{key_of(values['name'])}@{values['path']}@{key_of(values.get('address', ''))}"))
    return tuple(keys)


def cadre_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    return (("phone", values["phone"]),) if values.get("phone") else ()


def binding_keys(values: Mapping[str, str]) -> tuple[Key, ...]:
    """A business has one principal cadre at a time, whoever he is."""
    for column in ("uscc", "licence"):
        if values.get(column):
            return ((column, values[column]),)
    return (("business_name", key_of(values.get("business_name", ""))),) if values.get("business_name") else ()


KEYS = {Target.BUSINESSES: business_keys, Target.CADRES: cadre_keys, Target.BINDINGS: binding_keys}
_BY = {
    "uscc": "统一社会信用代码",
    "licence": "许可证编号",
    "name": "名称和地址",
    "phone": "手机号",
    "business_name": "主体名称",
}


@dataclass(slots=True)
class Seen:
    """The keys of the rows before this one. One set of short keys, so that 100,000 rows stay small."""

    target: Target
    first: dict[Key, int] = field(default_factory=dict)

    def judge(self, row: CheckedRow) -> CheckedRow:
        """A later row with the same key is the duplicate; the first one stands, unless it is not entering at all."""
        if row.outcome is Outcome.LEFT_OUT:
            return row
        for key in KEYS[self.target](row.values):
            earlier = self.first.setdefault(key, row.number)
            if earlier != row.number:
                return _duplicate(self.target, row, key, f"第 {earlier} 行")
        return row


def _duplicate(target: Target, row: CheckedRow, key: Key, with_what: str) -> CheckedRow:
    column = key[0]
    text = "与{with_what}重复（{by}相同），这一行不会导入。"
    verdict = error(row.values.get(column, ""), "duplicate", text, with_what=with_what, by=_BY[column])
    return row.but(Outcome.DUPLICATE, problem(target, column, verdict))


def already_there(target: Target, rows: list[CheckedRow], known: Mapping[Key, str]) -> Iterator[CheckedRow]:
    """Rows against what the register already holds (`known`: key → the name it stands under)."""
    for row in rows:
        hit = next((key for key in KEYS[target](row.values) if key in known), None)
        keep = hit is None or row.outcome is not Outcome.READY
        yield row if keep or hit is None else _duplicate(target, row, hit, f"名册里的“{known[hit]}”")
