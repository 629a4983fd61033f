"""Which business and which post a row of the binding file means. The binding itself is the loop's verb."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.concealed import blind_index
from shian.people.models import Person, Tenure
from shian.registry.checking import Settle, as_they_are
from shian.registry.models import Business, Licence
from shian.registry.rules.columns import Target
from shian.registry.rules.rows import CheckedRow, Outcome, problem
from shian.registry.rules.verdict import Verdict, error
from shian.registry.schemas import NewBinding

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Directory:
    """What a slice of rows names, looked up in a handful of queries."""

    businesses: Mapping[tuple[str, str], tuple[UUID, ...]]
    posts: Mapping[tuple[str, str], tuple[UUID, ...]]

    def business(self, values: Values) -> UUID | Verdict:
        for column in ("uscc", "licence", "business_name"):
            if values.get(column):
                found = self.businesses.get((column, values[column]), ())
                return found[0] if len(found) == 1 else _not_one_business(values[column], len(found))
        return error("", "business_missing", "没有写是哪一家。")

    def post(self, values: Values) -> UUID | Verdict:
        phone, name = values.get("cadre_phone", ""), values.get("cadre_name", "")
        found = self.posts.get((phone, name), ()) if phone else self.posts.get(("", name), ())
        return found[0] if len(found) == 1 else _not_one_cadre(name, phone, len(found))


def _not_one_business(value: str, count: int) -> Verdict:
    if count:
        return error(
            value, "business_ambiguous", "名册里有 {count} 家“{value}”，请写信用代码或许可证编号。", count=count
        )
    return error(value, "business_unknown", "名册里没有“{value}”，请先导入主体。")


def _not_one_cadre(name: str, phone: str, count: int) -> Verdict:
    if count:
        return error(name, "cadre_ambiguous", "叫“{value}”的干部岗位有 {count} 个，请写手机号。", count=count)
    if phone:
        return error(name, "cadre_unknown", "没有叫“{value}”、用这个手机号的在任干部，请先导入干部。")
    return error(name, "cadre_unknown", "没有叫“{value}”的在任干部，请先导入干部。")


def directory(viewer: Actor, rows: Iterable[Values], *, on: date) -> Directory:
    """Everything these rows name, within the viewer's ground."""
    listed = list(rows)
    return Directory(_businesses(viewer, listed), _posts(viewer, listed, on))


def _businesses(viewer: Actor, rows: Sequence[Values]) -> dict[tuple[str, str], tuple[UUID, ...]]:
    found: defaultdict[tuple[str, str], set[UUID]] = defaultdict(set)
    there = Business.objects.visible_to(viewer).filter(status__in=["operating", "suspended"])
    for column, field in (("uscc", "uscc"), ("business_name", "name")):
        wanted = {row[column] for row in rows if row.get(column)}
        for key, value in there.filter(**{f"{field}__in": wanted}).values_list("pk", field):
            found[column, value].add(key)
    numbers = {row["licence"] for row in rows if row.get("licence")}
    for key, number in (
        Licence.objects.visible_to(viewer).filter(number__in=numbers).values_list("business_id", "number")
    ):
        found["licence", number].add(key)
    return {key: tuple(sorted(value)) for key, value in found.items()}


def _posts(viewer: Actor, rows: Sequence[Values], on: date) -> dict[tuple[str, str], tuple[UUID, ...]]:
    """Posts of guarantee cadres (those with a tier) by holder: name alone, and telephone with name."""
    phones = {blind_index(row["cadre_phone"]): row["cadre_phone"] for row in rows if row.get("cadre_phone")}
    persons = dict(Person.objects.visible_to(viewer).filter(phone_index__in=phones).values_list("pk", "phone_index"))
    names = {row["cadre_name"] for row in rows if row.get("cadre_name")}
    held = Tenure.objects.on(on).filter(person_name__in=names).exclude(post__tier="")
    grounds = tuple(viewer.grounds())
    found: defaultdict[tuple[str, str], set[UUID]] = defaultdict(set)
    for post, path, person, name in held.values_list("post_id", "post__path", "person_key", "person_name"):
        if path.startswith(grounds) if grounds else False:
            found["", name].add(post)
            if person in persons:
                found[phones[persons[person]], name].add(post)
    return {key: tuple(sorted(value)) for key, value in found.items()}


def resolve(row: CheckedRow, book: Directory) -> tuple[CheckedRow, NewBinding | None]:
    """The row with what could not be found said on it, or the pair it means."""
    if row.outcome is not Outcome.READY:
        return row, None
    business, post = book.business(row.values), book.post(row.values)
    for column, verdict in (("business_name", business), ("cadre_name", post)):
        if isinstance(verdict, Verdict):
            row = row.but(Outcome.WRONG, problem(Target.BINDINGS, column, verdict))
    if isinstance(business, Verdict) or isinstance(post, Verdict):
        return row, None
    since = row.values.get("since", "")
    return row, NewBinding(row.number, business, post, date.fromisoformat(since) if since else None)


def settling(target: Target, viewer: Actor, *, on: date) -> Settle:
    """For bindings both sides are looked up: what is unknown, or means several, is said by row before anything is written."""
    if target is not Target.BINDINGS:
        return as_they_are

    def settle(rows: list[CheckedRow]) -> list[CheckedRow]:
        book = directory(viewer, (row.values for row in rows), on=on)
        return [resolve(row, book)[0] for row in rows]

    return settle
