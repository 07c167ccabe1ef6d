"""A string that a list gives as an identifier → authority and bare number, with form and check digit judged."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from tei_edition.authority.record import Idno
from tei_edition.checks import mod_11_2

__all__ = ["SCHEMES", "read_identifier"]


def _always(_: str) -> bool:
    """Judge nothing: the scheme has no check digit."""
    return True


def _gnd(value: str) -> bool:
    """Judge the last digit of a GND number: weights 2, 3, … from the right, modulo 11; with a hyphen not inverted."""
    digits = value.replace("-", "")
    total = sum(int(char) * weight for weight, char in enumerate(reversed(digits[:-1]), 2)) % 11
    return _digit(digits[-1]) == (total if "-" in value else (11 - total) % 11)


def _digit(char: str) -> int:
    """Give the value of a check digit."""
    return 10 if char == "X" else int(char)


@dataclass(frozen=True)
class Scheme:
    """An authority file's numbers."""

    form: re.Pattern[str]
    """What a bare number looks like."""
    address: re.Pattern[str]
    """An address that ends with a number."""
    check: Callable[[str], bool] = _always
    """Whether the number's check digit is right."""
    names: tuple[str, ...] = ()
    """Other words for the scheme."""


def _scheme(form: str, address: str, check: Callable[[str], bool] = _always, *names: str) -> Scheme:
    """Make a scheme; what follows the number in an address is passed over."""
    found = re.compile(rf"(?:https?://)?(?:www\.)?(?:{address})(?P<value>[^/?#\s]+)", re.IGNORECASE)
    return Scheme(re.compile(form), found, check, names)


SCHEMES: Mapping[str, Scheme] = {
    "wikidata": _scheme(
        r"Q[1-9]\d{0,9}",
        r"(?:m\.)?wikidata\.org/(?:wiki/|entity/)(?:Special:EntityData/)?",
        _always,
        "qid",
        "wd",
    ),
    "viaf": _scheme(r"[1-9]\d{1,21}", r"viaf\.org/(?:viaf|processed)/"),
    "gnd": _scheme(
        r"1[0-3]?\d{7}[\dX]|[47]\d{6}-\d|[1-9]\d{0,7}-[\dX]|3\d{7}[\dX]",
        r"d-nb\.info/gnd/|(?:explore|lobid)\.(?:gnd\.network|org)/gnd/",
        _gnd,
        "pnd",
        "dnb",
    ),
    "geonames": _scheme(r"[1-9]\d{0,8}", r"(?:sws\.)?geonames\.org/", _always, "geoname"),
    "lccn": _scheme(
        r"[a-z]{1,3}(?:\d{8}|\d{10})|\d{8}|\d{10}",
        r"id\.loc\.gov/authorities/(?:names|subjects)/|id\.loc\.gov/rwo/agents/|lccn\.loc\.gov/",
        _always,
        "lcnaf",
        "naf",
        "loc",
    ),
    "isni": _scheme(r"\d{15}[\dX]", r"isni\.org/(?:isni/)?(?:page/)?", mod_11_2),
    "orcid": _scheme(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]", r"orcid\.org/", mod_11_2),
    "snac": _scheme(r"[1-9]\d*", r"snaccooperative\.org/(?:view|vocab_administrator)/"),
}
"""The schemes we know, by the word that `@type` has for them."""

_WORDS = {word: name for name, scheme in SCHEMES.items() for word in (name, *scheme.names)}


def read_identifier(text: str, kind: str = "") -> tuple[Idno | None, str]:
    """Give the identifier a list means, and what is wrong with it; `kind` is the list's word for its scheme.

    What is wrong is empty for a sound one. One of an unknown scheme is kept under the list's word, an address as
    `URI`; one of a known scheme that has not its form, or whose check digit is wrong, is not given.
    """
    text = unquote(" ".join(text.split()))
    for name, scheme in SCHEMES.items():
        if found := scheme.address.match(text):
            return _checked(name, found["value"])
    if re.match(r"https?://", text):
        return Idno("URI", text), ""
    word = _WORDS.get(re.sub(r"[^a-z]|id$", "", kind.casefold())) or _WORDS.get(kind.casefold().strip())
    prefix, colon, rest = text.partition(":")
    if not word and colon and prefix.casefold().strip() in _WORDS:
        word, text = _WORDS[prefix.casefold().strip()], rest.strip()
    if word:
        return _checked(word, text)
    if re.fullmatch(r"Q[1-9]\d+", text):
        return Idno("wikidata", text), ""
    return (
        (Idno(kind, text), "")
        if text and kind
        else (None, f"nothing says whose number “{text}” is" if text else "")
    )


def _checked(name: str, value: str) -> tuple[Idno | None, str]:
    """Give the number without what is only typography, or what is wrong with it."""
    scheme, shown = SCHEMES[name], value
    value = value.strip().removesuffix(".html").removesuffix(".json")
    if name in ("isni", "lccn"):
        value = re.sub(r"[\s-]", "", value)
    value = value.lower() if name == "lccn" else value.upper()
    if name == "orcid" and re.fullmatch(r"\d{15}[\dX]", value):
        value = "-".join(value[at : at + 4] for at in range(0, 16, 4))
    if not scheme.form.fullmatch(value):
        return None, f"“{shown}” has not the form of a {name} identifier"
    if not scheme.check(value):
        return None, f"the check digit of the {name} identifier “{shown}” is wrong"
    return Idno(name, value), ""
