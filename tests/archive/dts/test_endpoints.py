"""The endpoints of DTS 1.0 answer as the specification says, table by table; what it forbids they refuse."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from tei_edition.archive.answer import Answer
from tei_edition.archive.dts.addresses import Live
from tei_edition.archive.dts.endpoints import MEMBERS, UNITS, answer
from tei_edition.archive.dts.library import Library
from tei_edition.metadata import Agent, Language, Metadata, Work
from tei_edition.tei import inner_text, parse_bytes
from tests.archive.dts.documents import WRAPPER, document

BASE = "http://example.org/dts"
EDITION = Work("edition", "old-books", "Old Books", publisher="A Press", abstract="Two books.", version="1.0")
BOOKS = Work(
    "article",
    "books",
    "Books",
    "or Scrolls",
    creators=(Agent("Jane Doe"),),
    languages=(Language("en", "en", "eng", "English"),),
    url="https://example.org/books.html",
    part_of=EDITION,
)
NONE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body/></text></TEI>'
TEXTS = {
    "books": document(),
    "long": document("", "<p/>" * (2 * UNITS + 1)),
    "none": parse_bytes(NONE.encode(), "none.xml").getroot(),
}
LIBRARY = Library(
    Metadata(EDITION, dict.fromkeys(TEXTS, BOOKS)),
    lambda slug: TEXTS[slug].getroottree(),
    {"text/plain": lambda root, _: inner_text(root).encode()},
)


def ask(request: str, library: Library = LIBRARY) -> Answer:
    path, _, query = request.removeprefix(BASE).partition("?")
    return answer(library, Live(BASE), path, query)


def got(request: str, library: Library = LIBRARY) -> dict[str, Any]:
    found = ask(request, library)
    assert found.status == 200, found.body
    assert dict(found.headers)["Content-Type"] == "application/ld+json"
    body: dict[str, Any] = json.loads(found.body)
    assert body["@context"] == "https://dtsapi.org/context/v1.0.json" and body["dtsVersion"] == "1.0"
    return body


def refs(request: str) -> list[str] | None:
    body = got(f"/navigation?resource={request}")
    return [unit["identifier"] for unit in body["member"]] if "member" in body else None


def variables(template: str) -> set[str]:
    return {name for part in re.findall(r"\{[?&]([^}]*)\}", template) for name in part.split(",")}


def test_the_entry_point_names_the_endpoints() -> None:
    body = got("/")
    assert body == got("") and (body["@id"], body["@type"]) == (BASE, "EntryPoint")
    assert variables(body["collection"]) == {"id", "page", "nav"}
    assert variables(body["navigation"]) == {"resource", "ref", "start", "end", "down", "tree", "page"}
    assert variables(body["document"]) == {"resource", "ref", "start", "end", "tree", "mediaType"}


def test_collections_lead_from_all_editions_to_a_text() -> None:
    root = got("/collection/")
    assert (root["@id"], root["@type"], root["totalParents"], root["totalChildren"]) == (
        "editions",
        "Collection",
        0,
        1,
    )
    (edition,) = root["member"]
    assert (edition["@id"], edition["title"], edition["totalChildren"]) == (
        "old-books",
        "Old Books",
        len(TEXTS),
    )
    whole = got("/collection?id=old-books")
    assert whole["description"] == "Two books." and whole["dublinCore"]["hasVersion"] == ["1.0"]
    first = whole["member"][0]
    assert (first["@id"], first["@type"], first["totalParents"]) == ("books", "Resource", 1)


def test_every_member_says_what_must_be_said() -> None:
    for name in ("editions", "old-books", "books"):
        body = got(f"/collection?id={name}")
        for one in (body, *body.get("member", ())):
            assert {"title", "@id", "@type", "totalChildren", "totalParents", "collection"} <= one.keys()
            if one["@type"] == "Resource":
                assert {"nav"} <= variables(one["collection"])
                assert {"ref", "start", "end", "down", "tree", "page"} == variables(one["navigation"])
                assert {"ref", "start", "end", "tree", "mediaType"} == variables(one["document"])
                assert ask(one["download"]).status == 200


def test_a_resource_says_how_it_is_cited() -> None:
    body = got("/collection?id=books")
    assert "member" not in body and body["title"] == "Books: or Scrolls"
    assert body["mediaTypes"] == ["application/tei+xml", "text/plain"]
    first, second, third = body["citationTrees"]
    assert first == {
        "@type": "CitationTree",
        "maxCiteDepth": 3,
        "citeStructure": [
            {
                "@type": "CiteStructure",
                "citeType": "book",
                "citeStructure": [
                    {
                        "@type": "CiteStructure",
                        "citeType": "chapter",
                        "citeStructure": [{"@type": "CiteStructure", "citeType": "verse"}],
                    }
                ],
            }
        ],
    }
    assert (second["identifier"], third["identifier"]) == ("verses", "page")
    terms = body["dublinCore"]
    assert terms["title"] == [{"lang": "en", "value": "Books: or Scrolls"}]
    assert "https://example.org/books.html" in terms["identifier"] and terms["language"] == ["eng"]


def test_parents() -> None:
    for name, above in (("books", ["old-books"]), ("old-books", ["editions"]), ("editions", [])):
        body = got(f"/collection?id={name}&nav=parents")
        assert body["@id"] == name and [one["@id"] for one in body["member"]] == above


def test_a_collection_has_pages() -> None:
    works = {f"a{number}": BOOKS for number in range(2 * MEMBERS + 5)}
    library = Library(Metadata(EDITION, works), lambda slug: document().getroottree())
    seen, address = [], f"{BASE}/collection?id=old-books"
    while address:
        body = got(address, library)
        seen += [one["@id"] for one in body["member"]]
        view = body["view"]
        assert view["@type"] == "Pagination" and view["last"].endswith("&page=3")
        assert got(view["@id"], library)["member"] == body["member"]
        address = view["next"]
    assert seen == list(works) and got(view["first"], library)["view"]["previous"] is None
    assert ask("/collection?id=old-books&page=4", library).status == 404


def test_the_names_of_collections_are_no_texts() -> None:
    works = {"editions": BOOKS, "old-books": BOOKS}
    library = Library(Metadata(EDITION, works), lambda slug: document().getroottree())
    assert got("/collection", library)["@id"] == "editions-edition"
    assert got("/collection?id=old-books", library)["@type"] == "Resource"


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("down=1", ["Luke", "Mark"]),
        ("down=2", ["Luke", "Luke 1", "Luke 2", "Mark", "Mark 1"]),
        ("down=9", "down=-1"),
        ("ref=Luke&down=1", ["Luke", "Luke 1", "Luke 2"]),
        ("ref=Luke%201&down=-1", ["Luke 1", "Luke 1:1", "Luke 1:2", "Luke 1:3"]),
        ("ref=Luke+1:3&down=2", ["Luke 1:3"]),
        ("ref=Luke%201&down=0", ["Luke 1", "Luke 2"]),
        ("ref=Luke&down=0", ["Luke", "Mark"]),
        ("ref=Luke", None),
        ("start=Luke&end=Mark", None),
        ("start=Luke%201:3&end=Luke%202&down=1", ["Luke 1:3", "Luke 2", "Luke 2:1"]),
        ("start=Luke%202&end=Mark&down=1", ["Luke 2", "Luke 2:1", "Mark", "Mark 1", "Mark 1:1"]),
        ("start=Luke&end=Luke&down=1", ["Luke", "Luke 1", "Luke 2"]),
        ("start=Luke%202:1&end=Mark%201&down=-1", ["Luke 2:1", "Mark", "Mark 1", "Mark 1:1"]),
        ("start=Luke%202&end=Luke%202:1&down=-1", ["Luke 2", "Luke 2:1"]),
        ("start=Luke%201&end=Luke%201:1&down=-1", ["Luke 1", "Luke 1:1", "Luke 1:2", "Luke 1:3"]),
        ("tree=verses&down=1", ["1", "2", "3", "1[2]", "1[3]"]),
        ("tree=page&ref=2&down=0", ["1", "2", "3"]),
    ],
)
def test_navigation(asked: str, expected: list[str] | str | None) -> None:
    assert refs(f"books&{asked}") == (refs(f"books&{expected}") if isinstance(expected, str) else expected)


def test_a_navigation_says_what_it_is_about() -> None:
    body = got("/navigation?resource=books&ref=Luke")
    assert (body["@type"], body["@id"]) == ("Navigation", f"{BASE}/navigation?resource=books&ref=Luke")
    assert body["ref"] == {
        "identifier": "Luke",
        "@type": "CitableUnit",
        "level": 1,
        "parent": None,
        "citeType": "book",
        "dublinCore": {"title": [{"lang": "en", "value": "The Gospel of Luke"}]},
        "extensions": {
            "@context": {"words": "https://example.org/words"},
            "words": [{"lang": "en", "value": "4"}],
        },
    }
    assert body["resource"]["@type"] == "Resource" and body["resource"]["citationTrees"]
    body = got("/navigation?resource=books&start=Luke%201:1&end=Mark")
    assert (body["start"]["parent"], body["end"]["identifier"]) == ("Luke 1", "Mark")


def test_a_long_navigation_has_pages() -> None:
    seen, address = [], f"{BASE}/navigation?resource=long&down=1"
    while address:
        body = got(address)
        seen += [unit["identifier"] for unit in body["member"]]
        address = body["view"]["next"]
    assert seen == [f"p{number + 1}" for number in range(2 * UNITS + 1)]


def test_a_text_without_citation_trees_has_no_members() -> None:
    for asked in ("down=1", "ref=p1", "start=a&end=b", "down=-1", "down=0", "ref=p1&down=0"):
        assert got(f"/navigation?resource=none&{asked}")["member"] == []
    assert got("/collection?id=none")["citationTrees"] == []


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        ("/navigation", 400),
        ("/navigation?resource=books", 400),
        ("/navigation?resource=books&down=0", 400),
        ("/navigation?resource=books&start=Luke&end=Mark&down=0", 400),
        ("/navigation?resource=books&ref=Luke&start=Luke", 400),
        ("/navigation?resource=books&ref=Luke&start=Luke&end=Mark", 400),
        ("/navigation?resource=books&start=Luke", 400),
        ("/navigation?resource=books&end=Luke&down=1", 400),
        ("/navigation?resource=books&down=-2", 400),
        ("/navigation?resource=books&down=one", 400),
        ("/navigation?resource=books&down=9999999999999999999999", 400),
        ("/navigation?resource=books&down=1&page=0", 400),
        ("/navigation?resource=books&down=1&page=2", 404),
        ("/navigation?resource=nobody&down=1", 404),
        ("/navigation?resource=books&ref=John", 404),
        ("/navigation?resource=books&start=Luke&end=John", 404),
        ("/navigation?resource=books&start=Mark&end=Luke", 404),
        ("/navigation?resource=books&tree=lines&down=1", 404),
        ("/navigation?resource=books&tree=page&ref=Luke", 404),
        ("/document", 400),
        ("/document?resource=nobody", 404),
        ("/document?resource=books&ref=John", 404),
        ("/document?resource=books&ref=Luke&end=Mark", 400),
        ("/document?resource=books&start=Luke", 400),
        ("/document?resource=books&ref=1&tree=lines", 404),
        ("/document?resource=books&mediaType=text/html", 404),
        ("/document?resource=none&ref=p1", 404),
        ("/collection?id=nobody", 404),
        ("/collection?nav=up", 400),
        ("/collection?page=x", 400),
        ("/elsewhere", 404),
    ],
)
def test_what_is_refused(request_: str, status: int) -> None:
    found = ask(request_)
    assert (found.status, json.loads(found.body)["status"]) == (status, status)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("ref=Luke%201:2", "there was a word."),
        ("start=Luke%201:3&end=Luke%202", "And then? Two Nothingor nearly."),
        ("tree=page&ref=3", "a word."),
        ("tree=verses&ref=1%5B3%5D", "Again a word."),
    ],
)
def test_documents(asked: str, words: str) -> None:
    found = ask(f"/document?resource=books&{asked}")
    assert dict(found.headers) == {
        "Content-Type": "application/tei+xml",
        "Link": f'<{BASE}/collection?id=books>; rel="collection"',
    }
    (wrapper,) = etree.fromstring(found.body).iter(WRAPPER)
    assert " ".join(inner_text(wrapper).split()) == words


def test_a_whole_document_is_the_text_itself() -> None:
    for asked in ("", "&tree=nothing"):
        root = etree.fromstring(ask(f"/document?resource=books{asked}").body)
        assert etree.tostring(root) == etree.tostring(TEXTS["books"]) and not list(root.iter(WRAPPER))


def test_other_media_types() -> None:
    found = ask("/document?resource=books&ref=Luke%201:3&mediaType=text/plain")
    assert (found.body, dict(found.headers)["Content-Type"]) == (b"And then?", "text/plain; charset=utf-8")


@given(
    st.sampled_from(["", "/collection", "/navigation", "/document", "/navigation/x"]),
    st.dictionaries(
        st.sampled_from(
            ["resource", "id", "ref", "start", "end", "down", "tree", "page", "nav", "mediaType"]
        ),
        st.one_of(
            st.sampled_from(["books", "Luke", "1", "-1", "' or //*", "../../etc/passwd", "%00"]), st.text()
        ),
    ),
)
def test_whatever_is_asked_is_answered(path: str, asked: dict[str, str]) -> None:
    from urllib.parse import urlencode

    found = ask(f"{path}?{urlencode(asked, errors='replace')}")
    assert found.status in (200, 400, 404) and found.body
