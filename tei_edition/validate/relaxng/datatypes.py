"""A datatype library's URI and a type's name → a datatype (RELAX NG, sections 4.3, 4.4 and 6.2.7–6.2.8)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Protocol

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
XSD_OLD = "http://www.w3.org/2001/XMLSchema"
"""What some schemas write for it by mistake; Jing takes it, too."""

Context = Mapping[str, str]
"""The namespace prefixes that hold where a value stands."""

_WORDS = re.compile(r"[^ \t\n\r]+")


class DatatypeError(Exception):
    """A datatype does not exist, or its parameters are wrong."""


class Datatype(Protocol):
    """What tells whether a string is a value."""

    name: str
    """Its name in its library."""
    identity: str
    """`ID`, `IDREF`, `IDREFS` or nothing (RELAX NG DTD Compatibility, section 5)."""

    contextual: bool
    """Whether that depends on the namespaces in force."""
    written: tuple[str, str, Sequence[tuple[str, str]]]
    """Its library, its name and its parameters: what `datatype` makes it of."""

    def allows(self, text: str, context: Context) -> bool:
        """Say whether a string is a value of the type (Clark's `datatypeAllows`)."""

    def value(self, text: str, context: Context) -> object:
        """Give the value that a string stands for; None when it stands for none."""

    def same(self, text: str, context: Context, value: object) -> bool:
        """Say whether a string stands for that value (Clark's `datatypeEqual`)."""


def words(text: str) -> list[str]:
    """Split a string where XML has white space."""
    return _WORDS.findall(text)


class BuiltIn:
    """`string` and `token` of the built-in library."""

    identity = ""
    contextual = False

    def __init__(self, name: str) -> None:
        self.name = name
        self.written: tuple[str, str, Sequence[tuple[str, str]]] = ("", name, ())

    def allows(self, text: str, context: Context) -> bool:
        """Every string is a value."""
        return True

    def value(self, text: str, context: Context) -> object:
        """Give the string; a token's white space is made regular."""
        return text if self.name == "string" else " ".join(words(text))

    def same(self, text: str, context: Context, value: object) -> bool:
        """Compare with a value."""
        return self.value(text, context) == value


BUILT_IN = {name: BuiltIn(name) for name in ("string", "token")}
"""The built-in library (section 4.4)."""


def datatype(library: str, name: str, params: Sequence[tuple[str, str]]) -> Datatype:
    """Give a datatype with its parameters; DatatypeError when there is none such."""
    if library == "":
        if name not in BUILT_IN:
            raise DatatypeError(f"the built-in datatype library has no type {name}")
        if params:
            raise DatatypeError(f"the built-in type {name} takes no parameters")
        return BUILT_IN[name]
    if library.rstrip("/") in (XSD, XSD_OLD):
        from tei_edition.validate.relaxng.xsd import xsd_type

        return xsd_type(name, tuple(params))
    raise DatatypeError(f"the datatype library {library} is not known")
