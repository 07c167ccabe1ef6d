"""A document too large for a tree → its doubled ids and dangling pointers, and a word on what was not checked.

It is read once to tell which ids and pointers may be wrong, keeping 8 bytes of each, and once more only where there
are such.
"""

from __future__ import annotations

from collections.abc import Collection
from xml.parsers import expat

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.validate.document import TREE_LIMIT, Document
from tei_edition.validate.pointers import POINTING
from tei_edition.validate.relaxng.identities import Identities
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.reader import MAX_DEPTH, read, too_deep
from tei_edition.validate.relaxng.source import XML

MOST = 1000
"""How many ids and pointers are told of one document."""

ID = f"{XML} id"
TEI = "http://www.tei-c.org/ns/1.0 "


def check_large(document: Document) -> list[Diagnostic]:
    """Check what can be checked of ids and pointers without a tree."""
    first = _Gatherer(())
    read(document.pieces, document.name, first.listen)
    wrong = first.identities.doubled() | first.identities.dangling()
    findings: list[Diagnostic] = []
    if wrong:
        second = _Gatherer(wrong)
        read(document.pieces, document.name, second.listen)
        findings = document.located(second.told(document.name))
    size = f"larger than {TREE_LIMIT // 1_000_000} MB"
    reason = f"The document is {size}: only grammar, ids and local pointers are checked"
    return [*findings, document.note("not-checked", reason, "divide it, or validate its parts")]


class _Gatherer:
    """Gathers ids and pointers; those suspected with where they are."""

    def __init__(self, suspected: Collection[int]) -> None:
        self.suspected = suspected
        self.identities = Identities()
        self.ordinal, self.depth = -1, 0
        self.owners: dict[str, tuple[str, int]] = {}
        self.twice: list[tuple[int, str, str]] = []
        self.pointing: list[tuple[int, str, str, str]] = []

    def listen(self, parser: expat.XMLParserType) -> None:
        """Be told of what the parser reads."""
        self.parser = parser
        parser.StartElementHandler = self.start
        parser.EndElementHandler = self.end

    def start(self, name: str, attributes: list[str]) -> None:
        """Gather from a start tag."""
        self.ordinal += 1
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise too_deep(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)
        for at in range(0, len(attributes), 2):
            if attributes[at] == ID:
                self._given(name, attributes[at + 1].strip())
            elif attributes[at] in POINTING and "#" in attributes[at + 1] and name.startswith(TEI):
                self._pointed(name, attributes[at], attributes[at + 1])

    def end(self, _name: str) -> None:
        """Leave an element."""
        self.depth -= 1

    def _given(self, name: str, word: str) -> None:
        self.identities.given.update((word,))
        if hash(word) not in self.suspected:
            return
        if word in self.owners and len(self.twice) < MOST:
            self.twice.append((self.ordinal, name, word))
        elif word not in self.owners:
            self.owners[word] = split(name)[1], self.parser.CurrentLineNumber

    def _pointed(self, name: str, attribute: str, value: str) -> None:
        for pointer in dict.fromkeys(value.split()):
            if pointer.startswith("#") and "(" not in pointer:
                self.identities.pointed.update((pointer[1:],))
                if hash(pointer[1:]) in self.suspected and len(self.pointing) < MOST:
                    self.pointing.append((self.ordinal, split(name)[1], attribute, pointer))

    def told(self, file: str) -> list[tuple[int, str, Diagnostic]]:
        """Give findings, each with the number of its element."""
        found: list[tuple[int, str, Diagnostic]] = []
        for ordinal, _name, word in self.twice:
            owner, line = self.owners[word]
            message = f'xml:id="{word}" is given twice: the first is `{owner}` in line {line}'
            hint = "give this element another xml:id, and correct what points to it"
            found.append((ordinal, "", make("id-twice", message, file=file, hint=hint)))
        dangling = [item for item in self.pointing if item[3][1:] not in self.owners]
        for ordinal, name, attribute, pointer in dangling:
            message = f'{attribute}="{pointer}" on `{name}` leads to no element of this document'
            hint = f'give the element it means xml:id="{pointer[1:]}", or take the pointer away'
            found.append((ordinal, "", make("pointer", message, file=file, hint=hint)))
        return found
