"""Words of the phone: short, because a thumb is over them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Option

DISPOSITIONS: Mapping[str, tuple[Promise, Promise]] = {
    "fix_on_site": (_("当场整改"), _("现在就改好，要有改前、改后的照片")),
    "fix_by": (_("限期整改"), _("主体改好后您来复查")),
    "push_to_station": (_("移交监管所"), _("您管不了的，交给监管所")),
}
# What could not be visited: word, hint, icon.
AWAY: Mapping[str, tuple[Promise, Promise, str]] = {
    "shut": (_("关着门"), _("今天没人"), "shut"),
    "moved": (_("搬走了"), _("不在这里了"), "move"),
    "not_found": (_("找不到"), _("没有这个地方"), "lost"),
    "refused": (_("不让查"), _("拒绝检查"), "refuse"),
    "closed_for_good": (_("不干了"), _("已经停业"), "closed"),
}
MODES: Mapping[str, Promise] = {
    "on_site": _("现场"),
    "group": _("集中"),
    "report": _("书面"),
    "video": _("视频"),
}


def disposition_options() -> tuple[Option, ...]:
    return tuple(Option(key, str(word), str(hint)) for key, (word, hint) in DISPOSITIONS.items())


def away_options() -> tuple[Option, ...]:
    return tuple(Option(key, str(word), str(hint), icon=icon) for key, (word, hint, icon) in AWAY.items())


def mode_options(lawful: tuple[str, ...], chosen: str) -> tuple[Option, ...]:
    return tuple(Option(key, str(MODES[key]), chosen=key == chosen) for key in lawful if key in MODES)


# What is tapped at a door, by the word that is stored.
AT_A_DOOR_SAID: Mapping[str, Promise] = {"conform": _("符合"), "fail": _("不符合"), "not_applicable": _("不适用")}
