"""What a client asks for → the address it has, and the URI template (RFC 6570) of such addresses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

__all__ = ["PARAMETERS", "Addresses", "Live"]

PARAMETERS: Mapping[str, Sequence[str]] = {
    "collection": ("id", "page", "nav"),
    "navigation": ("resource", "ref", "start", "end", "down", "tree", "page"),
    "document": ("resource", "ref", "start", "end", "tree", "mediaType"),
}
"""The endpoints of DTS 1.0, and what each can be asked; first that by which a resource is named."""


class Addresses(Protocol):
    """Where the endpoints are."""

    @property
    def entry(self) -> str:
        """The address of the entry point."""

    def template(self, endpoint: str, name: str = "") -> str:
        """Give the template of an endpoint, for all resources or for the one named."""

    def expanded(self, endpoint: str, given: Mapping[str, str]) -> str:
        """Give the address of an answer."""


@dataclass(frozen=True)
class Live:
    """Addresses of a server that reads query parameters."""

    base: str
    """The address of the entry point, without a slash at the end."""

    @property
    def entry(self) -> str:
        """The address of the entry point."""
        return self.base

    def template(self, endpoint: str, name: str = "") -> str:
        """Give the template of an endpoint, for all resources or for the one named."""
        first, *others = PARAMETERS[endpoint]
        if not name:
            return f"{self.base}/{endpoint}{{?{','.join((first, *others))}}}"
        return f"{self.base}/{endpoint}?{first}={quote(name, safe='')}{{&{','.join(others)}}}"

    def expanded(self, endpoint: str, given: Mapping[str, str]) -> str:
        """Give the address of an answer, its parameters in the order of the template."""
        said = [f"{name}={quote(given[name], safe='')}" for name in PARAMETERS[endpoint] if given.get(name)]
        return f"{self.base}/{endpoint}" + (f"?{'&'.join(said)}" if said else "")
