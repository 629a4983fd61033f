"""The life of a clue. Late is computed, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

CLUE = States(
    "clue",
    initial="received",
    moves={
        "claim": (("received", "handed"), "claimed"),
        "return": (("received", "handed", "claimed"), "returned"),
        "send_again": (("returned",), "received"),
        "hand_over": (("received", "claimed"), "handed"),
        "stop": (("claimed",), "stopped"),
        "resume": (("stopped",), "claimed"),
        "file": (("claimed",), "filed"),
        "not_file": (("claimed",), "not_filed"),
        "transfer": (("claimed",), "transferred"),
        "to_police": (("claimed",), "police"),
        "merge": (("received", "claimed"), "merged"),
        "duplicate_of": (("received", "claimed"), "duplicate"),
    },
    words={
        "received": _("待认领"),
        "handed": _("移交中"),
        "claimed": _("核查中"),
        "stopped": _("检测中"),
        "returned": _("退回补充"),
        "filed": _("已立案"),
        "not_filed": _("不予立案"),
        "transferred": _("移送其他部门"),
        "police": _("移送公安"),
        "merged": _("已并案"),
        "duplicate": _("重复线索"),
        "claim": _("认领"),
        "return": _("退回"),
        "send_again": _("补充后再报"),
        "hand_over": _("移交其他单位"),
        "stop": _("送检，暂停计时"),
        "resume": _("检测完毕，继续计时"),
        "file": _("立案"),
        "not_file": _("不予立案"),
        "transfer": _("移送其他部门"),
        "to_police": _("移送公安"),
        "merge": _("并案"),
        "duplicate_of": _("重复"),
    },
)
# How a check may end, each by the move of its own.
OUTCOMES = ("file", "not_file", "transfer", "to_police", "merge", "duplicate_of")
CASED = (
    "file",
    "to_police",
)  # of these a case is opened: what goes to the police goes there from it, by its own limits
UNITED = ("merge", "duplicate_of")  # these name another clue, and learn what comes of it
OPEN = ("received", "handed", "claimed", "stopped", "returned")
FILED = "filed"
# Where a clue comes from, and of what it speaks: closed vocabularies.
SOURCES = (
    "cadre", "grid", "inspection", "complaint", "report", "sealed", "alert", "department", "superior", "sampling",
    "supervisor", "online", "other",
)  # fmt: skip
MATTERS = ("unlicensed", "unsafe", "false_claim", "origin", "hygiene", "sampling", "refusal", "other")
