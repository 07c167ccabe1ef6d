"""The name of a W3C XML Schema datatype and its facets → a datatype (XML Schema Part 2)."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from tei_edition.validate.relaxng import xsd_values as values
from tei_edition.validate.relaxng.datatypes import XSD, Context, DatatypeError, words
from tei_edition.validate.relaxng.regex import PatternError, compiled
from tei_edition.validate.relaxng.xmlname import is_name, is_ncname, is_nmtoken

Parser = Callable[[str, Context], Any]
MEMORY = 4096
"""How many strings a type remembers its judgement of."""

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")


@dataclass(frozen=True)
class Kind:
    """What a built-in type is."""

    parse: Parser
    """String, white space made regular → its value; None when it stands for none."""
    facets: frozenset[str]
    """The facets it may have."""
    space: str = "collapse"
    """What becomes of white space: `preserve`, `replace` or `collapse`."""
    identity: str = ""
    """`ID`, `IDREF`, `IDREFS` or nothing."""


class XsdType:
    """A type with facets."""

    def __init__(
        self,
        name: str,
        kind: Kind,
        tests: tuple[Callable[[str, Any], bool], ...],
        params: tuple[tuple[str, str], ...],
    ) -> None:
        self.written: tuple[str, str, Sequence[tuple[str, str]]] = (XSD, name, params)
        self.patterns = tuple(text for facet, text in params if facet == "pattern")
        self.name, self.kind, self.tests, self.identity = name, kind, tests, kind.identity
        self.contextual = kind.parse is values.qname
        self._judged: dict[str, bool] = {}

    def allows(self, text: str, context: Context) -> bool:
        """Say whether a string is a value, and remember it where it does not depend on the context."""
        found = self._judged.get(text)
        if found is None:
            found = self.value(text, context) is not None
            if len(self._judged) < MEMORY and not self.contextual:
                self._judged[text] = found
        return found

    def value(self, text: str, context: Context) -> object:
        """Give the value, None when there is none."""
        text = _spaced(text, self.kind.space)
        value = self.kind.parse(text, context)
        return value if value is not None and all(test(text, value) for test in self.tests) else None

    def same(self, text: str, context: Context, value: object) -> bool:
        """Compare with a value."""
        return self.value(text, context) == value


def _spaced(text: str, how: str) -> str:
    if how == "collapse":
        return " ".join(words(text))
    return re.sub("[\t\n\r]", " ", text) if how == "replace" else text


def _string(text: str, _context: Context) -> str:
    return text


def _being(test: Callable[[str], object]) -> Parser:
    return lambda text, _context: text if test(text) else None


def _listing(item: Parser) -> Parser:
    def parse(text: str, context: Context) -> tuple[object, ...] | None:
        items = tuple(item(word, context) for word in text.split(" ") if word)
        return items if items and None not in items else None

    return parse


_LENGTHS = frozenset(("length", "minLength", "maxLength", "pattern"))
_RANGE = frozenset(("minInclusive", "maxInclusive", "minExclusive", "maxExclusive", "pattern"))
_DECIMAL = _RANGE | {"totalDigits", "fractionDigits"}
_PATTERN = frozenset(("pattern",))


def _integer(low: int | None, high: int | None) -> Kind:
    return Kind(values.integer(low, high), _DECIMAL)


KINDS: dict[str, Kind] = {
    "string": Kind(_string, _LENGTHS, "preserve"),
    "normalizedString": Kind(_string, _LENGTHS, "replace"),
    "token": Kind(_string, _LENGTHS),
    "language": Kind(_being(LANGUAGE.fullmatch), _LENGTHS),
    "Name": Kind(_being(is_name), _LENGTHS),
    "NCName": Kind(_being(is_ncname), _LENGTHS),
    "NMTOKEN": Kind(_being(is_nmtoken), _LENGTHS),
    "NMTOKENS": Kind(_listing(_being(is_nmtoken)), _LENGTHS),
    "ID": Kind(_being(is_ncname), _LENGTHS, identity="ID"),
    "IDREF": Kind(_being(is_ncname), _LENGTHS, identity="IDREF"),
    "IDREFS": Kind(_listing(_being(is_ncname)), _LENGTHS, identity="IDREFS"),
    "ENTITY": Kind(lambda _text, _context: None, _LENGTHS),
    "ENTITIES": Kind(lambda _text, _context: None, _LENGTHS),
    "QName": Kind(values.qname, _LENGTHS),
    "NOTATION": Kind(values.qname, _LENGTHS),
    "anyURI": Kind(values.uri, _LENGTHS),
    "boolean": Kind(values.boolean, _PATTERN),
    "hexBinary": Kind(values.hex_binary, _LENGTHS),
    "base64Binary": Kind(values.base64_binary, _LENGTHS),
    "float": Kind(values.single, _RANGE),
    "double": Kind(values.double, _RANGE),
    "decimal": Kind(values.decimal, _DECIMAL),
    "duration": Kind(values.duration, _RANGE),
    "integer": _integer(None, None),
    "nonPositiveInteger": _integer(None, 0),
    "negativeInteger": _integer(None, -1),
    "nonNegativeInteger": _integer(0, None),
    "positiveInteger": _integer(1, None),
    "long": _integer(-(2**63), 2**63 - 1),
    "int": _integer(-(2**31), 2**31 - 1),
    "short": _integer(-(2**15), 2**15 - 1),
    "byte": _integer(-128, 127),
    "unsignedLong": _integer(0, 2**64 - 1),
    "unsignedInt": _integer(0, 2**32 - 1),
    "unsignedShort": _integer(0, 2**16 - 1),
    "unsignedByte": _integer(0, 255),
    **{name: Kind(values.moment(name), _RANGE) for name in values.MOMENTS},
}
"""The built-in types that RELAX NG may use (Guidelines for Using W3C XML Schema Datatypes with RELAX NG)."""


@lru_cache(maxsize=1024)
def xsd_type(name: str, params: tuple[tuple[str, str], ...]) -> XsdType:
    """Give a type with its facets; DatatypeError when there is none such."""
    kind = KINDS.get(name)
    if kind is None:
        raise DatatypeError(f"XML Schema has no datatype {name} that RELAX NG may use")
    tests: list[Callable[[str, Any], bool]] = []
    seen: set[str] = set()
    for facet, text in params:
        if facet not in kind.facets:
            raise DatatypeError(f"the type {name} takes no parameter {facet}")
        if facet in seen and facet != "pattern":
            raise DatatypeError(f"the parameter {facet} is given twice")
        seen.add(facet)
        tests.append(_facet(name, kind, facet, text))
    return XsdType(name, kind, tuple(tests), params)


def _facet(name: str, kind: Kind, facet: str, text: str) -> Callable[[str, Any], bool]:
    """Make the test of one facet (XML Schema Part 2, section 4.3)."""
    if facet == "pattern":
        return _pattern(text)
    if facet in ("length", "minLength", "maxLength", "totalDigits", "fractionDigits"):
        if not re.fullmatch(r"\s*\+?[0-9]+\s*", text) or (
            facet == "totalDigits" and values.whole(text.strip()) == 0
        ):
            raise DatatypeError(f"{facet} must be a whole number, not {text!r}")
        return _counting(facet, values.whole(text.strip()))
    limit = kind.parse(" ".join(words(text)), {})
    if limit is None:
        raise DatatypeError(f"{facet} must be a value of the type {name}, not {text!r}")
    return _comparing(facet, limit)


def _pattern(text: str) -> Callable[[str, Any], bool]:
    try:
        match = compiled(text)
    except PatternError as error:
        raise DatatypeError(f"the pattern {text} is no regular expression of XML Schema: {error}") from error
    return lambda written, _value: match(written)


def _counting(facet: str, number: int) -> Callable[[str, Any], bool]:
    if facet == "totalDigits":
        return lambda _written, value: values.digits(value)[0] <= number
    if facet == "fractionDigits":
        return lambda _written, value: values.digits(value)[1] <= number
    if facet == "length":
        return lambda _written, value: len(value) == number
    if facet == "minLength":
        return lambda _written, value: len(value) >= number
    return lambda _written, value: len(value) <= number


def _comparing(facet: str, limit: Any) -> Callable[[str, Any], bool]:
    """Compare; what cannot be compared (NaN, times with and without zone) is not within the limit."""
    wanted = {"minInclusive": (0, 1), "minExclusive": (1,), "maxInclusive": (0, -1), "maxExclusive": (-1,)}[
        facet
    ]
    return lambda _written, value: values.compare(value, limit) in wanted
