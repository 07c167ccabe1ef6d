"""Header and register of two states of a document → what they say otherwise."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lxml import etree

from tei_edition.compare.model import Fact
from tei_edition.tei import inner_text, local, q, walk

__all__ = ["fact_changes", "title_of"]

FACTS = {
    "titleStmt/title": "title",
    "titleStmt/author": "author",
    "titleStmt/editor": "editor",
    "titleStmt/respStmt": "responsibility",
    "editionStmt/edition": "edition",
    "editionStmt/respStmt": "responsibility",
    "publicationStmt/date": "date of publication",
    "publicationStmt/publisher": "publisher",
    "publicationStmt/idno": "identifier",
    "availability/licence": "licence",
    "fileDesc/publicationStmt/availability": "rights",
    "fileDesc/extent": "extent",
    "fileDesc/seriesStmt": "series",
    "fileDesc/notesStmt": "note on the whole",
    "fileDesc/sourceDesc": "source",
    "profileDesc/creation": "date of the text",
    "profileDesc/abstract": "abstract",
    "profileDesc/langUsage": "language",
    "profileDesc/textClass": "subject",
    "teiHeader/encodingDesc": "principles of the encoding",
    "teiHeader/revisionDesc": "record of changes",
}
"""What parts of a header are called, in the order in which they are told; others by their paths."""
OUTSIDE = ("teiHeader", "standOff")
"""What holds facts rather than text."""


def fact_changes(old: etree._ElementTree, new: etree._ElementTree) -> list[Fact]:
    """Give what the header, or the register in the document, says otherwise now."""
    first, second = _facts(old.getroot()), _facts(new.getroot())
    changed = []
    for key in dict.fromkeys((*first, *second)):
        gone, come = _without(first, second, key), _without(second, first, key)
        if len(gone) == len(come):
            changed += [(key, Fact(_called(key), *pair)) for pair in zip(gone, come, strict=True)]
        else:
            changed += [(key, Fact(_called(key), value, None)) for value in gone]
            changed += [(key, Fact(_called(key), None, value)) for value in come]
    return [fact for _, fact in sorted(changed, key=lambda item: _rank(item[0]))]


def title_of(tree: etree._ElementTree) -> str:
    """Give the title its header has."""
    title = next((one for part in tree.iter(q("titleStmt")) for one in part.iter(q("title"))), None)
    return "" if title is None else " ".join(inner_text(title).split())


def _without(facts: Mapping[str, list[str]], others: Mapping[str, list[str]], key: str) -> list[str]:
    """Give what is said in the one and not in the other, as often as it is said more."""
    spare = Counter(others.get(key, ()))
    left = []
    for value in facts.get(key, ()):
        spare[value] -= 1
        if spare[value] < 0:
            left.append(value)
    return left


def _facts(root: etree._Element) -> Mapping[str, list[str]]:
    """Give all that is said, by paths; what is said of one entry of the register apart from the others."""
    found: dict[str, list[str]] = defaultdict(list)
    for key in ("xml:lang", "xml:id"):
        if root.get(q(key)):
            found[f"TEI/@{key}"].append(root.get(q(key), ""))
    for part in (one for one in root.iter(*map(q, OUTSIDE)) if not _within(one)):
        for path, value in _said(part):
            found[path].append(value)
    return found


def _said(part: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what each element says that has words of its own, or none in it: with all that is in it."""
    path: list[str] = []
    inside: etree._Element | None = None
    for event, element, _ in walk(part):
        if event == "start":
            path.append(_step(element, part))
            whole = _speaks(element)
            if inside is None and (value := _value(element, whole)):
                yield "/".join(path), value
            inside = element if inside is None and whole else inside
        elif event == "end":
            path.pop()
            inside = None if element is inside else inside


def _speaks(element: etree._Element) -> bool:
    """Tell whether an element holds words, not only elements."""
    own = (text for event, owner, text in walk(element) if event == "text" and owner is element)
    return not len(element) or any(text.strip() for text in own)


def _value(element: etree._Element, whole: bool) -> str:
    """Give the words of an element, and its attributes."""
    words = " ".join(inner_text(element).split()) if whole else ""
    holders = (element, *element.iterdescendants(etree.Element)) if whole else (element,)
    attributes = " ".join(
        f'{etree.QName(key).localname}="{value!s}"'
        for holder in holders
        for key, value in sorted(holder.attrib.items())
    )
    return f"{words} ({attributes})" if words and attributes else words or attributes


def _step(element: etree._Element, part: etree._Element) -> str:
    """Give a step of a path: the name, and the address of what has one, but for the header's changes."""
    address = element.get(q("xml:id"), "") if local(part) == "standOff" else ""
    return f"{local(element)}#{address}" if address else local(element)


def _within(part: etree._Element) -> bool:
    return any(local(around) in (*OUTSIDE, "text") for around in part.iterancestors())


def _key(path: str) -> str:
    """Give the part of a header that a path belongs to; empty where it has no name."""
    return next((key for key in FACTS if f"{key}/" in f"{path}/"), "")


def _called(path: str) -> str:
    """Give what a reader calls a fact."""
    if path.startswith("standOff/"):
        entry = next((step for step in path.split("/") if "#" in step), "")
        rest = path.partition(f"{entry}/")[2] if entry else ""
        return " ".join(filter(None, (f"register entry {entry.partition('#')[2]}" if entry else path, rest)))
    if path == "TEI/@xml:lang":
        return "language of the text"
    return FACTS.get(_key(path)) or path.removeprefix("teiHeader/")


def _rank(path: str) -> int:
    """Give where a fact is told: what has a name first."""
    key = _key(path)
    return list(FACTS).index(key) if key else len(FACTS) + path.startswith("standOff")
