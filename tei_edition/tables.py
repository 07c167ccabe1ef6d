"""TOML files → dataclasses of strings, refusing what they do not know with file, line and cure."""

from __future__ import annotations

import dataclasses
import datetime
import difflib
import re
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar, cast

from tei_edition.errors import ConfigError, ReadError

T = TypeVar("T")

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (section 2.2) does not allow."""


_WORDS = {
    "Expected '=' after a key": (
        "a line that is neither `key = value` nor a heading",
        'write key = "value"; a heading stands in brackets alone on its line: [source]',
    ),
    "Invalid statement": ("a line that does not begin with a key", 'write key = "value"; # begins a remark'),
    "Invalid value": ("a value that is none", 'words stand in straight quotation marks: key = "value"'),
    "Illegal character '\\n'": (
        "words that are not closed on their line",
        'put a " where they end; several lines stand between """ and """',
    ),
    "Unterminated string": ("words that are never closed", 'put " or """ where they end'),
    'Expected "\'"': ("words that are never closed", "put ' where they end"),
    "Expected newline or end of document": (
        "more on the line than one value",
        'a straight quotation mark ends the words it stands in: write \\" or “ ” for one within them',
    ),
    "Unescaped '\\'": ("a backslash that stands for nothing", "write \\\\ for a backslash"),
    "Cannot overwrite a value": ("a key or heading that stands there already", "keep one of the two"),
    "Cannot declare": (
        "a heading that stands there already",
        "join the two; what may come often is [[note]]",
    ),
    "Unclosed array": ("a list that is never closed", "put ] where it ends, and a comma between its items"),
    "Expected ']": ("a heading that is not closed", "put ] where it ends: [source], [[note]]"),
}
"""What the parser says → what is wrong in an editor's words, and the cure."""


def read_toml(path: Path) -> dict[str, Any]:
    """Read a TOML file; ConfigError with line and column when it is not one."""
    try:
        text = path.read_text("utf-8-sig")
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"\(at line (\d+), column (\d+)\)", str(error))
        line, column = (int(found[1]), int(found[2])) if found else (text.count("\n") + 1, None)
        message = re.sub(r"\s*\(at .*\)$", "", str(error))
        message, hint = next((told for said, told in _WORDS.items() if said in message), (message, None))
        raise ConfigError(
            f"not TOML: {message}", file=str(path), line=line, column=column, hint=hint
        ) from error
    except UnicodeDecodeError as error:
        raise ConfigError(
            f"not UTF-8 at byte {error.start}",
            file=str(path),
            line=error.object.count(b"\n", 0, error.start) + 1,
            hint="save the file as UTF-8",
        ) from error
    except OSError as error:
        told = f"cannot be read: {error.strerror}"
        raise ReadError(told, file=str(path), hint="may you read it, and is the disk there?") from error


def fill(
    kind: type[T], table: Mapping[str, Any], file: Path, where: str, at: int | None = None, /, **given: Any
) -> T:
    """Make a dataclass of a table's values and the given ones, refusing what it does not know.

    Raises ConfigError naming the key, its line and the nearest known key.
    """
    fields = {item.name: item for item in dataclasses.fields(cast(Any, kind)) if item.name not in given}
    values = dict(given)
    for key, value in table.items():
        if key not in fields:
            place = f"[{where}] " if where else ""
            hint = did_you_mean(key, fields)
            raise ConfigError(
                f"unknown key {place}{key!r}", file=str(file), line=at or line_of(file, key), hint=hint
            )
        many = "tuple" in str(fields[key].type)
        values[key] = strings_of(value, key, file) if many else string_of(value, key, file)
    missing = [
        name for name, item in fields.items() if name not in values and item.default is dataclasses.MISSING
    ]
    if missing:
        hint = "; ".join(f'{name} = "…"' for name in missing)
        raise ConfigError(f"[{where}] lacks {', '.join(missing)}", file=str(file), line=at, hint=hint)
    return kind(**values)


def string_of(value: Any, key: str, path: Path) -> str:
    """Give a scalar as the string we work with: TOML dates in their ISO form, numbers as written."""
    if isinstance(value, str):
        if found := _ILLEGAL.search(value):
            raise ConfigError(
                f"{key!r} has the control character U+{ord(found[0]):04X}, which XML does not allow",
                file=str(path),
                line=line_of(path, key),
                hint="delete it",
            )
        return value
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise ConfigError(f"{key!r} must be a string", file=str(path), line=line_of(path, key))


def bool_of(value: Any, key: str, path: Path) -> bool:
    """Give a yes or no."""
    if isinstance(value, bool):
        return value
    told, cure = f"{key!r} must be true or false", f"{key} = true"
    raise ConfigError(told, file=str(path), line=line_of(path, key), hint=cure)


def strings_of(value: Any, key: str, path: Path) -> tuple[str, ...]:
    """Give a list of strings as a tuple."""
    if not isinstance(value, list):
        raise ConfigError(
            f"{key!r} must be a list", file=str(path), line=line_of(path, key), hint=f'{key} = ["…"]'
        )
    return tuple(string_of(item, key, path) for item in value)


def take_table(table: dict[str, Any], key: str, path: Path) -> dict[str, Any]:
    """Take a sub-table out of the table."""
    value = table.pop(key, {})
    if not isinstance(value, dict):
        raise ConfigError(
            f"{key!r} must be a table", file=str(path), line=line_of(path, key), hint=f"[{key}]"
        )
    return value


def take_tables(table: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    """Take a list of sub-tables out of the table."""
    value = table.pop(key, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ConfigError(
            f"{key!r} must be a list of tables", file=str(path), line=line_of(path, key), hint=f"[[{key}]]"
        )
    return value


def listed(table: dict[str, Any], key: str, path: Path) -> list[dict[str, Any]]:
    """Take what may be one sub-table or a list of them out of the table, as a list."""
    return (
        [take_table(table, key, path)] if isinstance(table.get(key), dict) else take_tables(table, key, path)
    )


def header_lines(lines: list[str], key: str) -> Iterable[int | None]:
    """Yield the lines of `[[key]]` in a TOML file, then `None` for ever: TOML's parser does not tell them."""
    header = re.compile(rf"\s*\[\[\s*{key}\s*\]\]")
    yield from (number for number, line in enumerate(lines, 1) if header.match(line))
    while True:
        yield None


def line_of(path: Path, word: str) -> int | None:
    """Give the first line of the file that has the word; `None` where there is no such line or file."""
    if not path.is_file():
        return None
    lines = path.read_text("utf-8-sig", errors="replace").splitlines()
    return next((number for number, line in enumerate(lines, 1) if word in line), None)


def did_you_mean(word: str, known: Iterable[str]) -> str | None:
    """Give `did you mean …?` for the nearest known word, if one is near."""
    near = difflib.get_close_matches(word, list(known), 1)
    return f"did you mean {near[0]!r}?" if near else None
