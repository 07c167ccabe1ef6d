"""An edition as files: a client that knows but the entry point finds all by URI templates, and nothing is missing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from tei_edition.archive.dts import static
from tei_edition.archive.dts.addresses import Live
from tei_edition.archive.dts.endpoints import answer
from tei_edition.archive.dts.library import Library
from tei_edition.archive.dts.static import static_files
from tei_edition.metadata import Metadata
from tests.archive.dts.documents import document
from tests.archive.dts.test_endpoints import BOOKS, EDITION

BASE = "https://example.org/edition/dts/"
SMALL = document(
    body="""<div n="a"><head>A</head><div><p><seg n="1">One.</seg></p></div></div><pb n="p1"/>"""
)
LIBRARY = Library(
    Metadata(EDITION, {"books": BOOKS, "small": BOOKS}),
    lambda slug: (document() if slug == "books" else SMALL).getroottree(),
)


def expand(template: str, **given: str) -> str:
    """Expand path expressions as RFC 6570 says, and take the base away."""
    found = re.sub(
        r"\{/([^}]*)\}",
        lambda match: "".join(f"/{given[name]}" for name in match[1].split(",") if name in given),
        template,
    )
    assert found.startswith(BASE) and "{" not in found
    return found.removeprefix(BASE)


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    found = list(static_files(LIBRARY, BASE))
    assert len(dict(found)) == len(found)
    return dict(found)


def test_a_client_finds_all_from_the_entry_point(files: dict[str, bytes]) -> None:
    def got(name: str) -> dict[str, Any]:
        body: dict[str, Any] = json.loads(files[name])
        assert body["dtsVersion"] == "1.0" and body["@context"]
        return body

    entry = got("index.jsonld")
    root = got(expand(entry["collection"]))
    edition = got(expand(entry["collection"], id=root["member"][0]["@id"]))
    assert [one["@id"] for one in edition["member"]] == ["books", "small"]
    parents = got(expand(edition["member"][1]["collection"], nav="parents"))
    assert [one["@id"] for one in parents["member"]] == ["old-books"]
    small = got(expand(entry["collection"], id="small"))
    assert files[expand(small["document"])].startswith(b"<?xml")
    whole = got(expand(small["navigation"], down="-1"))
    assert [unit["identifier"] for unit in whole["member"]] == ["a", "a 1", "a 1:1"]
    assert len(got(expand(entry["navigation"], resource="small", down="1"))["member"]) == 1
    assert len(got(expand(entry["navigation"], resource="small", tree="page", down="1"))["member"]) == 1
    assert b"wrapper" in files[expand(entry["document"], resource="small", ref="a")]
    page = files[expand(small["document"], tree="page", ref="p1")]
    assert b"wrapper" in page and small["citationTrees"][1]["identifier"] == "verses"


def test_files_say_what_the_server_says(files: dict[str, bytes]) -> None:
    live = json.loads(answer(LIBRARY, Live(BASE), "navigation", "resource=small&down=2").body)
    still = json.loads(files["navigation/small/2.jsonld"])
    assert (still["member"], still["resource"]["citationTrees"]) == (
        live["member"],
        live["resource"]["citationTrees"],
    )
    document = answer(LIBRARY, Live(BASE), "document", "resource=small&ref=a").body
    assert files["document/small/a.xml"] == document


def test_names_of_files_are_safe(files: dict[str, bytes]) -> None:
    assert [name for name in files if not re.fullmatch(r"[A-Za-z0-9._/-]+", name) or "/." in name] == []
    assert "document/small/a.xml" in files


def test_the_number_of_files_has_a_bound(files: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(static, "LIMIT", 5)
    few = dict(static_files(LIBRARY, BASE))
    assert few.items() < files.items()
    assert sorted(name for name in few if "small" in name) == [
        "collection/small.jsonld",
        "collection/small/parents.jsonld",
        "document/small.xml",
        *(f"navigation/small/{down}.jsonld" for down in (-1, 1, 2, 3)),
        *(f"navigation/small/page/{down}.jsonld" for down in (-1, 1)),
        *(f"navigation/small/verses/{down}.jsonld" for down in (-1, 1)),
    ]


def test_without_an_address_links_are_relative() -> None:
    entry = json.loads(dict(static_files(LIBRARY))["index.jsonld"])
    assert entry["@id"] == "index.jsonld" and entry["collection"] == "collection{/id,nav}.jsonld"


def test_names_from_a_document_lead_nowhere_else() -> None:
    declared = """<refsDecl><citeStructure match="//p" use="@n"/></refsDecl>
        <refsDecl n="../../etc"><citeStructure match="//p" use="@n"/></refsDecl>"""
    root = document(declared, "<p n='../up'/><p n='a'/><p n='A'/><p n='.b'/><p n='c d'/><p n='x/y'/>")
    library = Library(Metadata(EDITION, {"books": BOOKS}), lambda slug: root.getroottree())
    names = [name for name, _ in static_files(library)]
    assert [name for name in names if name.startswith("document")] == [
        "document/books.xml",
        "document/books/a.xml",
    ]
    assert not [name for name in names if ".." in name]
