"""An edition → a bag for ARCHE (Vienna) with its description in RDF (N-Triples); such a bag → what it lacks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import partial
from urllib.parse import quote

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item, media_type
from tei_edition.archive.targets.given import Given, Problem, named_apart
from tei_edition.metadata import Work
from tei_edition.metadata.model import ORCID_ADDRESS

__all__ = ["RDF", "files", "judge"]

RDF = "arche.ttl"
"""The description: N-Triples, which every reader of Turtle reads."""

SCHEMA = "https://vocabs.acdh.oeaw.ac.at/schema#"
VOCABULARIES = "https://vocabs.acdh.oeaw.ac.at/"
IDENTIFIERS = "https://id.acdh.oeaw.ac.at/"
A = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"

_DEMANDED = {
    "TopCollection": (
        "hasTitle", "hasDescription", "hasSubject", "hasContact", "hasCurator", "hasDepositor", "hasEditor",
        "hasHosting", "hasLicenseSummary", "hasMetadataCreator", "hasIdentifier",
    ),
    "Collection": ("hasTitle", "hasDepositor", "hasMetadataCreator", "isPartOf", "hasIdentifier"),
    "Resource": (
        "hasTitle", "hasCategory", "hasLicense", "hasLicensor", "hasRightsHolder", "hasDepositor", "hasHosting",
        "hasMetadataCreator", "isPartOf", "hasIdentifier",
    ),
    "Person": ("hasTitle", "hasIdentifier"),
    "Organisation": ("hasTitle", "hasIdentifier"),
}  # fmt: skip
"""What the ontology (5.2) demands of each class."""

_CATEGORIES = {
    "text/html": "text", "text/plain": "text", "text/markdown": "text", "application/pdf": "text",
    "application/epub+zip": "text", "image/": "image", "text/css": "software", "text/javascript": "software",
}  # fmt: skip
"""Media types and what ARCHE calls such files; others are `dataset`, schemas `model`."""

_NAME = re.compile(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9]+)?")
_TRIPLE = re.compile(
    r'<([^<>"\s]*)> <([^<>"\s]*)> (<([^<>"\s]*)>|"(?:[^"\\\n]|\\.)*"(?:@[A-Za-z-]+|\^\^<[^>]*>)?) \.'
)

Triple = tuple[str, str, str]
"""Subject, name of a property, and object as N-Triples have it."""


def files(given: Given) -> Iterator[Item]:
    """Yield the files under names ARCHE takes (letters, digits, `_`, `-`, one full stop), then their description."""
    names = named_apart({item.name: legal(item.name) for item in given.items})
    made = [replace(item, name=names[item.name]) for item in given.items]
    yield from made
    lines = (f"<{subject}> <{_property(name)}> {value} .\n" for subject, name, value in _triples(given, made))
    yield Item(RDF, "".join(lines).encode(), "metadata (ARCHE)")


def legal(name: str) -> str:
    """Give a path of which every step has no more than one full stop, before its ending."""
    *folders, last = name.split("/")
    stem, dot, ending = last.rpartition(".")
    stem, ending = (stem, ending) if dot else (last, "")
    steps = [re.sub(r"[^A-Za-z0-9_-]", "_", step) for step in (*folders, stem)]
    return "/".join(steps) + (f".{re.sub('[^A-Za-z0-9]', '', ending)}" if dot else "")


def _property(name: str) -> str:
    return A if name == "a" else f"{SCHEMA}{name}"


def _triples(given: Given, items: Iterable[Item]) -> Iterator[Triple]:
    """Yield what is said of the edition, its folders and files, and of everybody named."""
    work, top = given.work, f"{IDENTIFIERS}{given.work.id}"
    agents = _Agents(work)
    yield from _top(work, top, agents)
    seen: set[str] = set()
    common = partial(_common, work, agents)
    for item in items:
        folders = item.name.split("/")[:-1]
        for depth in range(1, len(folders) + 1):
            folder = "/".join(folders[:depth])
            if folder not in seen:
                seen.add(folder)
                yield from common(f"{top}/{folder}", "Collection", folders[depth - 1], _parent(top, folder))
        subject = f"{top}/{quote(item.name)}"
        yield from common(subject, "Resource", item.title, _parent(top, item.name))
        yield subject, "hasCategory", _to(f"{VOCABULARIES}archecategory/{_category(item)}")
        yield subject, "hasLicense", _to(_licence(work))
        yield from ((subject, name, agents.holder) for name in ("hasLicensor", "hasRightsHolder"))
        yield subject, "hasHosting", agents.host
        yield subject, "hasAccessRestriction", _to(f"{VOCABULARIES}archeaccessrestrictions/public")
    yield from agents.described()


def _parent(top: str, name: str) -> str:
    folder = name.rpartition("/")[0]
    return f"{top}/{folder}" if folder else top


def _top(work: Work, top: str, agents: _Agents) -> Iterator[Triple]:
    """Describe the edition."""
    yield from _common(work, agents, top, "TopCollection", work.full_title, "")
    yield top, "hasDescription", _words(work.abstract or work.full_title)
    yield from ((top, "hasSubject", _words(subject)) for subject in work.subjects)
    yield from ((top, "hasLanguage", _to(f"{VOCABULARIES}iso6393/{one.long}")) for one in work.languages)
    yield from ((top, name, agents.contact) for name in ("hasContact", "hasCurator"))
    roles = {"aut": "hasAuthor", "edt": "hasEditor"}
    for agent in (*work.creators, *work.contributors):
        name = agents.of(agent.name, agent.kind, agent.orcid or agent.ror)
        yield top, roles.get(agent.role, "hasContributor"), name
    yield top, "hasHosting", agents.host
    yield top, "hasRightsHolder", agents.holder
    if work.licence:
        yield top, "hasLicenseSummary", _words(work.licence.name or work.licence.url)
    if work.url:
        yield top, "hasUrl", _words(work.url, "^^<http://www.w3.org/2001/XMLSchema#anyURI>")
    if work.version:
        yield top, "hasVersion", _words(work.version, "")
    if work.date:
        yield top, "hasAvailableDate", _words(work.date, "^^<http://www.w3.org/2001/XMLSchema#date>")


def _common(
    work: Work, agents: _Agents, subject: str, kind: str, title: str, parent: str
) -> Iterator[Triple]:
    """Say of a collection or file what must be said of all."""
    yield subject, "a", _to(f"{SCHEMA}{kind}")
    yield subject, "hasIdentifier", _to(subject)
    yield subject, "hasTitle", _words(title)
    if parent:
        yield subject, "isPartOf", _to(parent)
    yield subject, "hasDepositor", agents.contact
    yield subject, "hasMetadataCreator", agents.contact


class _Agents:
    """Everybody named, and the address each has."""

    def __init__(self, work: Work) -> None:
        self.known: dict[str, tuple[str, str]] = {}
        first = work.creators[0] if work.creators else None
        self.of_work = {agent.name: agent for agent in (*work.creators, *work.contributors)}
        self.contact = self.of(work.contact.name or (first.name if first else "") or work.publisher)
        self.host = self.of(work.hosting or work.publisher, "org", work.publisher_ror)
        self.holder = self.of(work.rights_holder or work.publisher)

    def of(self, name: str, kind: str = "", address: str = "") -> str:
        """Give the address of somebody, as N-Triples have it."""
        agent = self.of_work.get(name)
        kind = (agent.kind if agent else "") or kind or "person"
        address = (agent.orcid or agent.ror if agent else "") or address
        if address and not address.startswith("http"):
            address = f"{ORCID_ADDRESS}{address}"
        if name not in self.known:
            own = f"{IDENTIFIERS}{'-'.join(re.findall('[a-z0-9]+', name.casefold())) or 'unknown'}"
            self.known[name] = address or own, "Organisation" if kind == "org" else "Person"
        return _to(self.known[name][0])

    def described(self) -> Iterator[Triple]:
        """Say who they are."""
        for name, (address, kind) in self.known.items():
            yield address, "a", _to(f"{SCHEMA}{kind}")
            yield address, "hasIdentifier", _to(address)
            yield address, "hasTitle", _words(name or "unknown", "@und")


def _to(address: str) -> str:
    return f"<{quote(address, safe=':/#?&=%@+;,~')}>"


def _words(text: str, kind: str = "@en") -> str:
    return json.dumps(" ".join(text.split()), ensure_ascii=False) + kind


def _category(item: Item) -> str:
    """Give ARCHE's word for a file."""
    if item.name.endswith((".rng", ".sch", ".odd", ".rnc")):
        return "model"
    kind = media_type(item)
    return next((word for start, word in _CATEGORIES.items() if kind.startswith(start)), "dataset")


def _licence(work: Work) -> str:
    """Give the address of the licence in ARCHE's vocabulary, where SPDX knows it; else its own."""
    if work.licence and work.licence.spdx:
        return f"{VOCABULARIES}archelicenses/{work.licence.spdx.lower().replace('.', '-')}"
    return work.licence.url if work.licence else f"{VOCABULARIES}archelicenses/noc-nc"


def judge(package: Container) -> Iterator[Problem]:
    """Yield names ARCHE refuses, and what the description lacks; it is read where it is N-Triples."""
    for name in package.names:
        wrong = [step for step in name.split("/") if not _NAME.fullmatch(step)]
        if name.startswith("data/") and wrong:
            yield "name-illegal", f"{name}: letters, digits, _ and - only, and one full stop", name
    place = f"data/{RDF}"
    if place not in package:
        yield "package-missing", f"there is no {place}", place
        return
    found: dict[str, dict[str, list[str]]] = {}
    for number, line in enumerate(package.read(place).decode("utf-8", "replace").splitlines(), 1):
        parts = _TRIPLE.fullmatch(line)
        if parts:
            found.setdefault(parts[1], {}).setdefault(parts[2].removeprefix(SCHEMA), []).append(
                parts[4] or parts[3]
            )
        elif line.strip() and not line.startswith("#"):
            yield "package-malformed", f"line {number} is no N-Triple: what it says cannot be judged", place
            return
    for subject, said in found.items():
        for kind in said.get(A, ()):
            for name in _DEMANDED.get(kind.removeprefix(SCHEMA), ()):
                if name not in said:
                    yield "package-incomplete", f"{subject} has no {name}", place
    if not any(f"{SCHEMA}TopCollection" in said.get(A, ()) for said in found.values()):
        yield "package-incomplete", "there is no TopCollection", place
