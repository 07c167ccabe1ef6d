"""A schema file → its grammar: the start of an automaton, and all its elements."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng.includes import Fetch, Includer, from_disk
from tei_edition.validate.relaxng.nameclass import listed
from tei_edition.validate.relaxng.patterns import Element, Pattern
from tei_edition.validate.relaxng.restrict import Restrictions, check_identities
from tei_edition.validate.relaxng.simplify import Simplifier, elements_of


@dataclass(frozen=True, eq=False)
class Schema:
    """A grammar ready to judge documents."""

    start: Pattern
    """What a document must match."""
    elements: Sequence[Element]
    """All elements that the start leads to."""

    @cached_property
    def known(self) -> dict[str, list[Element]]:
        """The elements by name."""
        found: dict[str, list[Element]] = {}
        for element in self.elements:
            for name in listed(element.names):
                found.setdefault(name, []).append(element)
        return found

    @cached_property
    def lax(self) -> Pattern:
        """What is taken to stand in an element that nobody knows."""
        from tei_edition.validate.relaxng.outlook import lax_content

        return lax_content(self.start, self.known)


def load_schema(path: Path) -> Schema:
    """Load a grammar; ReadError when it cannot be read or breaks RELAX NG's rules, saying where."""
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the schema cannot be used: it cannot be read: {error.strerror or error}"
        raise ReadError(message, code="schema-invalid", file=str(path)) from error
    return schema_of(data, path.resolve().as_uri())


def schema_of(data: bytes, uri: str, fetch: Fetch = from_disk, identities: bool = True) -> Schema:
    """Make a grammar of a schema's bytes; `fetch` gives what it includes, `identities` asks for ID checks."""
    collecting = gc.isenabled()
    gc.disable()  # a grammar is all made to stay: looking for garbage in it takes a third of the time
    try:
        return _schema(data, uri, fetch, identities)
    except RecursionError as error:
        message = "the schema cannot be used: its definitions nest too deep"
        raise ReadError(message, code="schema-invalid", file=uri) from error
    finally:
        if collecting:
            gc.enable()


def _schema(data: bytes, uri: str, fetch: Fetch, identities: bool) -> Schema:
    root = Includer(fetch).load(data, uri)
    start = Simplifier().simplify(root)
    elements = elements_of(start)
    Restrictions().check(start, root, elements)
    if identities:
        check_identities(elements)
    return Schema(start, elements)
