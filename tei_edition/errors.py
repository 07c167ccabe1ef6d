"""Failures → exceptions that name the file, the line and the cure.

    TeiEditionError                 everything we raise on purpose          exit status 2
    ├── UsageError                  the command was asked for the impossible
    ├── ReadError                   a source cannot be read as text
    ├── ConfigError                 edition.toml, <slug>.toml or register.xml is wrong
    ├── XmlError                    a file is not well-formed or not safe to parse
    └── WriteError                  a file or folder cannot be written

What is wrong *inside* a text or a TEI file is not an exception but a
`tei_edition.diagnostics.Diagnostic` (exit status 1).
"""

from __future__ import annotations


class TeiEditionError(Exception):
    """What all our exceptions have in common: a message, a place and a cure.

    `code` is a word of the catalogue in `tei_edition.diagnostics`; `file`, `line` and `column` (1-based,
    `None` where unknown) say where; `hint` says what to do about it.
    """

    exit_status = 2
    code = "failure"

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        file: str | None = None,
        line: int | None = None,
        column: int | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or type(self).code
        self.file = file
        self.line = line
        self.column = column
        self.hint = hint

    def __str__(self) -> str:
        """One line: `file:line:column: message (hint)`, leaving out what is unknown."""
        place = ":".join(str(part) for part in (self.file, self.line, self.column) if part is not None)
        text = f"{place}: {self.message}" if place else self.message
        return f"{text} ({self.hint})" if self.hint else text


class UsageError(TeiEditionError):
    """The command was asked for something that does not exist or cannot be combined."""

    code = "usage"


class ReadError(TeiEditionError):
    """A source file cannot be read as text."""

    code = "unreadable"


class ConfigError(TeiEditionError):
    """`edition.toml`, an article's toml or the register says something we cannot use."""

    code = "configuration"


class XmlError(TeiEditionError):
    """An XML file is not well-formed, or asks for what we refuse (entities, network)."""

    code = "not-well-formed"


class WriteError(TeiEditionError):
    """A file or folder cannot be written."""

    code = "unwritable"
