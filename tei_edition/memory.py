"""Work that makes many objects and keeps them → the same, with Python looking less often for those that may go."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["patiently"]

MANY = 50_000
"""So many new objects are waited for; 700, as is usual, cost an article of a megabyte a fifth of its time."""


@contextmanager
def patiently() -> Iterator[None]:
    """Let the search for objects in circles wait; afterwards all is as it was, also where it was switched off."""
    before = gc.get_threshold()
    if before[0]:
        gc.set_threshold(max(MANY, before[0]), *before[1:])
    try:
        yield
    finally:
        gc.set_threshold(*before)
