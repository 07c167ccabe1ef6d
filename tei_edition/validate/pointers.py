"""Document → pointers that lead nowhere and names given twice (TEI Guidelines 1.3.1.1.2 and 17.2).

Which attributes point is TEI's to say; a value that begins with `#` leads to an element of the same document.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.tei import local
from tei_edition.tei.names import is_tei, q
from tei_edition.validate.document import Document

POINTING = frozenset({
    "active", "ana", "calendar", "change", "corresp", "decls", "domains", "edRef", "exclude", "facs",
    "hand", "lemmaRef", "mergedIn", "mutual", "new", "next", "nymRef", "origin", "parent", "parts",
    "passive", "period", "perf", "prev", "ref", "rendition", "resp", "sameAs", "scheme", "scribeRef",
    "scriptRef", "select", "since", "source", "spanTo", "start", "end", "synch", "target", "targetEnd",
    "toWhom", "unitRef", "url", "uri", "who", "wit",
})  # fmt: skip
"""TEI attributes that hold pointers; those whose values are often something else are left out."""

ID = q("xml:id")


def check_pointers(document: Document) -> list[Diagnostic]:
    """Give every local pointer that leads nowhere and every `xml:id` that two elements share."""
    owners: dict[str, etree._Element] = {}
    findings: list[Diagnostic] = []
    for element in document.tree.iter(etree.Element):
        name = element.get(ID)
        if name is None:
            continue
        if name in owners:
            findings.append(_twice(document, element, name, owners[name]))
        owners.setdefault(name, element)
    for element in document.tree.iter(etree.Element):
        if is_tei(element):
            findings += [_dangling(document, element, *found, owners) for found in _pointers(element, owners)]
    return findings


def _pointers(element: etree._Element, owners: dict[str, etree._Element]) -> Iterator[tuple[str, str]]:
    """Give attribute and value of each local pointer of the element that leads nowhere."""
    for key, value in element.attrib.items():
        if str(key) in POINTING:
            for pointer in dict.fromkeys(str(value).split()):
                if pointer.startswith("#") and "(" not in pointer and pointer[1:] not in owners:
                    yield str(key), pointer


def _dangling(
    document: Document,
    element: etree._Element,
    attribute: str,
    pointer: str,
    owners: dict[str, etree._Element],
) -> Diagnostic:
    name = pointer[1:]
    like = [owner for owner in owners if owner[:2] == name[:2] and abs(len(owner) - len(name)) < 3][:500]
    close = difflib.get_close_matches(name, like, n=1, cutoff=0.7)
    hint = (
        f"did you mean #{close[0]}?"
        if close
        else f'give the element it means xml:id="{pointer[1:]}", or take the pointer away'
    )
    message = f'{attribute}="{pointer}" on `{local(element)}` leads to no element of this document'
    return document.finding("pointer", message, element, hint)


def _twice(document: Document, element: etree._Element, name: str, first: etree._Element) -> Diagnostic:
    line = document.place(first)[0]
    message = f'xml:id="{name}" is given twice: the first is `{local(first)}` in line {line}'
    return document.finding(
        "id-twice", message, element, "give this element another xml:id, and correct what points to it"
    )
