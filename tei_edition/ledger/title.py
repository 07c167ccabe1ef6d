"""A TEI header → the title block that an edition must have where the text has none of its own."""

from __future__ import annotations

import re
from dataclasses import dataclass

from lxml import etree

from tei_edition.ledger.streams import Stream
from tei_edition.ledger.tei import edition, metadata, words_of
from tei_edition.tei import local, q

_TITLED = frozenset({"body", "front", "div", "div1", "docTitle", "titlePage"})
_CONNECTIVES = frozenset({"and", "vol", "no", "p", "pp"})


@dataclass(frozen=True)
class Title:
    """What the header says of title and authors, and which heading of the text says the same."""

    title: str
    """The title."""
    subtitle: str
    """The subtitle."""
    authors: tuple[str, ...]
    """The authors."""
    element: etree._Element | None
    """The heading in the text."""

    @property
    def lines(self) -> list[str]:
        """The title block as lines."""
        full = f"{self.title}: {self.subtitle}" if self.subtitle else self.title
        return [full, *self.authors]


def title_of(tree: etree._ElementTree) -> Title:
    """Read the document's title, and find the heading that gives it."""
    root = tree.getroot()
    statement = root.find(f".//{q('teiHeader')}/{q('fileDesc')}/{q('titleStmt')}")
    titles = list(statement.iterchildren(q("title"))) if statement is not None else []
    subs = [item for item in titles if item.get("type") in ("sub", "subtitle")]
    mains = [item for item in titles if item not in subs] or titles
    main = min(mains, key=_rank) if mains else None
    title = (read_line(main) if main is not None else "") or "Untitled"
    subtitle = " ".join(filter(None, map(read_line, subs)))
    authors = statement.iterchildren(q("author")) if statement is not None else ()
    heading = _heading(root, {_letters(title), _letters(f"{title}: {subtitle}" if subtitle else title)})
    return Title(title, subtitle, tuple(filter(None, map(read_line, authors))), heading)


def _rank(title: etree._Element) -> tuple[bool, bool]:
    return title.get("level") == "s", title.get("type") != "main" and title.get("level") != "a"


def read_line(element: etree._Element) -> str:
    """Give the words of an element as the reading view has them, on one line."""
    parts = words_of(element, rules=edition("reading")).text
    return " ".join("".join(part if isinstance(part, str) else " " * bool(part) for part in parts).split())


def _heading(root: etree._Element, wanted: set[str]) -> etree._Element | None:
    """Find the heading that says one of these."""
    text = root.find(f".//{q('text')}")
    for number, element in enumerate(() if text is None else text.iter(q("head"), q("titlePart"))):
        if number > 5:
            break
        parent = element.getparent()
        if parent is None or local(parent) not in _TITLED or element.get("type") in ("sub", "source"):
            continue
        if _letters(read_line(element)) in wanted:
            return element
    return None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def wants_supplied(tree: etree._ElementTree, title: Title) -> bool:
    """Tell whether an edition names author and source above a text that names no author itself."""
    named = next(tree.getroot().iter(q("byline"), q("docAuthor"), q("docTitle")), None) is not None
    return bool(title.authors) and not named


def is_supplied(tree: etree._ElementTree, title: Title, text: str) -> bool:
    """Tell whether the line names the authors and the source as the header does, and says nothing else."""
    line = " ".join(text.split())
    authors = list(dict.fromkeys(title.authors))
    together = " and ".join(filter(None, [", ".join(authors[:-1]), authors[-1]]))
    facts = [f"{unit} {words}" for unit, words in _scopes(tree)] + _journal(tree)
    known = _CONNECTIVES.union(re.findall(r"\w+", metadata(tree)))
    head = _squeezed(line).startswith(_squeezed(f"[{together}")) or all(name in line for name in authors)
    return head and all(fact in line for fact in facts) and known.issuperset(re.findall(r"\w+", line))


def _squeezed(text: str) -> str:
    return Stream.of([text.replace(",", "")]).characters


def _journal(tree: etree._ElementTree) -> list[str]:
    """Give the title of what the text was printed in."""
    monograph = tree.getroot().find(f".//{q('sourceDesc')}/{q('biblStruct')}/{q('monogr')}/{q('title')}")
    return [read_line(monograph)] if monograph is not None else []


def _scopes(tree: etree._ElementTree) -> list[tuple[str, str]]:
    """Give volume and number, as references abbreviate them."""
    path = f".//{q('sourceDesc')}/{q('biblStruct')}/{q('monogr')}/{q('imprint')}/{q('biblScope')}"
    short = {"volume": "vol.", "issue": "no."}
    scopes = tree.getroot().findall(path)
    return [
        (short[scope.get("unit", "")], read_line(scope)) for scope in scopes if scope.get("unit") in short
    ]
