"""Document → pointers that lead nowhere and names given twice (TEI Guidelines 1.3.1.1.2 and 17.2).

What points is in `pointing`, where it leads in `targets`; what nothing points to is in `unused`.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path
from typing import cast
from urllib.parse import unquote

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.tei import local
from tei_edition.tei.names import is_tei, q
from tei_edition.validate.document import Document
from tei_edition.validate.likeness import Likeness
from tei_edition.validate.pointing import ONLY_ON, POINTING, points
from tei_edition.validate.targets import Resolver, Target, ids_of, trouble
from tei_edition.validate.unused import check_unused
from tei_edition.validate.uris import joined, parts_of

__all__ = ["POINTING", "check_pointers"]

ID = q("xml:id")

NAMED = frozenset(
    ("persName", "placeName", "orgName", "geogName", "name", "rs", "title", "author", "editor", "term")
)
"""Elements whose `@key` may be the id of a register's entry."""

Owners = dict[str, etree._Element]


def check_pointers(document: Document, information: bool = False) -> list[Diagnostic]:
    """Give every pointer that leads nowhere and every `xml:id` that two elements share.

    With `information` also what nothing points to, last.
    """
    owners: Owners = {}
    findings: list[Diagnostic] = []
    pointing: list[tuple[etree._Element, str, str]] = []
    keys: list[tuple[etree._Element, str]] = []
    for element in cast("list[etree._Element]", document.tree.xpath("//*[@*]")):
        for key, content in element.items():
            attribute, value = str(key), str(content)
            if attribute == ID:
                name = value.strip()
                if name in owners:
                    findings.append(_twice(document, element, name, owners[name]))
                owners.setdefault(name, element)
            elif (attribute in POINTING or attribute in ONLY_ON) and is_tei(element):
                if points(attribute, local(element)):
                    pointing += [(element, attribute, pointer) for pointer in dict.fromkeys(value.split())]
            elif attribute == "key" and is_tei(element) and local(element) in NAMED:
                keys.append((element, value.strip()))
    checker = _Checker(document, owners)
    for element, attribute, pointer in pointing:
        findings += checker.check(element, attribute, pointer)
    findings += checker.check_keys(keys)
    used = checker.used | {key for _, key in keys}
    return findings + check_unused(document, used) if information else findings


class _Checker:
    """Checks the pointers of one document."""

    def __init__(self, document: Document, owners: Owners) -> None:
        self.document = document
        self.owners = owners
        self.resolver = Resolver(document.tree, document.name)
        self.told: set[tuple[str, str]] = set()
        self.used: set[str] = set()
        self.likeness: dict[Path | None, Likeness] = {None: Likeness(owners)}

    def check(self, element: etree._Element, attribute: str, pointer: str) -> Iterator[Diagnostic]:
        """Give a finding when a pointer leads nowhere."""
        target = self.resolver.follow(pointer, element)
        if target.kind == "here":
            self.used.add(target.name)
            if target.name not in self.owners:
                yield self._dangling(element, attribute, pointer, target.name)
        elif target.kind == "file" and target.path is not None:
            yield from self._in_file(element, attribute, pointer, target)
        elif self._lacks_mark(element, pointer, target):
            self.used.add(pointer)
            message = (
                f'{attribute}="{pointer}" on `{local(element)}` names a file {pointer} that is not there'
            )
            yield self.document.finding(
                "pointer-file", message, element, f"did you mean #{pointer}?", attribute
            )
        elif target.kind == "no-match":
            message = f'{attribute}="{pointer}" on `{local(element)}` is not what its prefixDef allows'
            yield self.document.finding(
                "pointer", message, element, f"after the prefix must come {target.name}", attribute
            )
        elif target.kind != "elsewhere" and (target.kind, target.name) not in self.told:
            self.told.add((target.kind, target.name))
            yield self._of_prefix(element, attribute, pointer, target)

    def _lacks_mark(self, element: etree._Element, pointer: str, target: Target) -> bool:
        """Tell whether a pointer is an id of the document whose # was forgotten."""
        if target.kind != "elsewhere" or pointer not in self.owners:
            return False
        parts = parts_of(joined(self.resolver.base_of(element), pointer))
        return parts.scheme == "file" and not Path(unquote(parts.path)).exists()

    def _of_prefix(self, element: etree._Element, attribute: str, pointer: str, target: Target) -> Diagnostic:
        """Tell, once, of a prefix that nothing declares, or of a pattern that cannot be used."""
        if target.kind == "bad-pattern":
            message = f"The matchPattern “{target.name}” of a prefixDef cannot be used; its pointers are not checked"
            return self.document.finding("not-checked", message, element, "mend the regular expression")
        close = difflib.get_close_matches(target.name, list(self.resolver.prefixes), n=1, cutoff=0.6)
        message = f'No prefixDef declares “{target.name}:”, as in {attribute}="{pointer}"'
        declare = f'declare <prefixDef ident="{target.name}" matchPattern="…" replacementPattern="…"/> in the header'
        hint = f"did you mean {close[0]}:?" if close else declare
        return self.document.finding("pointer-prefix", message, element, hint, attribute)

    def _in_file(
        self, element: etree._Element, attribute: str, pointer: str, target: Target
    ) -> Iterator[Diagnostic]:
        path = target.path
        assert path is not None
        wrong = trouble(path)
        if wrong is None:
            ids = ids_of(path) or frozenset()
            if target.name not in ids:
                message = f'{attribute}="{pointer}" on `{local(element)}`: {path.name} has no xml:id="{target.name}"'
                before = pointer.removesuffix(target.name)
                self.likeness.setdefault(path, Likeness(ids))
                hint = self._hint(target.name, before if before != pointer else "", path)
                yield self.document.finding("pointer", message, element, hint, attribute)
        elif ("file", str(path)) not in self.told:
            self.told.add(("file", str(path)))
            message = f'The file {path.name}, to which {attribute}="{pointer}" points, {wrong}'
            yield self.document.finding(
                "pointer-file", message, element, f"it is looked for at {path}", attribute
            )

    def _dangling(self, element: etree._Element, attribute: str, pointer: str, name: str) -> Diagnostic:
        message = f'{attribute}="{pointer}" on `{local(element)}` leads to no element of this document'
        before = pointer.removesuffix(name)
        hint = self._hint(name, before if before != pointer else "#")
        return self.document.finding("pointer", message, element, hint, attribute)

    def _hint(self, name: str, before: str, file: Path | None = None) -> str:
        """Say what may be meant, else what to do."""
        if not name:
            return "put an xml:id right after the #, without a space between them"
        close = self.likeness[file].closest(name)
        if close is not None:
            return f"did you mean {before}{close}?"
        where = f" in {file.name}" if file else ""
        return f'give the element it means xml:id="{name}"{where}, or take the pointer away'

    def check_keys(self, keys: list[tuple[etree._Element, str]]) -> Iterator[Diagnostic]:
        """Give keys that no entry has, in a document where keys are ids of its own entries."""
        if not any(key in self.owners for _, key in keys):
            return
        for element, key in keys:
            if key and key not in self.owners and ("key", key) not in self.told:
                self.told.add(("key", key))
                message = f'key="{key}" on `{local(element)}` is the id of no entry of this document'
                hint = self._hint(key, "")
                yield self.document.finding("register-key", message, element, hint, "key")


def _twice(document: Document, element: etree._Element, name: str, first: etree._Element) -> Diagnostic:
    line = document.place(first)[0]
    message = f'xml:id="{name}" is given twice: the first is `{local(first)}` in line {line}'
    hint = "give this element another xml:id, and correct what points to it"
    return document.finding("id-twice", message, element, hint, ID)
