"""How long one waits after wrong passwords. A stranger must not be able to lock out an office, nor a village behind one address.

Counted are the failures of the last day: of one account from one address, of one account from a device that was in before,
and of one account from everywhere else together. Each has some for nothing, then waits that double. The last keeps out who
guesses from many addresses; whoever comes from a device that was in before is not held up by it, nor by anybody else's errors.
"""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_client_username
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Q, Sum
from django.http import HttpRequest

from shian.doors.entrance.devices import known_device

Credentials = dict[str, Any] | None


@dataclass(frozen=True)
class Patience:
    """So many failures for nothing; then a first wait, doubled with every `step` failures, up to the longest."""

    free: int
    first: timedelta
    longest: timedelta
    step: int = 1

    def wait(self, failures: int) -> timedelta:
        if failures < self.free:
            return timedelta(0)
        doubled = min((failures - self.free) // self.step, 20)
        return min(self.longest, self.first * (1 << doubled))


OF_ONE_PLACE = Patience(5, timedelta(seconds=30), timedelta(hours=1))
OF_EVERYWHERE = Patience(50, timedelta(minutes=1), timedelta(minutes=15), step=10)


def whose(request: HttpRequest, credentials: Credentials) -> str:
    """Under which name failures are counted: the number's, with the device where that was in before."""
    index = str((credentials or {}).get("phone_index") or "")
    device = known_device(request.COOKIES, index) if index else ""
    return f"{index}:{device}" if device else index


class Waiting(AxesDatabaseHandler):  # type: ignore[misc]  # the package has no types
    """Axes' books, read by our rule: one failure too many is one before the wait is over."""

    def get_failures(self, request: HttpRequest, credentials: Credentials = None) -> int:
        """1 while one has to wait (`AXES_FAILURE_LIMIT`), else 0."""
        name = get_client_username(request, credentials)
        if not name:
            return 0
        here = Q(username=name) if ":" in name else Q(username=name, ip_address=request.axes_ip_address)  # type: ignore[attr-defined]  # axes sets it
        waits = self._waits(request, here, OF_ONE_PLACE)
        return int(waits or (":" not in name and self._waits(request, Q(username=name), OF_EVERYWHERE)))

    def _waits(self, request: HttpRequest, which: Q, patience: Patience) -> bool:
        now = request.axes_attempt_time  # type: ignore[attr-defined]  # axes sets it
        rows = AccessAttempt.objects.filter(which, attempt_time__gt=now - settings.AXES_COOLOFF_TIME)
        told = rows.aggregate(failures=Sum("failures_since_start"), last=Max("attempt_time"))
        wait = patience.wait(told["failures"] or 0)
        return bool(wait) and now < told["last"] + wait
