"""An edition → a collection for TextGrid: editions, each of a work and its TEI; such objects → their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item, media_type
from tei_edition.archive.targets.given import Given, Problem, parsed
from tei_edition.metadata import Agent, Work
from tei_edition.metadata.markup import Node, as_xml
from tei_edition.metadata.model import ORCID_ADDRESS

__all__ = ["files", "judge"]

CORE = "http://textgrid.info/namespaces/metadata/core/2010"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
ORE = "http://www.openarchives.org/ore/terms/"

COLLECTION = "text/tg.collection+tg.aggregation+xml"
EDITION = "text/tg.edition+tg.aggregation+xml"
WORK = "text/tg.work+xml"
_DATE = re.compile(r"-?\d{4}(-\d\d(-\d\d)?)?")
GENRES = ("drama", "prose", "verse", "reference work", "non-fiction", "non-text", "other")

_ROLES = {
    "aut": "author", "edt": "editor", "trl": "translator", "ill": "illustrator", "trc": "transcriber",
    "mrk": "markupEditor", "pfr": "proofreader", "com": "compiler", "ann": "annotator",
}  # fmt: skip
"""Roles of MARC and those of TextGrid; others are `contributor`."""


def files(given: Given) -> Iterator[Item]:
    """Yield each object and, beside it in a file `.meta`, what is said of it."""
    whole, name = given.work, f"{given.work.id}.collection"
    parts = [f"{slug}/{slug}.edition" for slug in given.metadata.articles]
    others = [item for item in given.items if item.name.startswith("schema/")]
    yield _aggregation(name, [*parts, *(item.name for item in others)])
    collectors = [_named("collector", agent) for agent in (*whole.editors, *whole.creators)[:1]]
    abstract: Node = ("abstract", {}, whole.abstract)
    yield _meta(name, whole.full_title, COLLECTION, ("collection", {}, [*collectors, abstract]))
    for slug, article in given.metadata.articles.items():
        yield from _text(given, slug, article)
    for item in others:
        yield item
        yield _meta(
            item.name, item.title, media_type(item).replace("application/xml", "text/xml"), _rights(whole)
        )


def _text(given: Given, slug: str, work: Work) -> Iterator[Item]:
    """Yield a text: what was written, this edition of it, and the TEI."""
    start = f"{slug}/{slug}"
    tei = next((item for item in given.of_texts[slug] if item.name == f"tei/{slug}.xml"), None)
    if tei is None:
        return
    yield _aggregation(f"{start}.edition", [f"{slug}.work", f"{slug}.xml"])
    yield _meta(f"{start}.edition", work.full_title, EDITION, ("edition", {}, list(_edition(slug, work))))
    yield Item(f"{start}.work", b'<?xml version="1.0" encoding="UTF-8"?>\n', "work")
    yield _meta(f"{start}.work", work.full_title, WORK, ("work", {}, list(_work(given.work, work))))
    yield Item(f"{start}.xml", tei.data, tei.title)
    yield _meta(f"{start}.xml", work.full_title, "text/xml", _rights(given.work))


def _edition(slug: str, work: Work) -> Iterator[Node]:
    yield "isEditionOf", {}, f"{slug}.work"
    for agent in (*work.creators, *work.contributors):
        yield _named("agent", agent, role=_ROLES.get(agent.role, "contributor"))
    source = work.source
    printed: list[Node] = [("author", {}, agent.sorted) for agent in work.authors]
    printed += [("editionTitle", {}, source.title or work.full_title)]
    if source.when or work.date:
        day = source.when or work.date
        printed.append(("dateOfPublication", {"date": day}, day))
    yield "source", {}, [("bibliographicCitation", {}, printed)]
    yield from (("language", {}, language.long) for language in work.languages)
    if work.licence:
        yield "license", {"licenseUri": work.licence.url}, work.licence.name or work.licence.url


def _work(whole: Work, work: Work) -> Iterator[Node]:
    for agent in work.creators:
        yield _named("agent", agent, role=_ROLES.get(agent.role, "contributor"))
    day = work.created or work.date
    yield "dateOfCreation", {"date": day}, day
    yield "genre", {}, whole.deposit.textgrid_genre


def _named(element: str, agent: Agent, **facts: str) -> Node:
    """Give somebody, with the address of an ORCID or GND number."""
    gnd = next((f"https://d-nb.info/gnd/{value}" for kind, value in agent.ids if kind == "gnd"), "")
    address = f"{ORCID_ADDRESS}{agent.orcid}" if agent.orcid else gnd
    return element, {**facts, "id": address}, agent.sorted


def _rights(whole: Work) -> Node:
    """Give who holds the rights in an item."""
    names = [whole.rights_holder] if whole.rights_holder else [agent.name for agent in whole.creators]
    return "item", {}, [("rightsHolder", {}, name) for name in names]


def _meta(name: str, title: str, form: str, about: Node) -> Item:
    """Give what is said of an object."""
    provided: Node = ("provided", {}, [("title", {}, title), ("format", {}, form)])
    root: Node = ("object", {}, [("generic", {}, [provided]), about])
    return Item(f"{name}.meta", as_xml(root, {"": CORE}), f"metadata of {name}")


def _aggregation(name: str, parts: list[str]) -> Item:
    """Give an object that is made of others."""
    about = {"rdf:about": name.rpartition("/")[2]}
    children: list[Node] = [("ore:aggregates", {"rdf:resource": part}, "") for part in parts]
    root: Node = ("rdf:RDF", {}, [("rdf:Description", about, children)])
    return Item(name, as_xml(root, {"rdf": RDF, "ore": ORE}), "aggregation")


def judge(package: Container) -> Iterator[Problem]:
    """Yield what is wrong: objects without metadata, metadata that say too little, parts that are not there."""
    described = {name.removesuffix(".meta") for name in package.names if name.endswith(".meta")}
    for name in sorted(described - set(package.names)):
        yield "package-missing", f"{name} is described, and is not there", name
    for name in sorted(described):
        yield from _judge_meta(package, name)
        if name in package and name.endswith((".collection", ".edition", ".aggregation")):
            yield from _judge_parts(package, name)


def _judge_meta(package: Container, name: str) -> Iterator[Problem]:
    """Judge what is said of an object (metadata schema 2010; what publishing demands)."""
    root, problems = parsed(package, f"{name}.meta")
    yield from problems
    if root is None:
        return

    def said(path: str) -> str:
        found = root.find(path, {"t": CORE})
        return "" if found is None else found.get("date") or (found.text or "").strip()

    demanded = {"title": ".//t:provided/t:title", "format": ".//t:provided/t:format"}
    kinds = {
        COLLECTION: {"collector": "t:collection/t:collector"},
        EDITION: {
            "work it is an edition of": "t:edition/t:isEditionOf",
            "licence": "t:edition/t:license",
            "agent": "t:edition/t:agent",
        },
        WORK: {"agent": "t:work/t:agent", "date": "t:work/t:dateOfCreation", "genre": "t:work/t:genre"},
    }
    form = said(demanded["format"])
    for what, path in (demanded | kinds.get(form, {"rights holder": "t:item/t:rightsHolder"})).items():
        if not said(path):
            yield "package-incomplete", f"{name}.meta names no {what}", f"{name}.meta"
    if form == WORK and not _DATE.fullmatch(said("t:work/t:dateOfCreation")):
        yield "package-malformed", "dateOfCreation is no date, month or year", f"{name}.meta"
    if form == WORK and said("t:work/t:genre") not in GENRES:
        yield "package-malformed", f"the genre must be one of {', '.join(GENRES)}", f"{name}.meta"
    if form == EDITION and join(dirname(name), said("t:edition/t:isEditionOf")) not in package:
        yield "package-missing", f"the work that {name} is an edition of is not there", f"{name}.meta"


def _judge_parts(package: Container, name: str) -> Iterator[Problem]:
    """Judge that what an object is made of is there, and described."""
    root, problems = parsed(package, name)
    yield from problems
    for node in () if root is None else root.iter(f"{{{ORE}}}aggregates"):
        part = node.get(f"{{{RDF}}}resource", "")
        target = normpath(join(dirname(name), part))
        if part.startswith("textgrid:"):
            continue
        for wanted in (target, f"{target}.meta"):
            if wanted not in package:
                yield "package-missing", f"{name} is made of {part}, and {wanted} is not there", wanted
