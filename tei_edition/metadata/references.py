"""A work → its reference as data: CSL-JSON, and of that BibTeX and RIS."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tei_edition.metadata.model import DOI_ADDRESS, Agent, Work

Item = Mapping[str, Any]
"""A reference in CSL-JSON (Citation Style Language 1.0.2, csl-data.json)."""

_BIBTEX = {
    "title": "title", "container-title": "journal", "volume": "volume", "issue": "number", "page": "pages",
    "publisher": "publisher", "publisher-place": "address", "version": "version", "DOI": "doi", "URL": "url",
    "language": "language", "keyword": "keywords", "note": "note",
}  # fmt: skip
"""Variables of CSL and the fields of BibTeX."""

_RIS = {
    "title": "TI", "container-title": "JO", "volume": "VL", "issue": "IS", "publisher": "PB", "publisher-place": "CY",
    "version": "ET", "DOI": "DO", "URL": "UR", "language": "LA", "note": "N1",
}  # fmt: skip
"""Variables of CSL and the tags of RIS."""

_SPECIAL = {
    **{char: f"\\{char}" for char in "{}%&$#_"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
"""What TeX takes for itself."""


def csl_item(work: Work) -> Item:
    """Give a work's reference in CSL-JSON: an article's as it was printed, with the edition as a note.

    A text whose header names no journal or book is cited as the digital text it is, an edition as a book.
    """
    source = work.source
    printed = bool(source.title)
    item = {
        "id": work.id,
        "type": _type(work),
        "title": work.full_title,
        "author": [_name(agent) for agent in work.authors],
        "editor": [_name(agent) for agent in work.editors] if work.kind == "edition" else [],
        "container-title": source.title,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "issued": _date(source.when if printed else work.date),
        "publisher": "" if printed else work.publisher,
        "publisher-place": "" if printed else work.place,
        "version": "" if printed else work.version,
        "language": work.languages[0].tag if work.languages else "",
        "keyword": ", ".join(work.subjects),
        "DOI": work.doi or ("" if printed else (work.part_of or work).doi),
        "URL": work.url,
        "note": edition_words(work) if printed else "",
    }
    return {key: value for key, value in item.items() if value}


def _type(work: Work) -> str:
    """Give the kind of text, as CSL calls it."""
    if work.kind == "edition":
        return "book"
    source = work.source
    if not source.title:
        return "document"
    return "article-journal" if source.volume or source.issue or source.level == "j" else "chapter"


def edition_words(work: Work) -> str:
    """Name the digital edition an article stands in, as the end of its reference does."""
    return "".join(words for words, _ in edition_runs(work))


def edition_runs(work: Work) -> list[tuple[str, str]]:
    """Give the part of a reference that names the digital edition: words, each with its style (`title` or none)."""
    whole = work.part_of
    runs: list[tuple[str, str]] = [("In ", ""), (whole.title, "title")] if whole and whole.title else []
    editors = list(dict.fromkeys(agent.name for agent in _named(work)))
    version = f"version {work.version}" if work.version[:1].isdigit() else work.version
    facts = [
        f"edited by {and_list(editors[:3])}" if editors else "",
        "" if work.publisher in editors else work.publisher,
        version,
        work.date,
    ]
    text = ", ".join(filter(None, facts))
    if not text:
        return [*runs, (".", "")] if runs else []
    doi = (whole or work).doi
    doi = f" {DOI_ADDRESS}{doi}" if doi else ""
    return [*runs, (f"{', ' if runs else 'Digital edition, '}{text}.{doi}", "")]


def _named(work: Work) -> tuple[Agent, ...]:
    """Give those whom a reference names as editors: everybody responsible but the authors."""
    return tuple(agent for agent in (*work.creators, *work.contributors) if agent.role != "aut")


def and_list(names: list[str]) -> str:
    """Join names as in a sentence."""
    if len(names) < 3:
        return " and ".join(names)
    return ", ".join(names[:-1]) + f", and {names[-1]}"


def csl_json(items: Sequence[Item]) -> str:
    """Give references as a CSL-JSON file."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def bibtex(items: Sequence[Item]) -> str:
    """Give references as a BibTeX file in UTF-8."""
    return "\n".join(_bibtex(item) for item in items)


def _bibtex(item: Item) -> str:
    """Give one entry."""
    kind = {"article-journal": "article", "chapter": "incollection", "book": "book"}.get(item["type"], "misc")
    fields = {
        role: " and ".join(_bibtex_name(name) for name in item.get(role, ())) for role in ("author", "editor")
    }
    fields |= {field: _tex(str(item.get(key, ""))) for key, field in _BIBTEX.items()}
    fields["title"] = f"{{{fields['title']}}}"  # its capitals are to stay
    fields["pages"] = re.sub("[–-]+", "--", fields["pages"])
    fields |= {"url": item.get("URL", ""), "doi": item.get("DOI", "")}
    if kind == "incollection":
        fields["booktitle"] = fields.pop("journal")
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    fields |= dict(zip(("year", "month", "day"), map(str, date), strict=False))
    lines = [f"  {field} = {{{value}}}" for field, value in fields.items() if value]
    return f"@{kind}{{{item['id']},\n" + ",\n".join(lines) + "\n}\n"


def ris(items: Sequence[Item]) -> str:
    """Give references as a RIS file."""
    return "".join("".join(f"{tag}  - {value}\r\n" for tag, value in _ris(item)) for item in items)


def _ris(item: Item) -> Iterator[tuple[str, str]]:
    """Yield the lines of one reference."""
    yield "TY", {"article-journal": "JOUR", "chapter": "CHAP", "book": "BOOK"}.get(item["type"], "GEN")
    for role, tag in (("author", "AU"), ("editor", "ED")):
        for name in item.get(role, ()):
            yield tag, name.get("literal") or ", ".join(filter(None, (name["family"], name.get("given"))))
    for key, tag in _RIS.items():
        if value := item.get(key):
            yield ("BT" if tag == "JO" and item["type"] == "chapter" else tag), " ".join(str(value).split())
    first, _, last = re.sub("[–-]+", "–", item.get("page", "")).partition("–")
    date = item.get("issued", {}).get("date-parts", [[]])[0]
    day = "/".join(f"{part:02d}" for part in date) + "/" * (3 - len(date)) if date else ""
    rest = [("SP", first), ("EP", last), ("PY", str(date[0]) if date else ""), ("DA", day)]
    rest += [("KW", word) for word in item.get("keyword", "").split(", ")]
    yield from ((tag, value) for tag, value in rest if value)
    yield "ER", ""


def _name(agent: Agent) -> dict[str, str]:
    """Give a name as CSL has it: in two parts where they are known, else as it is."""
    parted = agent.family and agent.given
    return {"family": agent.family, "given": agent.given} if parted else {"literal": agent.name}


def _bibtex_name(name: Mapping[str, str]) -> str:
    """Give a name as BibTeX reads it; one that is not parted stands in braces."""
    return _tex(f"{name['family']}, {name['given']}") if "family" in name else f"{{{_tex(name['literal'])}}}"


def _tex(text: str) -> str:
    """Give words with TeX's own characters escaped."""
    return "".join(_SPECIAL.get(char, char) for char in text)


def _date(when: str) -> dict[str, list[list[int]]]:
    """Give a date (ISO 8601, whole or of a year or month) as CSL has it; nothing of another form."""
    found = re.match(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$", when)
    return {"date-parts": [[int(part) for part in found.groups() if part]]} if found else {}
