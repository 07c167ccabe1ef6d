"""Two versions, folders or files → what changed between them; the names of versions → the documents they have."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from tei_edition.archive.ocfl import INVENTORY, Stored, read_object
from tei_edition.compare.document import compare_documents, only_one
from tei_edition.compare.model import Comparison, Document
from tei_edition.edition import load_edition
from tei_edition.errors import ReadError, UsageError
from tei_edition.files import TEI_SUFFIXES, documents_in
from tei_edition.releasing import label_of
from tei_edition.tei import local, parse_file, q

__all__ = ["diff"]

TOML, FOLDER = "edition.toml", "tei"
ROOTS = ("TEI", "teiCorpus", "standOff")
"""The documents that are compared; in a folder others may lie among them."""


@dataclass(frozen=True)
class _State:
    """A state of an edition, or of anything that has TEI in it."""

    name: str
    """What it is called."""
    documents: Mapping[str, Path]
    """Its documents by their names."""
    single: bool = False
    """Whether it is a file rather than a folder: then its name does not matter."""


def diff(old: Path | str, new: Path | str = "", edition: Path | str = ".") -> Comparison:
    """Tell what changed from `old` to `new`: words, markup and notes of every passage, and the headers.

    Either is a version that `edition` has released, an edition's folder, any other folder with TEI in it, or a TEI
    file; without `new` the last build of the edition is compared. Raises UsageError where there is no such version
    or file, ReadError, XmlError, ConfigError.
    """
    folder = Path(edition)
    if new and not _is_edition(folder) and _is_edition(Path(new)):
        folder, new = Path(new), ""
    first, second = _state(str(old), folder), _state(str(new), folder) if new else _build(folder)
    if first.single != second.single:
        raise UsageError(
            f"{first.name} and {second.name} are a file and a folder", hint="name two files, or two folders"
        )
    told, same = [], 0
    for name, was, now in _pairs(first, second):
        found = _compared(name, was, now)
        told += [found] if found else []
        same += found is None
    return Comparison(first.name, second.name, tuple(told), same)


def _is_edition(folder: Path) -> bool:
    return (folder / TOML).is_file()


def _state(name: str, folder: Path) -> _State:
    """Find what a name stands for: a version of the edition first, then what lies on the disk."""
    stored = _versions(folder) if _is_edition(folder) else {}
    if name in stored:
        return _State(f"version {name}", _kept(*stored[name]))
    path = Path(name)
    if path.is_file():
        return _State(name, {path.stem: path}, single=True)
    if path.is_dir():
        return _folder(path)
    known = ", ".join(label for label in stored if not label.startswith("v")) or "none was released"
    raise UsageError(f"there is no version, folder or file {name!r}", hint=f"versions: {known}")


def _folder(path: Path) -> _State:
    """Give the documents of a folder: an edition's last build, an object's newest version, or all that are in it."""
    if _is_edition(path):
        return _build(path)
    if stored := read_object(path):
        return _State(str(path), _kept(stored, stored.head))
    inner = path / FOLDER if (path / FOLDER).is_dir() else path
    found = {one.relative_to(inner).with_suffix("").as_posix(): one for one in documents_in([inner])}
    return _State(str(path), found)


def _build(folder: Path) -> _State:
    """Give what the last build of an edition has written."""
    output = load_edition(folder).output / FOLDER
    found = sorted(one for one in output.glob("*") if one.suffix in TEI_SUFFIXES)
    if not found:
        raise ReadError("has not been built yet", file=str(folder), hint=f"tei-edition build {folder}")
    return _State("the present build", {one.stem: one for one in found})


def _versions(folder: Path) -> dict[str, tuple[Stored, str]]:
    """Give the versions the edition has released, by the edition's own numbers and by the object's."""
    archive = load_edition(folder).output / "archive"
    objects = [read_object(path.parent) for path in sorted(archive.glob(f"*/{INVENTORY}"))]
    found = {version: (one, version) for one in objects if one for version in one.versions}
    return found | {label_of(*kept): kept for kept in found.values()}


def _kept(stored: Stored, version: str) -> dict[str, Path]:
    """Give the documents of a version that is kept."""
    files = {Path(name): path for name, path in stored.files(version).items()}
    return {
        name.stem: path
        for name, path in sorted(files.items())
        if name.parts[:-1] == (FOLDER,) and name.suffix in TEI_SUFFIXES
    }


def _pairs(first: _State, second: _State) -> Iterator[tuple[str, Path | None, Path | None]]:
    """Yield which document is which: by their names, else by the addresses they have."""
    if first.single:
        (was,), ((name, now),) = first.documents.values(), second.documents.items()
        yield name, was, now
        return
    olds = {name: path for name, path in first.documents.items() if name not in second.documents}
    news = {name: path for name, path in second.documents.items() if name not in first.documents}
    named = {key: name for name, path in olds.items() if (key := _address(path))} if news else {}
    renamed = {name: named.pop(key) for name, path in news.items() if (key := _address(path)) in named}
    for name, path in second.documents.items():
        yield name, first.documents.get(renamed.get(name, name)), path
    for name, path in olds.items():
        if name not in renamed.values():
            yield name, path, None


def _address(path: Path) -> str:
    """Give the `xml:id` of a document; empty where it has none."""
    return parse_file(path).getroot().get(q("xml:id"), "")


def _compared(name: str, old: Path | None, new: Path | None) -> Document | None:
    """Compare two files, or tell of the only one."""
    if old and new and old.read_bytes() == new.read_bytes():
        return None
    first, second = (_tree(path) for path in (old, new))
    if first is not None and second is not None:
        return compare_documents(name, first, second)
    if second is not None:
        return only_one("added", name, second)
    return only_one("removed", name, first) if first is not None else None


def _tree(path: Path | None) -> etree._ElementTree | None:
    """Parse a document; nothing where it is no TEI, as may lie in a folder, too."""
    tree = parse_file(path) if path else None
    return tree if tree is not None and local(tree.getroot()) in ROOTS else None
