"""Our grammar (RELAX NG) and rules (Schematron) → a page that documents them: elements, attributes, values, rules."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from lxml import etree

__all__ = ["schema_page"]

_RNG = "{http://relaxng.org/ns/structure/1.0}"
_SAID = "{http://relaxng.org/ns/compatibility/annotations/1.0}documentation"
_SCH = "{http://purl.oclc.org/dsdl/schematron}"


def schema_page(grammar: etree._Element, rules: etree._Element | None = None) -> str:
    """Give the page; every element stands there with what its definition says, its attributes and their values."""
    defined = {str(one.get("name")): one for one in grammar.iter(f"{_RNG}define")}
    elements = [
        element
        for one in defined.values()
        for element in one.iterchildren(f"{_RNG}element")
        if element.get("name")
    ]
    return "".join(
        (
            '<!DOCTYPE html>\n<html lang="en">\n<head><meta charset="utf-8">',
            '<meta name="viewport" content="width=device-width"><title>The schema of this edition</title></head>\n',
            "<body><main>\n<h1>The schema of this edition</h1>\n",
            "<p>A subset of TEI P5: what is valid here is valid under TEI All.</p>\n<h2>Elements</h2>\n",
            *(
                _element(one, defined)
                for one in sorted(elements, key=lambda one: str(one.get("name")).casefold())
            ),
            *(_rules(rules) if rules is not None else ()),
            "</main></body>\n</html>\n",
        )
    )


def _element(element: etree._Element, defined: dict[str, etree._Element]) -> str:
    """Describe an element."""
    name = escape(str(element.get("name")))
    attributes: dict[str, etree._Element] = {}
    for attribute in _attributes(element, defined, set()):
        attributes.setdefault(str(attribute.get("name")), attribute)
    rows = "".join(
        f"<dt><code>@{escape(key)}</code></dt><dd>{escape(_said(one))} {escape(_values(one, defined))}</dd>\n"
        for key, one in sorted(attributes.items())
    )
    words = _said(element) or _said(element.getparent())
    return f'<section id="{name}"><h3><code>{name}</code></h3>\n<p>{escape(words)}</p>\n' + (
        f"<dl>\n{rows}</dl>\n</section>\n" if rows else "</section>\n"
    )


def _attributes(
    node: etree._Element, defined: dict[str, etree._Element], seen: set[str]
) -> Iterator[etree._Element]:
    """Yield the attributes of a pattern, through what it refers to, but not those of other elements."""
    for child in node.iterchildren():
        if child.tag == f"{_RNG}attribute" and child.get("name"):
            yield child
        elif child.tag == f"{_RNG}ref" and (name := str(child.get("name"))) not in seen:
            seen.add(name)
            if name in defined:
                yield from _attributes(defined[name], defined, seen)
        elif child.tag not in (f"{_RNG}element", f"{_RNG}attribute"):
            yield from _attributes(child, defined, seen)


def _said(node: etree._Element | None) -> str:
    found = None if node is None else node.find(_SAID)
    return "" if found is None else " ".join((found.text or "").split())


def _values(attribute: etree._Element, defined: dict[str, etree._Element]) -> str:
    """Give the values an attribute may have: a list, else what the data type says of itself."""
    names = [str(one.get("name")) for one in attribute.iter(f"{_RNG}ref")]
    parts = [attribute, *(defined[name] for name in names if name in defined)]
    values = [value.text or "" for part in parts for value in part.iter(f"{_RNG}value")]
    return f"One of: {', '.join(values)}." if values else " ".join(map(_said, parts[1:]))


def _rules(rules: etree._Element) -> Iterator[str]:
    """Yield the rules: where each holds, and what is told when it is broken."""
    yield "<h2>Rules</h2>\n<dl>\n"
    for rule in rules.iter(f"{_SCH}rule"):
        told = [_message(one) for one in rule if one.tag in (f"{_SCH}assert", f"{_SCH}report")]
        if any(told):
            yield f"<dt><code>{escape(str(rule.get('context')))}</code></dt>\n"
            yield from (f"<dd>{escape(message)}</dd>\n" for message in told if message)
    yield "</dl>\n"


def _message(node: etree._Element) -> str:
    """Give a message; what is put in when it is told stands in braces."""
    found = node.xpath("node()")
    parts = found if isinstance(found, list) else []
    told = (
        f"{{{part.get('select') or 'name'}}}" if isinstance(part, etree._Element) else str(part)
        for part in parts
    )
    return " ".join("".join(told).split())
