"""The front matter of a Markdown file, YAML or TOML → what the file says of itself; and the text behind it."""

from __future__ import annotations

import datetime
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from tei_edition.errors import ReadError, UsageError
from tei_edition.read.pagefacts import iso_date

__all__ = ["Matter", "front_matter"]

_MATTER = re.compile(
    r"(?P<mark>---|\+\+\+)[ \t]*\r?\n(?P<body>.*?)^(?P=mark)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE
)
_KEYS: Mapping[str, str] = {
    "title": "title", "author": "author", "authors": "author", "creator": "author", "date": "date",
    "lang": "language", "language": "language", "journal": "journal", "newspaper": "journal", "volume": "volume",
    "issue": "issue", "number": "issue", "pages": "pages", "publisher": "publisher", "url": "url",
    "keywords": "keywords", "tags": "keywords", "description": "description", "abstract": "description",
    "rights": "rights",
}  # fmt: skip
"""Keys of front matter, and what they tell."""
_TITLE_BLOCK = re.compile(r"%[ \t]+\S[^\n]*\n(?:(?:%|[ \t]+\S)[^\n]*\n)*(?=[ \t\r]*(?:\n|\Z))")
"""Pandoc's way: up to three lines that begin with `%`, and what goes on with them, further in."""
_LARGEST = 65_536
_LONGEST = 500
_MOST = 50


@dataclass(frozen=True)
class Matter:
    """What stands before the text."""

    text: str = ""
    """The front matter as it stands in the file."""
    facts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """What it says, as in `Source.facts`."""


def front_matter(text: str, file: str) -> tuple[Matter, str]:
    """Give the front matter and the text, empty lines in the place of the matter. Raises ReadError."""
    found = _MATTER.match(text[: _LARGEST + 8])
    if found:
        said = _yaml(found["body"], file) if found["mark"] == "---" else _toml(found["body"], file)
    elif found := _TITLE_BLOCK.match(text[:_LARGEST]):
        said = _title_block(found[0])
    else:
        return Matter(), text
    if not isinstance(said, dict):
        return Matter(), text  # a rule, and another one further down
    facts: dict[str, tuple[str, ...]] = {}
    for key, value in said.items():
        if name := _KEYS.get(str(key).lower()):
            values = [part for part in _values(value) if part]
            values = [date for part in values if (date := iso_date(part))] if name == "date" else values
            facts |= {name: tuple(values)} if values else {}
    rest = "\n" * len(found[0].splitlines()) + text[found.end() :]
    return Matter(found[0], facts), rest


def _title_block(text: str) -> Any:
    """Give what the lines of a title block say: title, authors, date; more than these are none."""
    lines = [" ".join(line.split()) for line in re.split(r"^%", text, flags=re.MULTILINE)[1:]]
    if len(lines) > 3:
        return None
    title, authors, date = (*lines, "", "")[:3]
    return {"title": title, "author": [name.strip() for name in authors.split(";")], "date": date}


def _values(value: Any) -> Iterator[str]:
    """Yield the words of a value: a string, a number, a date, or a list of such, or of people with a name."""
    for item in value[:_MOST] if isinstance(value, list) else [value]:
        item = item.get("name", "") if isinstance(item, dict) else item
        if isinstance(item, str | int | float | datetime.date):
            yield " ".join(str(item).split())[:_LONGEST]


def _toml(body: str, file: str) -> Any:
    try:
        return tomllib.loads(body.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        line = re.search(r"at line (\d+)", str(error))
        raise _broken("TOML", error, file, int(line[1]) if line else 0) from error


def _yaml(body: str, file: str) -> Any:
    try:
        import yaml
    except ImportError as error:
        raise UsageError(
            "front matter in YAML cannot be read: a library is missing",
            file=file,
            hint="pip install 'tei_edition[markdown]'",
        ) from error
    try:
        return yaml.safe_load(body)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _broken("YAML", error, file, mark.line + 1 if mark else 0) from error


def _broken(language: str, error: Exception, file: str, line: int) -> ReadError:
    problem = getattr(error, "problem", None) or str(error) or type(error).__name__
    return ReadError(
        f"the front matter is no {language}: {' '.join(str(problem).split())[:120]}",
        file=file,
        line=line + 1,
        hint="mend it, or put words with a colon into quotation marks",
    )
