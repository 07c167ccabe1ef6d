"""What an endpoint of an interface answers → one value, which a server passes on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """An answer over HTTP."""

    status: int
    """The status code."""
    headers: tuple[tuple[str, str], ...]
    """Names and values of the headers."""
    body: bytes
    """What is sent."""
