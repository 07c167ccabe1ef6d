"""An edition → items of DSpace's Simple Archive Format, one for each text too; such items → their faults."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item
from tei_edition.archive.targets.given import Given, Problem, parsed
from tei_edition.metadata import Work
from tei_edition.metadata.dublincore import dc_elements, dc_terms
from tei_edition.metadata.markup import Node, as_xml
from tei_edition.metadata.model import DOI_ADDRESS
from tei_edition.metadata.relations import relations

__all__ = ["files", "judge"]

_FIELDS = {
    "title": "title", "subject": "subject", "description": "description.abstract", "publisher": "publisher",
    "date": "date.issued", "type": "type", "source": "source", "identifier": "identifier.uri",
}  # fmt: skip
"""Elements of Dublin Core and the fields a new DSpace has for them; the rest is told one by one."""

_RELATIONS = {
    "IsPartOf": "relation.ispartof", "IsVersionOf": "relation.isversionof", "HasPart": "relation.haspart",
    "HasVersion": "relation.hasversion", "References": "relation.isreferencedby", "Requires": "relation.requires",
    "IsNewVersionOf": "relation.replaces", "IsObsoletedBy": "relation.isreplacedby",
}  # fmt: skip
"""Relations of DataCite and DSpace's fields; for others: `relation`."""

_BESIDE = re.compile(r"contents|dublin_core\.xml|metadata_\w+\.xml|handle|collections|relationships")
"""Files of an item that are about it."""


def files(given: Given) -> Iterator[Item]:
    """Yield the items: the edition first, with the whole package; then the texts, each with its files."""
    parts: list[tuple[Work, Sequence[Item]]] = [(given.work, list(given.leading()))]
    parts += [(given.metadata.articles[slug], items) for slug, items in given.of_texts.items()]
    width = max(3, len(str(len(parts) - 1)))
    for number, (work, content) in enumerate(parts):
        yield from _item(f"item_{number:0{width}d}", work, content)


def _item(folder: str, work: Work, content: Sequence[Item]) -> Iterator[Item]:
    """Yield the files of an item; they stand in its folder itself."""
    named = [(item, item.name.rpartition("/")[2]) for item in content]
    primary = next((name for _, name in named if name.endswith(("README.md", ".xml"))), "")
    lines = [
        f"{name}\tbundle:ORIGINAL\tdescription:{' '.join(item.title.split())}"
        + ("\tprimary:true" if name == primary else "")
        for item, name in named
    ]
    yield Item(f"{folder}/contents", "".join(f"{line}\n" for line in lines).encode(), "list of files")
    yield Item(f"{folder}/dublin_core.xml", _fields("dc", list(_dc(work))), "metadata")
    finer = [
        (name, value) for name, value in dc_terms(work) if name in ("rightsHolder", "accessRights", "created")
    ]
    if finer:
        yield Item(f"{folder}/metadata_dcterms.xml", _fields("dcterms", finer), "metadata")
    for item, name in named:
        yield Item(f"{folder}/{name}", item.data, item.title)


def _dc(work: Work) -> Iterator[tuple[str, str]]:
    """Yield fields of DSpace's registry and their values."""
    for agent in (*work.creators, *work.contributors):
        known = {"aut": "contributor.author", "edt": "contributor.editor", "ill": "contributor.illustrator"}
        yield known.get(agent.role, "contributor.other"), agent.sorted
    for name, value in dc_elements(work):
        if name in _FIELDS:
            yield _FIELDS[name], value
    yield "title.alternative", work.subtitle
    yield from (("language.iso", language.short or language.long) for language in work.languages)
    for kind, bare, related in relations(work):
        yield _RELATIONS.get(related.relation, "relation"), f"{DOI_ADDRESS}{bare}" if kind == "DOI" else bare
    for rights in work.rights:
        yield "rights", rights.name
        yield "rights.uri", rights.url
    yield "rights", work.rights_statement


def _fields(schema: str, values: list[tuple[str, str]]) -> bytes:
    """Give values as an item's file has them."""
    children: list[Node] = []
    for field, value in values:
        element, _, qualifier = field.partition(".")
        if value:
            facts = {"element": element, "qualifier": qualifier or "none"}
            children.append(("dcvalue", facts, value))
    return as_xml(("dublin_core", {"schema": schema}, children), {})


def judge(package: Container) -> Iterator[Problem]:
    """Yield what is wrong with each item (DSpace, Importing and Exporting Items via Simple Archive Format)."""
    folders: dict[str, list[str]] = {}
    for name in package.names:
        folder, slash, rest = name.partition("/")
        if slash:
            folders.setdefault(folder, []).append(rest)
    for folder, names in folders.items():
        yield from _judge_item(package, folder, set(names))


def _judge_item(package: Container, folder: str, names: set[str]) -> Iterator[Problem]:
    for needed in ("contents", "dublin_core.xml"):
        if needed not in names:
            yield "package-missing", f"the item {folder} has no {needed}", f"{folder}/{needed}"
    if "dublin_core.xml" in names:
        yield from _judge_fields(package, f"{folder}/dublin_core.xml")
    if "contents" not in names:
        return
    listed = set()
    for line in package.read(f"{folder}/contents").decode("utf-8", "replace").splitlines():
        name, *facts = line.split("\t")
        listed.add(name)
        for fact in facts:
            if not re.match(r"(bundle|permissions|description|primary|iiif-\w+):", fact):
                told = f"{fact!r} is nothing that DSpace knows of a file"
                yield "package-malformed", told, f"{folder}/contents"
    listed.discard("")
    for name in sorted(listed - names):
        yield "package-missing", f"{name} is listed, and is not there", f"{folder}/contents"
    for name in sorted(names - listed):
        if not _BESIDE.fullmatch(name):
            yield "package-unlisted", f"{name} is not listed: it would not be taken", f"{folder}/contents"


def _judge_fields(package: Container, name: str) -> Iterator[Problem]:
    root, problems = parsed(package, name)
    yield from problems
    if root is None:
        return
    found = {
        (node.get("element"), node.get("qualifier") or "none") for node in root.iter("dcvalue") if node.text
    }
    if root.tag != "dublin_core":
        yield "package-malformed", "is no dublin_core", name
    for element, qualifier in (("title", "none"), ("date", "issued")):
        if (element, qualifier) not in found:
            yield "package-incomplete", f"there is no dc.{element}.{qualifier}".removesuffix(".none"), name
