"""The two state tables of the loop. Late is computed from the clock, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States
from shian.packs.words import NOT_AT_HOME

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
        "reopen": (("closed", "struck_off"), "again"),
    },
    reopening=frozenset({"reopen"}),
    words={
        "found": _("已发现"),
        "urged": _("待整改"),
        "ordered": _("责令改正"),
        "reported": _("待复查"),
        "again": _("复查未过"),
        "pushed": _("待认领"),
        "claimed": _("已认领"),
        "handling": _("处置中"),
        "returned": _("被退回"),
        "closed": _("已销号"),
        "struck_off": _("监管所销号"),
        "withdrawn": _("已撤回"),
        "urge": _("督促限期整改"),
        "order": _("责令改正"),
        "fix_on_site": _("当场整改"),
        "report": _("报告已整改"),
        "close": _("复查通过，销号"),
        "reject": _("复查未通过"),
        "push": _("移交监管所"),
        "claim": _("认领"),
        "handle": _("开始处置"),
        "strike_off": _("处置完毕，销号"),
        "return": _("退回"),
        "urge_again": _("再次督促"),
        "withdraw": _("撤回"),
        "reopen": _("回头看未过，重新打开"),
    },
)

# 包保帮扶: a business asks, or the cadre offers; who helped says what was done, the business whether it helped.
ASSISTANCE = States(
    "assistance",
    initial="asked",
    moves={
        "take_up": (("asked",), "helping"),
        "help": (("asked", "helping"), "helped"),
        "decline": (("asked", "helping"), "declined"),
        "call_off": (("asked", "helping"), "called_off"),
        "assess": (("helped",), "assessed"),
    },
    words={
        "asked": _("等人来帮"),
        "helping": _("正在帮"),
        "helped": _("帮了，等主体评价"),
        "assessed": _("已评价"),
        "declined": _("帮不了"),
        "called_off": _("主体撤回"),
        "take_up": _("接下来办"),
        "help": _("帮好了"),
        "decline": _("帮不了"),
        "call_off": _("不用帮了"),
        "assess": _("评价"),
    },
)

FIXED = frozenset({"closed", "struck_off"})
# Premises that were not in the register, found on the way: they are in it from the first minute; the office looks at each.
DISCOVERY = States(
    "discovery",
    initial="found",
    moves={
        "confirm": (("found",), "confirmed"),
        "merge": (("found", "confirmed"), "merged"),
        "reject": (("found", "confirmed"), "rejected"),
    },
    words={
        "found": _("新发现"),
        "confirmed": _("已确认"),
        "merged": _("已并入"),
        "rejected": _("不算"),
        "confirm": _("确认"),
        "merge": _("并入已有的"),
        "reject": _("不算"),
    },
)

OPEN_FINDING = FINDING.all - FINDING.final
OUTCOMES_NOT_DONE = NOT_AT_HOME
MODES = ("on_site", "group", "report", "video")
WORKED = ("yes", "partly", "no")  # whether it helped, in the words of the business
