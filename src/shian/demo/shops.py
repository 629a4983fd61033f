"""The register of the made-up county: every kind, free of defects, with the officers that the law asks for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import accumulate

from shian.demo.names import Names
from shian.demo.trades import TRADES, Trade, categories_of
from shian.packs.schema import Pack
from shian.registry.queries.law import facts_of
from shian.registry.rules.appointments import director_required
from shian.registry.rules.grading import size_of
from shian.registry.schemas import NewBusiness, NewLicence, NewOfficer

EVERY_KIND = len(TRADES)


@dataclass(frozen=True)
class Door:
    """Where a business can be: the path it gets, what the place is called, how busy it is."""

    path: str
    name: str
    weight: int


def shops(number: int, doors: Sequence[Door], names: Names, law: Pack, on: date) -> list[NewBusiness]:
    """That many businesses: the cast's own restaurant, one of every trade, then as common as they are."""
    heaps = list(accumulate(door.weight for door in doors))
    chosen = names.luck.choices(doors, cum_weights=heaps, k=number)
    made = [
        _staffed(_shop(trade, door, names), names, law, on)
        for trade, door in zip(_trades(number, names), chosen, strict=True)
    ]
    return [_staffed(_cast_restaurant(doors[0], names), names, law, on), *made[1:]]


def _trades(number: int, names: Names) -> Iterator[Trade]:
    yield from TRADES[:number]
    heaps = list(accumulate(trade.share for trade in TRADES))
    yield from names.luck.choices(TRADES, cum_weights=heaps, k=max(number - EVERY_KIND, 0))


def _shop(trade: Trade, door: Door, names: Names) -> NewBusiness:
    form = names.luck.choices([f for _c, f in trade.forms], [c for c, _f in trade.forms])[0]
    _chance, staff, revenue = names.luck.choices(trade.weights, [w[0] for w in trade.weights])[0]
    letters, head = trade.licence
    principal = names.person()
    name = _name(trade, form, door, names, principal)
    return NewBusiness(
        name=name,
        kind=trade.kind,
        path=door.path,
        uscc=names.credit_code(form) if form else "",
        address=f"{door.name}{names.street()}",
        legal_person=principal,
        phone=names.phone(),
        employees=names.luck.randint(*staff),
        revenue_wan=Decimal(names.luck.randint(*revenue)),
        diners=names.luck.randint(*trade.diners) if trade.diners[1] else None,
        tags=frozenset(trade.tags),
        categories=categories_of(trade.kind, name),
        licences=(NewLicence(letters.lower(), names.licence(letters, head)),) if letters else (),
    )


def _name(trade: Trade, form: str, door: Door, names: Names, principal: str) -> str:
    ending = names.luck.choice(trade.endings)
    if not form:
        return f"{principal}{ending}"
    company = form == "91" and not ending.endswith(("公司", "食堂", "市场"))
    return f"{names.brand()}{ending}" + ("有限公司" if company else "")


def _cast_restaurant(door: Door, names: Names) -> NewBusiness:
    """The restaurant whose principal, director and officer are in the cast: small, so a township cadre answers for it."""
    return NewBusiness(
        name="福满楼餐饮有限公司",
        kind="caterer",
        path=door.path,
        uscc=names.credit_code("91"),
        address=f"{door.name}{names.street()}",
        legal_person=names.person(),
        phone=names.phone(),
        employees=45,
        categories=("hot", "cold"),
        revenue_wan=Decimal(380),
        licences=(NewLicence("jy", names.licence("JY", "2")),),
        officers=(NewOfficer("director", names.person(), phone=names.phone()),),
    )


def _staffed(new: NewBusiness, names: Names, law: Pack, on: date) -> NewBusiness:
    """A principal everywhere; officer and director where an enterprise or a canteen must have them."""
    officers = [NewOfficer("principal", new.legal_person, phone=new.phone)]
    if not new.uscc or new.household:
        return replace(new, officers=tuple(officers))
    officers.append(NewOfficer("safety_officer", names.person(), phone=names.phone()))
    facts = facts_of(new, law)
    if not new.officers and director_required(facts, size_of(facts, law.grading, on).value, law.appointments, on).value:
        officers.append(NewOfficer("director", names.person(), phone=names.phone()))
    return replace(new, officers=(*officers, *new.officers))
