"""An edition → what HAL takes over SWORD: a TEI description (AOfr) and files; such a package → what it lacks."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Item
from tei_edition.archive.targets.given import Given, Problem, parsed
from tei_edition.metadata import Agent, Work
from tei_edition.metadata.markup import XSI, Node, as_xml
from tei_edition.tei import NS

__all__ = ["DESCRIPTION", "files", "judge"]

DESCRIPTION = "hal.xml"
"""The description; it is sent with the files as one zip, its type `http://purl.org/net/sword-types/AOfr`."""

_SCHEMA = "http://api.archives-ouvertes.fr/documents/aofr-sword.xsd"
_MAIN = (".pdf", ".epub", ".zip")
"""Endings of what may be the document itself, the best first."""

_DEMANDED = {
    "a title": "titleStmt/title",
    "an author": "titleStmt/author[@role='aut']/persName/surname",
    "a domain": "profileDesc/textClass/classCode[@scheme='halDomain'][@n]",
    "a type of document": "profileDesc/textClass/classCode[@scheme='halTypology'][@n]",
    "a language": "profileDesc/langUsage/language[@ident]",
    "an audience": "notesStmt/note[@type='audience'][@n]",
    "whether it is popular science": "notesStmt/note[@type='popular'][@n]",
    "a date": "sourceDesc/biblStruct/monogr/imprint/date[@type='datePub']",
}
"""What HAL demands, and where it is said."""


def files(given: Given) -> Iterator[Item]:
    """Yield the description, and beside it the files it names."""
    content = list(given.leading())
    yield Item(DESCRIPTION, _description(given.work, [item.name for item in content]), "description (AOfr)")
    yield from content


def _description(work: Work, names: list[str]) -> bytes:
    """Give the description."""
    homes = dict.fromkeys(agent.affiliation for agent in _people(work) if agent.affiliation)
    known = {home: f"localStruct-{number}" for number, home in enumerate(homes, 1)}
    back: list[Node] = [
        ("org", {"type": "institution", "xml:id": key}, [("orgName", {}, home)])
        for home, key in known.items()
    ]
    bibl: Node = ("biblFull", {}, list(_bibl(work, names, known)))
    text: list[Node] = [("body", {}, [("listBibl", {}, [bibl])])]
    text += [("back", {}, [("listOrg", {"type": "structures"}, back)])] if back else []
    schema = {"xsi:schemaLocation": f"{NS} {_SCHEMA}"}
    return as_xml(("TEI", schema, [("text", {}, text)]), {"": NS, "xsi": XSI})


def _bibl(work: Work, names: list[str], homes: dict[str, str]) -> Iterator[Node]:
    """Yield the parts of the entry, in the order the schema has."""
    tag = work.languages[0].short if work.languages else ""
    who: list[Node] = [_author(agent, homes) for agent in _people(work)]
    title: list[Node] = [("title", {"xml:lang": tag}, work.title)]
    title += [("title", {"xml:lang": tag, "type": "sub"}, work.subtitle)] if work.subtitle else []
    yield "titleStmt", {}, [*title, *who]
    yield "editionStmt", {}, [("edition", {}, list(_refs(names)))]
    licence = work.licence.url if work.licence else ""
    yield "publicationStmt", {}, [("availability", {}, [("licence", {"target": licence}, "")])]
    notes = {"audience": "2", "popular": "0", "peer": "0"}
    yield "notesStmt", {}, [("note", {"type": kind, "n": value}, "") for kind, value in notes.items()]
    imprint: list[Node] = [("publisher", {}, work.publisher), ("date", {"type": "datePub"}, work.date)]
    struct: list[Node] = [("analytic", {}, [*title, *who]), ("monogr", {}, [("imprint", {}, imprint)])]
    struct += [("idno", {"type": "doi"}, work.doi)] if work.doi else []
    struct += [("ref", {"type": "publisher"}, work.url)] if work.url else []
    yield "sourceDesc", {}, [("biblStruct", {}, struct)]
    yield "profileDesc", {}, list(_profile(work, tag))


def _profile(work: Work, tag: str) -> Iterator[Node]:
    yield "langUsage", {}, [("language", {"ident": tag}, "")]
    terms: list[Node] = [("term", {"xml:lang": tag}, subject) for subject in work.subjects]
    classes: list[Node] = [("keywords", {"scheme": "author"}, terms)] if terms else []
    if work.deposit.hal_domain:
        classes.append(("classCode", {"scheme": "halDomain", "n": work.deposit.hal_domain}, ""))
    classes.append(("classCode", {"scheme": "halTypology", "n": work.deposit.hal_type}, ""))
    yield "textClass", {}, classes
    yield "abstract", {"xml:lang": tag}, work.abstract


def _people(work: Work) -> list[Agent]:
    """Give the persons who are cited: HAL knows no organisations as authors."""
    return [agent for agent in work.creators if agent.kind == "person"]


def _author(agent: Agent, homes: dict[str, str]) -> Node:
    """Describe somebody."""
    name: list[Node] = [
        ("forename", {"type": "first"}, agent.given),
        ("surname", {}, agent.family or agent.name),
    ]
    facts: list[Node] = [("persName", {}, name)]
    facts += [("idno", {"type": "ORCID"}, agent.orcid)] if agent.orcid else []
    facts += [("affiliation", {"ref": f"#{homes[agent.affiliation]}"}, "")] if agent.affiliation else []
    return "author", {"role": "aut"}, facts


def _refs(names: list[str]) -> Iterator[Node]:
    """Name the files: one is the document, the others come with it."""
    main = next((name for ending in _MAIN for name in names if name.endswith(ending)), "")
    for name in names:
        kind = (
            {"type": "file", "subtype": "author", "n": "1"} if name == main else {"type": "annex", "n": "0"}
        )
        yield "ref", {**kind, "target": name}, ""


def judge(package: Container) -> Iterator[Problem]:
    """Yield what HAL demands and the description does not say, and files it names that are not there."""
    root, problems = parsed(package, DESCRIPTION)
    yield from problems
    if root is None:
        return
    for words, path in _DEMANDED.items():
        steps = "/".join(f"t:{step}" for step in path.split("/"))
        if not _found(root, f"//t:biblFull/{steps}"):
            yield (
                "package-incomplete",
                f"the description names no {words.removeprefix('an ').removeprefix('a ')}",
                DESCRIPTION,
            )
    for target in _found(root, "//t:biblFull/t:editionStmt//t:ref/@target"):
        if str(target) not in package:
            yield "package-missing", f"{target} is named, and is not there", str(target)


def _found(root: etree._Element, path: str) -> list[object]:
    found = root.xpath(path, namespaces={"t": NS})
    return list(found) if isinstance(found, list) else []
