"""Codes that stand in public addresses: by luck, so that from one nobody guesses the next, and they tell nothing else."""

import re
import secrets

# Crockford's thirty-two: without letters that a telephone or an eye takes for a figure. The register's own codes,
# which the database draws (`shian_code`), are of the same signs.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 10
MISREAD = str.maketrans("OIL", "011")
_CODE = re.compile("[0-9A-Z]{8,10}")  # eight: codes of before, which hang on walls


def new_code() -> str:
    """Ten letters and figures of thirty-two: about a thousand million million codes."""
    return "".join(secrets.choice(ALPHABET) for _place in range(LENGTH))


def code_read(said: str) -> str:
    """A code as it was drawn, from what somebody typed or read from a wall; '' for what is no code."""
    plain = said.upper().replace("-", "").translate(MISREAD)
    return plain if _CODE.fullmatch(plain) else ""
