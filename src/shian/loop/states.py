"""The two state tables of the loop. Late is computed from the clock, never a state."""

from shian.kernel.states import States

TASK = States(
    "task",
    initial="open",
    moves={
        "finish": (("open",), "done"),
        "exclude": (("open",), "excluded"),
        "withdraw": (("open",), "withdrawn"),
        "restore": (("excluded", "withdrawn"), "open"),
    },
)

# A cadre urges, the regulator orders: two moves with two words. Closed, struck off and withdrawn stay apart.
FINDING = States(
    "finding",
    initial="found",
    moves={
        "urge": (("found",), "urged"),
        "order": (("found", "handling"), "ordered"),
        "fix_on_site": (("found",), "reported"),
        "report": (("urged", "ordered", "again"), "reported"),
        "close": (("reported",), "closed"),
        "reject": (("reported",), "again"),
        "push": (("found", "urged", "ordered", "again", "reported", "returned"), "pushed"),
        "claim": (("pushed",), "claimed"),
        "handle": (("claimed",), "handling"),
        "strike_off": (("claimed", "handling"), "struck_off"),
        "return": (("pushed", "claimed", "handling"), "returned"),
        "urge_again": (("returned",), "urged"),
        "withdraw": (("found", "urged", "ordered", "again", "returned"), "withdrawn"),
    },
)

OPEN_FINDING = FINDING.all - FINDING.final
OUTCOMES_NOT_DONE = ("shut", "moved", "not_found", "refused", "closed_for_good")
MODES = ("on_site", "group", "report", "video")
