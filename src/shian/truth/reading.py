"""From the books to what the rules see: sheets, premises, photographs, and what shops wrote down."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.loop import queries as loop
from shian.loop.measured import read
from shian.packs.truth import PlaceRule, TruthLaw
from shian.registry.models import Premises
from shian.truth.models import PhotoMark, Weighing
from shian.truth.queries import Made
from shian.truth.rules.values import Spot, Visit, believed

DEGREES = "℃"


def seen_visits(made: Sequence[Made], law: TruthLaw) -> list[Visit]:
    """The visits as plain values; what nobody said stays unsaid."""
    marks, registered = (
        _marks(made),
        _registered({one.first.business_id for one in made if one.first.business_id}, law.place),
    )
    plain = [_visit(one, marks) for one in made]
    usual = _usual(plain, law.place)
    return [_placed(one, registered.get(one.business) or usual.get((one.business, one.person))) for one in plain]


def _visit(made: Made, marks: Mapping[str, int]) -> Visit:
    first, answers = made.first, _answers(made)
    failed = {code: said for code, said in answers.items() if said.get("answer") == "fail"}
    return Visit(
        key=str(first.pk),
        person=str(first.person_id),
        business=str(first.business_id),
        on=first.on_day,
        kind=str(first.version_id),
        spot=next((spot for sheet in made.sheets if (spot := _spot(sheet))), None),
        seconds=_seconds(made.sheets),
        typed=sum("taken" not in said for said in answers.values()),
        failed=len(failed),
        wording="；".join(f"{code}：{said['note']}" for code, said in sorted(failed.items()) if said.get("note")),
        photos=tuple(marks[key] for key in _photos(answers) if key in marks),
    )


def _answers(made: Made) -> dict[str, Any]:
    return {code: said for sheet in reversed(made.sheets) for code, said in sheet.answers.items()}


def _photos(answers: Mapping[str, Any]) -> list[str]:
    return [key for said in answers.values() for key in said.get("photos", ())]


def photos_of(made: Iterable[Made]) -> set[UUID]:
    """The photographs that these visits name."""
    return {UUID(key) for one in made for key in _photos(_answers(one))}


def _spot(sheet: Sheet) -> Spot | None:
    if sheet.latitude is None or sheet.longitude is None:
        return None
    return Spot(sheet.latitude, sheet.longitude, sheet.accuracy_m, sheet.datum)


def _seconds(sheets: Sequence[Sheet]) -> int | None:
    """From the first beginning to the last end, by the phone's clock; None where it says neither."""
    began = [sheet.started_at for sheet in sheets if sheet.started_at]
    ended = [sheet.finished_at for sheet in sheets if sheet.finished_at]
    return round((max(ended) - min(began)).total_seconds()) if began and ended else None


def _marks(made: Sequence[Made]) -> dict[str, int]:
    rows = PhotoMark.objects.filter(evidence__in=photos_of(made)).exclude(likeness="")
    return {str(key): int(likeness, 16) for key, likeness in rows.values_list("evidence", "likeness")}


def _registered(businesses: Iterable[UUID], rule: PlaceRule) -> dict[str, Spot]:
    """Where the register says that premises are, in a system that it names."""
    rows = Premises.objects.filter(business__in=list(businesses), latitude__isnull=False, longitude__isnull=False)
    found: defaultdict[str, list[Spot]] = defaultdict(list)
    for business, *place in rows.exclude(datum="").values_list(
        "business", "latitude", "longitude", "datum", "accuracy_m"
    ):
        found[str(business)].append(Spot(place[0], place[1], place[3] or 0, place[2]))
    # Of several nobody knows which was visited, and one that is not exact enough says nothing.
    return {key: spots[0] for key, spots in found.items() if len(spots) == 1 and believed(spots[0], rule)}


def _usual(visits: Sequence[Visit], rule: PlaceRule) -> dict[tuple[str, str], Spot]:
    """Where others stood at a business, for each who visited it: the middle of their places in the commonest system."""
    stood: defaultdict[str, list[tuple[str, Spot]]] = defaultdict(list)
    for visit in visits:
        if spot := believed(visit.spot, rule):
            stood[visit.business].append((visit.person, spot))
    found: dict[tuple[str, str], Spot] = {}
    for business, places in stood.items():
        for person in {person for person, _spot in places}:
            others = [spot for other, spot in places if other != person and spot.frame == places[0][1].frame]
            if len(others) >= rule.usual_least:
                found[business, person] = _middle(others)
    return found


def _middle(spots: Sequence[Spot]) -> Spot:
    return Spot(
        median(spot.latitude for spot in spots),
        median(spot.longitude for spot in spots),
        median(spot.accuracy or 0 for spot in spots),
        spots[0].datum,
    )


def _placed(visit: Visit, premises: Spot | None) -> Visit:
    return Visit(**{name: getattr(visit, name) for name in Visit.__slots__} | {"premises": premises})


def temperatures(viewer: Actor, of: Weighing) -> dict[str, list[str]]:
    """What each business of the place wrote down in degrees in the period, as it wrote it."""
    rows = Sheet.objects.visible_to(viewer).within_then(of.path).filter(
        programme=loop.DAILY, on_day__gte=of.since, on_day__lte=of.until, superseded_at__isnull=True
    )  # fmt: skip
    measured = rows.annotate(said=Cast("answers", TextField())).filter(said__contains=DEGREES)
    found: defaultdict[str, list[str]] = defaultdict(list)
    for business, answers in measured.values_list("business_id", "answers"):
        for said in answers.values():
            found[str(business)] += read(said.get("note", ""), DEGREES)
    return found
