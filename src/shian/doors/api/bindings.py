"""Who answers for whom: what a binding by rule would do, and the binding itself."""

from typing import Annotated, Any
from uuid import UUID

from ninja import Router, Schema
from pydantic import Field

from shian.doors.api.asked import Asked, Count, Text, Where, ground, today
from shian.doors.api.refusals import REFUSALS
from shian.loop import actions
from shian.loop.actions.binding import Binding
from shian.registry.models import Kind
from shian.registry.queries import register

router = Router(tags=["bindings"])


class Pair(Schema):
    business: UUID
    post: UUID


class Selection(Schema):
    """The businesses meant: a subtree, perhaps one kind or grade of them."""

    within: Where
    kind: Kind | None = None
    grade: Annotated[str, Field(pattern="^[A-D]?$")] = ""


class LoadOut(Schema):
    post: UUID
    count: Count
    verdict: str


class Unbound(Schema):
    business: UUID
    why: str


class PreviewOut(Schema):
    pairs: list[Pair]
    loads: list[LoadOut]
    unbound: list[Unbound]
    warned: int
    blocked: int


class BindIn(Schema):
    pairs: Annotated[list[Pair], Field(min_length=1, max_length=5000)]
    note: Text = ""


class PairVerdict(Schema):
    business: UUID
    ok: bool
    code: str
    message: str


class BoundOut(Schema):
    batch: UUID
    done: int
    verdicts: list[PairVerdict]


@router.post("/bindings/preview", response={200: PreviewOut, **REFUSALS})
def preview(request: Asked, body: Selection) -> Any:
    """Pairs by rule, the load of each post after them, and who stays without a cadre, and why. Writes nothing."""
    chosen = register.Filter(within=ground(body.within), kind=body.kind or "", guarantee_grade=body.grade)
    found = actions.preview_binding(register.register(request.actor, chosen), by=request.actor, on=today(request))
    return {
        "pairs": [{"business": pair.business, "post": pair.post} for pair in found.pairs],
        "loads": [{"post": post, "count": load.count, "verdict": load.verdict} for post, load in found.loads.items()],
        "unbound": [{"business": business, "why": why} for business, why in found.unbound.items()],
        "warned": found.warned,
        "blocked": found.blocked,
    }


@router.post("/bindings", response={200: BoundOut, **REFUSALS})
def bind(request: Asked, body: BindIn) -> Any:
    """Bind each business to its post from today, with a verdict for each pair."""
    pairs = [Binding(pair.business, pair.post) for pair in body.pairs]
    bound = actions.bind_many(pairs, on=today(request), by=request.actor, now=request.now, note=body.note)
    verdicts = [
        {"business": one.item.business_id, "ok": one.ok, "code": one.code, "message": one.message}
        for one in bound.verdicts
    ]
    return {"batch": bound.batch.pk, "done": bound.done, "verdicts": verdicts}
