"""How a secret is kept."""

import hashlib


def digest(secret: str) -> str:
    """What is kept of a token. It is long and random, so a plain hash is enough."""
    return hashlib.sha256(secret.encode()).hexdigest()
