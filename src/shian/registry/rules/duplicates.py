"""The same business or cadre twice: in one file, or in the file and the register."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from shian.registry.rules.columns import Target
from shian.registry.rules.keys import Key
from shian.registry.rules.rows import CheckedRow, Outcome, problem
from shian.registry.rules.verdict import Level, error, marked, warning

_BY = {
    "uscc": marked("统一社会信用代码"),
    "licence": marked("许可证编号"),
    "name": marked("名称和地址"),
    "phone": marked("手机号"),
    "business_name": marked("主体名称"),
}


@dataclass(slots=True)
class Seen:
    """The keys of the rows before this one. One set of short keys, so that 100,000 rows stay small."""

    target: Target
    first: dict[Key, int] = field(default_factory=dict)
    owners: dict[str, str] = field(default_factory=dict)

    def judge(self, row: CheckedRow) -> CheckedRow:
        """A later row with the same key is the duplicate. A row that does not enter claims no key for itself."""
        if row.outcome is Outcome.LEFT_OUT:
            return row
        for key in _sound_keys(row):
            earlier = self.first.get(key)
            if earlier is None and row.outcome is Outcome.READY:
                self.first[key] = row.number
            if earlier is not None:
                return _duplicate(self.target, row, key, AS_ROW, with_what=earlier)
        return self._two_owners(row)

    def _two_owners(self, row: CheckedRow) -> CheckedRow:
        """One telephone under two names: whoever signs in with it would be taken for the other."""
        for who in ("principal", "director", "officer"):
            name, phone = row.values.get(f"{who}_name"), row.values.get(f"{who}_phone")
            if name and phone and (owner := self.owners.setdefault(phone, name)) != name:
                text = marked("手机号“{value}”前面写的是{owner}，这里写的是{name}，请核对；这一位先不能用它登录。")
                verdict = warning(phone, "phone_two_names", text, owner=owner, name=name)
                row = row.but(row.outcome, problem(self.target, f"{who}_phone", verdict))
        return row


def _sound_keys(row: CheckedRow) -> Sequence[Key]:
    """A number that is wrong anyway says nothing about being the same."""
    wrong = {each.column for each in row.problems if each.level is Level.ERROR}
    return [key for key in row.keys if key[0] not in wrong]


AS_ROW = marked("与第 {with_what} 行重复（{label}相同），这一行不会导入。")
AS_KNOWN = marked("与名册里的“{with_what}”重复（{label}相同），这一行不会导入。")


def _duplicate(target: Target, row: CheckedRow, key: Key, text: str, *, with_what: object) -> CheckedRow:
    column = key[0]
    verdict = error(row.values[column], "duplicate", text, with_what=with_what, label=_BY[column])
    return row.but(Outcome.DUPLICATE, problem(target, column, verdict))


def already_there(target: Target, rows: list[CheckedRow], known: Mapping[Key, str]) -> Iterator[CheckedRow]:
    """Rows against what the register already holds (`known`: key → the name it stands under)."""
    for row in rows:
        hit = next((key for key in row.keys if key in known), None)
        if hit is None or row.outcome is not Outcome.READY:
            yield row
        else:
            yield _duplicate(target, row, hit, AS_KNOWN, with_what=known[hit])
