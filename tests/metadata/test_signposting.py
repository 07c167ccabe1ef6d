"""The links by which machines find their way: in a page's head, and all of them in a linkset."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tei_edition import build
from tei_edition.metadata import Agent, Work
from tei_edition.metadata.model import Rights
from tei_edition.metadata.signposting import MOST_ITEMS, Landing, Link, links_around, linkset, signposts
from tests.support import make_edition

CC = Rights("encoding", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", "CC BY 4.0", "")
WORK = Work(
    "article",
    "letter",
    "A Letter",
    creators=(
        Agent("Anna Doe", orcid="0000-0002-1825-0097", ids=(("gnd", "1"),)),
        Agent("John Roe", ids=(("unknown", "x"), ("viaf", "7"))),
        Agent("Nobody"),
    ),
    rights=(CC,),
    url="https://example.org/e/letter.html",
    doi="10.1234/x",
)
TEI = Link("item", "../tei/letter.xml", "application/tei+xml", "TEI")
BIB = Link("describedby", "cite/letter.bib", "application/x-bibtex", "BibTeX")
LANDING = Landing(WORK, "letter.html", (TEI,), (BIB,), "index.html")


def contexts(landings: list[Landing], base: str = "") -> dict[str, dict[str, list[dict[str, str]]]]:
    return {one.pop("anchor"): one for one in json.loads(linkset(landings, base))["linkset"]}


def test_a_page_leads_to_all_that_belongs_to_it() -> None:
    assert [(link.rel, link.href) for link in signposts(LANDING)] == [
        ("cite-as", "https://doi.org/10.1234/x"),
        ("type", "https://schema.org/Article"),
        ("type", "https://schema.org/AboutPage"),
        ("author", "https://orcid.org/0000-0002-1825-0097"),
        ("author", "https://viaf.org/viaf/7"),
        ("license", CC.url),
        ("item", "../tei/letter.xml"),
        ("describedby", "cite/letter.bib"),
        ("collection", "index.html"),
        ("linkset", "linkset.json"),
    ]


def test_a_page_by_itself_names_no_linkset() -> None:
    alone = Landing(Work("article", "x", "X"), "")
    assert [link.rel for link in signposts(alone, linked=False)] == ["type", "type"]


def test_what_is_no_address_is_no_licence() -> None:
    own = Work("edition", "x", "X", rights=(Rights("encoding", "javascript:alert(1)", "", "", ""),))
    assert [link.rel for link in links_around(own, "index.html")] == ["collection", "linkset"]


def test_items_and_descriptions_lead_back() -> None:
    found = contexts([LANDING], "https://example.org/e/")
    assert set(found) == {
        "https://example.org/e/letter.html",
        "https://example.org/tei/letter.xml",
        "https://example.org/e/cite/letter.bib",
    }
    back = [{"href": "https://example.org/e/letter.html", "type": "text/html"}]
    assert found["https://example.org/tei/letter.xml"]["collection"] == back
    assert found["https://example.org/e/cite/letter.bib"] == {"describes": back}
    assert "title" in found["https://example.org/e/letter.html"]["item"][0]


def test_without_an_address_links_are_relative() -> None:
    assert set(contexts([LANDING])) == {"letter.html"}
    assert contexts([LANDING])["letter.html"]["item"][0]["href"] == "../tei/letter.xml"


def test_a_page_of_very_many_texts_leaves_them_to_the_linkset() -> None:
    texts = tuple(Link("item", f"{number}.html", "text/html") for number in range(MOST_ITEMS + 1))
    many = Landing(Work("edition", "all", "All"), "index.html", texts)
    assert not [link for link in signposts(many) if link.rel == "item"]
    assert len(contexts([many])["index.html"]["item"]) == MOST_ITEMS + 1


class _Silent(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def address(tmp_path: Path) -> Iterator[str]:
    """The address of the files of an edition, as any server gives them."""
    folder = make_edition(tmp_path)
    assert build(folder).ok
    handler = partial(_Silent, directory=str(folder / "build"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/html"
        server.shutdown()


def links(found: Any) -> set[tuple[str, str]]:
    return {(str(one.rel), str(one.target)) for one in found}


def test_signposting_reads_pages_and_linkset(address: str) -> None:
    library = pytest.importorskip("signposting", reason="signposting is not installed")
    page = links(library.find_signposting_html(f"{address}/a.html"))
    assert ("item", address.replace("/html", "/tei/a.xml")) in page
    assert ("collection", f"{address}/index.html") in page
    everything = library.find_signposting_linkset(f"{address}/linkset.json")
    assert page - {("linkset", f"{address}/linkset.json")} == links(
        everything.for_context(f"{address}/a.html")
    )
    first = links(library.find_signposting_html(f"{address}/index.html"))
    assert ("item", f"{address}/a.html") in first
