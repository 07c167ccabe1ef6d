"""A TEI document's listPerson, listPlace, listOrg, listBibl → records, with what of them was left out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from lxml import etree

from tei_edition.authority.identifiers import read_identifier
from tei_edition.authority.record import FACTS, Fact, Idno, Record
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.model import Entry
from tei_edition.tei.dates import iso_date
from tei_edition.tei.names import local, q
from tei_edition.tei.register import NAMES, entries_of, entry_of
from tei_edition.tei.walk import inner_text

__all__ = ["records_of_tei"]

POINTERS = ("ref", "sameAs", "corresp", "key")
"""Attributes of an entry and its first name that may point to an authority."""

DATES = ("birth", "death", "floruit", "date")
"""Facts that are dates."""

_SILENT = "idno ptr ref location linkGrp settlement region desc analytic monogr imprint abbr hi"
SILENT = {*_SILENT.split(), "", *DATES}
"""Children of an entry that are read elsewhere, or say nothing by themselves."""


def records_of_tei(
    tree: etree._ElementTree, file: str, check: bool = True
) -> tuple[list[Record], list[Diagnostic]]:
    """Give a record for each entry of the document's lists, and what could not be taken.

    With `check` false nothing is judged: for the register itself.
    """
    records, findings = [], []
    left: Counter[str] = Counter()
    nameless: list[etree._Element] = []
    for element, kind in entries_of(tree):
        entry = entry_of(element, kind)
        if entry is None:
            nameless.append(element)
            continue
        entry = replace(entry, forms=(*entry.forms, *_shorter(element, entry)))
        idnos, wrong = _idnos(element, file)
        findings += wrong
        left.update(_left_out(element, kind))
        implied = kind == "person" and len(list(element.iterchildren(q("persName")))) == 1
        facts = tuple(_facts(element, kind))
        records.append(Record(entry, facts, idnos, implied, file, _line(element)))
    if nameless:
        findings.append(_nameless(nameless, file))
    if left:
        told = ", ".join(f"{name} ({count})" for name, count in left.most_common())
        findings.append(
            make("not-imported", f"left out, for the register has no place for them: {told}", file=file)
        )
    return records, findings if check else []


def _nameless(elements: Sequence[etree._Element], file: str) -> Diagnostic:
    """Say that entries have no name."""
    lines = ", ".join(str(_line(element)) for element in elements[:12]) + (
        ", …" if len(elements) > 12 else ""
    )
    told = "1 entry has" if len(elements) == 1 else f"{len(elements)} entries have"
    return make(
        "not-imported",
        f"{told} no name, and nothing of them was taken: line{'s' if len(elements) > 1 else ''} {lines}",
        file=file,
        line=_line(elements[0]),
        hint="an entry needs a persName, placeName, orgName or title",
    )


def _shorter(element: etree._Element, entry: Entry) -> Iterator[str]:
    """Yield the town's own name where the place is named with what it lies in (`Bedford, Bedfordshire, England`)."""
    town = element.find(q("settlement"))
    name = _plain(town) if town is not None and entry.kind == "place" else ""
    if name and name not in entry.forms and entry.name.startswith(f"{name},"):
        yield name


def _facts(element: etree._Element, kind: str) -> Iterator[Fact]:
    """Yield what is said of the entry, the first of each sort."""
    if (sex := element.get("sex")) and kind == "person" and element.find(q("sex")) is None:
        yield Fact("sex", sex)
    for name in FACTS[kind]:
        found = element.find(f".//{q(name)}") if name == "geo" or kind == "work" else element.find(q(name))
        if name == "note" and found is None:
            found = element.find(q("desc"))
        value = _value(found, name) if found is not None else ""
        if value:
            yield Fact(name, value)


def _value(element: etree._Element, name: str) -> str:
    """Give what a fact says: of a date its ISO form, else its text; of a sex its code."""
    if name in DATES:
        inner = [element, *element.iter(q("date"))]
        exact = (iso_date(one.get("when") or one.get("when-iso") or "") for one in inner)
        ranges = (_range(one) for one in inner)
        text = " ".join(map(_plain, element.iter(q("date")))) or _plain(element)
        return next(filter(None, exact), "") or iso_date(text) or text or next(filter(None, ranges), "")
    if name == "geo":
        return (
            _plain(element).replace(",", ".")
            if ", " not in _plain(element)
            else _plain(element).replace(",", "")
        )
    if name == "sex":
        return element.get("value") or _plain(element)
    return _plain(element)


def _range(element: etree._Element) -> str:
    """Give `1850–1855` of a date between two others; of one that is open, its one bound."""
    early, late = (
        next(filter(None, map(element.get, names)), "")
        for names in (("notBefore", "from"), ("notAfter", "to"))
    )
    return f"{early}–{late}" if early or late else ""


def _idnos(element: etree._Element, file: str) -> tuple[tuple[Idno, ...], list[Diagnostic]]:
    """Give the entry's identifiers: its own, those its attributes and references point to."""
    found: dict[Idno, None] = {}
    findings = []
    for text, kind in _given(element):
        idno, problem = read_identifier(text, kind)
        if problem:
            findings.append(
                make("identifier", f"{problem}: left out", file=file, line=_line(element), excerpt=text)
            )
        elif idno:
            found[idno] = None
    return tuple(found), findings


def _given(element: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield strings that may be identifiers, each with the word for its scheme."""
    for idno in element.iterchildren(q("idno")):
        kind = idno.get("type", "")
        yield _plain(idno), idno.get("subtype", "") if kind.casefold() in ("url", "uri", "") else kind
    bearers = [
        element,
        *list(element.iterchildren(*(q(name) for name in NAMES["person"] + NAMES["place"])))[:1],
    ]
    for bearer in bearers:
        for name in POINTERS:
            yield from ((token, "") for token in (bearer.get(name) or "").split() if token.startswith("http"))
    for reference in element.iterchildren(q("ref"), q("ptr")):
        if (target := reference.get("target", "")).startswith("http"):
            yield target, ""


def _left_out(element: etree._Element, kind: str) -> Iterator[str]:
    """Yield the names of children that the record has nothing of."""
    taken = {*FACTS[kind], *NAMES[kind], *SILENT}
    for child in element:
        if local(child) not in taken:
            yield local(child)
        elif local(child) in ("birth", "death") and child.find(f".//{q('placeName')}") is not None:
            yield f"place of {local(child)}"


def _plain(element: etree._Element) -> str:
    """Give the element's text in one line."""
    return " ".join(inner_text(element).split())


def _line(element: etree._Element) -> int | None:
    """Give the line of the file the element starts in."""
    line: int | None = element.sourceline  # type: ignore[assignment]
    return line
