"""TEI documents of one folder → the same, their pointers to one another as links of a site, and one register of all.

Entries are collected wherever documents have them (standOff, header, text, files of their own). Names that point to
none, but to an authority or by a key, get an entry made of the names themselves. Only attributes are changed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from urllib.parse import unquote

from lxml import etree

from tei_edition.render import safe
from tei_edition.render.reading import reading_text
from tei_edition.render.register import HEADINGS, KINDS
from tei_edition.tei import NS, append_child, append_element, copy_of, local, parse_bytes, q

_NAMED = {"persName": "person", "placeName": "place", "orgName": "org"}
"""Elements that name an entry, and its kind."""
_TYPED = {"person": "person", "place": "place", "org": "org", "organisation": "org", "organization": "org"}
"""Types of other names, and the kind of entry they name."""
_POINTERS = ("ref", "target", "key")
_LISTS = {"person": "listPerson", "place": "listPlace", "org": "listOrg", "bibl": "listBibl"}
_EMPTY = f'<TEI xmlns="{NS}"><standOff>{"".join(f"<{name}/>" for name in _LISTS.values())}</standOff></TEI>'
MOST_STEPS = 4
"""How many prefixes may stand for one another."""


@dataclass(frozen=True)
class Corpus:
    """Documents that know of one another."""

    trees: Mapping[str, etree._ElementTree]
    """Those with a text, by the names of their pages."""
    register: etree._ElementTree
    """All entries, in a `standOff`."""


@dataclass
class _Index:
    """Where everything is."""

    entries: dict[tuple[str, str], str] = field(default_factory=dict)
    """The entry of the register for each document and id."""
    alike: dict[tuple[str, str, str], str] = field(default_factory=dict)
    """The entry for each kind, id and heading: documents may repeat entries."""
    bare: dict[str, str] = field(default_factory=dict)
    """The entry for each id, whatever document it is in."""
    files: dict[str, str] = field(default_factory=dict)
    """The document for each file name."""
    made: dict[tuple[str, str], etree._Element] = field(default_factory=dict)
    """The entries made of names: kind, and what they point to."""
    forms: dict[etree._Element, Counter[str]] = field(default_factory=dict)
    """The names that point to each of those, and how often."""
    keys: set[str] = field(default_factory=set)
    """The ids of all entries."""

    def free(self, wanted: str) -> str:
        """Give an id that no entry has, and keep it."""
        numbered = (f"{wanted}-{number}" for number in count(2))
        key = next(key for key in chain([wanted], numbered) if key not in self.keys)
        self.keys.add(key)
        return key


def connect(trees: Mapping[str, etree._ElementTree], files: Mapping[str, str]) -> Corpus:
    """Join documents: `trees` by the names of their pages, `files` the path of each in its folder.

    The trees are changed: pointers to entries become `#id` of the register, those to another document `page.html#id`.
    """
    register = parse_bytes(_EMPTY.encode(), "register")
    index = _Index(files={posixpath.basename(path): slug for slug, path in files.items()})
    taken = Counter(
        key
        for tree in trees.values()
        for key in {str(value) for value in tree.getroot().xpath("//@xml:id")}  # type: ignore[union-attr]
    )
    alike = Counter(_likeness(element) for tree in trees.values() for element in _entries(tree))
    for slug, tree in trees.items():
        for element in _entries(tree):
            alone = taken[element.get(q("xml:id"), "")] == alike[_likeness(element)]
            _take(element, slug, index, register, alone)
    for slug, tree in trees.items():
        _link(tree, slug, index, register)
    for entry, forms in index.forms.items():
        _named(entry, forms)
    return Corpus({slug: tree for slug, tree in trees.items() if not _is_register(tree)}, register)


def _is_register(tree: etree._ElementTree) -> bool:
    """Tell whether a document has entries and nothing else: no text, no transcription."""
    holds = {local(element) for element in tree.iter(*map(q, ("standOff", "text", "sourceDoc", "facsimile")))}
    return holds == {"standOff"}


def _entries(tree: etree._ElementTree) -> Iterator[etree._Element]:
    """Yield the entries of a document that stand in lists and have an id."""
    for element in tree.iter(*map(q, KINDS)):
        parent = element.getparent()
        if element.get(q("xml:id")) and parent is not None and local(parent).startswith("list"):
            yield element


def _take(
    element: etree._Element,
    slug: str,
    index: _Index,
    register: etree._ElementTree,
    alone: bool,
) -> None:
    """Put an entry into the register, under its own id if that is `alone`; one that is there already is the same."""
    own = element.get(q("xml:id"), "")
    if known := index.alike.get(_likeness(element)):
        index.entries[slug, own] = known
        return
    key = index.free(own if alone else safe.identifier(f"{slug}-{own}"))
    index.entries[slug, own] = index.alike[_likeness(element)] = key
    index.bare.setdefault(own, key)
    copied = copy_of(element)
    copied.set(q("xml:id"), key)
    for inner in copied.iterdescendants(*map(q, KINDS), *map(q, _LISTS.values())):
        inner.attrib.pop(q("xml:id"), "")
    _put(register, local(element), copied)


def _likeness(element: etree._Element) -> tuple[str, str, str]:
    """Give what entries have in common that are the same one: kind, id and heading."""
    heading = next(map(reading_text, element.iterchildren(*map(q, HEADINGS))), "")
    return local(element), element.get(q("xml:id"), ""), heading


def _put(register: etree._ElementTree, kind: str, element: etree._Element) -> None:
    """Put an entry at the end of its list."""
    holder = next(register.iter(q(_LISTS[kind])))
    append_child(holder, element)


def _link(tree: etree._ElementTree, slug: str, index: _Index, register: etree._ElementTree) -> None:
    """Let a document's pointers lead to where the site has what they mean."""
    prefixes = _prefixes(tree)
    for element in tree.iter(f"{{{NS}}}*"):
        for name in _POINTERS:
            value = element.get(name)
            if not value or (name == "key" and element.get("ref")):
                continue
            first = _expanded(value.split()[0], prefixes) if value.split() else ""
            found = _entry(first, slug, index, name == "target")
            found = found or _made(element, first, index, register) if name != "target" else found
            if found:
                element.set("target" if name == "target" else "ref", f"#{found}")
            elif link := _document(first, index):
                element.set(name, link)


def _prefixes(tree: etree._ElementTree) -> dict[str, list[tuple[str, str]]]:
    """Give what the prefixes of pointers stand for (TEI Guidelines, 17.2.3)."""
    found: dict[str, list[tuple[str, str]]] = {}
    for element in tree.iter(q("prefixDef")):
        pattern = element.get("matchPattern", ""), element.get("replacementPattern", "")
        found.setdefault(element.get("ident", ""), []).append(pattern)
    return found


def _expanded(pointer: str, prefixes: Mapping[str, list[tuple[str, str]]]) -> str:
    """Give the pointer with its prefix resolved; only the plain patterns that are in use."""
    for _ in range(MOST_STEPS):
        prefix, colon, rest = pointer.partition(":")
        plain = (
            new
            for pattern, new in prefixes.get(prefix, ())
            if colon and _CATCHES_ALL.fullmatch(pattern) and new.count("$1") == 1
        )
        replacement = next(plain, None)
        if replacement is None:
            return pointer
        pointer = replacement.replace("$1", rest)
    return pointer


_CATCHES_ALL = re.compile(r"\^?\((?:\.[*+]|\[[^\]()]+\][*+]|\\[wdS][*+])\)\$?")
"""Patterns that take the whole of what follows a prefix."""


def _entry(pointer: str, slug: str, index: _Index, strict: bool) -> str:
    """Give the register's id of what the pointer means; `strict`: only one with `#` means an id."""
    path, hash_, key = pointer.partition("#")
    key = unquote(key)
    if hash_ and not path:
        return index.entries.get((slug, key), "" if strict else index.bare.get(key, ""))
    if hash_:
        other = index.files.get(unquote(posixpath.basename(path)))
        return index.entries.get((other or "", key), "")
    return "" if strict else index.bare.get(pointer, "")


def _made(element: etree._Element, pointer: str, index: _Index, register: etree._ElementTree) -> str:
    """Give the entry made of the names that point to the same thing, where it is none of the documents'."""
    kind = _NAMED.get(local(element)) or _TYPED.get(element.get("type", "").lower(), "")
    if local(element) not in (*_NAMED, "name", "rs") or not kind or pointer.startswith("#"):
        return ""
    around = {local(ancestor) for ancestor in element.iterancestors()}
    if "text" not in around or not around.isdisjoint(KINDS):
        return ""
    entry = index.made.get((kind, pointer))
    if entry is None:
        key = index.free(f"made-{len(index.made) + 1}")
        entry = index.made[kind, pointer] = etree.Element(q(kind), {q("xml:id"): key})
        if address := safe.web(pointer):
            append_element(entry, "idno", {"type": "URI"}, address)
        _put(register, kind, entry)
        index.forms[entry] = Counter()
    index.forms[entry][reading_text(element)] += 1
    return entry.get(q("xml:id"), "")


def _named(entry: etree._Element, forms: Counter[str]) -> None:
    """Give an entry that is made its names, the most frequent first."""
    names = {kind: name for name, kind in _NAMED.items()}
    for form, _ in forms.most_common():
        if form:
            append_element(entry, names[local(entry)], text=form)


def _document(pointer: str, index: _Index) -> str:
    """Give the link to the page of the document that the pointer means; empty where it is none of these."""
    path, hash_, key = pointer.partition("#")
    slug = index.files.get(unquote(posixpath.basename(path))) if path and ":" not in path else None
    return f"{safe.segment(slug)}.html{hash_}{key}" if slug is not None else ""
