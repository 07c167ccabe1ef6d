"""Where a list goes on ↔ a resumption token: it holds all that is needed, so that nothing has to be kept."""

from __future__ import annotations

import base64
import json
from binascii import Error
from dataclasses import dataclass
from hashlib import sha256

__all__ = ["Place", "read_token", "write_token"]

_CHECKED = 8
"""So many letters of the checksum precede what a token says."""


@dataclass(frozen=True)
class Place:
    """A place in a list of records."""

    verb: str
    """What was asked for."""
    prefix: str
    """In which format."""
    within: str
    """Of which set; may be empty."""
    first: str
    """Changed on which day or later; may be empty."""
    last: str
    """Changed on which day or before; may be empty."""
    cursor: int
    """How many records have been given already."""
    state: str
    """The state of the repository when the list began: with another one the token is void (section 3.5)."""


def write_token(place: Place) -> str:
    """Write the token of a place."""
    said = list(vars(place).values())
    data = json.dumps(said, separators=(",", ":"), ensure_ascii=False).encode()
    return _sum(data) + base64.urlsafe_b64encode(data).decode().rstrip("=")


def read_token(token: str) -> Place | None:
    """Read a token; None where it is none of ours."""
    check, letters = token[:_CHECKED], token[_CHECKED:]
    try:
        data = base64.urlsafe_b64decode(letters + "=" * (-len(letters) % 4))
        said = json.loads(data) if _sum(data) == check else None
    except (Error, ValueError):
        return None
    if not isinstance(said, list) or [type(one) for one in said] != [str, str, str, str, str, int, str]:
        return None
    return Place(*said) if said[5] > 0 else None


def _sum(data: bytes) -> str:
    return sha256(b"resumption token " + data).hexdigest()[:_CHECKED]
