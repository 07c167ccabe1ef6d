"""A table of values parted by commas, semicolons, tabs or bars → records, columns recognised by their heads."""

from __future__ import annotations

import csv
import io
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib.resources import files
from pathlib import PurePath
from typing import Any

from tei_edition.authority.identifiers import SCHEMES, read_identifier
from tei_edition.authority.record import FACTS, Fact, Idno, Record
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.model import Entry
from tei_edition.tables import did_you_mean
from tei_edition.tei.dates import iso_date
from tei_edition.tei.register import forms_of_heading

__all__ = ["records_of_csv"]

DELIMITERS = ",;\t|"
"""What may part values."""

_MANY = re.compile(r"\s*[;|\n]\s*")
"""What parts several values in one cell."""


@dataclass(frozen=True)
class _Words:
    """What `columns.toml` knows."""

    columns: Mapping[str, str]
    """The field of each head."""
    kinds: Mapping[str, str]
    """The kind of each word."""
    told_by: Mapping[str, frozenset[str]]
    """The fields that tell each kind."""


@lru_cache(maxsize=1)
def _words() -> _Words:
    """Read the words that lie beside this module."""
    data = tomllib.loads((files(__package__) / "columns.toml").read_text("utf-8"))
    columns = {_folded(word): name for name, words in data["columns"].items() for word in words.split()}
    kinds = {_folded(word): name for name, words in data["kinds"].items() for word in words.split()}
    return _Words(columns, kinds, {kind: frozenset(names.split()) for kind, names in data["told_by"].items()})


def _folded(text: str) -> str:
    """Give the letters of a head without case and accents."""
    return "".join(char for char in unicodedata.normalize("NFKD", text.casefold()) if char.isalpha())


@dataclass(frozen=True)
class _Table:
    """A table that is being read."""

    file: str
    """Its file."""
    heads: tuple[str, ...]
    """The field of each column; empty where the head is not understood."""
    kind: str
    """What all rows are, where no column says so; empty where nothing does."""
    findings: list[Diagnostic] = field(default_factory=list)
    """What could not be taken."""

    def tell(self, code: str, message: str, line: int, hint: str | None = None) -> None:
        """Note a finding."""
        self.findings.append(make(code, message, file=self.file, line=line, hint=hint))


def records_of_csv(text: str, file: str, kind: str = "") -> tuple[list[Record], list[Diagnostic]]:
    """Give a record for each row, and what could not be taken; `kind` is what all rows are.

    The first row must be the heads. What the rows are is told by a column `type`, else by `kind`, by columns that
    only one kind has, or by the name of the file.
    """
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True)
    first = next(rows, [])
    heads = tuple(_words().columns.get(_folded(head), "") for head in first)
    table = _Table(file, heads, kind or _kind_of(heads, file))
    for head, name in zip(first, heads, strict=True):
        if not name and head.strip():
            hint = did_you_mean(_folded(head), _words().columns)
            table.tell(
                "not-imported",
                f"nothing of the column “{head}” was taken: its head is not understood",
                1,
                hint,
            )
    if not {"name", "surname", "title"} & set(heads):
        table.tell(
            "not-imported", "no column has names", 1, "the first row must be heads: id, name, variants, …"
        )
        return [], table.findings
    return list(_records(rows, table)), table.findings


def _delimiter(text: str) -> str:
    """Give what parts the heads: the mark the first line has most of, outside quotation marks."""
    line = re.sub(r'"[^"]*"', "", text.lstrip().partition("\n")[0])
    counts = Counter(char for char in line if char in DELIMITERS)
    return max(DELIMITERS, key=lambda char: counts[char])


def _kind_of(heads: tuple[str, ...], file: str) -> str:
    """Say what the rows are by the columns, else by the file's name; empty where neither tells."""
    told = [kind for kind, names in _words().told_by.items() if names & set(heads)]
    if len(told) == 1:
        return told[0]
    named = [_words().kinds.get(_folded(word), "") for word in re.split(r"[\W_\d]+", PurePath(file).stem)]
    return next(filter(None, named), "")


def _records(rows: Any, table: _Table) -> Iterator[Record]:
    """Yield the records of the rows; those that have no name or no kind are told."""
    for row in rows:
        line = int(rows.line_num)
        cells: dict[str, str] = {}
        for name, value in zip(table.heads, row, strict=False):
            if name and value.strip():
                cells.setdefault(name, " ".join(value.split(" ")).strip())
        if not cells:
            continue
        kind = _words().kinds.get(_folded(cells.get("kind", "")), "") or table.kind
        if not kind:
            table.tell(
                "not-imported", "nothing says what this row is", line, "--kind person, place, org or work"
            )
            continue
        yield from _record(cells, kind, line, table)


def _record(cells: Mapping[str, str], kind: str, line: int, table: _Table) -> Iterator[Record]:
    """Yield the record of a row, if it has a name."""
    heading = _heading(cells, kind)
    if not heading:
        table.tell("not-imported", "the row has no name and was passed over", line)
        return
    variants = [part for part in _MANY.split(cells.get("variants", "")) if part]
    forms = dict.fromkeys([*forms_of_heading(heading, kind), *variants])
    entry = Entry(
        cells.get("id", ""), kind, heading, tuple(forms), cells.get("level", "") if kind == "work" else ""
    )
    idnos = tuple(_idnos(cells, line, table))
    yield Record(entry, tuple(_facts(cells, kind)), idnos, file=table.file, line=line)


def _heading(cells: Mapping[str, str], kind: str) -> str:
    """Give the heading: a name in parts inverted, else the name as the table has it."""
    surname, given = (
        cells.get("surname", ""),
        " ".join(filter(None, (cells.get("forename"), cells.get("link")))),
    )
    if kind == "person" and surname:
        return f"{surname}, {given}" if given else surname
    named = ("title", "name") if kind == "work" else ("name", "title")
    return " ".join(next((cells[key] for key in named if key in cells), "").split())


def _facts(cells: Mapping[str, str], kind: str) -> Iterator[Fact]:
    """Yield what the row says."""
    if kind == "place" and "geo" not in cells and {"latitude", "longitude"} <= set(cells):
        coordinates = f"{cells['latitude']} {cells['longitude']}".replace(",", ".")
        cells = {**cells, "geo": coordinates}
    for name in FACTS[kind]:
        if value := " ".join(cells.get(name, "").split()):
            yield Fact(name, iso_date(value) or value if name in ("birth", "death", "date") else value)


def _idnos(cells: Mapping[str, str], line: int, table: _Table) -> Iterator[Idno]:
    """Yield the row's identifiers that are sound; the others are told."""
    for name in (*SCHEMES, "URI"):
        for part in filter(None, _MANY.split(cells.get(name, ""))):
            idno, problem = read_identifier(part, name)
            if problem:
                table.tell("identifier", f"{problem}: left out", line)
            elif idno:
                yield idno
