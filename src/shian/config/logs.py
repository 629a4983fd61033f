"""A log is read by people who may not see the register: no values of rows in it."""

import logging
import traceback
from types import TracebackType

ExceptionInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


class Discreet(logging.Formatter):
    """Says where and what kind. An error's own words may hold a telephone number ("Key (phone)=… exists")."""

    def formatException(self, ei: ExceptionInfo) -> str:  # noqa: N802  the name is logging's
        kind, _, trace = ei
        frames = "".join(traceback.format_tb(trace)).rstrip()
        return f"{frames}\n{kind.__module__}.{kind.__qualname__}" if kind else ""
