"""How a secret is kept, and how little of a name is told."""

import hashlib

_TWO = frozenset("欧阳 上官 司马 诸葛 司徒 东方 独孤 南宫 慕容 尉迟 长孙 夏侯 皇甫 公孙 令狐".split())  # noqa: SIM905 - one line a table


def digest(secret: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()


def surname(name: str) -> str:
    """The surname of a Chinese name: all that a public page says of a person beside the post."""
    return name[:2] if name[:2] in _TWO and len(name) > 2 else name[:1]
