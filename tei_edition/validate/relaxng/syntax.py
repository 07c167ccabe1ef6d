"""A schema's nodes → the same, made sure to be in the full syntax (RELAX NG, section 3) and to inherit `ns` (4.8)."""

from __future__ import annotations

import re

from tei_edition.validate.relaxng.source import Node, refuse
from tei_edition.validate.relaxng.xmlname import is_ncname
from tei_edition.validate.uris import parts_of

LEAVES = frozenset(
    ("ref", "parentRef", "empty", "notAllowed", "text", "externalRef", "value", "name", "param")
)
SEVERAL = frozenset(("group", "interleave", "choice", "optional", "zeroOrMore", "oneOrMore", "list", "mixed"))
PATTERNS = SEVERAL | {"element", "attribute", "data", "grammar"} | LEAVES - {"name", "param"}
NAMES = frozenset(("name", "anyName", "nsName", "choice"))
COMPONENTS = frozenset(("start", "define", "div"))
WORDED = frozenset(("value", "name", "param"))

ATTRIBUTES = {
    "element": {"name"}, "attribute": {"name"}, "ref": {"name"}, "parentRef": {"name"}, "param": {"name"},
    "define": {"name", "combine"}, "start": {"combine"}, "value": {"type"}, "data": {"type"},
    "externalRef": {"href"}, "include": {"href"},
}  # fmt: skip
"""The attributes of each element, besides `ns` and `datatypeLibrary`."""

NEEDED = {
    "ref": "name", "parentRef": "name", "param": "name", "define": "name", "data": "type", "externalRef": "href",
    "include": "href",
}  # fmt: skip
"""The attribute that each must have."""

KNOWN = PATTERNS | NAMES | COMPONENTS | {"include", "param", "except"}
INHERITED = frozenset(("ns", "datatypeLibrary"))
ALLOWED = {tag: ATTRIBUTES.get(tag, set()) | INHERITED for tag in KNOWN}
NOTHING: frozenset[str] = frozenset()


def check_syntax(root: Node, namespace: str | None = None) -> None:
    """Refuse a schema that is not in the full syntax; it must be a pattern."""
    if root.tag not in PATTERNS:
        raise refuse(root, "a schema must be a pattern, such as `grammar` or `element`")
    _check(root, namespace, "pattern")


def _check(node: Node, namespace: str | None, role: str) -> None:
    """Check a node; its role tells `choice`, `except` and `div` what they are made of."""
    tag = node.tag
    if node.attributes:
        _check_attributes(node)
    elif tag in NEEDED:
        raise refuse(node, f"it lacks the attribute {NEEDED[tag]}")
    node.namespace = node.attributes.get("ns", namespace)
    if node.foreign and tag in WORDED:
        raise refuse(node, "no element may stand in it")
    if node.text and tag not in WORDED and node.text.strip(" \t\n\r"):
        raise refuse(node, f"text may not stand in it: {node.text.strip()[:40]}")
    if node.children:
        _check_children(node, role)
    _check_count(node)


def _check_children(node: Node, role: str) -> None:
    children, (allowed, inner) = node.children, _content(node, role)
    if node.tag in ("element", "attribute") and "name" not in node.attributes:
        _check_child(node, children[0], NAMES, "names")
        children = children[1:]
    elif node.tag == "data" and children[-1].tag == "except":
        _check_child(node, children[-1], frozenset(("except",)), inner)
        children = children[:-1]
    for child in children:
        _check_child(node, child, allowed, inner)


def _check_child(node: Node, child: Node, allowed: frozenset[str], inner: str) -> None:
    if child.tag not in allowed:
        known = child.tag in KNOWN
        raise refuse(
            child, f"it may not stand here in `{node.tag}`" if known else "RELAX NG has no such element"
        )
    _check(child, node.namespace, inner)


def _content(node: Node, role: str) -> tuple[frozenset[str], str]:
    """Give what may stand in a node, and the role of that."""
    tag = node.tag
    if tag in ("grammar", "include", "div"):
        inside = role if tag == "div" else tag
        return (COMPONENTS if inside == "include" else COMPONENTS | {"include"}), inside
    if tag in ("anyName", "nsName"):
        return frozenset(("except",)), "names"
    if tag in ("except", "choice") and role == "names":
        return NAMES, "names"
    if tag == "data":
        return frozenset(("param",)), "pattern"
    return (NOTHING if tag in LEAVES else PATTERNS), "pattern"


def _check_attributes(node: Node) -> None:
    """Hold a node's attributes against section 3, and 4.2 (white space) and 4.3 (datatype libraries)."""
    own = node.attributes
    allowed = ALLOWED[node.tag]
    for key in own:
        if key not in allowed:
            raise refuse(node, f"it has no attribute {key}")
        if key in ("name", "type", "combine"):
            own[key] = own[key].strip(" \t\n\r")
    if NEEDED.get(node.tag, next(iter(own))) not in own:
        raise refuse(node, f"it lacks the attribute {NEEDED[node.tag]}")
    _check_names(node)
    if own.keys() & ("href", "datatypeLibrary"):
        _check_uris(node)


def _check_names(node: Node) -> None:
    for key in ("name", "type"):
        name = node.attributes.get(key)
        if name is None or is_ncname(name):
            continue
        qualified = key == "name" and node.tag in ("element", "attribute") and name[:1] != ":"
        if not qualified or not is_ncname(name.rpartition(":")[2]):
            raise refuse(node, f'{key}="{name}" is no name')
    if node.attributes.get("combine", "choice") not in ("choice", "interleave"):
        raise refuse(node, "combine must be choice or interleave")


def _check_uris(node: Node) -> None:
    href, library = node.attributes.get("href"), node.attributes.get("datatypeLibrary", "")
    if href is not None and "#" in href:
        raise refuse(node, "href may have no fragment")
    if library:
        bad = re.search(r"%(?![0-9a-fA-F]{2})", library)
        parts = parts_of(library)
        if bad or "#" in library or not re.match(r"[a-zA-Z][a-zA-Z0-9+.\-]*:.", library) or not parts.scheme:
            raise refuse(node, f"datatypeLibrary must be an absolute URI without fragment, not {library}")


def _check_count(node: Node) -> None:
    """Count a node's children."""
    count = len(node.children) - (node.tag == "element" and "name" not in node.attributes)
    if node.tag in SEVERAL | {"element", "define", "except"} and count < 1:
        raise refuse(node, "something must stand in it")
    if node.tag == "start" and count != 1:
        raise refuse(node, "exactly one pattern must stand in it")
    if node.tag == "attribute":
        least = "name" not in node.attributes
        if not least <= count <= 1 + least:
            raise refuse(node, "a name and at most one pattern must stand in it")
    if node.tag in ("anyName", "nsName") and count > 1:
        raise refuse(node, "at most one except may stand in it")
