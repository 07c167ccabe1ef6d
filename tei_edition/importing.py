"""Lists of persons, places, organisations and works in TEI or CSV → the register, to which nothing is lost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tei_edition.authority.from_csv import records_of_csv
from tei_edition.authority.from_tei import records_of_tei
from tei_edition.authority.merge import Merged, merge
from tei_edition.authority.record import Record
from tei_edition.authority.write import extended, register_of
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import load_edition
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import write_files
from tei_edition.outcome import Result, as_finding
from tei_edition.read.source import read_source
from tei_edition.tei import parse_bytes, parse_file
from tei_edition.tei.register import entry_elements, parse_register

__all__ = ["Imported", "import_register"]

TABLES = (".csv", ".tsv", ".tab", ".txt")
"""Endings of files that are tables; anything else is TEI."""

KINDS = ("person", "place", "org", "work")
"""What the rows of a table may be."""


@dataclass(frozen=True)
class Imported(Result):
    """What was put into a register."""

    new: int = 0
    """How many entries it did not have."""
    added: int = 0
    """How many of its entries were given something they lacked."""
    known: int = 0
    """How many entries of the lists said nothing it did not know."""
    heard: int = 0
    """How many lists could be read."""


def import_register(files: Iterable[Path | str], register: Path | str, *, kind: str = "") -> Imported:
    """Put the entries of TEI lists and tables into the register, making it where there is none.

    Nothing that stands in the register is changed, its bytes neither: what contradicts it is a finding. `kind` says
    what the rows of tables are that do not tell. A list that cannot be read is a finding, and the others are
    taken. Raises UsageError, ConfigError, XmlError when the register cannot be extended; WriteError.
    """
    if kind and kind not in KINDS:
        raise UsageError(f"no entry is a {kind!r}", hint=f"one of {', '.join(KINDS)}")
    path = Path(register)
    before = path.read_bytes() if path.is_file() else b""
    own, taken = _own(path, before)
    given: list[Record] = []
    findings: list[Diagnostic] = []
    heard = 0
    for file in map(Path, files):
        try:
            records, found = _records(file, kind)
        except TeiEditionError as error:
            findings.append(as_finding(error, file))
            continue
        given += records
        findings += found
        heard += 1
    merged = merge(own, given, taken)
    data = _written(before, merged, path) if merged.new or merged.added else before
    if data != before:
        write_files(path.parent, {path.name: data})
    return Imported(
        (*findings, *merged.findings),
        {path.name: data},
        output=path.parent,
        new=len(merged.new),
        added=len(merged.added),
        known=merged.known,
        heard=heard,
    )


def _own(path: Path, data: bytes) -> tuple[list[Record], set[str]]:
    """Give the register's records, and the ids that are in use beside it."""
    taken: set[str] = set()
    if (path.parent / "edition.toml").is_file():
        taken = {editor.id for editor in load_edition(path.parent).editors}
    if not data:
        return [], taken
    tree = parse_bytes(data, str(path))
    parse_register(tree, str(path))
    ids = {str(found) for found in tree.xpath("//@xml:id")}  # type: ignore[union-attr]
    return records_of_tei(tree, str(path), check=False)[0], taken | ids


def _records(file: Path, kind: str) -> tuple[list[Record], list[Diagnostic]]:
    """Read one list."""
    if file.suffix.lower() in TABLES:
        return records_of_csv(read_source(file).text, str(file), kind)
    records, findings = records_of_tei(parse_file(file), str(file))
    if not records and not findings:
        raise UsageError("has no listPerson, listPlace, listOrg or listBibl with entries", file=str(file))
    return records, findings


def _written(before: bytes, merged: Merged, path: Path) -> bytes:
    """Give the register with the additions, after a look whether it reads as it should."""
    data = extended(before, merged.new, merged.added) if before else register_of(merged.new)
    tree = parse_bytes(data, str(path))
    parse_register(tree, str(path))
    lost = {record.entry.id for record in merged.new} - entry_elements(tree).keys()
    if lost:
        raise UsageError(
            "its default namespace is not TEI’s, so that nothing can be put into it",
            file=str(path),
            hint='write <standOff xmlns="http://www.tei-c.org/ns/1.0"> without prefixes',
        )
    return data
