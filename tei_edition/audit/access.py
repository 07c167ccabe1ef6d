"""What was built → points 28 to 35: whether readers, programs and archives get at the data."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from lxml import etree

from tei_edition.audit.built import Built
from tei_edition.audit.verdict import Found, no, without, yes
from tei_edition.errors import TeiEditionError
from tei_edition.tei import parse_bytes, parse_file, q

_TEXT = (".xml", ".html", ".txt", ".json", ".jsonld", ".css", ".rng", ".sch")
"""Endings of files that are text."""
_OAI = "{http://www.openarchives.org/OAI/2.0/}"


def tei_linked(built: Built) -> Iterator[Found]:
    """Point 28."""
    for slug, _, pages in built.texts():
        for page in pages:
            found = [link for link in page.links if link.kind == "a" and link.type == "application/tei+xml"]
            targets = {normpath(join(dirname(page.name), unquote(link.href))) for link in found}
            good = f"tei/{slug}.xml" in targets and built.has(f"tei/{slug}.xml")
            yield (yes if good else no)("a link to the TEI", page.name, found[0].line if found else 0)


def packaged(built: Built) -> Iterator[Found]:
    """Point 29."""
    yield from built.wrong["package"]
    if not any(one.good is False for one in built.wrong["package"]):
        yield yes("a package of all files, with checksums, is sound")


def derived(built: Built) -> Iterator[Found]:
    """Point 30."""
    version, doi, licence = built.edition.version, built.edition.doi, built.edition.licence
    named = [
        name
        for name in built.names
        if re.fullmatch(r"text/.*\.txt", name) and not name.endswith(".plain.txt")
    ]
    for name in named:
        said = " ".join(built.data(name).decode("utf-8", "replace").split())
        wanted = [f"version {version}", doi, licence.target or " ".join(licence.words.split())]
        lacking = [words for words in wanted if words and words not in said]
        told = f"does not name {', '.join(lacking)}" if lacking else "names version, licence and DOI if any"
        yield (no if lacking else yes)(told, name)
    if not named:
        yield without("no derived texts were built")


def embedded(built: Built) -> Iterator[Found]:
    """Point 31."""
    names = [
        "index.html",
        *(page.name.rpartition("/")[2] for _, _, pages in built.texts() for page in pages[:1]),
    ]
    for page in filter(None, map(built.page, names)):
        try:
            described = [json.loads(words) for words in page.described]
        except ValueError:
            described = []
        relations = {link.kind for link in page.links}
        wanted = {
            "schema.org JSON-LD": any("@type" in one for one in described),
            "Dublin Core": bool(page.tag("DC.title")),
            "Highwire tags": bool(page.tag("citation_title")),
            "Signposting links": {"describedby", "linkset"} <= relations,
        }
        for what, there in wanted.items():
            yield (yes if there else no)(what, page.name)


def agreed(built: Built) -> Iterator[Found]:
    """Point 32."""
    work = built.metadata.edition
    wanted = {"title": work.full_title, "version": work.version, "date": work.date, "DOI": work.doi}
    for name, said in _descriptions(built):
        wrong = [f"{key} {said[key]!r}" for key in said if said[key] != wanted[key]]
        told = f"says {', '.join(wrong)}" if wrong else f"agrees in {', '.join(said)}"
        yield (no if wrong else yes)(told, name)


def _descriptions(built: Built) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield what each format says of the edition."""
    for item in json.loads(built.data("html/cite/edition.json") or b"[]"):
        parts = item.get("issued", {}).get("date-parts", [[]])[0]
        date = "-".join(f"{part:02d}" for part in parts)
        yield (
            "html/cite/edition.json",
            {
                "title": item["title"],
                "version": item.get("version", ""),
                "date": date,
                "DOI": item.get("DOI", ""),
            },
        )
    index = built.page("index.html")
    for words in index.described if index else ():
        said = json.loads(words)
        doi = said.get("identifier", {}).get("value", "") if isinstance(said.get("identifier"), dict) else ""
        keys = {"title": "name", "version": "version", "date": "datePublished"}
        yield "html/index.html", {"DOI": doi, **{key: said.get(name, "") for key, name in keys.items()}}
    if index:
        tags = {
            "title": "citation_title",
            "version": "prism.edition",
            "date": "DC.date",
            "DOI": "citation_doi",
        }
        yield "html/index.html", {key: next(iter(index.tag(name)), "") for key, name in tags.items()}
    for slug, root, _ in built.texts():
        edition = root.find(f".//{q('editionStmt')}/{q('edition')}")
        doi = root.findtext(f".//{q('seriesStmt')}/{q('idno')}[@subtype='version']") or ""
        said = {"version": "" if edition is None else edition.get("n", ""), "DOI": doi}
        yield f"tei/{slug}.xml", said


def protocols(built: Built) -> Iterator[Found]:
    """Point 33."""
    for name in ("html/dts/index.jsonld", "html/dts/collection.jsonld"):
        try:
            there = "@context" in json.loads(built.data(name))
        except ValueError:
            there = False
        yield (yes if there else no)("DTS", name)
    for slug in built.trees:
        name = f"html/dts/document/{slug}.xml"
        yield (yes if built.has(name) else no)("DTS document", name)
    name = "html/oai/listrecords-oai_dc.xml"
    try:
        records = parse_bytes(built.data(name), name).getroot().iter(f"{_OAI}record")
        count = sum(1 for _ in records)
    except TeiEditionError:
        count = 0
    wanted = len(built.trees)
    yield (yes if count >= wanted else no)(f"OAI-PMH: {count} records of {wanted} texts", name)


def authorities(built: Built) -> Iterator[Found]:
    """Point 34."""
    if built.edition.register is None:
        yield without("the edition has no register")
        return
    root = parse_file(built.edition.register).getroot()
    entries = list(root.iter(q("person"), q("place"), q("org")))
    linked = sum(map(_linked, entries))
    told = f"{linked} of {len(entries)} persons, places and organisations point to an authority file"
    if not entries:
        yield without("the register has no persons, places or organisations")
    elif 2 * linked >= len(entries):
        yield yes(told, "register.xml")
    else:
        yield no(told, "register.xml", cure='<idno type="wikidata">…</idno> in the entry')


def _linked(entry: etree._Element) -> bool:
    return entry.find(q("idno")) is not None or (entry.get("sameAs") or entry.get("ref") or "").startswith(
        "http"
    )


def fit_for_archives(built: Built) -> Iterator[Found]:
    """Point 35."""
    for name in built.names:
        if not re.fullmatch(r"[a-z0-9_./-]+", name) or max(map(len, name.split("/"))) > 99:
            yield no("not every archive takes this name", name, cure="lower case letters, digits, . _ - only")
        data = built.data(name) if name.endswith(_TEXT) else b""
        if data.startswith(b"\xef\xbb\xbf"):
            yield no("begins with a byte order mark", name)
        try:
            data.decode("utf-8")
            if name.endswith(".xml"):
                parse_bytes(data, name)
        except UnicodeDecodeError:
            yield no("is not UTF-8", name)
        except TeiEditionError as error:
            yield no(f"cannot be read: {error.message}", name, error.line or 0)
    yield yes(f"{len(built.names)} files looked at")


CHECKS = (tei_linked, packaged, derived, embedded, agreed, protocols, authorities, fit_for_archives)
"""The checks of points 28 to 35, in their order."""
