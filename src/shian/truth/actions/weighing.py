"""Look over the visits of a period: what is unlike the others is written down with its reason, and nothing follows from it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.evidence import files
from shian.evidence.likeness import likeness
from shian.evidence.models import Evidence
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.packs.periods import Period
from shian.truth import queries
from shian.truth.models import HIDDEN, PhotoMark, Signal, Weighing
from shian.truth.queries import Made
from shian.truth.reading import photos_of, seen_visits, temperatures
from shian.truth.rules import Signal as Found
from shian.truth.rules import Visit, signals_of
from shian.truth.rules.alone import metres_away
from shian.truth.rules.values import Days


def weigh_visits(period: Period, within: str, *, by: Actor, now: datetime) -> Weighing:
    """Look over the visits of a period at a place, up to today. Raises Refused where the period has not begun."""
    today = local_day(now)
    if period.start > today:
        raise Refused(_("%(period)s 还没有到") % {"period": period.name}, code="future")
    law = law_on(min(today, period.last), within)
    truth = queries.law_of_truth(law)
    one = Weighing(
        id=new_id(), period=period.name, since=period.start, until=min(period.last, today), release_id=law.release,
        by_label=by.label, at=now, path=within, secrecy=HIDDEN,
    )  # fmt: skip
    with act(by, "weigh_visits", one) as announce:
        made = queries.visits(by, one, queries.visit_programmes(law))
        _mark(made, one)
        seen = seen_visits(made, truth)
        # An even spread is judged over the whole period, also while it runs.
        found = signals_of(seen, temperatures(by, one), truth, Days(period.start, period.last))
        _count(one, seen, found, [visit for visit in seen if metres_away(visit, truth.place) is not None])
        one.save(force_insert=True)
        insert_many(Signal, _rows(one, made, found))
        announce.note(period=one.period, visits=one.visits, signalled=one.signalled)
    return one


def _count(one: Weighing, seen: Sequence[Visit], found: Sequence[Found], placed: Sequence[Visit]) -> None:
    one.visits, one.placed = len(seen), len(placed)
    one.timed = sum(visit.seconds is not None for visit in seen)
    one.pictured = sum(bool(visit.photos) for visit in seen)
    one.signalled = len({signal.visit for signal in found})


def _rows(one: Weighing, made: Sequence[Made], found: Sequence[Found]) -> list[Signal]:
    first = {str(visit.first.pk): visit.first for visit in made}
    return [_row(one, first[signal.visit], signal) for signal in found]


def _row(one: Weighing, sheet: Sheet, signal: Found) -> Signal:
    return Signal(
        id=new_id(),
        weighing=one,
        kind=signal.kind,
        weight=signal.because.value,
        because=signal.because.as_json(),
        on_day=sheet.on_day,
        at=one.at,
        **whose(sheet),
    )


def whose(sheet: Sheet) -> dict[str, Any]:
    """Whose visit it was and where, as the rows beside it keep it: for the office, and for whoever was there."""
    return {
        "sheet": sheet,
        "post_id": sheet.post_id,
        "person_id": sheet.person_id,
        "path": sheet.path,
        "secrecy": HIDDEN,
    }


def _mark(made: Sequence[Made], one: Weighing) -> None:
    """What photographs look like is worked out once, here and not at hand-in: a mass hand-in decodes no pictures."""
    wanted = photos_of(made)
    known = set(PhotoMark.objects.filter(evidence__in=wanted).values_list("evidence", flat=True))
    rows = Evidence.objects.filter(pk__in=wanted - known).values_list("pk", "sha256", "path")
    marks = [
        PhotoMark(id=new_id(), evidence=key, likeness=_hex(sha256), at=one.at, path=path, secrecy=HIDDEN)
        for key, sha256, path in rows
    ]
    insert_many(PhotoMark, marks)


def _hex(sha256: str) -> str:
    found = likeness(files.where(sha256))
    return "" if found is None else f"{found:016x}"


def sheet_keys(made: Sequence[Made]) -> list[UUID]:
    """The key of each visit: that of its first sheet."""
    return [one.first.pk for one in made]
