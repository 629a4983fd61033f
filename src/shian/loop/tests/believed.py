"""What the model believes: by hand from what the loop promises, not from the roles file and not from the state tables.

Who may do what, what follows, and that nobody verifies their own fix.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from shian.kernel.actor import Actor
from shian.loop import actions
from shian.loop.models import Finding

VISIT = "guarantee_visit"
QUARTERS_END = date(2026, 9, 30)  # here a D business is visited every quarter
SHOPS = ["甲饭店", "乙饭店", "丙饭店"]
INSIDE = {"principal", "director", "safety_officer"}
FIELD = {"leader", "town", "village", "grid"}
RECHECK = FIELD | {"station"}
PEOPLE = sorted(FIELD | INSIDE | {"office", "station", "neighbour", "stranger", "rival"})

# verb: (who may, from which states, to which)
TABLE: dict[str, tuple[set[str], set[str], str]] = {
    "report": (INSIDE, {"urged", "ordered", "again"}, "reported"),
    "enter": (FIELD, {"urged", "ordered", "again"}, "reported"),
    "verify": (RECHECK, {"reported"}, "closed"),
    "reject": (RECHECK, {"reported"}, "again"),
    "push": (FIELD | {"station"}, {"urged", "ordered", "again", "reported", "returned"}, "pushed"),
    "claim": ({"station"}, {"pushed"}, "claimed"),
    "handle": ({"station"}, {"claimed"}, "handling"),
    "order": ({"station"}, {"handling"}, "ordered"),
    "strike_off": ({"station"}, {"claimed", "handling"}, "struck_off"),
    "return": ({"station"}, {"pushed", "claimed", "handling"}, "returned"),
    "urge_again": (FIELD | {"office"}, {"returned"}, "urged"),
    "withdraw": (RECHECK | {"office"}, {"urged", "ordered", "again", "returned"}, "withdrawn"),
}
OWES = {
    "urged": ["rectify"], "ordered": ["rectify"], "again": ["rectify"], "reported": ["recheck"], "pushed": ["claim"],
    "claimed": ["handle"], "handling": ["handle"],
}  # fmt: skip
# The ladder of a visit, in working days after the due day; what the station has already is not referred to it.
REASSIGNED, REFERRED = 8, 15
ANOTHERS_TO_DO = {"urged", "ordered", "again", "reported"}
PASSED = {"closed", "struck_off"}
TOUCHES = {"report", "enter", "verify", "strike_off"}
UNFIXED = "look_back.really_fixed"
AT_ONCE = {"fix_by": frozenset(), "fix_on_site": frozenset({"village"}), "push_to_station": frozenset()}
FIRST = {"fix_by": "urged", "fix_on_site": "reported", "push_to_station": "pushed"}

Do = Callable[[Finding, Actor, list[UUID], Any], object]
DO: dict[str, Do] = {
    "report": lambda f, by, photos, now: actions.report_fix(f, note="擦干了", photos=photos, by=by, now=now),
    "enter": lambda f, by, photos, now: actions.enter_fix(f, note="代录", photos=photos, by=by, now=now),
    "verify": lambda f, by, photos, now: actions.verify_fix(f, note="", photos=photos, by=by, now=now),
    "reject": lambda f, by, photos, now: actions.reject_fix(f, note="还有水", photos=photos, by=by, now=now),
    "push": lambda f, by, photos, now: actions.push(f, note="", by=by, now=now),
    "claim": lambda f, by, photos, now: actions.claim(f, by=by, now=now),
    "handle": lambda f, by, photos, now: actions.start_handling(f, note="", by=by, now=now),
    "order": lambda f, by, photos, now: actions.order_fix(f, note="责令改正", by=by, now=now),
    "strike_off": lambda f, by, photos, now: actions.strike_off(f, outcome="已处置", photos=photos, by=by, now=now),
    "return": lambda f, by, photos, now: actions.return_finding(f, outcome="不属食品", by=by, now=now),
    "urge_again": lambda f, by, photos, now: actions.urge_again(f, note="", by=by, now=now),
    "withdraw": lambda f, by, photos, now: actions.withdraw_finding(f, reason="查错了", by=by, now=now),
}


@dataclass(frozen=True)
class Believed:
    """What the model believes of a finding."""

    shop: str
    disposition: str
    state: str
    round: int = 1
    hands: frozenset[str] = frozenset()  # who fixed, or typed the last fix in
    touched: frozenset[str] = frozenset()  # who ever fixed, typed in, or passed it
    looked_at: bool = False  # drawn, and somebody owes a look
    before: bool = False
    after: bool = False

    def allows(self, who: str, verb: str, photo: bool) -> bool:
        may, sources, _target = TABLE[verb]
        if who not in may or self.state not in sources:
            return False
        if verb in ("verify", "reject") and who in self.hands:
            return False
        return verb != "verify" or self.disposition != "fix_on_site" or (self.before and (photo or self.after))

    def then(self, who: str, verb: str, photo: bool) -> "Believed":
        state = TABLE[verb][2]
        touched = self.touched | ({who} if verb in TOUCHES else set())
        if verb in ("report", "enter"):
            return replace(self, state=state, hands=frozenset({who}), after=photo, touched=touched)
        return replace(self, state=state, round=self.round + (verb == "reject"), touched=touched)
