"""The faces of official paper. They come with the installation; an office that owns 仿宋_GB2312 and 方正小标宋 lays them beside its data."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from shian.kernel.refused import Refused

SHIPPED = Path(__file__).parents[1] / "fonts"
# The office's own first, then the nearest open-licensed ones: Noto Serif SC in two weights (decision 0012).
BODY = (
    "FangSong_GB2312",
    "仿宋_GB2312",
    "FangSong",
    "STFangsong",
    "Zhuque Fangsong (technical preview)",
    "Noto Serif SC",
)
HEAD = ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "方正小标宋简体", "Noto Serif SC")
SONG = ("SimSun", "NSimSun", "Noto Serif SC")


@dataclass(frozen=True)
class Faces:
    """Which of them are here: the first of each list that is."""

    fang: str
    head: str
    song: str

    @property
    def head_weight(self) -> int:
        """小标宋 is heavy by itself; of a face with weights the heavy one is taken."""
        return 900 if self.head == "Noto Serif SC" else 400

    def as_json(self) -> dict[str, object]:
        return {"fang": self.fang, "head": self.head, "song": self.song, "head_weight": self.head_weight}


def folders() -> list[str]:
    """Where the fonts lie: what an office laid beside its data, and what came with the installation."""
    own = Path(settings.DATA) / "fonts"
    return [str(folder) for folder in (own, SHIPPED) if folder.is_dir()]


@lru_cache(maxsize=1)
def fonts() -> typst.Fonts:
    """The fonts, opened once a process. This machine's own are not asked: a letter looks the same everywhere."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders())


@lru_cache(maxsize=1)
def faces() -> Faces:
    """The faces that are here. Raises Refused where there are none: a paper of empty boxes is worse than none."""
    known = set(fonts().families())
    if not known & set(BODY):
        raise Refused(_("没有公文字体，生成不了公文；请管理员在安装目录运行 make setup"), code="no_font")

    def first(wanted: tuple[str, ...]) -> str:
        return next((name for name in wanted if name in known), "Noto Serif SC")

    return Faces(first(BODY), first(HEAD), first(SONG))
