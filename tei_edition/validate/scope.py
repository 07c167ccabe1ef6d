"""A variable of a schema, what was declared before it, and its value once it was asked for."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tei_edition.validate.query import Expression

Node = Any
"""An element of lxml's, its tree, a leaf, or for all other nodes elementpath's own."""


@dataclass
class Scope:
    """A variable and those declared before it."""

    name: str
    """Its name."""
    expression: Expression
    """The expression of its value."""
    node: Node
    """The node it is evaluated on."""
    before: Scope | None
    """What was declared before it."""
    known: dict[str, Any] = field(default_factory=dict)
    """Its value for libxml2 and for elementpath, once they were asked for."""

    def find(self, name: str) -> Scope | None:
        """Find the nearest variable of a name."""
        scope: Scope | None = self
        while scope is not None and scope.name != name:
            scope = scope.before
        return scope
