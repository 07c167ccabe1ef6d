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
    {
        "p",
        "item",
        "head",
        "l",
        "note",
        "ab",
        "cell",
        "bibl",
        "byline",
        "docDate",
        "signed",
        "salute",
        "dateline",
        "speaker",
    }
)
_FLOWS = frozenset(
    """
    TEI text front body back group floatingText div div1 div2 div3 div4 div5 div6 div7 list table row lg sp figure
    castList castGroup argument epigraph listBibl listPerson listPlace listOrg
    """.split()  # noqa: SIM905
)
"""What holds blocks, so that what stands directly in it is one."""
PLACES = {
    "head": "heading",
    "opener": "opening",
    "closer": "close",
    "postscript": "postscript",
    "epigraph": "epigraph",
}
"""What readers call a place that has no number."""
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


Places = Mapping[etree._Element, tuple[str, str]]
"""Address and number of the numbered paragraphs."""


def occurrences(root: etree._Element, places: Places | None = None) -> Iterator[Occurrence]:
    """Give every name in the document's text that points into the register, in document order.

    `places` are the addresses that the document's page gave to paragraphs that have none of their own.
    """
    for text in root.iterchildren(q("text")):
        notes = {note: number for number, note in enumerate(filter(_is_note, text.iter(q("note"))), 1)}
        seen: set[etree._Element] = set()
        yield from [item for host in _hosts(text) for item in _read(host, notes, places or {}, seen)]


def _is_note(element: etree._Element) -> bool:
    """Tell whether it is a note with a marker, and so has a number."""
    return builtin().pick(element, "").behaviour == "note"


def _hosts(text: etree._Element) -> Iterator[etree._Element]:
    """Give the innermost blocks that names stand in: no host holds another, but notes are apart."""
    seen = set()
    for name in text.iter(*map(q, HOSTS | NAMES)):
        host = _host(name)
        if host not in seen:
            seen.add(host)
            yield host


def _host(element: etree._Element) -> etree._Element:
    """Give the outermost block around the element within the division or note it is in."""
    host = element
    for around in _up_to_note(element):
        if local(around) in HOSTS:
            host = around
    if local(host) in HOSTS or local(element) == "note":
        return host
    for around in _up_to_note(element):
        if local(around) in _FLOWS:
            break
        host = around
    return host


def _up_to_note(element: etree._Element) -> Iterator[etree._Element]:
    """Give what is around the element; a note ends it, since its words are not in the line of the text."""
    if local(element) == "note":
        return
    for around in element.iterancestors():
        yield around
        if local(around) == "note":
            return


def _read(
    host: etree._Element,
    notes: Mapping[etree._Element, int],
    places: Places,
    seen: set[etree._Element],
) -> Iterator[Occurrence]:
    """Read one block and give the names in it that have not been seen."""
    words: list[str] = []
    length = 0
    open_names: dict[etree._Element, int] = {}
    found: list[tuple[str, int, int]] = []
    for event, node, text in reading_events(host):
        if event == "text":
            words.append(text)
            length += len(text)
        elif event == "start" and local(node) in NAMES and (node.get("ref", "")).startswith("#"):
            if node in seen or any(_key(other) == _key(node) for other in open_names):
                continue
            seen.add(node)
            open_names[node] = length
        elif event == "end" and node in open_names:
            found.append((_key(node), open_names.pop(node), length))
    line = "".join(words)
    for key, start, end in sorted(found, key=lambda name: name[1]):
        place, anchor = _place(host, start, notes, places)
        yield Occurrence(
            key,
            place,
            anchor,
            _tail(line[max(0, start - WINDOW - 1) : start]),
            " ".join(line[start:end].split()),
            _lead(line[end : end + WINDOW + 1]),
        )


def _key(name: etree._Element) -> str:
    """Give the id of the entry that a name points to."""
    return name.get("ref", "").split()[0][1:]


def _place(
    host: etree._Element, offset: int, notes: Mapping[etree._Element, int], places: Places
) -> tuple[str, str]:
    """Name the place and give its address."""
    steps = [host, *host.iterancestors()]
    for element in steps:
        if element in notes:
            return f"note {notes[element]}", _address(element) or f"note-{notes[element]}"
        if element in places:
            key, number = places[element]
            return f"¶ {number}", key
        key, number = _address(element), element.get("n", "")
        if key and local(element) in ("p", "item", "ab", "l"):
            return f"{'item' if local(element) == 'item' else '¶'} {number or key}", key
    anchored = next(filter(None, map(_address, steps)), "")
    document = anchored == _address(steps[-1])
    named = next((PLACES[local(step)] for step in steps if local(step) in PLACES), "")
    if document and named in ("", "heading"):
        return "title", ""
    return named or "section", "" if document else anchored


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
