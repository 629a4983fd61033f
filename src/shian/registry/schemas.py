"""Shapes of what comes in: a business as it is registered, by hand or from a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from uuid import UUID

from shian.kernel.concealed import mask_phone
from shian.registry.rules.identity import is_household
from shian.registry.rules.kinds import canteen_of

PHONE_TAIL = 4  # the digits by which people look a number up


@dataclass(frozen=True, slots=True)
class NewOfficer:
    """Who holds a post in the business."""

    role: str
    name: str
    title: str = ""
    phone: str = ""
    identity: str = ""

    def __repr__(self) -> str:
        return f"NewOfficer({self.role}, {self.name}, {mask_phone(self.phone)})"


@dataclass(frozen=True, slots=True)
class NewLicence:
    kind: str
    number: str
    expires_on: date | None = None
    warning: str = ""


@dataclass(frozen=True, slots=True)
class NewBusiness:
    """Checked values of one business; `path` says where it lies."""

    name: str
    kind: str
    path: str
    status: str = "operating"
    uscc: str = ""
    address: str = ""
    legal_person: str = ""
    phone: str = ""
    website: str = ""
    employees: int | None = None
    revenue_wan: Decimal | None = None
    area_m2: int | None = None
    seats: int | None = None
    diners: int | None = None
    tags: frozenset[str] = frozenset()
    categories: tuple[str, ...] = ()
    guarantee_grade: str = ""
    risk_grade: str = ""
    opened_on: date | None = None
    licences: tuple[NewLicence, ...] = ()
    officers: tuple[NewOfficer, ...] = ()
    batch: UUID | None = None
    batch_row: int | None = None

    @property
    def household(self) -> bool:
        return is_household(self.uscc)

    @property
    def identity_kind(self) -> str:
        """The number by which it is known: its credit code, else its licence, else none."""
        return "uscc" if self.uscc else (self.licences[0].kind if self.licences else "none")


_ROLES = {"principal": "principal", "director": "director", "officer": "safety_officer"}


def _whole(text: str) -> int | None:
    return int(Decimal(text)) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _officers(values: Mapping[str, str]) -> tuple[NewOfficer, ...]:
    return tuple(
        NewOfficer(
            role, values[f"{who}_name"], *(values.get(f"{who}_{what}", "") for what in ("title", "phone", "identity"))
        )
        for who, role in _ROLES.items()
        if values.get(f"{who}_name")
    )


def _licences(values: Mapping[str, str], remark: str) -> tuple[NewLicence, ...]:
    if not values.get("licence"):
        return ()
    kind = values["licence"][:2].lower() if values["licence"][:2] in {"SC", "JY", "YB"} else "local"
    return (NewLicence(kind, values["licence"], _day(values.get("licence_until", "")), remark),)


def business_from_row(values: Mapping[str, str], remark: str, batch: UUID, row: int) -> NewBusiness:
    """A checked row as the verb wants it, with where it came from."""
    unit = canteen_of(values["name"]) if values["kind"] == "canteen" else ""
    return NewBusiness(
        name=values["name"],
        kind=values["kind"],
        path=values["path"],
        status=values["status"],
        uscc=values.get("uscc", ""),
        address=values.get("address", ""),
        legal_person=values.get("legal_person", "") or values.get("principal_name", ""),
        phone=values.get("phone", ""),
        website=values.get("url", ""),
        employees=_whole(values.get("staff", "")),
        revenue_wan=Decimal(values["revenue"]) if values.get("revenue") else None,
        area_m2=_whole(values.get("area", "")),
        seats=_whole(values.get("seats", "")),
        diners=_whole(values.get("diners", "")),
        tags=frozenset({unit} - {""}),
        categories=tuple(values.get("categories", "").split()),
        guarantee_grade=values.get("grade", ""),
        risk_grade=values.get("risk_grade", ""),
        opened_on=_day(values.get("founded", "")),
        licences=_licences(values, remark),
        officers=_officers(values),
        batch=batch,
        batch_row=row,
    )


@dataclass(frozen=True, slots=True)
class NewCadre:
    """One row of the cadre file: a person, the post, and where."""

    row: int
    name: str
    phone: str
    organisation: str
    title: str
    tier: str
    path: str
    identity: str = ""
    since: date | None = None

    def __repr__(self) -> str:
        return f"NewCadre({self.row}, {self.name}, {mask_phone(self.phone)})"


def cadre_from_row(values: Mapping[str, str], row: int) -> NewCadre:
    return NewCadre(
        row, values["name"], values["phone"], values.get("organisation", ""), values.get("title", ""), values["tier"], values["path"],
        values.get("identity", ""), _day(values.get("since", "")),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class NewBinding:
    """One row of the binding file, found in the register: this business, that cadre's post, from a day."""

    row: int
    business: UUID
    post: UUID
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """What became of one row: what it made, or why not."""

    row: int
    made: UUID | None = None
    refused: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a batch is; `left` rows still wait."""

    batch: UUID
    done: int
    total: int
    applied: int
    refused: int
    messages: tuple[tuple[int, str], ...] = field(default=())

    @property
    def left(self) -> int:
        return self.total - self.done
