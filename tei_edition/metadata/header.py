"""teiHeader → the facts a reader, a catalogue or a citation needs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from lxml import etree

from tei_edition.tei import local, q, walk

_REGISTRIES = (("ORCID", "//orcid.org/"), ("ROR", "//ror.org/"))
"""Who gives addresses to people and organisations that are told apart by them."""

_NO_FACT = frozenset({"", "n/a", "[]", "no date"})


@dataclass(frozen=True)
class Person:
    """Someone responsible for the text or the edition."""

    name: str
    """The name as the header has it."""
    role: str = ""
    """What they did, as the header has it; empty for authors."""
    sorted: str = ""
    """The name as a list has it (`Breitman, George`), where the document says it."""
    kind: str = "person"
    """`person` or `org`."""
    ids: tuple[tuple[str, str], ...] = ()
    """Type and value of the identifiers that the header or the entry pointed to gives."""
    affiliation: str = ""
    """The organisation a person belongs to."""


@dataclass(frozen=True)
class Source:
    """Where the text was printed."""

    title: str = ""
    """The journal's or book's title."""
    level: str = ""
    """What that is: `j` a journal, `m` a book, as `title/@level` has it."""
    volume: str = ""
    """Its volume."""
    issue: str = ""
    """Its number."""
    pages: str = ""
    """The pages."""
    date: str = ""
    """The date as printed."""
    when: str = ""
    """The date as ISO 8601."""
    text: str = ""
    """The whole reference as the header words it, for sources that are not an article's."""


@dataclass(frozen=True)
class Series:
    """The edition or series a text is a part of."""

    title: str = ""
    """Its title."""
    address: str = ""
    """Where it is."""
    doi: str = ""
    """The DOI of the version the text is of."""
    concept_doi: str = ""
    """The DOI of all versions together."""


@dataclass(frozen=True)
class Header:
    """What a teiHeader says."""

    title: str = ""
    """The main title."""
    subtitle: str = ""
    """The subtitle."""
    authors: tuple[Person, ...] = ()
    """The text's authors."""
    editors: tuple[Person, ...] = ()
    """Who edited or encoded it."""
    publisher: str = ""
    """Who published the edition."""
    date: str = ""
    """When the edition was published (ISO 8601)."""
    edition: str = ""
    """The edition's number."""
    rights: tuple[str, ...] = ()
    """What the header says about rights, a paragraph each."""
    licence: str = ""
    """The licence's address."""
    identifiers: tuple[tuple[str, str], ...] = ()
    """Type and value of the identifiers."""
    language: str = "en"
    """The text's language."""
    keywords: tuple[str, ...] = ()
    """Terms of the text class."""
    source: Source = Source()
    """Where the text was printed."""
    abstract: str = ""
    """What the text is about."""
    repository: str = ""
    """Who keeps the manuscript or copy described."""
    shelfmark: str = ""
    """That copy's shelfmark."""
    digital_source: str = ""
    """Address of the digital text it derives from."""
    series: Series = Series()
    """What the text is a part of."""

    @property
    def full_title(self) -> str:
        """Title and subtitle."""
        return f"{self.title}: {self.subtitle}" if self.subtitle else self.title


def read_header(root: etree._Element) -> Header:
    """Read the header of a TEI document; what it does not say stays empty."""
    head = root.find(f".//{q('teiHeader')}")
    if head is None:
        return Header(title="Untitled", language=root.get(q("xml:lang"), ""))
    statement = _find(head, "fileDesc", "titleStmt")
    titles = _titles(statement)
    publication = _find(head, "fileDesc", "publicationStmt")
    series = _series(_find(head, "fileDesc", "seriesStmt"))
    return Header(
        title=titles[0],
        subtitle=titles[1],
        authors=tuple(
            person for author in _all(statement, "author") if (person := _person(root, author)).name
        ),
        editors=_editors(root, head),
        publisher=_first(publication, "publisher") or _first(publication, "authority"),
        date=_when(publication),
        edition=_edition(head),
        rights=_rights(publication),
        licence=_licence(publication),
        identifiers=tuple(one for one in _identifiers(publication) if one != ("DOI", series.doi)),
        series=series,
        language=_language(root, head),
        keywords=tuple(_texts(_find(head, "profileDesc", "textClass"), "keywords", "term")),
        source=_source(head),
        abstract=_first(_find(head, "profileDesc"), "abstract"),
        repository=_first(_manuscript(head), "repository"),
        shelfmark=_first(_manuscript(head), "idno"),
        digital_source=_digital(head),
    )


def _find(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Follow child steps."""
    return None if element is None else element.find("/".join(map(q, names)))


def _all(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """Give all elements at the end of child steps."""
    return [] if element is None else element.findall("/".join(map(q, names)))


def _texts(element: etree._Element | None, *names: str) -> list[str]:
    """Give the words of all of them that have any."""
    return [text for text in map(words_of, _all(element, *names)) if text]


def _first(element: etree._Element | None, *names: str) -> str:
    """Give the words of the first that has any."""
    return next(iter(_texts(element, *names)), "")


def _identifiers(statement: etree._Element | None) -> list[tuple[str, str]]:
    """Give type and value of its identifiers."""
    return [(idno.get("type", ""), words_of(idno)) for idno in _all(statement, "idno") if words_of(idno)]


def _series(statement: etree._Element | None) -> Series:
    """Give what a text is a part of; the DOI of all versions is one that says so."""
    known = {
        idno.get("subtype", ""): words_of(idno)
        for idno in _all(statement, "idno")
        if idno.get("type") == "DOI"
    }
    concept = known.pop("concept", "")
    address = next((value for kind, value in _identifiers(statement) if kind in ("URI", "URL")), "")
    return Series(_first(statement, "title"), address, next(iter(known.values()), ""), concept)


def _titles(statement: etree._Element | None) -> tuple[str, str]:
    """Give title and subtitle."""
    titles = _all(statement, "title")
    subs = [title for title in titles if title.get("type") in ("sub", "subtitle")]
    mains = [title for title in titles if title not in subs] or titles
    main = min(mains, key=_main_first) if mains else None
    text = words_of(main) if main is not None else ""
    return text or "Untitled", " ".join(filter(None, map(words_of, subs)))


def _main_first(title: etree._Element) -> tuple[bool, bool]:
    """Put the title of the text before that of a series, and one called main before others."""
    return title.get("level") == "s", title.get("type") != "main" and title.get("level") != "a"


def _name(person: etree._Element) -> str:
    """Give a name without what else is said of the person: identifiers, affiliation, address."""
    named = next(person.iterchildren(*map(q, ("persName", "orgName", "name"))), None)
    more = next(
        person.iterchildren(*map(q, ("idno", "affiliation", "email", "note", "ptr", "address"))), None
    )
    return words_of(person if named is None or more is None else named)


def _sorted(root: etree._Element, author: etree._Element) -> str:
    """Give an author's name as a list has it: of its own parts, or as the entry it points to parts it."""
    name = author.find(q("persName"))
    name = author if name is None else name
    family, given = (" ".join(_texts(name, part)) for part in ("surname", "forename"))
    if family and given:
        return f"{family}, {given}"
    key = (name.get("ref") or author.get("ref") or "").removeprefix("#")
    entries = (person for person in root.iter(q("person")) if person.get(q("xml:id")) == key)
    heading = _first(next(entries, None), "persName") if key else ""
    family, comma, _ = heading.partition(", ")
    given = words_of(name).removesuffix(f" {family}")
    return f"{family}, {given}" if comma and given != words_of(name) else ""


def _person(root: etree._Element, element: etree._Element, role: str = "") -> Person:
    """Describe whom an element names, with the identifiers of the entry it points to."""
    named = next(element.iterchildren(*map(q, ("persName", "orgName", "name"))), element)
    key = (named.get("ref") or element.get("ref") or "").removeprefix("#")
    entries = root.iter(q("person"), q("org")) if key else ()
    entry = next((item for item in entries if item.get(q("xml:id")) == key), None)
    ids = [(item.get("type", ""), words_of(item)) for item in (*_all(element, "idno"), *_all(entry, "idno"))]
    ids += [
        (kind, address)
        for kind, mark in _REGISTRIES
        for address in [named.get("ref") or ""]
        if mark in address
    ]
    org = local(named) == "orgName" or (entry is not None and local(entry) == "org")
    affiliation = _first(element, "affiliation")
    return Person(
        _name(element),
        role,
        "" if org else _sorted(root, element),
        "org" if org else "person",
        tuple(dict.fromkeys(ids)),
        affiliation,
    )


def _editors(root: etree._Element, head: etree._Element) -> tuple[Person, ...]:
    """Give editors, and whoever else a statement of responsibility names."""
    statement = _find(head, "fileDesc", "titleStmt")
    editors = (_person(root, element, "editor") for element in _all(statement, "editor"))
    found = [person for person in editors if person.name]
    for stmt in _all(statement, "respStmt") + _all(_find(head, "fileDesc", "editionStmt"), "respStmt"):
        role = _first(stmt, "resp")
        for name in ("name", "persName", "orgName"):
            found += [replace(_person(root, item, role), name=words_of(item)) for item in _all(stmt, name)]
    return tuple(dict.fromkeys(person for person in found if person.name))


def _edition(head: etree._Element) -> str:
    """Give the edition's number, else its words."""
    edition = _find(head, "fileDesc", "editionStmt", "edition")
    return "" if edition is None else edition.get("n") or words_of(edition)


def _when(element: etree._Element | None) -> str:
    """Give the date of a publication statement or an imprint, normalised where it says so."""
    dates = [] if element is None else list(element.iter(q("date")))
    for date in dates:
        for name in ("when", "when-iso", "notAfter", "to"):
            if date.get(name):
                return str(date.get(name))
    text = words_of(dates[0]) if dates else ""
    return "" if text in _NO_FACT else text


def _iso(date: str) -> str:
    """Give a date a program can read (ISO 8601); nothing for words (`Spring 1955`, `no date`)."""
    return date if re.fullmatch(r"-?\d{4}(-\d\d(-\d\d)?)?", date) else ""


def _rights(publication: etree._Element | None) -> tuple[str, ...]:
    """Give the paragraphs on rights and the licence's words."""
    availability = _find(publication, "availability")
    if availability is None:
        return ()
    parts = [child for child in availability if isinstance(child.tag, str)]
    return tuple(text for text in map(words_of, parts or [availability]) if text)


def _licence(publication: etree._Element | None) -> str:
    """Give the licence's address."""
    for licence in _all(publication, "availability", "licence"):
        if licence.get("target"):
            return str(licence.get("target"))
    return ""


def _language(root: etree._Element, head: etree._Element) -> str:
    """Give the text's language: what the document, its text or its header says."""
    text = root.find(f".//{q('text')}")
    idents = [item.get("ident", "") for item in _all(head, "profileDesc", "langUsage", "language")]
    said = [None if text is None else text.get(q("xml:lang")), root.get(q("xml:lang"))]
    if len(idents) == 1:
        said.append(idents[0])
    return next(filter(None, said), "")


def _source(head: etree._Element) -> Source:
    """Give the printed source: the first structured reference, else the first in words."""
    description = _find(head, "fileDesc", "sourceDesc")
    if description is None:
        return Source()
    struct = description.find(f".//{q('biblStruct')}")
    if struct is None:
        words = next(
            filter(None, map(words_of, (child for child in description if isinstance(child.tag, str)))), ""
        )
        return Source(text=words if len(words) < 600 else "")
    monograph = _find(struct, "monogr")
    imprint = _find(monograph, "imprint")
    scopes = _all(imprint, "biblScope") + _all(monograph, "biblScope")
    scope = {item.get("unit", ""): words_of(item) for item in scopes}
    return Source(
        title=_first(monograph, "title"),
        level=next((title.get("level", "") for title in _all(monograph, "title")), ""),
        volume=scope.get("volume", ""),
        issue=scope.get("issue", ""),
        pages=scope.get("page", ""),
        date=_first(imprint, "date"),
        when=_iso(_when(imprint)),
    )


def _manuscript(head: etree._Element) -> etree._Element | None:
    """Give the identification of the manuscript or copy described."""
    return head.find(f"{q('fileDesc')}/{q('sourceDesc')}//{q('msIdentifier')}")


def _digital(head: etree._Element) -> str:
    """Give the address of the digital text the source's reference names."""
    links = head.iterfind(f"{q('fileDesc')}/{q('sourceDesc')}//{q('biblStruct')}/{q('ref')}")
    return next((link.get("target", "") for link in links), "")


_LEFT_OUT = frozenset({"note", "index", "fw", "del", "surplus", "listPerson", "listPlace", "recordingStmt"})
"""Elements whose words are not those of the line they stand in."""

_CHOSEN = {"sic": "corr", "orig": "reg", "abbr": "expan", "am": "ex"}
"""Of two readings in a `choice`: the one passed over, and the one it gives way to."""


def words_of(element: etree._Element) -> str:
    """Give an element's words on one line: no notes, of two readings the corrected one."""
    return " ".join("".join(_words(element)).split())


def _words(root: etree._Element) -> Iterator[str]:
    """Yield the runs of text that are read."""
    skipped: etree._Element | None = None
    for event, node, text in walk(root):
        if skipped is not None:
            skipped = None if event == "end" and node is skipped else skipped
        elif event == "start" and node is not root and _passed_over(node):
            skipped = node
        elif event == "text":
            yield text
        elif event == "start" and local(node) == "lb" and node.get("break") != "no":
            yield " "


def _passed_over(node: etree._Element) -> bool:
    """Tell whether the element is not read in the line."""
    name, parent = local(node), node.getparent()
    if name in _LEFT_OUT or parent is None or local(parent) != "choice":
        return name in _LEFT_OUT
    known = [local(other) for other in parent]
    paired = [wins for loses, wins in _CHOSEN.items() if loses in known and wins in known]
    edited = paired or [wins for wins in _CHOSEN.values() if wins in known]
    return node is not (parent[known.index(edited[0])] if edited else parent[0])
