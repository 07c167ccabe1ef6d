"""A document with an apparatus → the text of one of its witnesses, as a document of its own.

Of parallel readings (TEI Guidelines, 12.2.3) those of the witness stay; where none names it, the lemma does, as a
negative apparatus means it. Apparatus that stands apart from the text (12.2.1, 12.2.2) is left as it is.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from tei_edition.errors import UsageError
from tei_edition.tei import q

PREFIX = "witness:"
"""How a view that is a witness begins: `witness:A`."""
_READINGS = (q("lem"), q("rdg"))
_DROPPED = "{tag:dropped}dropped"


def text_of(tree: etree._ElementTree, siglum: str) -> etree._ElementTree:
    """Give the text of the witness that pointers name `#siglum`. UsageError, with those there are, when none is."""
    known = sigla(tree.getroot())
    if siglum not in known:
        there = ", ".join(known) or "the document names none"
        raise UsageError(f"no witness is called {siglum!r}", hint=f"witnesses: {there}")
    copied = deepcopy(tree)
    for app in list(copied.getroot().iter(q("app"))):
        if not stands_apart(app):
            _choose(app, siglum)
    etree.strip_elements(copied.getroot(), _DROPPED, with_tail=False)
    etree.strip_tags(copied.getroot(), q("rdgGrp"))
    return copied


def sigla(root: etree._Element) -> list[str]:
    """Give the names of the witnesses that readings have, in the order of the text."""
    found = (word for reading in root.iter(*_READINGS, q("rdgGrp")) for word in sigla_of(reading))
    return list(dict.fromkeys(found))


def stands_apart(app: etree._Element) -> bool:
    """Tell whether an entry tells where it belongs, rather than stand there in place of the words."""
    parent = app.getparent()
    listed = parent is not None and parent.tag == q("listApp")
    return listed or app.get("from") is not None or app.get("loc") is not None


def _choose(app: etree._Element, siglum: str) -> None:
    """Mark for dropping all readings of an entry but the one of the witness, which becomes the lemma."""
    readings = [reading for reading in app.iter(*_READINGS) if next(reading.iterancestors(q("app"))) is app]
    named = (reading for reading in readings if siglum in _witnesses(reading))
    chosen = next(named, None)
    if chosen is None:
        chosen = next((reading for reading in readings if reading.tag == q("lem")), None)
    for reading in readings:
        reading.tag = q("lem") if reading is chosen else _DROPPED


def _witnesses(reading: etree._Element) -> list[str]:
    """Give the witnesses of a reading, and of the group it stands in."""
    parent = reading.getparent()
    grouped = sigla_of(parent) if parent is not None and parent.tag == q("rdgGrp") else []
    return [*sigla_of(reading), *grouped]


def sigla_of(element: etree._Element) -> list[str]:
    """Give the witnesses an element names."""
    return [word.rpartition("#")[2] for word in element.get("wit", "").split()]
