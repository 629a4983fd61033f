"""Questions about signals and back-checks. The list is the office's; whoever made a visit is asked for by `own`."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.checklists import queries as checklists
from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.law import Law
from shian.packs.truth import TruthLaw
from shian.truth.models import BackCheck, Explanation, Signal, Weighing

PROGRAMME = PURPOSE = "visit_back_check"  # the programme's file, and what the draw is for
OFFICE = "weigh_visits"  # whoever holds this verb sees signals of others
# The regulator's own inspections and what a business does by itself are other rooms' business.
NOT_VISITS = frozenset({"business_post", "supervising_officer"})


def law_of_truth(law: Law) -> TruthLaw:
    """What the release says of truthful visits. Raises Refused where it was loaded before there was any."""
    if law.pack.truth is None:
        raise Refused(_("现行规则包里没有走访真实性的规定，请先载入新的规则包"), code="no_law")
    return law.pack.truth


def visit_programmes(law: Law) -> list[str]:
    """The programmes by which a cadre, a grid officer or a contractor goes to a door."""
    return [
        key
        for key, one in law.pack.programmes.items()
        if one.what.act == "inspect" and one.who.holder not in NOT_VISITS and key != PROGRAMME
    ]


@dataclass(frozen=True)
class Made:
    """One visit: its sheets of one person at one door on one day, the first of them first."""

    sheets: tuple[Sheet, ...]

    @property
    def first(self) -> Sheet:
        return self.sheets[0]


def visits(viewer: Actor, of: Weighing, programmes: Collection[str]) -> list[Made]:
    """The visits that a weighing looks over, as the books had them at its instant."""
    rows = Sheet.objects.visible_to(viewer).within_then(of.path).filter(
        on_day__gte=of.since, on_day__lte=of.until, recorded_at__lte=of.at, outcome="done", mode="on_site",
        post__isnull=False, person_id__isnull=False, business__isnull=False, programme__in=list(programmes),
    )  # fmt: skip
    rows = rows.filter(Q(superseded_at__isnull=True) | Q(superseded_at__gt=of.at)).order_by("path_then", "id")
    together: dict[tuple[UUID | None, UUID | None, date], list[Sheet]] = {}
    for row in rows:
        together.setdefault((row.person_id, row.business_id, row.on_day), []).append(row)
    return [Made(tuple(sheets)) for sheets in together.values()]


def weighings(viewer: Actor, within: str) -> "QuerySet[Weighing]":
    """The looks over a place, the latest first."""
    found: QuerySet[Weighing] = Weighing.objects.visible_to(viewer, OFFICE).filter(path=within).order_by("-at", "-id")
    return found


def weighing(key: UUID, *, viewer: Actor) -> Weighing:
    """One of them, or Missing."""
    found: Weighing | None = Weighing.objects.visible_to(viewer, OFFICE).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这次核看，或者您看不到它"))
    return found


def signalled(viewer: Actor, of: Weighing, *, kind: str = "") -> "QuerySet[Sheet]":
    """The visits with a signal, in the order of their days: no order says who is worse."""
    rows = Signal.objects.visible_to(viewer, OFFICE).filter(weighing=of)
    rows = rows.filter(kind=kind) if kind else rows
    return _shown(Sheet.objects.visible_to(viewer).filter(pk__in=rows.values("sheet")))


def nothing() -> "QuerySet[Sheet]":
    """No visits: a period that nobody looked over yet."""
    found: QuerySet[Sheet] = Sheet.objects.none()
    return found


def own(viewer: Actor) -> "QuerySet[Sheet]":
    """One's own visits with a signal."""
    rows = Signal.objects.visible_to(viewer).filter(person_id=viewer.person)
    return _shown(Sheet.objects.visible_to(viewer).filter(pk__in=rows.values("sheet")))


def _shown(rows: "QuerySet[Sheet]") -> "QuerySet[Sheet]":
    return rows.select_related("business", "post").defer("business__phone").order_by("-on_day", "-id")


def visit(key: UUID, *, viewer: Actor) -> Sheet:
    """One visit with a signal, for the office or for whoever made it. Raises Missing, alike for what is not there."""
    found = _shown(Sheet.objects.visible_to(viewer).filter(pk=key)).first()
    if found is None or not signals_of_sheets([key], viewer=viewer):
        raise Missing(_("没有这次走访的信号，或者您看不到它"))
    return found


def signals_of_sheets(keys: Collection[UUID], *, viewer: Actor) -> list[Signal]:
    """The signals of these visits as the latest look over each of them has them."""
    rows = Signal.objects.visible_to(viewer, OFFICE) | Signal.objects.visible_to(viewer).filter(person_id=viewer.person)
    found = list(rows.filter(sheet__in=list(keys)).order_by("at", "kind", "pk"))
    latest = {one.sheet_id: one.weighing_id for one in found}
    return [one for one in found if one.weighing_id == latest[one.sheet_id]]


def kinds_in(viewer: Actor, of: Weighing) -> dict[str, int]:
    """How many visits each kind of signal has."""
    kinds = Signal.objects.visible_to(viewer, OFFICE).filter(weighing=of).values_list("kind", flat=True)
    told = list(kinds)
    return {kind: told.count(kind) for kind in sorted(set(told))}


def weights(viewer: Actor, of: Weighing) -> dict[UUID, int]:
    """What the signals of each visit weigh together."""
    found: dict[UUID, int] = {}
    for sheet, weight in (
        Signal.objects.visible_to(viewer, OFFICE).filter(weighing=of).values_list("sheet_id", "weight")
    ):
        found[sheet] = found.get(sheet, 0) + weight
    return found


def explanations(keys: Collection[UUID], *, viewer: Actor) -> dict[UUID, Explanation]:
    """The last word of whoever made these visits."""
    rows = Explanation.objects.visible_to(viewer, OFFICE) | Explanation.objects.visible_to(viewer).filter(
        person_id=viewer.person
    )
    return {one.sheet_id: one for one in rows.filter(sheet__in=list(keys)).order_by("at", "pk")}


def back_checks(viewer: Actor, *, draw: UUID | None = None, of: Weighing | None = None) -> "QuerySet[BackCheck]":
    """The visits that somebody goes to again, of a draw or of a weighing."""
    rows = BackCheck.objects.visible_to(viewer, OFFICE)
    rows = rows.filter(draw=draw) if draw else rows
    rows = rows.filter(weighing=of) if of else rows
    found: QuerySet[BackCheck] = rows.select_related(
        "sheet__business", "sheet__post", "task__sheet", "holder"
    ).defer("sheet__business__phone")  # fmt: skip
    return found.order_by("sheet__on_day", "id")


def checked_again(keys: Collection[UUID], *, viewer: Actor) -> dict[UUID, BackCheck]:
    """Those of these visits that are gone to again."""
    return {one.sheet_id: one for one in back_checks(viewer).filter(sheet__in=list(keys))}


def differs(one: BackCheck) -> list[str] | None:
    """The questions that were in order on the visit and not on the back-check; None before it is done.

    Time lies between the two: what differs is a reason to talk, and proves nothing.
    """
    if one.task.state != "done" or one.task.sheet is None:
        return None
    before, after = one.sheet.answers, one.task.sheet.answers
    return [
        code
        for code, said in after.items()
        if said.get("answer") == "fail" and before.get(code, {}).get("answer") == "conform"
    ]


def already(keys: Sequence[UUID]) -> frozenset[UUID]:
    """Those of these visits that were drawn before: each is gone to again once."""
    return frozenset(BackCheck.objects.filter(sheet__in=keys).values_list("sheet_id", flat=True))


def texts_of(version: UUID, codes: Collection[str]) -> tuple[str, ...]:
    """The questions of a list with these codes, in its order."""
    return tuple(item.text for item in checklists.items(version) if item.code in codes)
