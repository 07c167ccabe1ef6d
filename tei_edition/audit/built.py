"""An edition's output folder → what the checks look at: its files, pages, TEI and metadata."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lxml import etree

from tei_edition.audit.pages import Page, line_of, read_page
from tei_edition.audit.verdict import Found
from tei_edition.edition import Edition
from tei_edition.metadata import Metadata, read_metadata
from tei_edition.tei import parse_file, q

__all__ = ["Built", "folder_of", "ids_of"]

SITE = "html/"


@dataclass(frozen=True)
class Built:
    """What was built of an edition."""

    edition: Edition
    """The edition."""
    names: tuple[str, ...]
    """The files the last build wrote, relative to the output folder."""
    wrong: Mapping[str, tuple[Found, ...]]
    """What speaks against the TEI (`valid`), a package (`package`) and another build (`same`), by other judges."""

    def data(self, name: str) -> bytes:
        """Give a file's bytes; none where it is gone."""
        path = self.edition.output / name
        return path.read_bytes() if path.is_file() else b""

    def has(self, name: str) -> bool:
        """Tell whether the file is there."""
        return (self.edition.output / name).is_file()

    @cached_property
    def pages(self) -> Mapping[str, Page]:
        """The pages of the site, by their names in it."""
        names = [
            name for name in self.names if name.startswith(SITE) and name.endswith(".html") and self.has(name)
        ]
        return {name[len(SITE) :]: read_page(name, self.data(name)) for name in names}

    @cached_property
    def trees(self) -> Mapping[str, etree._ElementTree]:
        """The TEI by slug."""
        names = {one.slug: f"tei/{one.slug}.xml" for one in self.edition.articles}
        return {
            slug: parse_file(self.edition.output / name) for slug, name in names.items() if self.has(name)
        }

    @cached_property
    def metadata(self) -> Metadata:
        """What is known of the edition and its texts."""
        return read_metadata(self.edition, self.trees)

    def pages_of(self, slug: str) -> list[Page]:
        """Give the pages of a text, the first one first."""
        form = re.compile(rf"{re.escape(slug)}(\.p\d+)?\.html")
        return [page for name, page in self.pages.items() if form.fullmatch(name)]

    def texts(self) -> Iterator[tuple[str, etree._Element, list[Page]]]:
        """Yield slug, TEI and pages of each text."""
        for slug, tree in self.trees.items():
            yield slug, tree.getroot(), self.pages_of(slug)

    def page(self, name: str) -> Page | None:
        """Give a page of the site; none where it is not there."""
        return self.pages.get(name)

    def older(self) -> list[Path]:
        """Give the pages of earlier versions."""
        listed = {name for name in self.names if name.startswith(SITE)}
        folders = sorted((self.edition.output / "html").glob("*/index.html"))
        own = [
            path.parent for path in folders if path.relative_to(self.edition.output).as_posix() not in listed
        ]
        return sorted(page for folder in own for page in folder.glob("*.html"))


def folder_of(version: str) -> str:
    """Give the folder of the site that an earlier version lies in."""
    return re.sub(r"[^\w.-]", "-", version)


def ids_of(root: etree._Element) -> list[tuple[str, int]]:
    """Give the addresses in a document's text, each with its line."""
    text = root.find(f".//{q('text')}")
    found = [] if text is None else text.iterfind(f".//*[@{q('xml:id')}]")
    return [(str(element.get(q("xml:id"))), line_of(element)) for element in found]
