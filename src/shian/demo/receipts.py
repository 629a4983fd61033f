"""What can be tried in the made-up world without entering as anybody: receipts, told on the login page. A real county has no such file."""

import json
from pathlib import Path

from django.conf import settings

from shian.doors.entrance.cast import receipts


def folder() -> Path:
    """Where the demo keeps what a real county would never keep: receipts in the clear, and the keys of two custodians."""
    return Path(settings.SHIAN_DEMO)


def keep(name: str, receipt: str) -> None:
    """Tell one more receipt on the login page, under a name that the page has words for."""
    place = folder() / "receipts.json"
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    place.write_text(json.dumps(receipts() | {name: receipt}, ensure_ascii=False, indent=1), encoding="utf-8")
    place.chmod(0o600)
