"""What is wrong with an element, in the grammar's terms → a plain sentence and its cure."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from lxml import etree

from tei_edition.tei import NS, inner_text, local
from tei_edition.validate.facts import ElementFacts, Facts

Said = tuple[str, str | None]
"""A message and its hint."""

HABITS = {
    "a": "ref", "b": "hi", "i": "hi", "u": "hi", "strong": "emph", "em": "emph", "br": "lb",
    "hr": "milestone", "h1": "head", "h2": "head", "h3": "head", "h4": "head", "ul": "list", "ol": "list",
    "li": "item", "dl": "list", "dt": "label", "dd": "item", "img": "graphic", "blockquote": "quote",
    "tr": "row", "td": "cell", "th": "cell", "caption": "head", "section": "div", "span": "seg", "sup": "hi",
    "sub": "hi", "footnote": "note", "div0": "div", "div1": "div", "div2": "div", "div3": "div",
    "xref": "ref", "xptr": "ptr", "teiheader": "teiHeader", "TEI.2": "TEI", "sourcedesc": "sourceDesc",
    "respons": "respStmt", "citation": "cit", "link": "ref",
}  # fmt: skip
"""HTML's and TEI P4's names → TEI P5's."""

ATTRIBUTE_HABITS = {
    "id": "xml:id",
    "lang": "xml:lang",
    "href": "target",
    "src": "url",
    "class": "rend",
    "url": "target",
}
"""HTML's and TEI P4's names of attributes → TEI P5's."""

ADVICE = {
    ("quote", "who"): "TEI has who on q, said and sp; on quote, point to the speaker or the work with source",
    ("persName", "key"): "point to the register with ref",
    ("ref", "type"): None,
}
"""Cures for particular attributes."""

PLAIN = {
    "date": "a date such as 1953-06-29", "gYear": "a year (1953)", "gYearMonth": "a month (1953-06)",
    "gMonthDay": "a day of the year (--06-29)", "dateTime": "a date with time (1953-06-29T12:00:00)",
    "anyURI": "a pointer such as #id or https://example.org/",
    "ID": "a name such as p1 that no other element has", "nonNegativeInteger": "a whole number",
    "decimal": "a number", "double": "a number", "language": "a language tag such as en",
    "boolean": "true or false", "token": "a word without white space",
    "NCName": "a word such as tei_edition", "gMonth": "a month (--06)", "gDay": "a day (---29)",
    "time": "a time (12:00:00)", "Name": "a word",
}  # fmt: skip
"""Data types in words, with an example."""


def wrong_element(facts: Facts, element: etree._Element) -> Said:
    """Say why an element may not stand where it stands."""
    name, parent = local(element), element.getparent()
    if name not in facts.elements:
        return unknown_element(facts, element)
    if not (isinstance(element.tag, str) and element.tag.startswith(f"{{{NS}}}")):
        return f"`{name}` is not in TEI's namespace", f'put xmlns="{NS}" on the root element'
    if parent is None:
        return f"`{name}` cannot be the outermost element", "the root of a TEI document is TEI"
    above = local(parent)
    if name in facts.elements.get(above, ElementFacts()).children:
        return f"`{name}` is out of place in `{above}`", _order(facts, element)
    return f"`{name}` may not stand in `{above}`", _where(facts, name)


def unknown_element(facts: Facts, element: etree._Element) -> Said:
    """Say that the grammar has no such element, and which one is meant."""
    name, parent = local(element), element.getparent()
    message = f"The schema has no element `{name}`"
    meant = did_you_mean(name, facts.elements, HABITS)
    if meant:
        return message, f"did you mean `{meant}`?"
    if parent is None:
        return message, "the root of a TEI document is TEI"
    here = facts.elements.get(local(parent), ElementFacts()).children if parent is not None else set()
    return message, f"in `{local(parent)}` may stand {listed(here)}" if parent is not None and here else None


def wrong_attribute(facts: Facts, element: etree._Element, name: str) -> Said:
    """Say that an attribute is unknown, or that its value is not allowed."""
    owner, known = local(element), facts.elements.get(local(element), ElementFacts())
    value = element.get(name.replace("xml:", "{http://www.w3.org/XML/1998/namespace}"))
    if name in known.attributes:
        leaves = facts.values(owner, name)
        return f'{name}="{value}" is no allowed value on `{owner}`', f"expected {expected(leaves)}"
    message = f"`{owner}` has no attribute `{name}`"
    advice = ADVICE.get((owner, name))
    meant = did_you_mean(name, known.attributes, ATTRIBUTE_HABITS)
    if advice or meant:
        return message, advice or f"did you mean `{meant}`?"
    return message, f"it may have {listed(known.attributes)}"


def lacking(facts: Facts, element: etree._Element) -> list[str]:
    """Name the attributes that an element must have and has not."""
    have = {key.replace("{http://www.w3.org/XML/1998/namespace}", "xml:") for key in map(str, element.attrib)}
    return sorted(facts.elements.get(local(element), ElementFacts()).required - have)


def missing_attribute(facts: Facts, element: etree._Element) -> Said:
    """Say which attributes an element must have and has not."""
    name, missing = local(element), lacking(facts, element)
    if not missing:
        return f"The attributes of `{name}` are not as the schema wants them", None
    kinds = "; ".join(f'{m}="…" takes {expected(facts.values(name, m))}' for m in missing)
    return f"`{name}` lacks {listed(missing)}", kinds


def missing_content(facts: Facts, element: etree._Element) -> Said:
    """Say what an element must hold and does not."""
    name, known = local(element), facts.elements.get(local(element), ElementFacts())
    have = {local(child) for child in element}
    missing = [child for child in known.needed if child not in have]
    if missing:
        return f"`{name}` lacks {listed(missing)}", f"put it in, in this order: {', '.join(known.needed)}"
    return f"`{name}` is incomplete", f"it may hold {listed(known.children)}" if known.children else None


def wrong_text(facts: Facts, element: etree._Element) -> Said:
    """Say that no text may stand directly in an element."""
    name = local(element)
    children = facts.elements.get(name, ElementFacts()).children
    wrap = next((child for child in ("p", "item", "l", "cell", "quote") if child in children), None)
    return (
        f"Text may not stand directly in `{name}`",
        f"wrap it in `{wrap}`" if wrap else f"use {listed(children)}",
    )


def expected(leaves: Iterable[etree._Element]) -> str:
    """Put the patterns of a value into words."""
    words = []
    for leaf in leaves:
        kind = etree.QName(leaf).localname
        word = inner_text(leaf) if kind == "value" else PLAIN.get(leaf.get("type", ""), "text")
        if word not in words:
            words.append(word)
    return _join(words, "or", 12) if words else "text"


def did_you_mean(name: str, known: Iterable[str], habits: dict[str, str]) -> str | None:
    """Give the known name that is meant: another case, a habit of HTML or TEI P4, a slip of the pen."""
    names = list(known)
    same = [candidate for candidate in names if candidate.lower() == name.lower()]
    habit = habits.get(name) or habits.get(name.lower())
    if same or habit in names:
        return same[0] if same else habit
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return close[0] if close else None


def listed(names: Iterable[str]) -> str:
    """Name up to eight things."""
    return _join([f"`{name}`" for name in sorted(names)], "and", 8)


def _join(words: list[str], last: str, most: int) -> str:
    """Join words as a sentence does."""
    if len(words) > most:
        return ", ".join(words[:most]) + ", …"
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _where(facts: Facts, name: str) -> str | None:
    """Say in which elements an element may stand, those of the text's structure first."""
    parents = facts.parents(name)
    first = [p for p in ("text", "body", "div", "p", "list", "teiHeader", "fileDesc") if p in parents]
    rest = [p for p in parents if p not in first]
    return f"it may stand in {_join([f'`{p}`' for p in (first + rest)], 'and', 6)}" if parents else None


def _order(facts: Facts, element: etree._Element) -> str:
    """Say what stands before a child that is out of place."""
    parent = element.getparent()
    needed = facts.elements[local(parent)].needed if parent is not None else []
    if local(element) in needed:
        return f"the order is {', '.join(needed)}"
    before = element.getprevious()
    if before is None:
        return "something that must come before it is missing"
    return f"it cannot follow `{local(before)}`: it comes earlier, or only once, or something between them is missing"
