"""Addresses and page numbers in a web page → pointers that are safe and lead somewhere, numbers for `pb`."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin, urlsplit

from tei_edition.read.dom import Node, attribute, classes, elements, text_of

__all__ = ["base_of", "page_number", "safe_link"]

_PRINTED = re.compile(
    r"\s*[\[({|/]?\s*(?P<word>(?:p|pg|page|pag|s|seite)\b\.?)?\s*(?P<n>\d{1,5}|[ivxlc]{1,8})\s*[\])}|/]?\s*",
    re.IGNORECASE,
)
_CLASS = re.compile(r"(?:ws-)?page-?(?:num(?:ber)?|no)?|pb|pagebreak|folio")
_NAME = re.compile(r"(?:page|pg|pag|p)[_.-]?(?P<n>\d{1,5}|[ivxlc]{1,8})", re.IGNORECASE)
_SMALL = frozenset("span a div p sup small b i ins font".split())  # noqa: SIM905


def base_of(root: Node) -> str:
    """Give the address relative links start from: what `base`, the canonical link or `og:url` says; else nothing."""
    found = {"base": "", "canonical": "", "og:url": ""}
    for node in elements(root):
        if node.name == "base":
            found["base"] = found["base"] or attribute(node, "href")
        elif node.name == "link" and attribute(node, "rel").lower() == "canonical":
            found["canonical"] = attribute(node, "href")
        elif node.name == "meta" and attribute(node, "property").lower() == "og:url":
            found["og:url"] = attribute(node, "content")
    return next((address for address in found.values() if address.startswith(("http://", "https://"))), "")


def safe_link(address: str, base: str, picture: bool = False) -> str:
    """Give an address as TEI can hold it; empty for scripts, data, files, links within the page or to nowhere.

    A relative one leads somewhere only from the page's own address; a picture may lie beside the page.
    """
    address = "".join(char for char in address if char.isprintable()).strip()
    if not address or address.startswith("#"):
        return ""
    try:
        whole = urljoin(base, address) if base else address
        scheme = urlsplit(whole).scheme.lower()
    except ValueError:
        return ""
    wanted = ("http", "https") if picture else ("http", "https", "mailto")
    if scheme not in wanted and (scheme or not picture or whole.startswith(("/", "\\"))):
        return ""
    return quote(whole, safe="%/:=&?~#+!$,;'@()*[]-._")


def page_number(node: Node) -> str:
    """Give the number of a page where an element is nothing but that: `[Pg 12]`; empty elsewhere."""
    if node.name not in _SMALL:
        return ""
    said = any(_CLASS.fullmatch(name) for name in classes(node))
    named = _NAME.fullmatch(attribute(node, "id") or (attribute(node, "name") if node.name == "a" else ""))
    if not said and not named:
        return ""
    text = text_of(node, 60)
    printed = _PRINTED.fullmatch(text)
    if printed and (said or printed["word"] or text.strip()[:1] in "[{"):
        return printed["n"]
    number = attribute(node, "data-page-number") or (named["n"] if named else "")
    return number if said and not text.strip() and re.fullmatch(r"\w{1,8}", number) else ""
