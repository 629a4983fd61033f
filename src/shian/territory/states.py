"""The way of an adjustment: it waits for its day, takes effect, is taken back before, or could not be done."""

from shian.kernel.states import States

ADJUSTMENT = States(
    "adjustment",
    initial="waiting",
    moves={
        "apply": (("waiting",), "applied"),
        "withdraw": (("waiting",), "withdrawn"),
        "fail": (("waiting",), "failed"),
    },
)
