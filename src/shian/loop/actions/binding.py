"""Binding: every business gets a named cadre (包保). By rule with a preview, or by a list; in bulk, and undone in bulk."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many, refresh_statistics
from shian.kernel.gate import AnnounceMany, Verdict, act, act_many, denied
from shian.kernel.ids import new_id
from shian.kernel.paths import county_of, trail, within
from shian.kernel.refused import Conflict, Missing, Refused
from shian.loop.actions.exclusion import duty_adjusted
from shian.loop.events import Bound
from shian.loop.law import Law, law_on
from shian.loop.models import BulkBatch, Duty, Task
from shian.loop.rules import Load, load_verdict
from shian.packs.rules import tier_for
from shian.people.models import Post, Tenure
from shian.registry.models import Business, Status
from shian.territory.models import Level, Place
from shian.territory.queries import layers_at as layers_on

GUARANTEE = "guarantee_visit"
NO_POST = UUID(int=0)
MANY = 500  # after so many at once the database looks at its tables again before the next question


@dataclass(frozen=True)
class Binding:
    """A business and the post that shall answer for it."""

    business: UUID
    post: UUID


@dataclass
class Preview:
    """What a binding by rule would do: pairs, the load of each post after it, and who stays without a cadre, and why."""

    pairs: list[Binding] = field(default_factory=list)
    loads: dict[UUID, Load] = field(default_factory=dict)
    unbound: dict[UUID, str] = field(default_factory=dict)

    @property
    def warned(self) -> int:
        return sum(load.verdict == "warn" for load in self.loads.values())

    @property
    def blocked(self) -> int:
        return sum(load.verdict == "block" for load in self.loads.values())


@dataclass(frozen=True)
class BoundMany:
    """What a bulk binding did."""

    batch: BulkBatch
    verdicts: list[Verdict[Duty]]

    @property
    def done(self) -> int:
        return sum(verdict.ok for verdict in self.verdicts)


def preview_binding(businesses: "QuerySet[Business]", *, by: Actor, on: date) -> Preview:
    """Who would answer for each of these businesses: the cadre of the right tier at its place with the least load."""
    rows = list(
        businesses.filter(status=Status.OPERATING).order_by("path", "id").values_list("pk", "path", "guarantee_grade")
    )
    bound = set(guaranteed(on).filter(business_id__in=[r[0] for r in rows]).values_list("business_id", flat=True))
    candidates = _Candidates(on)
    preview = Preview()
    for pk, path, grade in rows:
        if pk not in bound:
            candidates.give(pk, path, grade, preview)
    law = law_on(on, rows[0][1] if rows else "cn/")
    preview.loads = {p: load_verdict(n, law.pack.loads.warn, law.pack.loads.block) for p, n in candidates.load.items()}
    return preview


class _Candidates:
    """The posts of each tier at each place, with what they already carry."""

    def __init__(self, on: date) -> None:
        self.on = on
        self.load = current_load(on)
        held = Tenure.objects.on(on).values("post_id")
        posts = Post.objects.filter(closed_on__isnull=True, pk__in=held).exclude(tier="")
        self.by_ground: dict[tuple[str, str], list[UUID]] = {}
        for pk, path, tier in posts.order_by("path", "pk").values_list("pk", "path", "tier"):
            self.by_ground.setdefault((path, tier), []).append(pk)
        self._laws: dict[str, tuple[Law, str]] = {}

    def give(self, business: UUID, path: str, grade: str, preview: Preview) -> None:
        if not grade:
            preview.unbound[business] = _("还没有定包保等级")
            return
        law, layers = self._law(path)
        level = tier_for(law.pack, grade, layers).value.level
        posts = next((self.by_ground[(p, level)] for p in reversed(trail(path)) if (p, level) in self.by_ground), [])
        if not posts:
            preview.unbound[business] = _("没有可以包保 %(grade)s 级主体的在任干部") % {"grade": grade}
            return
        lightest = min(posts, key=lambda post: self.load.get(post, 0))
        self.load[lightest] = self.load.get(lightest, 0) + 1
        preview.pairs.append(Binding(business, lightest))

    def _law(self, path: str) -> tuple[Law, str]:
        county = county_of(path)
        if county not in self._laws:
            self._laws[county] = (law_on(self.on, path), layers_at(path, on=self.on))
        return self._laws[county]


def layers_at(path: str, *, on: date) -> str:
    """Which table of tiers held at a place on a day: three layers, four, or a municipality's county."""
    places = {p.level: p for p in Place.objects.filter(path__in=trail(path))}
    county = places.get(Level.COUNTY)
    return _table(layers_on(county.path, on=on) if county is not None else 4, has_city=Level.CITY in places)


def layers_of(path: str, layers: int) -> str:
    """Which table would hold at a place with so many layers."""
    return _table(layers, has_city=Place.objects.filter(path__in=trail(path), level=Level.CITY).exists())


def _table(layers: int, *, has_city: bool) -> str:
    if layers == 3:
        return "3"
    return "4" if has_city else "municipality"


def current_load(on: date) -> dict[UUID, int]:
    """How many businesses each post answers for on a day."""
    rows = guaranteed(on).filter(holder__isnull=False).values("holder_id").annotate(n=Count("pk"))
    return {row["holder_id"]: row["n"] for row in rows}


def guaranteed(on: date) -> "QuerySet[Duty]":
    return Duty.objects.filter(programme=GUARANTEE).on(on)


def bind_many(pairs: Sequence[Binding], *, on: date, by: Actor, now: datetime, note: str = "") -> BoundMany:
    """Bind businesses to posts from a day on. A business bound before changes hands; its open visits go along."""
    if not by.grounds("bind"):
        raise denied("bind")
    batch = _batch("bind", by, now, note)
    desk = _Desk(pairs, on)
    duties = [_duty(pair, desk, batch, on, now) for pair in pairs if pair.business in desk.businesses]

    def work(rows: list[Duty], announce: AnnounceMany[Duty]) -> None:
        with desk.weighing():
            for duty in rows:
                desk.judge(duty)
            _end_before(rows, desk, batch, on, now)
            insert_many(Duty, rows)
            _take_along(rows, desk)
            for duty in rows:
                announce(duty, Bound(_of(duty), duty.holder_id, duty.programme))

    verdicts = act_many(by, "bind", duties, work) + [_not_there(pair) for pair in pairs if not desk.has(pair)]
    _close_batch(batch, sum(v.ok for v in verdicts), by)
    if len(duties) >= MANY:
        refresh_statistics()
    return BoundMany(batch, verdicts)


class _Desk:
    """What a bulk binding needs to judge: the businesses, the posts, what each carries, the duties that end."""

    def __init__(self, pairs: Sequence[Binding], on: date) -> None:
        self.on = on
        wanted = Business.objects.filter(pk__in=[pair.business for pair in pairs]).defer("phone")
        self.businesses = {row.pk: row for row in wanted}
        self.posts = {row.pk: row for row in Post.objects.filter(pk__in={pair.post for pair in pairs})}
        self.old = {d.business_id: d for d in guaranteed(on).filter(business_id__in=self.businesses)}
        self.load = Counter(current_load(on))
        self.law = law_on(on, next(iter(self.businesses.values())).path if self.businesses else "cn/")

    def has(self, pair: Binding) -> bool:
        return pair.business in self.businesses

    @contextmanager
    def weighing(self) -> Iterator[None]:
        """A batch that is refused and halved is weighed anew: what it would have laid on a post is taken off again."""
        carried = Counter(self.load)
        try:
            yield
        except Exception:
            self.load = carried
            raise

    def judge(self, duty: Duty) -> None:
        post, business = self.posts.get(duty.holder_id or NO_POST), self.businesses[_of(duty)]
        if post is None or post.closed_on is not None:
            raise Refused(_("这个岗位已经撤销，不能再包保"))
        if not within(business.path, post.path):
            raise Refused(
                _("「%(post)s」管不到「%(business)s」所在的地方") % {"post": post.title, "business": business.name}
            )
        if business.status == Status.CLOSED:
            raise Refused(_("「%(name)s」已经注销，不用包保") % {"name": business.name}, code="closed_business")
        self.load[post.pk] += 1
        if self.load[post.pk] > self.law.pack.loads.block:
            raise Refused(
                _("「%(post)s」包保的主体超过 %(most)d 家，请分给别人")
                % {"post": post.title, "most": self.law.pack.loads.block},
                code="load",
            )


def _of(duty: Duty) -> UUID:
    """The business of a duty made here."""
    return duty.business_id or NO_POST


def _duty(pair: Binding, desk: _Desk, batch: BulkBatch, on: date, now: datetime) -> Duty:
    business = desk.businesses[pair.business]
    return Duty(
        id=new_id(),
        programme=GUARANTEE,
        business=business,
        holder_id=pair.post,
        path=business.path,
        path_then=business.path,
        valid_from=on,
        recorded_at=now,
        batch=batch.pk,
    )


def _not_there(pair: Binding) -> Verdict[Duty]:
    """One answer for a business that does not exist and for one that is not theirs to see."""
    duty = Duty(business_id=pair.business, holder_id=pair.post)
    return Verdict(duty, False, _("没有这家主体，或不在您的辖区"), Missing.code)


def _end_before(rows: list[Duty], desk: _Desk, batch: BulkBatch, on: date, now: datetime) -> None:
    """Duties that end: the old row steps back in the books, and stands again with its end where it had held before."""
    old = [desk.old[duty.business_id] for duty in rows if duty.business_id in desk.old]
    Duty.objects.filter(pk__in=[d.pk for d in old]).update(superseded_at=now)
    insert_many(Duty, [ended_duty(d, batch.pk, on, now) for d in old if d.valid_from < on])


def ended_duty(duty: Duty, batch: UUID | None, on: date, now: datetime) -> Duty:
    return copied_duty(duty, now, valid_to=on, batch=batch, because={**duty.because, "ends": str(duty.pk)})


def copied_duty(duty: Duty, now: datetime, **changes: object) -> Duty:
    fields = {f.attname: getattr(duty, f.attname) for f in Duty._meta.concrete_fields}
    return Duty(**{**fields, "id": new_id(), "recorded_at": now, "superseded_at": None, **changes})


def _take_along(rows: list[Duty], desk: _Desk) -> None:
    """Open visits of a business that changed hands, or had nobody since it was released, are now owed by the new post."""
    left = _left({_of(duty) for duty in rows if duty.business_id not in desk.old})
    for duty in rows:
        old = desk.old.get(_of(duty))
        owed = [old.pk] if old else left.get(_of(duty), [])
        if owed:
            Task.objects.filter(duty__in=owed, state="open").update(holder_id=duty.holder_id, duty_id=duty.pk)


def _left(businesses: set[UUID]) -> dict[UUID, list[UUID]]:
    """The duties that ended with nobody after them and still have open visits, by business."""
    owed = Task.objects.filter(business__in=businesses, state="open", duty__programme=GUARANTEE)
    found: dict[UUID, list[UUID]] = {}
    for business, duty in owed.filter(duty__superseded_at__isnull=False).values_list("business", "duty").distinct():
        found.setdefault(business, []).append(duty)
    return found


def unbind(business: Business, *, on: date, reason: str, by: Actor, now: datetime) -> None:
    """Nobody answers for this business from a day on (it closed, it moved away)."""
    batch = _batch("unbind", by, now, reason)
    with act(by, "unbind", business) as announce:
        insert_many(BulkBatch, [batch])
        for duty in guaranteed(on).filter(business=business):
            Duty.objects.filter(pk=duty.pk).update(superseded_at=now)
            insert_many(Duty, [ended_duty(duty, batch.pk, on, now)] if duty.valid_from < on else [])
            announce(Bound(business.pk, None, duty.programme))
        duty_adjusted(business, by=by, now=now)


def undo_binding(batch: BulkBatch, *, by: Actor, now: datetime) -> int:
    """Undo a bulk binding. Raises Conflict where work already stands on it."""
    made = Duty.objects.filter(batch=batch.pk, superseded_at__isnull=True)
    if Task.objects.filter(duty__in=made.filter(valid_to__isnull=True), state="done").exists():
        raise Conflict(_("已经有人按这次分配去督导过，不能整批撤销；请逐家调整"), code="work_stands")
    with act(by, "undo_bind", batch) as announce:
        if BulkBatch.objects.filter(pk=batch.pk, undone_at__isnull=True).update(undone_at=now) != 1:
            raise Conflict(_("这次分配已经撤销过了"))
        rows = list(made)
        before = _guaranteed_by(batch, {_of(duty) for duty in rows})
        made.update(superseded_at=now)
        standing = [copied_duty(duty, now) for duty in before]
        insert_many(Duty, standing)
        _give_back(rows, standing)
        announce.note(undone=len(rows))
    return len(rows)


def _give_back(undone: Sequence[Duty], restored: Sequence[Duty]) -> None:
    """Open visits return to whoever answers again; where nobody did before, nobody does."""
    before = {_of(duty): duty for duty in restored}
    for duty in undone:
        again = before.get(_of(duty))
        changes = {"holder_id": again.holder_id, "duty_id": again.pk} if again else {"holder_id": None}
        Task.objects.filter(duty_id=duty.pk, state="open").update(**changes)


def _guaranteed_by(batch: BulkBatch, businesses: Collection[UUID]) -> list[Duty]:
    """The duties that stepped back in the books when this batch was done, as they were."""
    return list(Duty.objects.filter(programme=GUARANTEE, business_id__in=businesses, superseded_at=batch.created_at))


def _batch(what: str, by: Actor, now: datetime, note: str) -> BulkBatch:
    path = next(iter(by.grounds(what)), "cn/")
    return BulkBatch(id=new_id(), act=what, person_id=by.person, note=note, created_at=now, path=path)


def _close_batch(batch: BulkBatch, count: int, by: Actor) -> None:
    batch.count = count
    insert_many(BulkBatch, [batch])
