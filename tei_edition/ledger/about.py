"""What a document's header says of rights and of how to cite it, and what an edition says of that → what differs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from lxml import etree

from tei_edition.ledger.own import words_of_page
from tei_edition.ledger.page import line_of
from tei_edition.ledger.tei import edition, words_of
from tei_edition.ledger.title import Title, printed, read_line
from tei_edition.tei import inner_text, q, walk

_SAID = frozenset("in edited by version digital edition and".split())  # noqa: SIM905
"""Words of a reference that are not the header's."""


def wrong_rights(tree: etree._ElementTree, section: etree._Element | None) -> Iterator[str]:
    """Yield what is wrong with the paragraphs on rights (`None`: there are none)."""
    wanted, licence = rights(tree), _licence(tree)
    lines = [] if section is None else [line for line in section.iter("p") if inner_text(line).strip()]
    said = [line_of(line) for line in lines]
    if licence and said[len(wanted) :] == [licence]:
        said.pop()
    if said != wanted:
        yield f"on rights it says {said}, the header {wanted}"
    links = {link.get("href", "") for line in lines for link in line.iter("a")}
    if links != ({licence} if licence.startswith(("https://", "http://")) and lines else set()):
        yield f"the licence is linked to {sorted(links)}, in the header to “{licence}”"


def wrong_source(tree: etree._ElementTree, page: etree._Element) -> Iterator[str]:
    """Yield which words of letter, manuscript, witnesses and principles, as the header has them, the page lacks."""
    header = tree.getroot().find(q("teiHeader"))
    wanted: Counter[str] = Counter()
    for element in header.iter(*map(q, _TOLD)) if header is not None else ():
        if next(element.iterancestors(*map(q, _TOLD)), None) is None:
            words = words_of(element, rules=edition("reading"))
            for parts in (words.text, *(note for _, note in words.notes)):
                wanted.update(
                    char for part in parts if isinstance(part, str) for char in "".join(part.split())
                )
    found = Counter("".join(words_of_page(page, "reading", "source").split()))
    if wanted != found:
        lost, added = (wanted - found).total(), (found - wanted).total()
        yield f"of what the header says of the source {lost} characters are lost, {added} added"


_TOLD = ("correspDesc", "msDesc", "listWit", "editorialDecl")


def rights(tree: etree._ElementTree) -> list[str]:
    """Give what the header says on rights, paragraph by paragraph."""
    found = tree.getroot().find(f".//{_PUBLICATION}/{q('availability')}")
    if found is None:
        return []
    parts = [child for child in found if isinstance(child.tag, str)]
    return list(filter(None, map(read_line, parts or [found])))


_PUBLICATION = f"{q('teiHeader')}/{q('fileDesc')}/{q('publicationStmt')}"


def _licence(tree: etree._ElementTree) -> str:
    """Give the licence's address."""
    path = f".//{_PUBLICATION}/{q('availability')}/{q('licence')}"
    return next(filter(None, (item.get("target", "") for item in tree.getroot().iterfind(path))), "")


def wrong_reference(
    tree: etree._ElementTree, title: Title, lines: Iterable[etree._Element], edition: str = ""
) -> Iterator[str]:
    """Yield what is wrong with the reference by which the document is to be cited.

    `edition` has the words in which the edition it stands in speaks of itself.
    """
    for line in lines:
        said = line_of(line)
        author = f"{title.together}, " if title.together else ""
        source = printed(tree)
        named = f"“{title.lines[0]}”" if source else title.lines[0]
        start = _squeezed(f"{author}{named}{', ' if source else ''}{source}")
        if not _squeezed(said).startswith(start):
            yield f"the reference says “{said}”, the header “{author}{named}, {source}”"
        elif strange := _strange(tree, title, line, edition):
            yield f"the reference says “{strange}”, which is not in the header"


def _strange(tree: etree._ElementTree, title: Title, line: etree._Element, edition: str) -> str:
    """Give the words of a reference that neither the header has nor the edition."""
    header = next(tree.getroot().iter(q("teiHeader")), None)
    facts = [] if header is None else [inner_text(header), *_strings(header), *_values(header)]
    works = [title.title, printed(tree), edition, *(inner_text(item) for item in line.iter("cite"))]
    known = {*_SAID, *_words(" ".join([*facts, *works]))}
    said = re.sub(r"\S*https?:\S*$", "", inner_text(line).strip())
    return " ".join(word for word in _words(said) if word not in known)


def _strings(element: etree._Element) -> Iterator[str]:
    return (string for event, _, string in walk(element) if event == "text")


def _values(element: etree._Element) -> Iterator[str]:
    for child in element.iter(etree.Element):
        yield from map(str, child.attrib.values())


def _words(text: str) -> list[str]:
    return [word.lower() for word in re.findall(r"[^\W_]+", text)]


def _squeezed(text: str) -> str:
    return "".join(text.split())
