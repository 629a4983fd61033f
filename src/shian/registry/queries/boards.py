"""The code on a business's board."""

import re
from uuid import UUID

from shian.kernel.actor import Actor
from shian.registry.models import Business

CODE = re.compile(r"[0-9A-HJKMNP-TV-Z]{10}")
# What people read for a sign that the alphabet leaves out (Crockford).
MISREAD = str.maketrans("OIL", "011")


def by_code(code: str, *, viewer: Actor) -> Business | None:
    """The business with this code, as it was typed or read from a wall; none for what is no code."""
    plain = code.upper().replace("-", "").translate(MISREAD)
    if not CODE.fullmatch(plain):
        return None
    found: Business | None = Business.objects.visible_to(viewer).filter(public_code=plain).first()
    return found


def seen(viewer: Actor, key: UUID) -> bool:
    """Whether a business lies where this viewer may look."""
    return bool(Business.objects.visible_to(viewer).filter(pk=key).exists())
