"""What the law's files say of a business's public board."""

from dataclasses import dataclass

from shian.packs.cite import Cite
from shian.packs.titles import Title


@dataclass(frozen=True)
class Hotline:
    """Whom anybody may call about a business."""

    number: str
    title: Title
    cite: Cite
