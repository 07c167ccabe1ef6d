"""What a list says of one person, place, organisation or work, whatever its format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from tei_edition.model import Entry

__all__ = ["FACTS", "Fact", "Idno", "Record"]


class Fact(NamedTuple):
    """Something said of an entry."""

    name: str
    """The TEI element that says it: one of `FACTS`."""
    value: str
    """What is said; of a date its ISO form where there is one."""


class Idno(NamedTuple):
    """A number or address that an authority gives."""

    type: str
    """The authority (`wikidata`, `gnd`, …), `URI` for an address, or the list's own word."""
    value: str
    """The bare number, or the address."""


FACTS = {
    "person": ("birth", "death", "floruit", "sex", "occupation", "note"),
    "place": ("geo", "country", "note"),
    "org": ("note",),
    "work": ("author", "editor", "pubPlace", "publisher", "date", "note"),
}
"""What may be said of each kind of entry, in the order it is written."""


@dataclass(frozen=True)
class Record:
    """An entry of a list."""

    entry: Entry
    """Its id (empty where the list has none), kind, heading and forms."""
    facts: tuple[Fact, ...] = ()
    """What is said of it."""
    idnos: tuple[Idno, ...] = ()
    """Its numbers."""
    implied: bool = False
    """Whether its forms are implied by the heading: a form that is written out would take their place."""
    file: str = ""
    """The list."""
    line: int | None = None
    """The line of the list it begins in."""
