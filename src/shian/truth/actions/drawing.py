"""Signals choose back-checks by a draw: every visit has a chance, signals raise it, and the chances are known before."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.draws.actions import Purpose, commit_draw, run_draw
from shian.draws.frames import checked
from shian.draws.models import Draw
from shian.draws.rules import Frame, Listed
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, attend_after, law_of, law_on
from shian.loop.models import Task
from shian.packs.periods import period_of
from shian.truth import queries
from shian.truth.actions.weighing import sheet_keys
from shian.truth.checkers import Checkers
from shian.truth.models import HIDDEN, BackCheck, Weighing
from shian.truth.queries import PROGRAMME, PURPOSE
from shian.truth.rules.chances import Share, band_of, shares


def seal_back_checks(of: Weighing, size: int, *, by: Actor, now: datetime) -> Draw:
    """Seal the visits of a weighing, each in its band, and how many are drawn of each. Raises Refused."""
    frame = _frame(of, size, by)
    title = law_on(local_day(now), of.path).programme(PROGRAMME).title.zh
    about = {
        "weighing": str(of.pk), "since": of.since.isoformat(), "until": of.until.isoformat(), "strata": "signals",
    }  # fmt: skip
    return commit_draw(frame, Purpose(PURPOSE, f"{title} {of.period}", of.path, about), by=by, now=now)


def chances_of(of: Weighing, size: int, *, by: Actor) -> tuple[Share, ...]:
    """What a draw of so many would give each band. Raises Refused."""
    return _dealt(size, Counter(_bands(of, by).values()), of)


def _frame(of: Weighing, size: int, by: Actor) -> Frame:
    bands = _bands(of, by)
    dealt = _dealt(size, Counter(bands.values()), of)
    names = {band: share.name for share in dealt for band in share.bands}
    rows = tuple(Listed(str(key), names[band]) for key, band in bands.items())
    return checked(Frame(rows, {share.name: share.drawn for share in dealt}))


def _bands(of: Weighing, by: Actor) -> dict[UUID, int]:
    """Each visit that nobody went to again yet, with the band in which its signals put it."""
    law = law_of(of.release_id)
    keys = sheet_keys(queries.visits(by, of, queries.visit_programmes(law)))
    again, weights = queries.already(keys), queries.weights(by, of)
    rules = queries.law_of_truth(law).bands
    return {key: band_of(weights.get(key, 0), rules) for key in keys if key not in again}


def _dealt(size: int, held: Counter[int], of: Weighing) -> tuple[Share, ...]:
    if not held:
        raise Refused(_("名单是空的，没有可抽的"), code="bad_frame")
    try:
        return shares(size, held, queries.law_of_truth(law_of(of.release_id)).bands)
    except ValueError as error:
        words = _("要抽 %(least)d 到 %(most)d 次：每一档至少一次，名单上就这么多")
        raise Refused(words % {"least": len(held), "most": held.total()}, code="bad_size") from error


def draw_back_checks(draw: Draw, *, word: str = "", by: Actor, now: datetime) -> Draw:
    """Draw from the sealed list; somebody else is owed a look at each, in the same transaction."""
    if draw.purpose != PURPOSE:
        raise Refused(_("这次抽取不是走访回访"), code="wrong_purpose")
    with transaction.atomic():
        run_draw(draw, word=word, by=by, now=now)
        weighing = queries.weighing(UUID(str(draw.about["weighing"])), viewer=by)
        sheets = _visits(draw, by)
        tasks = _tasks(sheets, draw, now)
        for verdict in act_many(by, "plan", tasks, lambda batch, announce: _insert(batch)):
            verdict.taken()
        insert_many(BackCheck, [_row(draw, weighing, *pair, now) for pair in zip(sheets, tasks, strict=True)])
    return draw


def _insert(batch: list[Task]) -> None:
    insert_many(Task, batch)


def _visits(draw: Draw, by: Actor) -> list[Sheet]:
    keys = [UUID(one["id"]) for one in draw.drawn]
    rows = Sheet.objects.visible_to(by).filter(pk__in=keys).select_related("business").defer("business__phone")
    again = queries.already(keys)
    return [row for row in rows.order_by("path", "id") if row.pk not in again]


def _tasks(sheets: Sequence[Sheet], draw: Draw, now: datetime) -> list[Task]:
    on = local_day(now)
    checkers = Checkers(sheets, on)
    laws = {path: law_on(on, path) for path in {sheet.path for sheet in sheets}}
    return [_task(sheet, laws[sheet.path], checkers, draw, on, now) for sheet in sheets]


def _task(sheet: Sheet, law: Law, checkers: Checkers, draw: Draw, on: date, now: datetime) -> Task:
    regime = law.programme(PROGRAMME)
    due = law.limit(regime, "act", on, period_of("month", on))
    business = sheet.business
    assert business is not None  # a visit goes to a business: the query asks for it
    return Task(
        id=new_id(),
        act=regime.what.act,
        programme=regime.key,
        release_id=law.release,
        holder_id=checkers.post(sheet),
        business=business,
        file_kind="draw",
        file_id=draw.pk,
        grade=business.guarantee_grade,
        kind=business.kind,
        period_start=on,
        period_end=due.value.day,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because={**due.as_json(), "not_by": str(sheet.person_id)},
        attend_at=attend_after(due.value.day, regime, 0, law.calendar),
        path=sheet.path,
        path_then=sheet.path,
        secrecy=sheet.secrecy,
        recorded_at=now,
    )


def _row(draw: Draw, weighing: Weighing, sheet: Sheet, task: Task, now: datetime) -> BackCheck:
    return BackCheck(
        id=new_id(), weighing=weighing, draw=draw.pk, sheet=sheet, task=task, holder_id=task.holder_id,
        recorded_at=now, path=sheet.path, secrecy=HIDDEN,
    )  # fmt: skip
