"""Two versions, folders or files → what changed between them; the names of versions → the documents they have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from tei_edition.archive.ocfl import Stored, read_object
from tei_edition.compare.model import Comparison
from tei_edition.compare.states import compare_states
from tei_edition.edition import load_edition
from tei_edition.errors import ReadError, UsageError
from tei_edition.files import TEI_SUFFIXES, documents_in
from tei_edition.versions import kept_objects, label_of, tei_of

__all__ = ["diff"]

TOML, FOLDER = "edition.toml", "tei"


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
    if first.single:
        (was,), ((name, now),) = first.documents.values(), second.documents.items()
        found = compare_states({name: was}, {name: now})
    else:
        found = compare_states(first.documents, second.documents)
    return replace(found, old=first.name, new=second.name)


def _is_edition(folder: Path) -> bool:
    return (folder / TOML).is_file()


def _state(name: str, folder: Path) -> _State:
    """Find what a name stands for: a version of the edition first, then what lies on the disk."""
    stored = _versions(folder) if _is_edition(folder) else {}
    if name in stored:
        return _State(f"version {name}", tei_of(*stored[name]))
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
        return _State(str(path), tei_of(stored, stored.head))
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
    objects = kept_objects(load_edition(folder))
    found = {version: (one, version) for one in objects for version in one.versions}
    return found | {label_of(*kept): kept for kept in found.values()}
