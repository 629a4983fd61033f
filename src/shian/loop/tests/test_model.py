"""The loop against a model of it: random people try random verbs in random order, and after every step the books are right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random
from typing import Any, ClassVar
from uuid import UUID, uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from shian.checklists import queries as checklists
from shian.evidence.models import Evidence
from shian.insight.figure import Question
from shian.insight.queries import completion
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop import actions
from shian.loop.law import CHINA, law_on
from shian.loop.models import Finding, Task
from shian.loop.queries import Closed
from shian.loop.submission import Submission
from shian.loop.tests.believed import (
    ANOTHERS_TO_DO,
    AT_ONCE,
    DO,
    FIRST,
    INSIDE,
    OWES,
    PASSED,
    PEOPLE,
    QUARTERS_END,
    REASSIGNED,
    REFERRED,
    SHOPS,
    TABLE,
    UNFIXED,
    VISIT,
    Believed,
)
from shian.loop.tests.books import books, by_hand, raw
from shian.registry.models import Business
from tests.roles import as_root
from tests.rows import plant
from tests.world import COUNTY, FOUNDER, NOW, TODAY, VILLAGE, World, answers, business, small_county

SEEDS = st.integers(0, 2**32)


class Loop(RuleBasedStateMachine):
    """Three businesses with a visit each, and everybody who may or may not touch what it finds."""

    world: ClassVar[World]
    shops: ClassVar[dict[str, Business]]
    cast: ClassVar[dict[str, Actor]]
    photos: ClassVar[dict[str, UUID]]
    codes: ClassVar[list[str]]
    reached: ClassVar[set[str]] = set()

    def __init__(self) -> None:
        super().__init__()
        self.believed: dict[UUID, Believed] = {}
        self.visited: dict[str, str] = {}
        self.now, self.steps = NOW, 0
        self.visitor = "village"
        self.undone = transaction.atomic()
        self.undone.__enter__()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)

    def actor(self, who: str, shop: str) -> Actor:
        rival = SHOPS[SHOPS.index(shop) - 1]
        name = f"{shop}/{who}" if who in INSIDE else f"{rival}/principal" if who == "rival" else who
        return self.cast[name]

    # --- what people try ---

    @initialize(photo=st.booleans())
    def a_first_visit_finds_one_of_each(self, photo: bool) -> None:
        self.visit(SHOPS[0], "village", sorted(FIRST), photo)

    @precondition(lambda self: len(self.visited) < len(SHOPS))
    @rule(
        shop=st.sampled_from(SHOPS), who=st.sampled_from(["village", "village", "town", "neighbour", "stranger", "rival"]),
        dispositions=st.lists(st.sampled_from(sorted(FIRST)), max_size=3), photo=st.booleans(), at_home=st.booleans(),
    )  # fmt: skip
    def somebody_visits(self, shop: str, who: str, dispositions: list[str], photo: bool, at_home: bool) -> None:
        if at_home:
            self.visit(shop, who, dispositions, photo)
        elif self.handed_in(shop, who, outcome="shut", answers={}) is not None:
            self.visited[shop] = "excluded"

    def visit(self, shop: str, who: str, dispositions: list[str], photo: bool) -> None:
        said = {
            code: {"answer": "fail", "note": "水", "disposition": way, "photos": [str(self.photos[shop])] * photo}
            for code, way in zip(self.codes, dispositions, strict=False)
        }
        answered = self.handed_in(shop, who, answers=answers(self.codes) | said)
        if answered is not None:
            new = [Believed(shop, way, FIRST[way], before=photo, touched=AT_ONCE[way]) for way in dispositions]
            self.believed |= dict(zip(answered.findings, new, strict=True))
            self.visited[shop] = "done" if self.now.date() <= QUARTERS_END else "made up"
            self.reached.update(one.state for one in new)

    def handed_in(self, shop: str, who: str, **said: Any) -> Any:
        by, allowed = self.actor(who, shop), who == self.visitor and shop not in self.visited
        with as_root():
            task = Task._base_manager.get(business=self.shops[shop], act="inspect")
        submission = Submission.parsed({"id": str(uuid4()), "tasks": [str(task.pk)], **said})
        return self.tried(allowed, lambda: actions.hand_in(submission, by=by, now=self.now), by)

    def _steps(self, seed: int, photo: bool) -> None:
        """Several at once: between days that go by and shops left out, a finding would hardly come to its end."""
        for _n in range(4):
            self._step(seed, photo)

    def _step(self, seed: int, photo: bool) -> None:
        self.steps += 1
        # What Hypothesis draws lies near 0; what is tried must be spread evenly.
        chance = Random(f"{seed}/{self.steps}")
        # What was passed comes late in a walk, and a look back at it later still: both are taken up where they may be.
        if any(one.looked_at for one in self.believed.values()) and chance.random() < 0.5:
            self._look_back(seed, holds=chance.random() < 0.5)
            return
        if any(one.state in PASSED and not one.looked_at for one in self.believed.values()) and chance.random() < 0.5:
            self._draw(chance.choice(["office", "office", "office", "village", "stranger", "station"]))
            return
        key = chance.choice(
            list(self.believed)
        )  # in the order in which they were found: the keys themselves are random
        mine = self.believed[key]
        legal = [(v, who) for v in TABLE for who in PEOPLE if mine.allows(who, v, photo)]
        tempting = [(v, who) for v in TABLE if mine.state in TABLE[v][1] for who in PEOPLE if (v, who) not in legal]
        anything = [(v, who) for v in TABLE for who in PEOPLE]
        verb, who = chance.choice(chance.choice([legal, legal, legal, tempting, tempting, anything]) or anything)
        by = self.actor(who, mine.shop)
        with worn(FOUNDER):
            finding = Finding.objects.visible_to(FOUNDER).get(pk=key)
        photos = [self.photos[mine.shop]] * photo
        self.tried(mine.allows(who, verb, photo), lambda: DO[verb](finding, by, photos, self.now), by)
        if mine.allows(who, verb, photo):
            self.believed[key] = mine.then(who, verb, photo)
            self.reached.add(self.believed[key].state)

    step_by_step = precondition(lambda self: self.believed)(rule(seed=SEEDS, photo=st.booleans())(_steps))
    # Named three times, so that among all that may happen a finding's next step is what happens most.
    and_another = precondition(lambda self: self.believed)(rule(seed=SEEDS, photo=st.booleans())(_steps))
    and_one_more = precondition(lambda self: self.believed)(rule(seed=SEEDS, photo=st.booleans())(_steps))

    def _draw(self, who: str) -> None:
        """The office draws every closed finding; each is somebody's to look at, and never one's whose hands were in it."""
        by, year = self.cast[who], Closed(date(2026, 1, 1), date(2028, 1, 1), COUNTY)
        waiting = [key for key, one in self.believed.items() if one.state in PASSED and not one.looked_at]

        def draw() -> None:
            draw = actions.commit_look_back(year, len(waiting), by=by, now=self.now)
            actions.draw_look_back(draw, by=by, now=self.now)

        self.tried(who == "office", draw, by)
        if who == "office":
            self.believed |= {key: replace(self.believed[key], looked_at=True) for key in waiting}

    def _look_back(self, seed: int, *, holds: bool) -> None:
        chance = Random(f"back {seed}/{self.steps}")
        key = chance.choice([key for key, one in self.believed.items() if one.looked_at])
        mine = self.believed[key]
        ((task, holder),) = raw(
            "SELECT id, holder_id FROM loop_task WHERE finding_id = %s AND act = 'look_back' AND state = 'open'", key
        )
        held_by = next(who for who, post in self.world.posts.items() if post.pk == holder)
        assert held_by not in mine.touched
        who = chance.choice([held_by, held_by, chance.choice(PEOPLE)])
        photos = [str(self.photos[mine.shop])]
        said: dict[str, Any] = answers([item.code for item in checklists.items(checklists.version("look_back").pk)])
        said[UNFIXED] = {"answer": "conform" if holds else "fail", "note": "又坏了", "photos": photos}
        sheet = Submission.parsed({"id": str(uuid4()), "tasks": [str(task)], "answers": said})
        by = self.actor(who, mine.shop)
        allowed = who == held_by
        self.tried(allowed, lambda: actions.hand_in(sheet, by=by, now=self.now), by)
        if allowed and holds:
            self.believed[key] = replace(mine, looked_at=False)
        elif allowed:
            self.believed[key] = replace(mine, looked_at=False, state="again", round=mine.round + 1)
            self.reached.add("opened again")

    @precondition(lambda self: self.visited)
    @rule(shop=st.sampled_from(SHOPS), who=st.sampled_from(["office", "village", "rival", "station"]))
    def leave_out(self, shop: str, who: str) -> None:
        by = self.actor(who, shop)
        asked: dict[str, Any] = {"reason": "停业", "on": self.now.date(), "by": by, "now": self.now}
        self.tried(who in ("office", "station"), lambda: actions.exclude_business(self.shops[shop], **asked), by)
        if who in ("office", "station"):
            self.visited.setdefault(shop, "excluded")
            left = {key: one for key, one in self.believed.items() if one.shop == shop and one.looked_at}
            self.believed |= {key: replace(one, looked_at=False) for key, one in left.items()}
            with worn(self.cast["office"]):
                assert actions.plan(VISIT, "2026Q3", within=COUNTY, by=self.cast["office"], now=NOW).new == 0

    @precondition(lambda self: self.visited)
    @rule(days=st.integers(1, 40))
    def time_goes_by(self, days: int) -> None:
        """The ladder: a visit that nobody made becomes the town's, a finding that nobody moved the station's."""
        self.now += timedelta(days=days)
        clock = self.cast["clock"]
        owed = dict(raw("SELECT finding_id, due FROM loop_task WHERE state = 'open' AND finding_id IS NOT NULL"))
        with worn(clock):
            actions.tick(self.now, by=clock)
        self.visitor = "town" if self.rung_has_come(QUARTERS_END, REASSIGNED) else "village"
        for key, one in self.believed.items():
            if one.state in ANOTHERS_TO_DO and self.rung_has_come(owed[key], REFERRED):
                self.believed[key] = replace(one, state="pushed")
                self.reached.add("referred")

    def rung_has_come(self, due: date, days: int) -> bool:
        """Whether the clock passed nine on the so-many-th working day after a day."""
        day = law_on(TODAY, COUNTY).calendar.add_working_days(due, days).day
        return self.now >= datetime(day.year, day.month, day.day, 9, tzinfo=CHINA)

    def tried(self, allowed: bool, deed: Callable[[], Any], by: Actor) -> Any:
        """Done or refused as the model says; refused, not a row of the books has changed."""
        before = books()
        try:
            with worn(by):
                answered = deed()
        except Refused as refused:
            assert not allowed, f"{by.label}: {refused}"  # noqa: PT017  either way may be right
            assert books() == before
            return None
        assert allowed, f"{by.label} did what nobody like them may"
        return answered

    # --- what holds after every step ---

    @invariant()
    def findings_are_as_believed(self) -> None:
        stored = {key: (state, rounds) for key, state, rounds in raw("SELECT id, state, round FROM loop_finding")}
        assert stored == {key: (one.state, one.round) for key, one in self.believed.items()}

    @invariant()
    def what_is_owed_follows_from_the_state(self) -> None:
        """One open task on an open finding; none on one that is over, but a look back at it; so at most one, always."""
        owed: dict[UUID, list[str]] = {key: [] for key in self.believed}
        for key, act in raw("SELECT finding_id, act FROM loop_task WHERE state = 'open' AND finding_id IS NOT NULL"):
            owed[key].append(act)
        back = ["look_back"]
        assert owed == {k: back if one.looked_at else OWES.get(one.state, []) for k, one in self.believed.items()}

    @invariant()
    def only_what_somebody_else_saw_fixed_is_closed(self) -> None:
        closed = raw("SELECT id, fixed_by, fix_entered_by FROM loop_finding WHERE state = 'closed'")
        steps = "SELECT by_person FROM loop_findingstep WHERE finding_id = %s AND move = %s ORDER BY at DESC, id DESC"
        for key, fixer, typist in closed:
            (verifier,), *_ = raw(steps, key, "close")  # the last one: a look-back may have opened it again
            assert verifier not in (fixer, typist)
        passed = "SELECT count(*) FROM loop_findingstep WHERE move IN ('close', 'strike_off')"
        over = "SELECT count(*) FROM loop_finding WHERE state IN ('closed', 'struck_off')"
        ((again,),) = raw("SELECT count(*) FROM loop_findingstep WHERE move = 'reopen'")
        assert raw(passed)[0][0] - again == raw(over)[0][0]

    @invariant()
    def the_figure_is_the_count_by_hand(self) -> None:
        for today in (self.now.date(), date(2027, 1, 9)):
            asked = Question.asked(VISIT, "2026", COUNTY, self.now, today)
            with worn(self.cast["office"]):
                (figure,) = completion(self.cast["office"], asked)
            parts = (figure.done, figure.excluded, figure.overdue, figure.open)
            assert parts == by_hand(today)
            assert figure.due == sum(parts) == len(SHOPS)
            assert parts[:2] == (self.count("done"), self.count("excluded"))

    def count(self, outcome: str) -> int:
        return list(self.visited.values()).count(outcome)


@pytest.fixture
def loop(db: None) -> type[Loop]:
    world = Loop.world = small_county()
    Loop.shops = {name: business(world, name) for name in SHOPS}
    Loop.cast = {who: world.actor(who) for who in world.people} | {"clock": world.system("clock")}
    Loop.photos = {
        name: plant(Evidence, path=VILLAGE, business_key=shop.pk, kind="photo").pk for name, shop in Loop.shops.items()
    }
    Loop.codes = [item.code for item in checklists.items(checklists.version("village_caterer").pk)]
    Loop.reached = set()
    office = Loop.cast["office"]
    with worn(office):
        preview = actions.preview_binding(Business.objects.visible_to(office), by=office, on=TODAY)
        actions.bind_many(preview.pairs, on=TODAY, by=office, now=NOW)
        actions.plan(VISIT, "2026Q3", within=COUNTY, by=office, now=NOW)
    return Loop


def test_the_loop_keeps_its_promises(loop: type[Loop]) -> None:
    unhurried = settings(
        max_examples=16,
        stateful_step_count=28,
        deadline=None,
        derandomize=True,
        phases=[Phase.generate, Phase.explain],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(loop, settings=unhurried)
    assert "opened again" in loop.reached
    assert len(loop.reached) >= 10, f"a walk that came no further proves little: {loop.reached}"
