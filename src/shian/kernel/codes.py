"""Codes that stand in public addresses: by luck, so that from one nobody guesses the next, and they tell nothing else."""

import secrets

# Without letters and figures that a telephone or an eye takes for one another.
ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LENGTH = 8


def new_code() -> str:
    """Eight letters and figures of thirty-one: about 850 thousand million codes."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))
