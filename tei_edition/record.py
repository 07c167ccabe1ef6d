"""`<slug>.ids.toml` → the addresses an article has given, with the words each stands for → the same file again.

An address is an `xml:id` that links from outside lead to: of a paragraph, an item, a section, a note. The record
is written by a build, and that is what makes an address published: it is never dropped unsaid, nor given again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from tei_edition.errors import ConfigError
from tei_edition.tables import did_you_mean, line_of, read_toml, string_of, take_table

__all__ = ["SUFFIX", "Fate", "Record", "load_record", "record_path"]

SUFFIX = ".ids.toml"
"""What follows the slug in the record's name."""

HEADING = """\
# The addresses of {slug}, each with the words it stands for: links to its paragraphs, items, sections and notes
# lead to them. `tei-edition build` keeps this file; keep it with the article. No address is ever given again.
#
# Words that are to leave the text: add their address to [removed], with the version that is without them: {example}
# Nothing has been published yet? Delete this file, and the next build numbers from the beginning.
"""


@dataclass(frozen=True)
class Fate:
    """What became of an address, or where it came from, other than by staying what it is."""

    other: str
    """The address its words went into, or came from."""
    version: str
    """The version of the edition in which they did."""


@dataclass(frozen=True)
class Record:
    """The addresses of one article."""

    texts: Mapping[str, str] = field(default_factory=dict)
    """Every address ever given, in the order of the text, and its words when they were last in it."""
    removed: Mapping[str, str] = field(default_factory=dict)
    """Addresses whose words have left the text, with the version that is without them."""
    split: Mapping[str, Fate] = field(default_factory=dict)
    """Addresses whose words were part of another's."""
    merged: Mapping[str, Fate] = field(default_factory=dict)
    """Addresses whose words are now within another's."""

    def as_toml(self, slug: str) -> bytes:
        """Give the file's content."""
        first = next(iter(self.texts), "p1")
        lines = [HEADING.format(slug=slug, example=f'{_key(first)} = "1.1"'), "[removed]"]
        lines += [f"{_key(name)} = {_string(version)}" for name, version in self.removed.items()]
        for heading, word, fates in (("split", "from", self.split), ("merged", "into", self.merged)):
            lines += ["", f"[{heading}]"] if fates else []
            lines += [
                f"{_key(name)} = {{ {word} = {_string(fate.other)}, version = {_string(fate.version)} }}"
                for name, fate in fates.items()
            ]
        lines += ["", "[text]", *(f"{_key(name)} = {_string(text)}" for name, text in self.texts.items()), ""]
        return "\n".join(lines).encode()


def record_path(source: Path) -> Path:
    """Give the record's place beside an article's file."""
    return source.with_name(f"{source.stem}{SUFFIX}")


def load_record(path: Path) -> Record:
    """Read a record; an empty one where there is no file. Raises ConfigError with file, line and cure."""
    if not path.is_file():
        return Record()
    table = read_toml(path)
    texts = _strings(take_table(table, "text", path), path)
    removed = _strings(take_table(table, "removed", path), path)
    record = Record(
        texts, removed, _fates(table, "split", "from", path), _fates(table, "merged", "into", path)
    )
    for name in (*table, *(name for name in removed if name not in texts)):
        raise ConfigError(
            f"unknown key {name!r}" if name in table else f"there is no address {name!r} to remove",
            file=str(path),
            line=line_of(path, name),
            hint=did_you_mean(name, ("text", "removed", "split", "merged") if name in table else texts),
        )
    return record


def _strings(table: Mapping[str, object], path: Path) -> dict[str, str]:
    """Give a table of strings."""
    return {name: string_of(value, name, path) for name, value in table.items()}


def _fates(table: dict[str, object], key: str, word: str, path: Path) -> dict[str, Fate]:
    """Give a table of what became of addresses."""
    fates = {}
    for name, value in take_table(table, key, path).items():
        if not isinstance(value, dict) or set(value) != {word, "version"}:
            raise ConfigError(
                f"[{key}] {name!r} is not understood",
                file=str(path),
                line=line_of(path, name),
                hint=f'{name} = {{ {word} = "…", version = "…" }}',
            )
        fates[name] = Fate(string_of(value[word], word, path), string_of(value["version"], "version", path))
    return fates


def _key(name: str) -> str:
    """Give a key as TOML has it, in quotes where it must be."""
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) else _string(name)


def _string(text: str) -> str:
    """Give a string as TOML has it."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
