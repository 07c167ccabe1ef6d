"""A grammar ↔ plain data in a file, so that a schema that has been loaded once is loaded in an eighth of the time.

The data are JSON: whatever stands in such a file, reading it runs nothing. A file holds for one schema's bytes, for
what that includes, and for the code that made it; where it does not hold, or is damaged, the schema is loaded anew.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Any

from tei_edition.validate.relaxng.book import Book
from tei_edition.validate.relaxng.datatypes import DatatypeError, datatype
from tei_edition.validate.relaxng.nameclass import AnyName, Name, NameChoice, NameClass, NsName
from tei_edition.validate.relaxng.patterns import (
    Attribute,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Value,
)
from tei_edition.validate.relaxng.source import Node, path_of_uri

MOST = 32
"""How many grammars are kept in a folder; the oldest goes first."""

NOWHERE = Node("", {}, "", {}, 1, 1)
"""The place in the schema of what comes from a file: nobody asks for it once the schema has been checked."""


class Unkept(Exception):
    """A grammar that cannot be written down: it has values that depend on the schema's own namespace prefixes."""


def read(folder: Path, data: bytes, uri: str) -> tuple[Pattern, list[Element]] | None:
    """Give the start and the elements of a schema's grammar; None when they are not kept."""
    try:
        stored = json.loads(_file(folder, data, uri).read_bytes())
        if any(sha256(_bytes(included)).hexdigest() != digest for included, digest in stored["includes"]):
            return None
        return _Thawer(stored["rows"]).grammar(stored["start"], stored["elements"])
    except (OSError, ValueError, TypeError, LookupError, RecursionError, DatatypeError):
        return None


def write(
    folder: Path,
    data: bytes,
    uri: str,
    includes: Mapping[str, bytes],
    start: Pattern,
    elements: Sequence[Element],
) -> None:
    """Keep a grammar; where that is not possible, do not."""
    with suppress(OSError, Unkept):
        freezer = _Freezer()
        stored = {
            "start": freezer.number(start),
            "elements": [[freezer.number(element), freezer.number(element.body)] for element in elements],
            "includes": [[name, sha256(content).hexdigest()] for name, content in includes.items()],
            "rows": freezer.rows,
        }
        path = _file(folder, data, uri)
        folder.mkdir(parents=True, exist_ok=True)
        temporary = path.with_suffix(f".{os.getpid()}")
        temporary.write_text(json.dumps(stored, separators=(",", ":")), "utf-8")
        temporary.replace(path)
        for old in sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)[:-MOST]:
            old.unlink()


def _bytes(uri: str) -> bytes:
    return Path(path_of_uri(uri) or "").read_bytes()


def _file(folder: Path, data: bytes, uri: str) -> Path:
    """Name the file of a schema: another schema, another place or another version of this code is another file."""
    code = [(one.name, one.stat().st_size, one.stat().st_mtime_ns) for one in Path(__file__).parent.iterdir()]
    return folder / f"{sha256(repr((uri, sorted(code))).encode() + data).hexdigest()}.json"


class _Freezer:
    """Writes patterns into rows, each once, those it is made of before it."""

    def __init__(self) -> None:
        self.rows: list[list[Any]] = []
        self.numbers: dict[Pattern, int] = {}

    def number(self, pattern: Pattern) -> int:
        """Give the number of a pattern's row."""
        waiting = [pattern]
        while waiting:
            top = waiting[-1]
            missing = [part for part in _parts(top) if part not in self.numbers]
            waiting += missing
            if not missing:
                waiting.pop()
                if top not in self.numbers:
                    self.numbers[top] = len(self.rows)
                    self.rows.append(self._row(top))
        return self.numbers[pattern]

    def _row(self, pattern: Pattern) -> list[Any]:
        kind = type(pattern).__name__
        parts = [self.numbers[part] for part in _parts(pattern)]
        if isinstance(pattern, Element | Attribute):
            return [kind, _frozen(pattern.names), *parts]
        if isinstance(pattern, Data | Value):
            if pattern.type.contextual:
                raise Unkept
            library, name, params = pattern.type.written
            written = [pattern.written] if isinstance(pattern, Value) else parts
            return [kind, library, name, params, *written]
        return [kind, *parts]


def _parts(pattern: Pattern) -> tuple[Pattern, ...]:
    """Give the patterns that must be there before a pattern can be made."""
    if isinstance(pattern, Attribute):
        return (pattern.value,)
    if isinstance(pattern, Data):
        return (pattern.excepted,) if pattern.excepted else ()
    return (pattern.body,) if isinstance(pattern, List) else pattern.parts


def _frozen(names: NameClass) -> Any:
    """Write a name class: a name as a string, others as lists."""
    if isinstance(names, Name):
        return names.name
    if isinstance(names, NameChoice):
        return ["choice", *map(_frozen, names.members)]
    excepted = [_frozen(names.excepted)] if names.excepted else []
    return ["ns", names.namespace, *excepted] if isinstance(names, NsName) else ["any", *excepted]


def _thawed(written: Any) -> NameClass:
    if isinstance(written, str):
        return Name(written)
    kind, *rest = written
    if kind == "choice":
        return NameChoice(tuple(map(_thawed, rest)))
    excepted = _thawed(rest[-1]) if len(rest) > (kind == "ns") else None
    return NsName(rest[0], excepted) if kind == "ns" else AnyName(excepted)


class _Thawer:
    """Makes patterns of rows."""

    def __init__(self, rows: list[list[Any]]) -> None:
        self.book = Book()
        self.made: list[Pattern] = []
        for kind, *rest in rows:
            self.made.append(self._pattern(kind, rest))

    def grammar(self, start: int, elements: list[list[int]]) -> tuple[Pattern, list[Element]]:
        """Fill in the elements' bodies, and give them with the start."""
        found: list[Element] = []
        for number, body in elements:
            element = self.made[number]
            if not isinstance(element, Element):
                raise TypeError
            element.body = self.made[body]
            found.append(element)
        return self.made[start], found

    def _pattern(self, kind: str, rest: list[Any]) -> Pattern:
        book, made = self.book, self.made
        if kind in JOINED:
            return book.keep(JOINED[kind], *(made[number] for number in rest))
        if kind == "Choice":
            return book.choice(made[number] for number in rest)
        if kind == "Element":
            return Element(book, _thawed(rest[0]), NOWHERE)
        if kind == "Attribute":
            return book.keep(Attribute, _thawed(rest[0]), made[rest[1]], NOWHERE)
        if kind in ("Data", "Value"):
            return self._data(kind, *rest)
        alone: dict[str, Pattern] = {"Never": book.never, "Empty": book.empty, "Text": book.anything}
        return alone[kind]

    def _data(self, kind: str, library: str, name: str, params: list[list[str]], *rest: Any) -> Pattern:
        type_ = datatype(library, name, [(facet, text) for facet, text in params])
        if kind == "Value":
            return self.book.keep(Value, type_, type_.value(rest[0], {}), rest[0])
        return self.book.keep(Data, type_, self.made[rest[0]] if rest else None)


JOINED: Mapping[str, Callable[..., Pattern]] = {
    "Group": Group,
    "Interleave": Interleave,
    "OneOrMore": OneOrMore,
    "List": List,
}
"""Kinds of pattern that are made of others, in their order, and of nothing else."""
