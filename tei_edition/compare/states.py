"""Two sets of documents → what became of each: those of one name are compared, others are new, or gone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from tei_edition.compare.document import compare_documents, only_one
from tei_edition.compare.model import Comparison, Document
from tei_edition.tei import local, parse_bytes, parse_file, q

__all__ = ["File", "compare_states"]

File = Path | bytes
"""A document: where it lies, or what it holds."""
ROOTS = ("TEI", "teiCorpus", "standOff")
"""The documents that are compared; in a folder others may lie among them."""


def compare_states(old: Mapping[str, File], new: Mapping[str, File]) -> Comparison:
    """Tell what became of the documents, given by their names. Raises ReadError, XmlError."""
    told, same = [], 0
    for name, was, now in _pairs(old, new):
        found = _compared(name, was, now)
        told += [found] if found else []
        same += found is None
    return Comparison("", "", tuple(told), same)


def _pairs(
    first: Mapping[str, File], second: Mapping[str, File]
) -> Iterator[tuple[str, File | None, File | None]]:
    """Yield which document is which: by their names, else by the addresses they have."""
    olds = {name: path for name, path in first.items() if name not in second}
    news = {name: path for name, path in second.items() if name not in first}
    named = {key: name for name, path in olds.items() if (key := _address(path))} if news else {}
    renamed = {name: named.pop(key) for name, path in news.items() if (key := _address(path)) in named}
    for name, path in second.items():
        yield name, first.get(renamed.get(name, name)), path
    for name, path in olds.items():
        if name not in renamed.values():
            yield name, path, None


def _address(file: File) -> str:
    """Give the `xml:id` of a document; empty where it has none."""
    return _parsed(file).getroot().get(q("xml:id"), "")


def _compared(name: str, old: File | None, new: File | None) -> Document | None:
    """Compare two documents, or tell of the only one."""
    if old and new and _bytes(old) == _bytes(new):
        return None
    first, second = (_tree(file) for file in (old, new))
    if first is not None and second is not None:
        return compare_documents(name, first, second)
    if second is not None:
        return only_one("added", name, second)
    return only_one("removed", name, first) if first is not None else None


def _tree(file: File | None) -> etree._ElementTree | None:
    """Parse a document; nothing where it is no TEI, as may lie in a folder, too."""
    tree = _parsed(file) if file else None
    return tree if tree is not None and local(tree.getroot()) in ROOTS else None


def _parsed(file: File) -> etree._ElementTree:
    return parse_file(file) if isinstance(file, Path) else parse_bytes(file, "TEI")


def _bytes(file: File) -> bytes:
    return file.read_bytes() if isinstance(file, Path) else file
