"""A number of seconds of work → a stop to what takes longer: a rule of somebody else's may never come to an end.

A timer's signal stops Python's code and its regular expressions. Where there are no such signals (on Windows, in a
thread) what takes too long is found out only when it has ended.
"""

from __future__ import annotations

import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Hashable
from typing import TypeVar

TICK = 0.1
"""How often, in seconds, it is looked whether something takes too long."""

Result = TypeVar("Result")


class TooLong(Exception):
    """The time is up."""


class Guard:
    """Measures the work of each of several things done within it, and stops the one whose time is up.

    Time that others take on a busy machine is not counted.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.spent: Counter[Hashable] = Counter()
        self.running: list[tuple[Hashable, float]] = []

    @property
    def stopped(self) -> list[Hashable]:
        """What took too long."""
        return [what for what, spent in self.spent.items() if spent >= self.seconds]

    def __enter__(self) -> Guard:
        self._armed = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
        if self._armed:
            self._before = signal.signal(signal.SIGALRM, self._look)
            self._timer = signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
        return self

    def __exit__(self, *_: object) -> None:
        if self._armed:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, self._before)
            signal.setitimer(signal.ITIMER_REAL, *self._timer)

    def run(self, what: Hashable, do: Callable[[], Result]) -> Result:
        """Do something whose time is counted with all that was done under the same name. Raises TooLong."""
        if self.spent[what] >= self.seconds:
            raise TooLong
        began = time.thread_time()
        self.running.append((what, began))
        try:
            result = do()
        finally:
            self.running.pop()
            self.spent[what] += time.thread_time() - began  # type: ignore[assignment]
        if self.spent[what] >= self.seconds:
            raise TooLong
        return result

    def _look(self, _signal: int, _frame: object) -> None:
        now = time.thread_time()
        if any(self.spent[what] + now - began >= self.seconds for what, began in self.running):
            raise TooLong
