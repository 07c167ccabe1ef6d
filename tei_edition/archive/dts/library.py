"""An edition's metadata and texts → what is asked for: collections, resources, their citation trees and units."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from lxml import etree

from tei_edition.archive.dts.declared import CitationTree
from tei_edition.archive.dts.units import Units, citation_trees, find_units
from tei_edition.errors import ConfigError
from tei_edition.metadata import Metadata, Work

__all__ = ["Library", "Text"]

KEPT = 20
"""How many texts are kept open."""

Format = Callable[[etree._Element, etree._Element], bytes]
"""Gives a TEI document, or a passage of one in its wrapper, in another format; it is told the whole document, too."""


class Text:
    """A text that has been opened: its citation trees, and the units of each."""

    def __init__(self, tree: etree._ElementTree) -> None:
        self.tree = tree
        self._units: dict[str, Units] = {}

    @property
    def root(self) -> etree._Element:
        """Its highest element."""
        return self.tree.getroot()

    @cached_property
    def trees(self) -> tuple[CitationTree, ...]:
        """Its citation trees, the default one first."""
        return citation_trees(self.root)

    def units(self, name: str = "") -> Units | None:
        """Give the units of a tree; None where there is no tree of that name.

        A text without trees has no units, nor has a tree of more units than can be told.
        """
        tree = next((tree for tree in self.trees if tree.name == name), None)
        if tree is None:
            return None if name or self.trees else Units(())
        if name not in self._units:
            try:
                self._units[name] = find_units(tree, self.root)
            except ConfigError:
                self._units[name] = Units(())
        return self._units[name]


@dataclass(frozen=True)
class Library:
    """An edition that answers questions: the collection of all editions here, which is this one, and its texts."""

    metadata: Metadata
    """What is known of the edition and of each text."""
    read: Callable[[str], etree._ElementTree]
    """Gives a text's TEI by its slug."""
    formats: Mapping[str, Format] = field(default_factory=dict)
    """Media types in which passages can be had besides TEI."""

    @property
    def root(self) -> str:
        """The identifier of the highest collection."""
        return self._free("editions")

    @property
    def edition(self) -> str:
        """The identifier of the edition as a collection."""
        return self._free(self.metadata.edition.id)

    @property
    def works(self) -> Mapping[str, Work]:
        """The texts by their identifiers, in the edition's order."""
        return self.metadata.articles

    def text(self, slug: str) -> Text:
        """Open a text; the last ones are kept open."""
        return self._opened(slug)

    @cached_property
    def _opened(self) -> Callable[[str], Text]:
        return lru_cache(KEPT)(lambda slug: Text(self.read(slug)))

    def _free(self, name: str) -> str:
        """Give a collection a name that no text has."""
        while name in self.works:
            name = f"{name}-edition"
        return name
