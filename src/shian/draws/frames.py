"""A list to draw from, and a published draw, read from JSON: anything wrong is said in one sentence."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from shian.draws.rules import Claimed, Frame, Listed, Wrong, shared_out, wrong_with
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row


def frame_of(raw: Any) -> Frame:
    """A list with either `size` (in proportion over its strata) or `strata` (stated counts). Raises Refused."""
    if not isinstance(raw, Mapping) or not isinstance(raw.get("frame"), list):
        raise Refused(
            _("名单文件应是一个 JSON 对象，里面有 frame（名单）和 size 或 strata（抽几个）"), code="malformed"
        )
    rows = tuple(_listed(one) for one in raw["frame"])
    return checked(Frame(rows, _counts(raw, rows)))


def asked_of(raw: Any) -> Frame:
    """A list somebody wants drawn from: a word it cannot keep (weights, a seed) is refused and not passed over. Raises Refused."""
    frame = frame_of(raw)
    known = (
        set(raw) - {"frame", "size", "strata"},
        *(set(one) - {"id", "stratum"} for one in raw["frame"] if isinstance(one, Mapping)),
    )
    if strange := sorted(set[str]().union(*known)):
        raise Refused(
            _("名单文件里的 %(names)s 不起作用：只认 frame、size、strata，每一行只认 id、stratum")
            % {"names": in_a_row(strange)},
            code="unknown_word",
        )
    return frame


def checked(frame: Frame) -> Frame:
    """The list itself, where it can be drawn from. Raises Refused."""
    if found := wrong_with(frame):
        raise Refused(_told(found), code="bad_frame")
    return frame


def sized(rows: tuple[Listed, ...], size: int) -> Frame:
    """So many of a list, in proportion over its strata. Raises Refused."""
    return checked(Frame(rows, shared_out(_fitting(size, len(rows)), Frame(rows, {}).held)))


def claimed_of(raw: Mapping[str, Any]) -> Claimed:
    """What a published file says came of it. Raises Refused where a part is missing."""
    texts = {name: raw.get(name) for name in ("frame_hash", "commitment", "seed", "word")}
    for name, text in texts.items():
        if not isinstance(text, str):
            raise Refused(_("这个文件不是公布的抽取结果：缺少 %(name)s") % {"name": name}, code="malformed")
    found = raw.get("drawn")
    if not isinstance(found, list) or not all(isinstance(one, Mapping) for one in found):
        raise Refused(_("这个文件不是公布的抽取结果：缺少 %(name)s") % {"name": "drawn"}, code="malformed")
    return Claimed(**{name: str(text) for name, text in texts.items()}, drawn=found)


def _listed(one: Any) -> Listed:
    if isinstance(one, str):
        return Listed(one)
    if isinstance(one, Mapping) and isinstance(one.get("id"), str) and isinstance(one.get("stratum", ""), str):
        return Listed(one["id"], one.get("stratum", ""))
    raise Refused(
        _("名单里的每一行应是一个编号，或者 {id, stratum}：%(row)s") % {"row": str(one)[:60]}, code="malformed"
    )


def _counts(raw: Mapping[str, Any], rows: tuple[Listed, ...]) -> dict[str, int]:
    size, strata = raw.get("size"), raw.get("strata")
    if (size is None) == (strata is None):
        raise Refused(_("请写明抽几个：总数写 size，分层写 strata，只写一个"), code="malformed")
    if strata is None:
        return shared_out(_fitting(size, len(rows)), Frame(rows, {}).held)
    if not isinstance(strata, Mapping) or not all(_whole(count) for count in strata.values()):
        raise Refused(_('strata 应写每一层抽几个，如 {"甲": 2}'), code="malformed")
    return dict(strata)


def _fitting(size: Any, most: int) -> int:
    if not most:
        raise Refused(_("名单是空的，没有可抽的"), code="bad_frame")
    if not _whole(size) or not 1 <= size <= most:
        raise Refused(_("要抽 1 到 %(most)d 个，名单上就这么多") % {"most": most}, code="bad_size")
    return int(size)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _told(found: Wrong) -> str:
    about = {"about": found.about or _("（不分层）")}
    return {
        "empty": _("名单是空的，没有可抽的"),
        "unreadable": _("名单里有看不懂的编号或层名：%(about)s；要一行以内，不能有制表符") % about,
        "twice": _("名单里 %(about)s 出现了两次，每个只能有一次机会") % about,
        "no_such_stratum": _("名单里没有「%(about)s」这一层") % about,
        "too_many": _("「%(about)s」这一层没有那么多可抽") % about,
        "no_count": _("没有写「%(about)s」这一层抽几个；一个不抽也要写 0") % about,
        "nothing": _("一个也不抽，不用抽取"),
    }[found.rule]
