"""A schema file → its grammar: the start of an automaton, and all its elements."""

from __future__ import annotations

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng import kept
from tei_edition.validate.relaxng.nameclass import listed
from tei_edition.validate.relaxng.patterns import Element, Pattern

if TYPE_CHECKING:
    from tei_edition.validate.relaxng.includes import Fetch


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
    def contents(self) -> dict[Element, frozenset[str]]:
        """What `outlook.content_of` has given of elements so far."""
        return {}

    @cached_property
    def lax(self) -> Pattern:
        """What is taken to stand in an element that nobody knows."""
        from tei_edition.validate.relaxng.outlook import lax_content

        return lax_content(self.start, self.known)


def load_schema(path: Path, folder: Path | None = None) -> Schema:
    """Load a grammar; ReadError when it cannot be read or breaks RELAX NG's rules, saying where.

    With a folder it is kept there, and taken from there when it has been loaded before.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        message = f"the schema cannot be used: it cannot be read: {error.strerror or error}"
        raise ReadError(message, code="schema-invalid", file=str(path)) from error
    uri = path.resolve().as_uri()
    if folder is None:
        return schema_of(data, uri)
    with _uncollected():
        found = kept.read(folder, data, uri)
    return Schema(*found) if found else _made_and_kept(folder, data, uri)


def _made_and_kept(folder: Path, data: bytes, uri: str) -> Schema:
    from tei_edition.validate.relaxng.includes import from_disk

    included: dict[str, bytes] = {}

    def fetch(uri: str) -> bytes:
        included[uri] = from_disk(uri)
        return included[uri]

    made = schema_of(data, uri, fetch)
    kept.write(folder, data, uri, included, made.start, made.elements)
    return made


def schema_of(data: bytes, uri: str, fetch: Fetch | None = None, identities: bool = True) -> Schema:
    """Make a grammar of a schema's bytes; `fetch` gives what it includes, `identities` asks for ID checks."""
    try:
        with _uncollected():
            return _schema(data, uri, fetch, identities)
    except RecursionError as error:
        message = "the schema cannot be used: its definitions nest too deep"
        raise ReadError(message, code="schema-invalid", file=uri) from error


@contextmanager
def _uncollected() -> Iterator[None]:
    """Look for no garbage: a grammar is all made to stay, and that takes a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _schema(data: bytes, uri: str, fetch: Fetch | None, identities: bool) -> Schema:
    """Do so; what this takes is loaded only here, since grammars that are kept need none of it."""
    from tei_edition.validate.relaxng.includes import Includer, from_disk
    from tei_edition.validate.relaxng.restrict import Restrictions, check_identities
    from tei_edition.validate.relaxng.simplify import Simplifier, elements_of

    root = Includer(fetch or from_disk).load(data, uri)
    start = Simplifier().simplify(root)
    elements = elements_of(start)
    Restrictions().check(start, root, elements)
    if identities:
        check_identities(elements)
    return Schema(start, elements)
