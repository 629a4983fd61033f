"""What becomes of findings: every state there is, most of them closed, some late, some never looked at."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from django.db.models import Count

from shian.demo.players import ROLE, at_hour
from shian.demo.visits import Story
from shian.kernel.actor import Actor
from shian.kernel.wall import worn, worn_together
from shian.loop.actions import (
    claim,
    order_fix,
    push,
    reject_fix,
    report_fix,
    return_finding,
    start_handling,
    strike_off,
    urge_again,
    verify_fix,
    withdraw_finding,
)
from shian.loop.models import Finding
from shian.loop.posts import supervising_post

SLICE = 40
Step = tuple[str, int]  # what is done, and after how many days
Way = tuple[Step, ...]
Run = Callable[..., None]  # jobs in turn, or side by side
Ways = tuple[tuple[int, Way], ...]

# Ways of a finding the business is to fix, and of one that went to the station; out of a hundred.
_URGED: Ways = (
    (70, (("fix", 4), ("verify", 2))),
    (6, (("fix", 3), ("reject", 2), ("fix", 4), ("verify", 2))),
    (4, (("fix", 3), ("reject", 3))),
    (7, (("fix", 6),)),
    (3, (("push", 2), ("claim", 2))),
    (2, (("withdraw", 2),)),
    (8, ()),
)
_PUSHED: Ways = (
    (53, (("claim", 1), ("handle", 3), ("strike_off", 5))),
    (10, (("claim", 1), ("handle", 2))),
    (8, (("claim", 2),)),
    (3, (("claim", 1), ("handle", 1), ("order", 1), ("fix", 3), ("verify", 2))),
    (2, (("claim", 1), ("handle", 1), ("order", 1))),
    (8, (("claim", 1), ("return", 2))),
    (8, (("claim", 1), ("return", 2), ("urge_again", 1), ("fix", 4), ("verify", 2))),
    (8, ()),
)
_ON_SITE: Ways = ((80, (("show_verify", 1),)), (20, ()))
_OWN: Ways = ((80, (("fix", 1), ("verify", 1))), (10, (("fix", 1),)), (10, ()))
WAYS = {"urged": _URGED, "pushed": _PUSHED, "reported": _ON_SITE, "own": _OWN}


def follow(story: Story, within: str, clerk: Actor, run: Run) -> Counter[str]:
    """Take every finding as far as its luck goes and the calendar allows. Returns how many stand in each state."""
    with worn(clerk):
        rows = list(
            Finding.objects.visible_to(clerk).within(within).annotate(taken=Count("steps")).order_by("found_on", "id")
        )
    fresh = [(row, way) for row, way in _with_ways(story, rows) if row.taken == 1]
    shops = {row.business_id for row, _way in fresh}
    story.players.meet(
        {row.found_by_post_id for row, _way in fresh if row.found_by_post_id},
        [(shop, role) for shop in shops for role in (ROLE.SAFETY_OFFICER, ROLE.PRINCIPAL)],
    )
    run(lambda: _each(story, fresh[::2]), lambda: _each(story, fresh[1::2]))
    return Counter(row.state for row in rows)


def _each(story: Story, rows: Sequence[tuple[Any, Way]]) -> None:
    for start in range(0, len(rows), SLICE):
        _together(story, rows[start : start + SLICE])


def _together(story: Story, rows: Sequence[tuple[Any, Way]]) -> None:
    cast = [(Cast(story, row), way) for row, way in rows]
    with worn_together({actor for each, _way in cast for actor in each.everybody}):
        for each, way in cast:
            each.play(way)


def _with_ways(story: Story, rows: Sequence[Any]) -> Iterator[tuple[Any, Way]]:
    """Each way is gone once, the usual one first; after that by luck."""
    waiting = {state: [way for _n, way in ways] for state, ways in WAYS.items()}
    for row in rows:
        key = row.state if row.found_by_post_id else "own"
        if left := waiting.get(key):
            yield row, left.pop(0)
        elif ways := WAYS.get(key):
            yield row, story.luck.choices([way for _n, way in ways], [n for n, _way in ways])[0]


class Cast:
    """Who acts on one finding: the business, the finder, the station."""

    def __init__(self, story: Story, row: Finding) -> None:
        self.story, self.row = story, row
        self.shop = story.players.of(row.business_id, ROLE.SAFETY_OFFICER)
        post = row.found_by_post_id
        self.finder = story.players.at(post) if post else story.players.of(row.business_id)
        station = supervising_post(row.path)
        self.station = story.players.at(station) if station else self.finder

    @property
    def everybody(self) -> tuple[Actor, ...]:
        return self.shop, self.finder, self.station

    def play(self, way: Sequence[Step]) -> None:
        day: date = self.row.found_on
        for word, after in way:
            day += timedelta(days=after)
            if day >= self.story.today:
                return
            self.do(word, day)

    def do(self, word: str, day: date) -> None:
        row, now = self.row, at_hour(day, 15)
        shop, finder, station = self.shop, self.finder, self.station
        doing: dict[str, Callable[[], Finding]] = {
            "fix": lambda: report_fix(row, note="已按要求整改，请复查", photos=[], by=shop, now=now),
            "verify": lambda: verify_fix(row, note="现场复查，已整改到位", photos=[], by=finder, now=now),
            "show_verify": lambda: verify_fix(
                row, note="当场整改到位", photos=list(row.photos_before), by=finder, now=now
            ),
            "reject": lambda: reject_fix(row, note="整改不到位，请继续整改", by=finder, now=now),
            "push": lambda: push(row, note="超出村级处置能力，请监管所处理", by=finder, now=now),
            "claim": lambda: claim(row, by=station, now=now, note="已收到"),
            "handle": lambda: start_handling(row, note="已派两名执法人员到场", by=station, now=now),
            "order": lambda: order_fix(row, note="责令限期改正", by=station, now=now),
            "strike_off": lambda: strike_off(row, outcome="责令改正，已整改到位", by=station, now=now),
            "return": lambda: return_finding(row, outcome="不属违法行为，请继续督促", by=station, now=now),
            "urge_again": lambda: urge_again(row, note="监管所意见已转达，请尽快整改", by=finder, now=now),
            "withdraw": lambda: withdraw_finding(
                row, reason="重复登记，同一问题已在上次督导中记录", by=finder, now=now
            ),
        }
        doing[word]()
