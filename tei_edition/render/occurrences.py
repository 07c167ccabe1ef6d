"""Names in texts → where each register entry occurs, with a few words on either side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.render import safe
from tei_edition.render.odd import builtin
from tei_edition.render.reading import reading_events
from tei_edition.tei import local, q

NAMES = frozenset({"persName", "placeName", "orgName", "name", "rs", "title", "author", "docAuthor", "bibl"})
HOSTS = frozenset(
    {"p", "item", "head", "l", "note", "ab", "cell", "bibl", "byline", "docDate", "signed", "speaker"}
)
WORDS = 8
"""How many words of context stand on either side."""
WINDOW = 240
"""How many characters they may have together: not every language parts its words."""


@dataclass(frozen=True)
class Occurrence:
    """A name in a text."""

    id: str
    """The register entry."""
    place: str
    """What readers call the place (`¶ 12`, `note 3`, `title`)."""
    anchor: str
    """Its address in the article's page; empty: the page itself."""
    before: str
    """Words before it."""
    words: str
    """The name as it stands in the text."""
    after: str
    """Words after it."""


def occurrences(root: etree._Element) -> Iterator[Occurrence]:
    """Give every name in the document's text that points into the register, in document order."""
    for text in root.iterchildren(q("text")):
        notes = {note: number for number, note in enumerate(filter(_is_note, text.iter(q("note"))), 1)}
        found = [item for host in _hosts(text) for item in _read(host, notes)]
        yield from found


def _is_note(element: etree._Element) -> bool:
    """Tell whether it is a note with a marker, and so has a number."""
    return builtin().pick(element, "").behaviour == "note"


def _hosts(text: etree._Element) -> Iterator[etree._Element]:
    """Give the innermost blocks that names stand in: no host holds another, but notes are apart."""
    for element in text.iter(*map(q, HOSTS)):
        if not any(local(around) in HOSTS for around in _up_to_note(element)):
            yield element


def _up_to_note(element: etree._Element) -> Iterator[etree._Element]:
    """Give what is around the element; a note ends it, since its words are not in the line of the text."""
    if local(element) == "note":
        return
    for around in element.iterancestors():
        yield around
        if local(around) == "note":
            return


def _read(host: etree._Element, notes: Mapping[etree._Element, int]) -> Iterator[Occurrence]:
    """Read one block and give the names in it."""
    words: list[str] = []
    length = 0
    open_names: dict[etree._Element, int] = {}
    found: list[tuple[str, int, int]] = []
    for event, node, text in reading_events(host):
        if event == "text":
            words.append(text)
            length += len(text)
        elif event == "start" and local(node) in NAMES and (node.get("ref", "")).startswith("#"):
            open_names[node] = length
        elif event == "end" and node in open_names:
            found.append((node.get("ref", "").split()[0][1:], open_names.pop(node), length))
    line = "".join(words)
    for key, start, end in sorted(found, key=lambda name: name[1]):
        place, anchor = _place(host, start, notes)
        yield Occurrence(
            key,
            place,
            anchor,
            _tail(line[max(0, start - WINDOW - 1) : start]),
            " ".join(line[start:end].split()),
            _lead(line[end : end + WINDOW + 1]),
        )


def _place(host: etree._Element, offset: int, notes: Mapping[etree._Element, int]) -> tuple[str, str]:
    """Name the place and give its address."""
    steps = [host, *host.iterancestors()]
    for element in steps:
        if element in notes:
            return f"note {notes[element]}", _address(element) or f"note-{notes[element]}"
        key, number = _address(element), element.get("n", "")
        if key and local(element) in ("p", "item", "ab", "l"):
            return f"{'item' if local(element) == 'item' else '¶'} {number or key}", key
    anchored = next(filter(None, map(_address, steps)), "")
    heading = local(host) == "head"
    document = anchored == _address(steps[-1])
    return ("heading" if heading and not document else "title"), "" if document else anchored


def _address(element: etree._Element) -> str:
    """Give the element's own address in the article's page."""
    return safe.identifier(element.get(q("xml:id"), ""))


def _tail(text: str) -> str:
    """Give the last words before a name, with the space that parts them from it."""
    words = text[-WINDOW:].split()
    cut = len(words) > WORDS or len(text) > WINDOW
    space = " " if text[-1:].isspace() else ""
    return ("… " if cut else "") + " ".join(words[-WORDS:]) + space


def _lead(text: str) -> str:
    """Give the first words after a name, with the space that parts them from it."""
    words = text[:WINDOW].split()
    cut = len(words) > WORDS or len(text) > WINDOW
    space = " " if text[:1].isspace() else ""
    return space + " ".join(words[:WORDS]) + (" …" if cut else "")
