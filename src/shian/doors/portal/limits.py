"""How often one address may ask for a list of names: a reader never notices, a harvester does."""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 60  # seconds


def too_often(request: HttpRequest, what: str) -> bool:
    """Count this call; true above the limit of the minute. Kept in memory of this process, as a hash, and forgotten after it."""
    address = request.META.get("REMOTE_ADDR", "")
    told = hashlib.blake2s(address.encode(), key=settings.SECRET_KEY.encode()[:32]).hexdigest()
    key = f"portal:{what}:{told}"
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key) > settings.SHIAN_PUBLIC_CALLS
    except ValueError:  # it ran out between the two lines
        return False
