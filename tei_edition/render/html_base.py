"""The walk over a TEI tree as HTML needs it: addresses, attributes, notes after the blocks they hang from."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from functools import lru_cache

from lxml import etree

from tei_edition.render import pieces, safe
from tei_edition.render.aimed import aimed, letters
from tei_edition.render.engine import Engine, Frame, addressed
from tei_edition.render.facsimile import Facsimile, facsimiles
from tei_edition.render.fragment import Amendment, Fragment, Heading, Name
from tei_edition.render.margin import Margin
from tei_edition.render.model import Model
from tei_edition.render.phrases import language_attributes
from tei_edition.render.pieces import Piece, joined
from tei_edition.render.reading import reading_text
from tei_edition.render.spans import spans
from tei_edition.render.witness import sigla_of
from tei_edition.tei import q

XML_ID = q("xml:id")
Html = Frame[Piece]
OURS = "te-"
"""Addresses that begin so are the page frame's."""
_STYLED = {
    "level": ("a", "u"),
    "cert": ("low", "medium"),
    "part": ("M", "F"),
    "place": ("above", "superlinear", "supralinear", "below", "sublinear", "margin"),
}
"""Attributes, and those of their values that pages show by style."""
_LOOKS = ("rend", *_STYLED)
_LINK = re.compile(r' href="#([^"]*)"')
AFTER_TITLE = "<!--after the title-->\n"
"""Stands, once at most, between a title block in the text and what follows it."""


class HtmlBase(Engine[Piece]):
    """The walk, as HTML needs it: addresses, attributes, and notes after the blocks they hang from.

    `names`: what the ids of register entries lead to; `title`: the element that is the page's title;
    `local`: the ids of the document, to tell links that lead somewhere.
    """

    def __init__(
        self,
        names: Mapping[str, Name] | None = None,
        title: etree._Element | None = None,
        local: frozenset[str] = frozenset(),
        model: Model | None = None,
    ) -> None:
        super().__init__(model)
        self.names = names or {}
        self.title = title
        self.local = local
        self.taken: set[str] = set()
        self.given: dict[str, int] = {}
        self.placed: set[str] = set()
        self.pointed: set[str] = set()
        self.headings: list[Heading] = []
        self.amendments: list[Amendment] = []
        self.views = False
        self.captions = 0
        self.titled: Html | None = None
        self.spans: dict[etree._Element, str] = {}
        self.seen = 0
        self.margin = Margin()
        self.changes: dict[str, str] = {}
        self.aimed: dict[etree._Element, list[etree._Element]] = {}
        self.letters: dict[etree._Element, str] = {}
        self.marked: set[etree._Element] = set()
        self.places: dict[etree._Element, tuple[str, str]] = {}
        self.files: Container[str] = ()
        self.facsimiles: dict[etree._Element, Facsimile] = {}

    def fragment(self, root: etree._Element) -> Fragment:
        """Render a text."""
        for change in root.getroottree().iter(q("change")):
            self.changes[f"#{change.get(XML_ID)}"] = reading_text(change)
        self.aimed = aimed(root, self.model, self.output)
        self.letters = letters(self.aimed, root)
        self.facsimiles = facsimiles(root, self.files) if self.output == "web" else {}
        html = self.alive(pieces.flow(self.run(root)))
        return Fragment(
            html,
            tuple(self.headings),
            tuple(self.amendments),
            self.views,
            self.notes,
            self.model.styles,
            self.places,
            tuple(self.facsimiles.values()),
        )

    def alive(self, html: str) -> str:
        """Take from HTML the links to places that are not there."""
        dead = self.pointed - self.placed
        return _LINK.sub(lambda link: "" if link[1] in dead else link[0], html) if dead else html

    # -- the walk ------------------------------------------------------------------------------------

    def text(self, frame: Html, text: str) -> None:
        """Put characters into the element."""
        self.seen += len(text)
        frame.out.append(Piece("text", safe.text(text)))

    def put(self, frame: Html, text: str) -> None:
        """Put characters that are the processing model's into the element."""
        frame.out.append(Piece("phrase", f"<span data-generated>{safe.text(text)}</span>"))

    def begin(self, frame: Html) -> None:
        """Give the element its address, its number and its depth."""
        frame.start = self.seen
        own = safe.identifier(key) if (key := frame.element.get(XML_ID)) else ""
        if own and own not in self.taken and not own.startswith(OURS):
            frame.id = own
        if frame.side:
            self.views = True
        if frame.behaviour == "paragraph" and addressed(frame):
            self.paragraphs += 1
            frame.number = self.paragraphs
            frame.id = frame.id or self.free(f"p{self.paragraphs}")
        if frame.behaviour == "section" and head_of(frame) is not None:
            frame.id = frame.id or self.free("s1")
            frame.level += head_of(frame) is not self.title
        elif frame.behaviour == "body" and head_of(frame) not in (None, self.title):
            frame.level += 1
        if frame.behaviour == "table":
            self.spans.update(spans(frame.element))
        if frame.element in self.letters:
            frame.id = self.note_id(frame.element)
        if frame.element in self.facsimiles:
            frame.id = self.facsimiles[frame.element].place
        if frame.behaviour == "note":
            frame.id = frame.id or self.free(f"note-{frame.number}")
        if frame.id:
            self.taken.add(frame.id)

    def close(self) -> None:
        """End the innermost element, the markers of notes about it at its end."""
        frame = self.stack[-1]
        for note in self.aimed.get(frame.element, ()) if self.aimed else ():
            if note not in self.marked:
                self.marked.add(note)
                frame.linked = True
                self.placed.add(f"te-ref-{self.note_id(note)}")
                frame.out.append(Piece("phrase", marker(self.note_id(note), self.letters[note])))
        super().close()

    def note_id(self, note: etree._Element) -> str:
        """Give the address of a note that stands apart."""
        return safe.identifier(note.get(XML_ID, "")) or f"note-{self.letters[note]}"

    def free(self, wanted: str) -> str:
        """Give an address nobody has: `s1`, `s2`, … of sections; of others `p3`, else `p3-2`, `p3-3`, …"""
        stem = "s" if wanted == "s1" else f"{wanted}-"
        number = self.given.get(wanted, 1)
        candidate = wanted if number == 1 else f"{stem}{number}"
        while candidate in self.taken or candidate in self.local:
            number += 1
            candidate = f"{stem}{number}"
        self.given[wanted] = number
        return candidate

    def end(self, frame: Html, result: Piece) -> None:
        """Put what the element became into the element around it, its notes after the block they hang from."""
        parent = self.stack[-1]
        if frame.notes and parent.flow:
            result = self.noted(frame, result)
        elif frame.notes:
            parent.notes.extend(frame.notes)
        elif parent.flow and not frame.flow:
            self.margin.advance(self.seen - frame.start)
        if parent.out and parent is self.titled and _begins_text(frame):
            parent.out.append(Piece("block", AFTER_TITLE))
            self.titled = None
        parent.out.append(result)
        parent.blocky = parent.blocky or result.kind not in pieces.INLINE
        parent.linked = parent.linked or frame.linked

    def noted(self, frame: Html, result: Piece) -> Piece:
        """Put notes after a block; the page's style sets them beside it unless they are too long for that."""
        notes = sorted(frame.notes)
        beside = self.margin.has_room(self.seen - frame.start, (length for _, length, _ in notes))
        block = result.html if result.kind == "block" else f"<div>{result.html}</div>\n"
        inner = "\n".join(note.html for *_, note in notes)
        kind = "noted" if beside else "noted under"
        return Piece("block", f'<div class="{kind}">{block}<div class="notes">\n{inner}\n</div></div>\n')

    def told(self, frame: Html) -> str:
        """Give what the history of the document says of the element."""
        pointers = frame.element.get("change", "").split()
        return " ".join(self.changes[pointer] for pointer in pointers if pointer in self.changes)

    # -- attributes ----------------------------------------------------------------------------------

    def attributes(self, frame: Html, *classes: str) -> str:
        """Give `id`, `class`, `lang` and `dir` of what the element becomes; the source's reading is hidden at first.

        So that two readings do not run together where no style is applied.
        """
        out = self.address(frame)
        out += _class_attribute(
            frame.row.css_class or frame.name,
            frame.row.style,
            frame.side,
            (*classes, *own_classes(frame)) if frame.row.classes else classes,
            tuple(map(frame.element.get, _LOOKS)),
        )
        out += " hidden" if frame.side == "source" else ""
        return out + (other_reading(frame) or alternative(frame)) + language_attributes(frame.element)

    def address(self, frame: Html) -> str:
        """Give the `id` of what the element becomes; links may lead to it from now on."""
        if not frame.id:
            return ""
        self.placed.add(frame.id)
        return f' id="{safe.attribute(frame.id)}"'

    def wrap(self, frame: Html, inline: str, *classes: str) -> Piece:
        """Put the content into the inline element, or into a `div` where blocks are in it."""
        kind, tag = ("block", "div") if frame.blocky else ("phrase", inline)
        inner = pieces.flow(frame.out) if bare(frame) else joined(frame.out)
        line = "\n" if frame.blocky else ""
        return Piece(kind, f"<{tag}{self.attributes(frame, *classes)}>{inner}</{tag}>{line}")

    def block(self, frame: Html, tag: str, *classes: str, before: str = "") -> Piece:
        """Put the content into a block element."""
        inner = pieces.flow(frame.out) if bare(frame) else joined(frame.out)
        return Piece("block", f"<{tag}{self.attributes(frame, *classes)}>{before}{inner}</{tag}>\n")


@lru_cache(4096)
def _class_attribute(
    kind: str, style: str, side: str, classes: tuple[str, ...], looks: tuple[str | None, ...]
) -> str:
    """Give the classes that say what an element is and how it looked: few combinations, in many elements."""
    words = [" ".join(map(safe.name, kind.split())), style, *classes]
    words += [f"v-{side}"] if side in ("reading", "source") else []
    rend, *values = looks
    words += [f"r-{word}" for word in map(safe.token, (rend or "").replace("#", " ").split()) if word]
    for (name, allowed), value in zip(_STYLED.items(), values, strict=True):
        words += [f"{name}-{value}"] if value in allowed else []
    return f' class="{" ".join(dict.fromkeys(filter(None, words)))}"'


def marker(key: str, label: str) -> str:
    """Give a note's marker, which leads to the note."""
    key = safe.attribute(key)
    return (
        f'<sup class="marker" data-generated><a id="te-ref-{key}" href="#{key}" role="doc-noteref"'
        f' aria-label="Note {label}">{label}</a></sup>'
    )


def backlink(key: str, label: str) -> str:
    """Give the link from a note to its marker."""
    return (
        f'<a class="backlink" href="#te-ref-{safe.attribute(key)}" role="doc-backlink" data-generated'
        f' aria-label="Note {label}, back to the text">{label}</a> '
    )


def head_of(frame: Html) -> etree._Element | None:
    """Give the first head that stands directly in the element."""
    return frame.element.find(q("head"))


def _begins_text(frame: Html) -> bool:
    """Tell what follows a title block from what is part of it."""
    return frame.behaviour in _TEXT or frame.row.value("quotation", frame.element) == "yes"


_TEXT = frozenset({"paragraph", "section", "list", "cit", "table", "figure", "break"})


def own_classes(frame: Html) -> tuple[str, ...]:
    """Give the classes that the element itself says, by its model."""
    found = frame.row.classes(frame.element) if frame.row.classes else []
    return tuple(word for item in found if isinstance(item, str) for word in map(safe.token, item.split()))


def bare(frame: Html) -> bool:
    """Tell whether the element is a sequence of blocks, so that phrases directly in it are loose."""
    return frame.flow and frame.behaviour != ""


def other_reading(frame: Html) -> str:
    """Give, for one of two or more readings, a title that tells the others, or who has it."""
    around = frame.parent
    if around is None or around.behaviour != "alternate":
        wit = " ".join(sigla_of(frame.element)) if frame.name in ("lem", "rdg") else ""
        return f' data-wit="{safe.attribute(wit)}"' if wit else ""
    if around.name == "app":
        return _witnessed(frame, around)
    if around.name != "choice":
        return ""
    others = [child for child in around.element if child is not frame.element and isinstance(child.tag, str)]
    words = " / ".join(filter(None, map(reading_text, others))) or "nothing"
    label = "Source" if frame.side == "reading" else "Reading"
    return f' title="{label}: {safe.attribute(words)}"'


def alternative(frame: Html) -> str:
    """Give, for a reading that is none of the element's children, a title that tells the other one."""
    if frame.behaviour != "inline" or "alternate" not in frame.row.params:
        return ""
    nodes = frame.row.nodes("alternate", frame.element)
    told = " ".join(node if isinstance(node, str) else reading_text(node) for node in nodes)
    return f' title="{safe.attribute(told)}"' if told.strip() else ""


def _witnessed(frame: Html, app: Html) -> str:
    """Give the witnesses of a reading, and for the one in the text all others with theirs."""
    readings = app.element.iter(q("rdg"), q("lem")) if frame.side == "reading" else ()
    others = [_reading(child) for child in readings if child is not frame.element]
    words = "; ".join(filter(None, [" ".join(sigla_of(frame.element)), *others]))
    return f' title="{safe.attribute(words)}"' if words else ""


def _reading(element: etree._Element) -> str:
    """Give a reading with its witnesses before it."""
    words = reading_text(element) or "omitted"
    sigla = " ".join(sigla_of(element))
    return f"{sigla}: {words}" if sigla else words
