"""What every target is made from: metadata, the files of a package, the whole package as one file."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from lxml import etree

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item
from tei_edition.errors import XmlError
from tei_edition.metadata import Metadata, Work
from tei_edition.tei import parse_bytes

__all__ = ["LEADING", "Given", "Problem", "flat", "named_apart", "parsed"]

Problem = tuple[str, str, str]
"""Code of a finding, what it says, and the file of the package it is about (empty: the package)."""

LEADING = ("README.md", "LICENSE.txt", "CITATION.cff", "CHANGELOG.md")
"""Files that a reader looks for first; where an archive has no folders, they stand beside the whole package."""

_OF_TEXTS = ("tei", "text", "epub", "pdf")
"""Folders that have files of single texts."""


@dataclass(frozen=True)
class Given:
    """An edition, ready to be adapted to a target."""

    metadata: Metadata
    """What is known of it."""
    items: tuple[Item, ...]
    """Its files."""
    pack: Callable[[], Item]
    """What puts all of them into one file, the zipped bag, for those archives that have no folders."""

    @property
    def work(self) -> Work:
        """The edition as a whole."""
        return self.metadata.edition

    def leading(self) -> Iterator[Item]:
        """Yield the whole package, and beside it what a reader looks for first; no folders."""
        for item in self.items:
            folder = item.name.partition("/")[0]
            if item.name in LEADING or folder in ("epub", "pdf"):
                yield replace(item, name=flat(item.name) if item.name not in LEADING else item.name)
        yield self.whole

    @cached_property
    def whole(self) -> Item:
        """The zipped bag."""
        return self.pack()

    @cached_property
    def of_texts(self) -> Mapping[str, list[Item]]:
        """The files of each text, by slug."""
        found: dict[str, list[Item]] = {slug: [] for slug in self.metadata.articles}
        for item in self.items:
            folder, _, rest = item.name.partition("/")
            slug = rest.split(".")[0]
            if folder in _OF_TEXTS and slug in found:
                found[slug].append(item)
        return found


def flat(name: str) -> str:
    """Give a path as one name: `tei/first.xml` → `tei-first.xml`; no hyphens or dots side by side."""
    return re.sub(r"([-._])[-._]+", r"\1", name.replace("/", "-"))


def named_apart(names: Mapping[str, str]) -> dict[str, str]:
    """Give each key a name of its own: of those that would have the same, the later ones are numbered."""
    taken: set[str] = set()
    made = {}
    for key, name in names.items():
        stem, dot, ending = name.rpartition(".")
        number = 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}{dot}{ending}"
        taken.add(name)
        made[key] = name
    return made


def parsed(package: Container, name: str) -> tuple[etree._Element | None, list[Problem]]:
    """Parse a file of a package: its root, or what is wrong with it."""
    if name not in package:
        return None, [("package-missing", f"there is no {name}", name)]
    try:
        return parse_bytes(package.read(name), name).getroot(), []
    except XmlError as error:
        return None, [("package-malformed", f"{name} is no XML: {error.message}", name)]
