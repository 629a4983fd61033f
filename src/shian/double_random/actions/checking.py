"""The two draws of a round, and the checks that follow: list and seed sealed first, drawn, officers matched, inspections sent."""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from shian.double_random.actions.able import Able
from shian.double_random.events import PlanMoved
from shian.double_random.models import HIDDEN, ListedObject, ListedOfficer, Pick, RandomPlan
from shian.double_random.queries import drawable, held, item_of, law_of_random, officers_by_key
from shian.double_random.rules import ENOUGH, to_draw
from shian.double_random.states import PLAN
from shian.draws.actions import Purpose, commit_draw, run_draw
from shian.draws.frames import checked
from shian.draws.models import Draw
from shian.draws.queries import draw as one_draw
from shian.draws.rules import Frame, Listed
from shian.inspection.actions import Sent, dispatch_inspection
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.files import Owed, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.people.house import as_house
from shian.people.rules import surname

OBJECTS, OFFICERS = "double_random", "double_random_officers"  # the purposes of its draws
FILE, ACT, LADDER = "random_plan", "publish_checks", "statutory_inspection"


def seal_objects(one: RandomPlan, *, by: Actor, now: datetime) -> RandomPlan:
    """Seal the list of whom the round may draw, and how many of each class. Raises Refused where there is nobody."""
    law = law_on(local_day(now), one.path)
    rows = list(drawable(by, one, item_of(law, one.item)))
    ratios = law_of_random(law).ratios
    counts = held(rows)
    strata = to_draw(counts, {key: ratio.of_100 for key, ratio in ratios.items()})
    frame = checked(Frame(tuple(Listed(str(row.pk), row.credit) for row in rows), strata))
    sealed = {
        key: {"of_100": ratios[key].of_100, "listed": counts[key], "drawn": n, "assumed": ratios[key].cite.assumed}
        for key, n in strata.items()
    }
    with act(by, "draw_checks", one) as announce:
        draw = _sealed(frame, OBJECTS, _("检查对象"), "credit", one, now)
        PLAN.move(one, "seal", sealed_at=now, ratios=sealed, objects_draw=draw.pk)
        announce.note(frame_hash=draw.frame_hash, rows=len(rows))
        announce(PlanMoved(one.pk, one.place_id, "seal", one.state))
    return one


def draw_objects(one: RandomPlan, *, word: str = "", by: Actor, now: datetime) -> list[Pick]:
    """Draw whom to look at; then seal who may go to each: every two of the officers who can have the same chance."""
    with act(by, "draw_checks", one) as announce:
        PLAN.next(one.state, "draw")
        drawn = _run(one.objects_draw, word, now)
        with as_house() as house:
            picks = _picks(one, drawn, house)
            possible = Able(one, picks, house, on=local_day(now)).sort()
        insert_many(Pick, picks)
        pairs = _pairs(picks, possible)
        draw = _sealed(pairs, OFFICERS, _("检查人员"), "object", one, now) if pairs else None
        PLAN.move(one, "draw", drawn_at=now, officers_draw=draw.pk if draw else None)
        announce.note(picked=len(picks), frame_hash=draw.frame_hash if draw else "")
        announce(PlanMoved(one.pk, one.place_id, "draw", one.state))
    return picks


def match_officers(one: RandomPlan, *, word: str = "", by: Actor, now: datetime) -> RandomPlan:
    """Draw who goes where and send them; whom the law of inspection does not let be sent to stands with the reason."""
    with act(by, "draw_checks", one) as announce:
        PLAN.next(one.state, "match")
        goes = _goes(_run(one.officers_draw, word, now)) if one.officers_draw else {}
        with as_house() as house:
            people = officers_by_key([key for pair in goes.values() for key in pair], viewer=house)
        picks = list(Pick.objects.filter(plan=one).select_related("business").defer("business__phone"))
        for pick in picks:
            _send(pick, one, [people[key] for key in goes.get(pick.listed_id, ())], by, now)
        _owe_publication(one, now)
        sent = sum(pick.inspection_id is not None for pick in picks)
        PLAN.move(one, "match", matched_at=now, task_id=one.task_id, public_by=one.public_by)
        announce.note(sent=sent, unsent=len(picks) - sent)
        announce(PlanMoved(one.pk, one.place_id, "match", one.state))
    return one


def _sealed(frame: Frame, purpose: str, what: str, strata: str, one: RandomPlan, now: datetime) -> Draw:
    about = {"plan": str(one.pk), "item": one.item, "strata": strata}
    with as_house() as house:
        said = Purpose(purpose, f"{one.title} · {what}", one.path, about, HIDDEN)
        return commit_draw(frame, said, by=house, now=now)


def _run(key: UUID | None, word: str, now: datetime) -> Draw:
    if key is None:
        raise Refused(_("名单还没有封存"), code="not_sealed")
    with as_house() as house:
        return run_draw(one_draw(key, viewer=house), by=house, now=now, word=word)


def _picks(one: RandomPlan, drawn: Draw, house: Actor) -> list[Pick]:
    keys = [UUID(row["id"]) for row in drawn.drawn]
    rows = ListedObject.objects.visible_to(house).filter(pk__in=keys).select_related("business")
    return [
        Pick(
            id=new_id(), plan=one, listed=row, business=row.business, name=row.business.name, credit=row.credit,
            path=row.business.path, secrecy=HIDDEN,
        )
        for row in rows.defer("business__phone").order_by("path", "id")
    ]  # fmt: skip


def _pairs(picks: Sequence[Pick], possible: dict[UUID, list[UUID]]) -> Frame | None:
    """Each business is a stratum of the officers who can go there; where there are not enough of them, it has none."""
    able = {str(pick.listed_id): possible[pick.pk] for pick in picks if len(possible[pick.pk]) >= ENOUGH}
    rows = tuple(Listed(f"{door}:{officer}", door) for door, keys in able.items() for officer in keys)
    return checked(Frame(rows, dict.fromkeys(able, ENOUGH))) if rows else None


def _goes(drawn: Draw) -> dict[UUID, list[UUID]]:
    """By the listed business the officers that were drawn for it, the smallest ticket first: it leads."""
    found: dict[UUID, list[UUID]] = {}
    for row in drawn.drawn:
        door, officer = row["id"].split(":")
        found.setdefault(UUID(door), []).append(UUID(officer))
    return found


def _send(pick: Pick, one: RandomPlan, pair: Sequence[ListedOfficer], by: Actor, now: datetime) -> None:
    """One inspection, by its own verb; what it refuses is said at the pick and stops none of the others."""
    if not pair:
        pick.unsent = _("名录库里能去的不到 %(n)d 人，请另行指派") % {"n": ENOUGH}
    else:
        pick.officers = [officer.pk for officer in pair]
        pick.who = who_goes(pair)
        try:
            with transaction.atomic():
                sent = dispatch_inspection(pick.business, sent_to(one, pair, local_day(now)), by=by, now=now)
                pick.inspection_id = sent.pk
        except Refused as refused:
            pick.unsent = str(refused)[:200]
    fields = {"officers": pick.officers, "who": pick.who, "inspection": pick.inspection_id, "unsent": pick.unsent}
    Pick.objects.filter(pk=pick.pk).update(**fields)


def who_goes(pair: Sequence[ListedOfficer]) -> str:
    """Posts and surnames, for everybody to read."""
    return "、".join(f"{officer.post.title} {surname(officer.name)}" for officer in pair)[:200]


def sent_to(one: RandomPlan, pair: Sequence[ListedOfficer], on: date) -> Sent:
    """What the verb of inspection is told: these two, by the round, on its last day or, where that is past, today."""
    papers = "、".join(officer.certificate for officer in pair)
    go_on = max(one.ends_on, on)
    return Sent("routine", tuple(officer.post for officer in pair), f"{one.title}（双随机）"[:200], papers[:120], go_on)


def _owe_publication(one: RandomPlan, now: datetime) -> None:
    law = law_on(local_day(now), one.path)
    due = law_of_random(law).publish.due(one.ends_on, law.calendar)
    owed = Owed(ACT, FILE, one.pk, LADDER, one.path, HIDDEN, holder=one.post_id)
    one.task = owe_on_file(owed, due, law, now=now)
    one.public_by = due.value.day
