"""A TEI header → the title block that an edition must have where the text has none of its own."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.ledger.tei import edition, words_of
from tei_edition.tei import local, q

_TITLED = frozenset({"body", "front", "div", "div1", "docTitle", "titlePage"})


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

    @property
    def together(self) -> str:
        """The authors, each once, as in a sentence."""
        names = list(dict.fromkeys(self.authors))
        return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])}, and {names[-1]}"


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
    return Title(title, subtitle, tuple(filter(None, map(_author, authors))), heading)


def _author(author: etree._Element) -> str:
    """Give an author's name, which goes without the identifiers and affiliations that may stand beside it."""
    beside = next(
        author.iterchildren(*map(q, ("idno", "affiliation", "email", "note", "ptr", "address"))), None
    )
    named = next(author.iterchildren(*map(q, ("persName", "orgName", "name"))), None)
    return read_line(author if beside is None or named is None else named)


def _rank(title: etree._Element) -> tuple[bool, bool]:
    return title.get("level") == "s", title.get("type") != "main" and title.get("level") != "a"


def read_line(element: etree._Element, view: str = "reading", without: frozenset[str] = frozenset()) -> str:
    """Give the words of an element as the view has them, on one line; `without` elements of these names."""
    rules = edition(view)
    parts = words_of(element, rules=replace(rules, unshown=rules.unshown | without)).text
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
        if not wanted.isdisjoint(_letters(read_line(element, view)) for view in ("reading", "source")):
            return element
    return None


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


def wants_supplied(tree: etree._ElementTree, title: Title) -> bool:
    """Tell whether an edition names author and source above a text that names no author itself."""
    named = next(tree.getroot().iter(q("byline"), q("docAuthor"), q("docTitle")), None) is not None
    return bool(title.authors) and not named


def is_supplied(tree: etree._ElementTree, title: Title, text: str) -> bool:
    """Tell whether the line names authors and source as the header does: `[A and B. The Paper, vol. 1, 1953]`."""
    wanted = f"[{'. '.join(filter(None, [title.together, printed(tree)]))}]"
    return wanted.split() == text.split()


def printed(tree: etree._ElementTree) -> str:
    """Say where the text was printed, if the header names a journal or book."""
    path = f".//{q('teiHeader')}/{q('fileDesc')}/{q('sourceDesc')}//{q('biblStruct')}/{q('monogr')}"
    monograph = tree.getroot().find(path)
    journal = _first(monograph, "title")
    imprint = monograph.find(q("imprint")) if monograph is not None else None
    if monograph is None or not journal:
        return ""
    scopes = (
        *(imprint.iterchildren(q("biblScope")) if imprint is not None else ()),
        *monograph.findall(q("biblScope")),
    )
    scope = {item.get("unit", ""): read_line(item) for item in scopes}
    pages = scope.get("page", "")
    parts = [
        journal,
        f"vol. {scope['volume']}" if scope.get("volume") else "",
        f"no. {scope['issue']}" if scope.get("issue") else "",
        _first(imprint, "date"),
        f"{'pp.' if any(mark in pages for mark in '–-,') else 'p.'} {pages}" if pages else "",
    ]
    return ", ".join(filter(None, parts))


def _first(parent: etree._Element | None, name: str) -> str:
    """Give the words of the first child of that name that has any."""
    children = parent.iterchildren(q(name)) if parent is not None else ()
    return next(filter(None, map(read_line, children)), "")
