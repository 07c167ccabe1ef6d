"""A TEI file with listPerson, listPlace, listOrg, listBibl → the register's entries.

Besides our own `register.xml` other projects' lists are understood as far as they are simple: names in
parts (`forename`, `surname`, …), lists in any place of the document, lists within lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from tei_edition.errors import ConfigError, XmlError
from tei_edition.model import Entry, Register
from tei_edition.tei.names import is_tei, local, q
from tei_edition.tei.parse import parse_file
from tei_edition.tei.walk import append_text, inner_text, new_element

__all__ = [
    "NAMES",
    "entries_of",
    "entry_elements",
    "entry_of",
    "forms_of_heading",
    "load_register",
    "parse_register",
]

KINDS: Mapping[str, str] = {
    "person": "person",
    "personGrp": "person",
    "place": "place",
    "org": "org",
    "bibl": "work",
    "biblStruct": "work",
    "biblFull": "work",
}
"""Elements that are entries, and the kind of entry each is."""

LISTS = {"listPerson": "person", "listPlace": "place", "listOrg": "org", "listBibl": "work"}
"""Elements that hold entries, and the kind they hold."""

NAMES: Mapping[str, tuple[str, ...]] = {
    "person": ("persName", "name"),
    "place": ("placeName", "geogName", "settlement", "country", "region", "name"),
    "org": ("orgName", "name"),
    "work": ("title",),
}
"""Elements that name an entry of each kind, the usual one first."""

NOT_A_FORM = {"heading-only", "sort"}
"""Values of `@type` of names that texts do not use."""

NOT_A_REGISTER = {"msDesc", "note", "biblStruct", "biblFull", "bibl", "person", "place", "org", "fileDesc"}
"""A list inside one of these describes something else."""

_PARTICLES = "von van de der den zu zur vom du des la della di ten af"
PARTICLES = frozenset(_PARTICLES.split())
"""Words that stand after the forename in a heading and before the surname in a text."""

_DUPLICATE = re.compile(r"ID (\S+) already defined")
_ADDRESS = re.compile(r"https?://")
"""How a name begins that is none: some projects keep addresses among the names."""
_PATRONYMIC = re.compile(r"(?:vi?t?s?ch|yi?t?s?ch|ji?t?s?ch|ovna|owna|evna|ewna|inichna|vič)$", re.IGNORECASE)
"""How Russian patronymics end: `Vladimir Ilyich` is a form of its own."""
_BRACKETS = re.compile(r"\s*(\([^()]*\)|\[[^\[\]]*\])")


def load_register(path: Path) -> Register:
    """Read the register file; ConfigError names the file, the line and the cure when it cannot be used."""
    try:
        tree = parse_file(path)
    except XmlError as error:  # libxml2 itself refuses a second declaration of an id
        if used_twice := _DUPLICATE.fullmatch(error.message.partition(", line")[0]):
            raise _duplicate(used_twice.group(1), str(path), error.line) from error
        raise
    return parse_register(tree, str(path))


def parse_register(tree: etree._ElementTree, name: str) -> Register:
    """Give the entries of all lists in the document, in its order; `name` is the file's, for messages."""
    _refuse_other_xml(tree, name)
    _refuse_duplicates(tree, name)
    return Register(tuple(_entry(element, kind, name) for element, kind in entries_of(tree)))


def entry_elements(tree: etree._ElementTree) -> dict[str, etree._Element]:
    """Give the element of each entry under its id, to be copied into an article's `standOff`."""
    return {
        element.get(q("xml:id"), ""): element for element, _ in entries_of(tree) if element.get(q("xml:id"))
    }


def _refuse_other_xml(tree: etree._ElementTree, name: str) -> None:
    root = tree.getroot()
    if is_tei(root):
        return
    raise ConfigError(
        f"not a TEI document: its root element is `{root.tag}`",
        file=name,
        line=_line(root),
        hint='the root must be <TEI> or <standOff> with xmlns="http://www.tei-c.org/ns/1.0"',
    )


def _refuse_duplicates(tree: etree._ElementTree, name: str) -> None:
    seen: dict[str, etree._Element] = {}
    for element in tree.iter(etree.Element):
        identifier = element.get(q("xml:id"))
        if identifier is None:
            continue
        if identifier in seen:
            raise _duplicate(identifier, name, _line(element))
        seen[identifier] = element


def _duplicate(identifier: str, name: str, line: int | None) -> ConfigError:
    message, hint = f"the xml:id `{identifier}` is used twice", "give one of the two another xml:id"
    return ConfigError(message, file=name, line=line, hint=hint)


def entries_of(tree: etree._ElementTree) -> Iterator[tuple[etree._Element, str]]:
    """Yield the entries of all lists and their kinds, in document order."""
    for element in tree.iter(*(q(name) for name in KINDS)):
        parent, kind = element.getparent(), KINDS[local(element)]
        if parent is None or LISTS.get(local(parent)) != kind:
            continue
        if not any(local(ancestor) in NOT_A_REGISTER for ancestor in parent.iterancestors()):
            yield element, kind


def _entry(element: etree._Element, kind: str, name: str) -> Entry:
    """Give the entry the element describes, or say what it lacks."""
    identifier = element.get(q("xml:id"))
    shown = f"<{local(element)}>"
    if not identifier:
        raise ConfigError(
            f"the entry {shown} has no xml:id",
            file=name,
            line=_line(element),
            hint='add one, such as xml:id="pers-surname": names in the texts point to it',
        )
    entry = entry_of(element, kind)
    if entry is None:
        raise ConfigError(
            f"the entry `{identifier}` has no name",
            file=name,
            line=_line(element),
            hint=f"add a <{NAMES[kind][0]}> as its first child",
        )
    return entry


def entry_of(element: etree._Element, kind: str) -> Entry | None:
    """Give what the element says of an entry, which may lack an id; `None` where it has no name."""
    names = [found for found in _names(element, kind) if _plain(found)]
    if not names:
        return None
    level = names[0].get("level", "")
    return Entry(element.get(q("xml:id"), ""), kind, _heading(names[0]), _forms(names, kind), level)


def forms_of_heading(heading: str, kind: str) -> tuple[str, ...]:
    """Give the forms of texts that a heading implies: of `Marx, Karl` “Karl Marx” and “Marx”; of others itself."""
    name = new_element("persName" if kind == "person" else "name")
    append_text(name, heading)
    return _forms([name], kind)


def _names(element: etree._Element, kind: str) -> list[etree._Element]:
    """Give the elements that name an entry: of the first sort in `NAMES` that occurs."""
    for tag in NAMES[kind]:
        for path in ("", "analytic/", "monogr/", "titleStmt/", "fileDesc/titleStmt/"):
            found = element.findall("/".join(q(step) for step in f"{path}{tag}".split("/")))
            if found:
                alike = (name for name in found if name.get("level") == found[0].get("level"))
                return [name for name in alike if not _ADDRESS.match(_plain(name))]
    return []


def _forms(names: list[etree._Element], kind: str) -> tuple[str, ...]:
    """Give every form texts may use: those written out, and those that names in two parts imply.

    Where the heading is `heading-only`, nothing is implied: the forms of that entry are all written out.
    """
    written = [name for name in names if name.get("type") not in NOT_A_FORM]
    direct = [form for name in written for form in _direct_forms(name, kind)]
    whole = names[0].get("type") == "heading-only" or kind != "person"
    derived = [] if whole else [form for name in names for form in _derived_forms(name)]
    return tuple(dict.fromkeys(form for form in (*direct, *derived) if form))


def _direct_forms(name: etree._Element, kind: str) -> list[str]:
    """Give what a name says as texts would: composed from its parts, without brackets, not inverted."""
    if kind == "person" and (composed := _composed(name)):
        bynames = (_plain(part) for part in name.iter(q("addName")))
        return [composed, *(byname for byname in bynames if byname[:1].isupper() and "," not in byname)]
    plain = _plain(name)
    if kind == "work":
        return [plain, _without_brackets(plain)] if plain.endswith(")") else [plain]
    if kind == "person" and "," in _without_brackets(plain):
        return []
    return [_without_brackets(part) for part in plain.split(" / ")]


def _derived_forms(name: etree._Element) -> list[str]:
    """Give "Forename Surname" and "Surname" of a person's name that is written in two parts."""
    surname, _, rest = _heading(name).partition(",")
    if not rest.strip():
        return []
    given = _without_brackets(rest).partition(",")[0].split()
    called = [" ".join(given)] if len(given) == 2 and _PATRONYMIC.search(given[1]) else []
    return [*_uninverted(_without_brackets(surname), given), *called]


def _uninverted(surname: str, forenames: list[str]) -> list[str]:
    """Give the forms of "Hindenburg, Paul Ludwig von": with all forenames, with the first, and without."""
    particles = [word for word in forenames if word in PARTICLES]
    given = [word for word in forenames if word not in PARTICLES]
    full = " ".join([*given, *particles, surname])
    short = " ".join([*given[:1], *particles, surname])
    return list(dict.fromkeys([full, short, surname]))


def _heading(name: etree._Element) -> str:
    """Give the name as an index shows it: "Surname, Forename" when it is in parts."""
    surname = _part(name, "surname")
    forename = " ".join(part for part in (_part(name, "forename"), _part(name, "nameLink")) if part)
    return f"{surname}, {forename}" if surname and forename else surname or _plain(name)


def _composed(name: etree._Element) -> str:
    """Give "Forename nameLink Surname" of a name in parts; empty when it is not in parts."""
    if not _part(name, "surname"):
        return ""
    parts = (_part(name, tag) for tag in ("forename", "nameLink", "surname", "genName"))
    return " ".join(part for part in parts if part)


def _part(name: etree._Element, tag: str) -> str:
    """Give the text of the parts of that sort, names at birth aside; empty for a name that is not in parts."""
    if not len(name):
        return ""
    parts = [part for part in name.iter(q(tag)) if part.get("type") not in {"maiden", "birth"}]
    return " ".join(text for text in map(_plain, parts) if text)


def _plain(element: etree._Element) -> str:
    """Give the element's text in one line."""
    return " ".join(inner_text(element).split())


def _without_brackets(text: str) -> str:
    """Give "Kiev" for "Kiev (Kyiv)"."""
    return _BRACKETS.sub("", text).strip(" ,")


def _line(element: etree._Element) -> int | None:
    """Give the line of the file the element starts in."""
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line
