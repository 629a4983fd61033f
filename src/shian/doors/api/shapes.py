"""What is answered: the shapes of rows as others see them."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema
from pydantic import Field


class Named(Schema):
    id: UUID
    name: str


class PostOut(Schema):
    id: UUID
    title: str
    path: str
    role: str = Field(validation_alias="role_id")
    tier: str


class Me(Schema):
    """Who asks, where they see, and what they may do there."""

    label: str
    person: UUID | None
    posts: list[UUID]
    businesses: list[UUID]
    grounds: list[str]
    verbs: list[str]


class TaskOut(Schema):
    """Something owed: an act, by a post or a business, on a subject, by a day."""

    id: UUID
    act: str
    programme: str
    business: Named | None
    holder: UUID | None = Field(validation_alias="holder_id")
    finding: UUID | None = Field(validation_alias="finding_id")
    grade: str
    period_start: date | None
    period_end: date | None
    due: date | None
    due_provisional: bool
    because: dict[str, Any]
    state: str
    outcome: str
    sheet: UUID | None = Field(validation_alias="sheet_id")
    settled_on: date | None
    path: str


class BusinessOut(Schema):
    id: UUID
    name: str
    kind: str
    status: str
    household: bool
    uscc: str
    path: str
    address: str
    principal_name: str
    guarantee_grade: str
    risk_grade: str


class FindingOut(Schema):
    """A failed item on its way."""

    id: UUID
    business: Named
    programme: str
    also: list[str]
    code: str
    text: str
    note: str
    severity: str
    disposition: str
    state: str
    round: int
    holder: UUID | None = Field(validation_alias="holder_id")
    found_on: date
    due: date | None
    due_provisional: bool
    because: dict[str, Any]
    photos_before: list[UUID]
    photos_after: list[UUID]
    closed_at: datetime | None
    closed_on: date | None
    outcome: str
    path: str


class StepOut(Schema):
    move: str
    state: str
    round: int
    by: str = Field(validation_alias="by_label")
    note: str
    photos: list[UUID]
    at: datetime


class StageOut(Schema):
    """One of the six stages of a finding's way."""

    key: str
    reached: bool
    since: datetime | None
    steps: list[StepOut]


class FigureOut(Schema):
    """One figure with its parts, all integers: due = done + excluded + overdue + open."""

    place: str
    name: str
    due: int
    out_of: int
    done: int
    excluded: int
    overdue: int
    open: int
    made_up: int
    late_excluded: int


class BurdenOut(Schema):
    """What the visits of one role, month, place or person cost: integers; a visit is one person at one door on one day."""

    key: str
    visits: int
    merged: int
    tasks: int
    sheets: int
    typed: int
    taken: int
    filled: int
    timed: int
    seconds: int
    median_seconds: int | None
    people: int
    person_months: int


class EvidenceOut(Schema):
    id: UUID
    kind: str
    mime: str
    size: int
    width: int | None
    height: int | None
    taken_at: datetime | None
    sha256: str
    business: UUID | None = Field(validation_alias="business_key")


class ItemOut(Schema):
    """One question; the same code in any checklist is the same question."""

    position: int
    code: str
    text: str
    text_en: str
    module: str
    severity: str
    key: bool
    photo: str
    source: str
    kind: str = Field(
        description="judged; or a value, which stands in the note of the answer: select_one, text, integer …"
    )
    required: bool
    hint: str
    group: list[str]
    when: list[Any] = Field(description="trees of conditions, all of which must hold for it to be asked")
    constraint: Any = Field(description="the tree of a condition on the answer, or null")
    constraint_message: str
    calculation: Any
    choices: str = Field(description="the name of its list of choices")
    choice_filter: Any


class ChoiceOut(Schema):
    """One choice; `verdict` is the answer it stands for, `columns` what a filter may ask."""

    name: str
    label: str
    label_en: str
    verdict: str
    columns: dict[str, str]


class GroupOut(Schema):
    path: list[str]
    label: str
    label_en: str


class ChecklistOut(Schema):
    """A checklist with its questions. A tree is a literal, `["$", code]`, `["."]`, `["col", name]` or `[word, …]`."""

    key: str
    version: int
    title: str
    assumed: bool
    published: bool = Field(description="by an office for its ground, on a list of the law")
    withdrawn: bool
    groups: list[GroupOut]
    choices: dict[str, list[ChoiceOut]]
    items: list[ItemOut]


class SheetOut(Schema):
    """A filled checklist."""

    id: UUID
    programme: str
    business: UUID | None = Field(validation_alias="business_id")
    on_day: date
    mode: str
    outcome: str
    answers: dict[str, dict[str, Any]]
    checked: int
    failed: int
    conclusion: str
    zero_risk: bool
    started_at: datetime | None
    finished_at: datetime | None
    recorded_at: datetime
    superseded_at: datetime | None


class EntryOut(Schema):
    """One verb done to one row."""

    id: UUID
    at: datetime
    verb: str
    actor: str
    subject_kind: str
    subject_id: str
    path: str
    facts: dict[str, Any]


class AnsweredOut(Schema):
    """The verdict on one submission; a replay gets the same one again."""

    id: UUID
    ok: bool
    sheet: UUID | None = None
    message: str = ""
    code: str = ""
    replay: bool = False
    findings: list[UUID] = []


class Verdicts(Schema):
    verdicts: list[AnsweredOut]
