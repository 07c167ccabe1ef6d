"""Name of an attribute and of its element → whether TEI says that its value is a pointer (`teidata.pointer`).

Taken from the declarations in TEI P5 4.9.0: every attribute of that datatype, and for those that are something else
on other elements, the elements on which they point. `xml:base` is left out: it is what pointers are relative to.
"""

from __future__ import annotations

from collections.abc import Mapping

POINTING = frozenset((
    "adj", "adjFrom", "adjTo", "ana", "calendar", "change", "children", "code", "copyOf", "corresp", "datcat",
    "datingMethod", "datingPoint", "decls", "domains", "edRef", "end", "exclude", "fVal", "facs", "feats", "filter",
    "follow", "fromUnit", "given", "hand", "inst", "lemmaRef", "mergedIn", "mutual", "next", "nymRef", "origin",
    "parent", "parts", "perf", "period", "prev", "property", "ref", "rendition", "replyTo", "resp", "sameAs",
    "scribeRef", "scriptRef", "select", "since", "source", "spanTo", "synch", "target", "targetDatcat", "targetEnd",
    "toUnit", "toWhom", "unitRef", "uri", "url", "valueDatcat", "who", "wit",
))  # fmt: skip
"""Attributes that point wherever they stand."""

SPANS = frozenset(("app", "arc", "rt", "span"))

ONLY_ON: Mapping[str, frozenset[str]] = {
    "active": frozenset(("relation",)),
    "class": frozenset(("msContents", "msItem", "msItemStruct")),
    "from": SPANS,
    "new": frozenset(("handShift",)),
    "passive": frozenset(("relation",)),
    "require": frozenset(("lem", "rdg", "rdgGrp")),
    "scheme": frozenset((
        "catRef", "classCode", "keywords", "locus", "locusGrp", "occupation", "socecStatus",
    )),
    "start": frozenset((
        "annotationBlock", "binaryObject", "ellipsis", "gap", "incident", "kinesic", "line", "media", "path",
        "pause", "post", "surface", "u", "vocal", "writing", "zone",
    )),
    "to": SPANS,
    "value": frozenset(("eLeaf", "eTree", "iNode", "leaf", "node", "root", "triangle")),
    "where": frozenset(("conversion", "event")),
}  # fmt: skip
"""Attributes that point only on these elements."""


def points(attribute: str, element: str) -> bool:
    """Tell whether an attribute's value is a pointer, or several, on the TEI element of that local name."""
    return attribute in POINTING or element in ONLY_ON.get(attribute, ())
