"""A TEI element → the HTML element and attributes that mean the same."""

from __future__ import annotations

from functools import lru_cache

from lxml import etree

from tei_edition.render import safe
from tei_edition.tei import local, q


def language_attributes(element: etree._Element) -> str:
    """Give `lang` and, where the direction of writing is not the usual one, `dir`."""
    value = element.get(_LANG)
    return _language(value) if value else ""


@lru_cache(1024)
def _language(value: str) -> str:
    """Give the attributes for a value of `xml:lang`."""
    tag = safe.language(value)
    if not tag:
        return ""
    return f' lang="{tag}"' + (' dir="rtl"' if safe.direction(tag) == "rtl" else "")


_LANG = q("xml:lang")


def phrase_tag(element: etree._Element) -> str:
    """Give the HTML element for a phrase."""
    name = local(element)
    if name == "hi":
        rend = set(element.get("rend", "").replace("#", " ").lower().split())
        for words, tag in _HI:
            if rend & words:
                return tag
        return "span" if rend else "i"
    return _PHRASES.get(name, "span")


_HI = (
    (frozenset({"sup", "superscript", "super"}), "sup"),
    (frozenset({"sub", "subscript"}), "sub"),
    (frozenset({"bold", "b"}), "b"),
    (frozenset({"italic", "italics", "it", "i"}), "i"),
)
_PHRASES = {
    "emph": "em",
    "foreign": "i",
    "title": "cite",
    "del": "del",
    "add": "ins",
    "code": "code",
    "mentioned": "i",
}
