"""An edition → a bag for GAMS 5 (Graz), `data/content` and `data/meta/sip.json` in it; such a bag → its faults."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from tei_edition.archive.containers import Container
from tei_edition.archive.items import Digested, Item, digested, media_type
from tei_edition.archive.judge_bag import read_info
from tei_edition.archive.targets.given import Given, Problem, flat, named_apart, parsed
from tei_edition.metadata import Work
from tei_edition.metadata.dublincore import DC, OAI_DC, dc_elements
from tei_edition.metadata.markup import Node, as_xml

__all__ = ["files", "judge"]

SIP = "data/meta/sip.json"
DUBLIN_CORE = "data/content/DC.xml"
SCHEMA = "https://gams.uni-graz.at/pub/gams/static/schemas/sip-schema-gams-v1.0.json"

_ALGORITHMS = ("md5", "sha512")
_FOLDERS = ("tei", "text", "schema", "source", "citations", "epub", "pdf")
"""Folders whose files are content; GAMS makes pages of its own."""

_RECORD = re.compile(r"(?=.{4,64}$)[a-z][a-z0-9]*\.[a-z0-9]([.-]?[a-z0-9])*[.-]?")
_STREAM = re.compile(r"[a-zA-Z0-9]([._-]?[a-zA-Z0-9])*")

_DEMANDED = {
    "recid": 4, "title": 5, "project": 2, "creator": 4, "rights": 3, "publisher": 3, "source": 3, "objectType": 3,
}  # fmt: skip
"""What `sip.json` must say, and of how many characters it must be."""


def files(given: Given) -> Iterator[Item]:
    """Yield content and description. File names are flat, in lower case but for what GAMS calls itself."""
    wanted = [item for item in given.items if item.name.partition("/")[0] in _FOLDERS or "/" not in item.name]
    names = named_apart({item.name: flat(item.name).lower() for item in wanted})
    content = [replace(item, name=f"content/{names[item.name]}", kind=media_type(item)) for item in wanted]
    content.append(Item("content/DC.xml", _dublin_core(given.work), "metadata (Dublin Core)"))
    sip = _sip(given.work, list(digested(content, _ALGORITHMS)))
    yield from content
    yield Item(
        "meta/sip.json", (json.dumps(sip, ensure_ascii=False, indent=1) + "\n").encode(), "description"
    )


def _dublin_core(work: Work) -> bytes:
    """Give the elements; GAMS looks for a title in English, whatever the language of the edition."""
    children: list[Node] = [("dc:title", {"xml:lang": "en"}, work.full_title)]
    tag = work.languages[0].short if work.languages else ""
    if tag and tag != "en":
        children.append(("dc:title", {"xml:lang": tag}, work.full_title))
    children += [(f"dc:{name}", {}, value) for name, value in dc_elements(work) if name != "title"]
    return as_xml(("oai_dc:dc", {}, children), {"oai_dc": OAI_DC, "dc": DC})


def _sip(work: Work, content: list[Digested]) -> dict[str, Any]:
    """Give the description of the object."""
    facts = {
        "recid": f"{work.deposit.gams_project}.{work.id}"[:64].rstrip("-."),
        "title": work.full_title,
        "project": work.deposit.gams_project,
        "description": work.abstract,
        "creator": _names(work),
        "rights": _rights(work),
        "publisher": work.publisher,
        "source": "local",
        "objectType": "text",
        "created_by": work.software,
        "mainResource": "",
        "funder": "; ".join(funder.name for funder in work.funders),
        "sip_creation_timestamp": _moment(work.date),
        "lang": [language.long for language in work.languages],
        "tags": [],
        "contentFiles": [_stream(work, one) for one in content],
        "$schema": SCHEMA,
    }
    return {key: value for key, value in facts.items() if value or key == "sip_creation_timestamp"}


def _stream(work: Work, one: Digested) -> dict[str, Any]:
    return {
        "dsid": one.item.name.removeprefix("content/"),
        "mimetype": media_type(one.item),
        "title": one.item.title,
        "creator": _names(work),
        "rights": _rights(work),
        "size": one.size,
        "bagpath": f"data/{one.item.name}",
        "checksums": [f"{name} {one.digests[name]}" for name in _ALGORITHMS],
    }


def _names(work: Work) -> str:
    return "; ".join(agent.sorted for agent in work.creators)


def _rights(work: Work) -> str:
    return (work.licence.url or work.licence.name) if work.licence else ""


def _moment(date: str) -> int:
    """Give the first second of a day; 0 where no day is known."""
    return int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()) if len(date) == 10 else 0


def judge(package: Container) -> Iterator[Problem]:
    """Yield what is wrong with the description (SIP schema 1.0) and with its agreement with the files."""
    for algorithm in _ALGORITHMS:
        if f"manifest-{algorithm}.txt" not in package:
            yield "package-profile", f"there is no manifest-{algorithm}.txt, and GAMS demands it", ""
    info = read_info(package)
    for key in ("Bagging-Date", "Payload-Oxum", "Contact-Email", "External-Description"):
        if not any(info.get(key, ())):
            yield "package-profile", f"bag-info.txt does not say {key}, and GAMS demands it", "bag-info.txt"
    root, problems = parsed(package, DUBLIN_CORE)
    yield from problems
    language = "{http://www.w3.org/XML/1998/namespace}lang"
    if root is not None and not any(node.get(language) == "en" for node in root.iter(f"{{{DC}}}title")):
        yield "package-incomplete", 'there is no dc:title with xml:lang="en"', DUBLIN_CORE
    if SIP not in package:
        yield "package-missing", f"there is no {SIP}", SIP
        return
    try:
        sip = json.loads(package.read(SIP).decode("utf-8"))
        problems = [("package-incomplete", problem, SIP) for problem in _described(sip)]
        problems += list(_streams(package, sip))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        problems = [("package-malformed", f"is no description of a SIP: {error!r}", SIP)]
    yield from problems


def _described(sip: Mapping[str, Any]) -> Iterator[str]:
    for key, least in _DEMANDED.items():
        if len(sip.get(key) or "") < least:
            yield f"{key} is not said in {least} characters or more"
    if not _RECORD.fullmatch(sip.get("recid") or ""):
        yield f"recid is {sip.get('recid')!r}, and must be project.object in lower case"
    if not isinstance(sip.get("sip_creation_timestamp"), int | float):
        yield "there is no sip_creation_timestamp"
    if not sip.get("contentFiles"):
        yield "there are no contentFiles"


def _streams(package: Container, sip: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield where what is said of the files is not so; the manifests say whether they are unchanged."""
    listed: set[str] = set()
    for one in sip["contentFiles"]:
        name, stream = one["bagpath"], one["dsid"]
        if not _STREAM.fullmatch(stream):
            yield "package-profile", f"{stream} is no name GAMS takes", SIP
        if name not in package:
            yield "package-missing", f"{name} is described, and is not there", SIP
        elif package.sizes[name] != one["size"]:
            yield (
                "package-changed",
                f"{name} has {package.sizes[name]} bytes, and {one['size']} are told",
                SIP,
            )
        listed.add(name)
    for name in package.names:
        if name.startswith("data/content/") and name not in listed:
            yield "package-unlisted", f"{name} is not described", SIP
