"""An edition → an item of the Internet Archive and a table for `ia upload`; such an item → its faults."""

from __future__ import annotations

import csv
import re
import zlib
from collections.abc import Iterator
from io import StringIO

from lxml import etree

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Digested, Item, blocks, digest_of, digested
from tei_edition.archive.targets.given import Given, Problem, parsed
from tei_edition.metadata import Work
from tei_edition.metadata.markup import Node, as_xml
from tei_edition.metadata.model import DOI_ADDRESS

__all__ = ["files", "judge"]

_IDENTIFIER = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,99}")
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_DEMANDED = ("identifier", "mediatype", "collection", "title", "creator", "date", "licenseurl")
_MEDIA = ("texts", "data", "image", "audio", "movies", "software", "web", "collection", "account", "etree")

TABLE = "upload.csv"
"""What `ia upload --spreadsheet` reads."""


def files(given: Given) -> Iterator[Item]:
    """Yield the item's folder, named as the item, and the table beside it."""
    work = given.work
    name = identifier(work)
    content = list(given.leading())
    said = list(_metadata(work, name))
    meta: list[Node] = [(key, {}, value) for key, value in said]
    described = Item(f"{name}_meta.xml", as_xml(("metadata", {}, meta), {}), "metadata")
    listed: list[Node] = [_listed(one) for one in digested([*content, described], ("md5", "sha1"))]
    content += [described, Item(f"{name}_files.xml", as_xml(("files", {}, listed), {}), "list of files")]
    for item in content:
        yield Item(f"{name}/{item.name}", item.data, item.title)
    yield Item(TABLE, _table(name, [item.name for item in content[:-2]], said).encode(), "what is uploaded")


def identifier(work: Work) -> str:
    """Name the item; the name can never be changed, so the version is part of it."""
    version = re.sub(r"[^a-z0-9]+", "-", work.version.lower()).strip("-")
    return "-".join(filter(None, (work.id, version)))[:100]


def _metadata(work: Work, name: str) -> Iterator[tuple[str, str]]:
    """Yield what is said of the item."""
    found = [
        ("identifier", name),
        ("mediatype", "texts"),
        ("collection", work.deposit.internetarchive_collection),
    ]
    found += [("title", work.full_title)]
    found += [("creator", agent.name) for agent in work.creators]
    found += [("contributor", agent.name) for agent in work.contributors]
    found += [("date", work.date), ("publisher", work.publisher), ("description", work.abstract)]
    found += [("language", language.long) for language in work.languages]
    found += [("subject", subject) for subject in work.subjects]
    found += [("licenseurl", work.licence.url if work.licence else ""), ("rights", work.rights_statement)]
    found += [("external-identifier", f"doi:{work.doi}" if work.doi else ""), ("source", work.url)]
    found += [("relation", f"{DOI_ADDRESS}{work.concept_doi}" if work.concept_doi else "")]
    found += [("version", work.version)]
    yield from (pair for pair in found if pair[1])


def _listed(one: Digested) -> Node:
    """Describe a file as the archive's own list does."""
    crc = 0
    for block in blocks(one.item.data):
        crc = zlib.crc32(block, crc)
    facts = {
        "size": str(one.size),
        "md5": one.digests["md5"],
        "crc32": f"{crc:08x}",
        "sha1": one.digests["sha1"],
    }
    children: list[Node] = [(key, {}, value) for key, value in facts.items()]
    return "file", {"name": one.item.name, "source": "original"}, children


def _table(name: str, names: list[str], said: list[tuple[str, str]]) -> str:
    """Give a row for each file; the first says what the item is."""
    counted: dict[str, int] = {}
    row: dict[str, str] = {"identifier": name, "file": ""}
    for key, value in said:
        if key != "identifier":
            several = sum(other == key for other, _ in said) > 1
            row[f"{key}[{counted.get(key, 0)}]" if several else key] = value
            counted[key] = counted.get(key, 0) + 1
    out = StringIO()
    writer = csv.DictWriter(out, list(row), lineterminator="\n")
    writer.writeheader()
    for number, file in enumerate(names):
        path = {"file": f"{name}/{file}"}
        writer.writerow({**row, **path} if not number else {"identifier": name, **path})
    return out.getvalue()


def judge(package: Container) -> Iterator[Problem]:
    """Yield what is wrong with the item's name, what is said of it, and its list of files."""
    for place in [name for name in package.names if re.fullmatch(r"[^/]+/[^/]+_meta\.xml", name)]:
        item = place.partition("/")[0]
        if not _IDENTIFIER.fullmatch(item):
            told = f"{item!r} is no name of an item: 3 to 100 letters, digits, . _ -, a letter or digit first"
            yield "package-profile", told, item
        if place != f"{item}/{item}_meta.xml":
            yield "package-malformed", f"{place} should be named {item}_meta.xml", place
        yield from _judge_metadata(package, place, item)
        yield from _judge_files(package, item)
        if TABLE not in package:
            yield "package-missing", f"there is no {TABLE}", TABLE


def _judge_metadata(package: Container, place: str, item: str) -> Iterator[Problem]:
    root, problems = parsed(package, place)
    yield from problems
    said = {} if root is None else {str(node.tag): (node.text or "").strip() for node in root}
    for key in _DEMANDED:
        if root is not None and not said.get(key):
            yield "package-incomplete", f"there is no {key}", place
    if said.get("identifier", item) != item:
        yield "package-malformed", f"the identifier is {said['identifier']!r}, and the folder {item!r}", place
    if said.get("mediatype", "texts") not in _MEDIA:
        yield "package-malformed", f"the mediatype must be one of {', '.join(_MEDIA)}", place
    if said.get("date") and not _DATE.match(said["date"]):
        yield "package-malformed", f"the date {said['date']!r} is none", place


def _judge_files(package: Container, item: str) -> Iterator[Problem]:
    place = f"{item}/{item}_files.xml"
    root, problems = parsed(package, place)
    yield from problems
    if root is None:
        return
    listed = {f"{item}/{node.get('name')}": node for node in root.iter("file")}
    for name in package.names:
        if name.startswith(f"{item}/") and name not in listed and name != place:
            yield "package-unlisted", f"{name} is there, and is not listed", place
    for name, node in listed.items():
        if name not in package:
            yield "package-missing", f"{name} is listed, and is not there", name
        elif any(_differs(package, name, node, algorithm) for algorithm in ("md5", "sha1")):
            yield "package-changed", f"{name} is not what {place} says it is", name


def _differs(package: Container, name: str, node: etree._Element, algorithm: str) -> bool:
    """Tell whether a file is not the one that is listed."""
    said = node.findtext(algorithm)
    return bool(said) and digest_of(package.blocks(name), (algorithm,))[1][algorithm] != said
