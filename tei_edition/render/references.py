"""Header and edition → the reference of a page as data: CSL-JSON, and of that BibTeX, RIS and schema.org JSON-LD."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tei_edition.metadata.header import Header, Person
from tei_edition.render.citation import edition_words
from tei_edition.render.siteinfo import SiteInfo

Item = Mapping[str, Any]
"""A reference in CSL-JSON (Citation Style Language 1.0.2, csl-data.json)."""

_BIBTEX = {
    "title": "title", "container-title": "journal", "volume": "volume", "issue": "number", "page": "pages",
    "publisher": "publisher", "URL": "url", "language": "language", "keyword": "keywords", "note": "note",
}  # fmt: skip
"""Variables of CSL and the fields of BibTeX."""

_RIS = {
    "title": "TI", "container-title": "JO", "volume": "VL", "issue": "IS", "publisher": "PB", "URL": "UR",
    "language": "LA", "note": "N1",
}  # fmt: skip
"""Variables of CSL and the tags of RIS."""

_SPECIAL = {
    **{char: f"\\{char}" for char in "{}%&$#_"},
    "\\": "\\textbackslash{}",
    "~": "\\textasciitilde{}",
    "^": "\\textasciicircum{}",
}
"""What TeX takes for itself."""


def csl_item(slug: str, header: Header, info: SiteInfo | None, address: str) -> Item:
    """Give a document's reference in CSL-JSON: the article where it was printed, with the edition as a note.

    `slug` becomes the item's id; `address` its URL, if it has one. A document whose header names no journal or
    book is cited as the digital text it is.
    """
    source = header.source
    printed = bool(source.title)
    edition = edition_words(header, info)
    item = {
        "id": slug,
        "type": ("article-journal" if source.volume or source.issue or source.level == "j" else "chapter")
        if printed
        else "document",
        "title": header.full_title,
        "author": [_name(person) for person in header.authors],
        "container-title": source.title,
        "volume": source.volume,
        "issue": source.issue,
        "page": source.pages,
        "issued": _date(source.when if printed else header.date),
        "publisher": "" if printed else (info.publisher if info else "") or header.publisher,
        "language": header.language,
        "keyword": ", ".join(header.keywords),
        "URL": address,
        "note": edition if printed else "",
    }
    return {key: value for key, value in item.items() if value}


def csl_json(items: Sequence[Item]) -> str:
    """Give references as a CSL-JSON file."""
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def bibtex(items: Sequence[Item]) -> str:
    """Give references as a BibTeX file in UTF-8."""
    return "\n".join(_bibtex(item) for item in items)


def _bibtex(item: Item) -> str:
    """Give one entry."""
    kind = {"article-journal": "article", "chapter": "incollection"}.get(item["type"], "misc")
    fields = {"author": " and ".join(_bibtex_name(name) for name in item.get("author", ()))}
    fields |= {field: _tex(str(item.get(key, ""))) for key, field in _BIBTEX.items()}
    fields["title"] = f"{{{fields['title']}}}"  # its capitals are to stay
    fields["pages"] = re.sub("[–-]+", "--", fields["pages"])
    fields["url"] = item.get("URL", "")
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
    yield "TY", {"article-journal": "JOUR", "chapter": "CHAP"}.get(item["type"], "GEN")
    for name in item.get("author", ()):
        yield "AU", name.get("literal") or f"{name['family']}, {name['given']}"
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


def json_ld(header: Header, info: SiteInfo | None, address: str) -> str:
    """Give what schema.org says of a document, as JSON that can stand in a page's `script`."""
    source = header.source
    periodical = _thing("Periodical", name=source.title)
    volume = _thing("PublicationVolume", volumeNumber=source.volume, isPartOf=periodical)
    issue = _thing(
        "PublicationIssue", issueNumber=source.issue, isPartOf=volume if source.volume else periodical
    )
    printed = issue if source.issue else volume if source.volume else periodical
    edition = _thing("Collection", name=info.heading, url=info.address("")) if info else {}
    publisher = (info.publisher if info else "") or header.publisher
    said = {
        "@context": "https://schema.org",
        **_thing(
            "Article",
            name=header.full_title,
            headline=header.title,
            author=[_thing("Person", name=person.name) for person in header.authors],
            editor=[
                _thing("Person", name=person.name) for person in header.editors if person.role == "editor"
            ],
            publisher=_thing("Organization", name=publisher) if publisher else {},
            datePublished=source.when or header.date,
            inLanguage=header.language,
            isPartOf=[part for part in (printed if source.title else {}, edition) if part],
            pagination=source.pages,
            keywords=list(header.keywords),
            license=header.licence,
            copyrightNotice=" ".join(header.rights),
            version=(info.version if info else "") or header.edition,
            url=address,
        ),
    }
    return json.dumps(said, ensure_ascii=False, indent=1).replace("<", "\\u003c")


def _thing(kind: str, **facts: object) -> dict[str, object]:
    """Give a thing of schema.org with the facts that are known."""
    return {"@type": kind, **{name: value for name, value in facts.items() if value}}


def _name(person: Person) -> dict[str, str]:
    """Give a name as CSL has it: in two parts where its sorted form is known, else as it is."""
    family, comma, given = person.sorted.partition(", ")
    return {"family": family, "given": given} if comma else {"literal": person.name}


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
