"""A number of seconds → a stop to what takes longer: a rule of somebody else's may never come to an end.

A timer's signal stops Python's code and its regular expressions. Where there are no such signals (on Windows, in a
thread) what takes too long is found out only when it has ended.
"""

from __future__ import annotations

import signal
import threading
import time
from types import TracebackType


class TooLong(Exception):
    """The time is up."""


class Stopwatch:
    """Measures what is done within it, all in all, and stops it when the time is up."""

    def __init__(self, seconds: float) -> None:
        self.left = seconds
        self._began = 0.0
        self._armed = False

    def __enter__(self) -> Stopwatch:
        if self.left <= 0:
            raise TooLong
        self._began = time.monotonic()
        self._armed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if self._armed:
            self._before = signal.signal(signal.SIGALRM, _stop)
            signal.setitimer(signal.ITIMER_REAL, self.left)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._armed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
        self.left -= time.monotonic() - self._began
        if self.left <= 0 and kind is None:
            raise TooLong


def _stop(_signal: int, _frame: object) -> None:
    raise TooLong
