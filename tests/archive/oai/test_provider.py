"""Requests of harvesters and what they are answered."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from urllib.parse import urlencode

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.archive.oai import FORMATS, Record, Repository, answer, repository_of, snapshot
from tei_edition.archive.oai.provider import OAI
from tei_edition.archive.oai.tokens import Place, write_token
from tei_edition.metadata import Agent, Language, Metadata, Work
from tei_edition.metadata.markup import XSI
from tei_edition.tei import parse_bytes

BASE, MOMENT = "https://edition.example/oai", "2026-11-23T12:00:00Z"
ENGLISH, GERMAN = Language("en", "en", "eng", "English"), Language("de", "de", "deu", "German")
TEI = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p>x &amp; y</p></body></text></TEI>'


def repository(texts: int = 3, gone: tuple[str, ...] = ("lost",)) -> Repository:
    edition = Work("edition", "letters", "Letters", date="2026-05-01", url="https://edition.example/")
    articles = {
        f"letter-{n}": Work(
            "article",
            f"letter-{n}",
            f"Letter {n} <&>",
            creators=(Agent("Anna Doe", family="Doe", given="Anna"),),
            date="2026-05-01",
            languages=(ENGLISH if n % 2 else GERMAN,),
        )
        for n in range(1, texts + 1)
    }
    return repository_of(Metadata(edition, articles), lambda slug: parse_bytes(TEI, slug), gone)


def asked(arguments: str | dict[str, str], page: int = 100, of: Repository | None = None) -> etree._Element:
    query = arguments if isinstance(arguments, str) else urlencode(arguments)
    made = answer(of or repository(), BASE, query, MOMENT, page)
    assert made.status == 200
    assert dict(made.headers)["Content-Type"] == "text/xml; charset=utf-8"
    return etree.fromstring(made.body)


def code(root: etree._Element) -> str:
    errors = root.findall(f"{{{OAI}}}error")
    assert len(errors) == 1
    assert errors[0].text
    return errors[0].get("code", "")


def told(root: etree._Element, name: str) -> list[str]:
    return [element.text or "" for element in root.iter(f"{{{OAI}}}{name}")]


@pytest.mark.parametrize(
    ("query", "wanted"),
    [
        ("", "badVerb"),
        ("verb=Nothing", "badVerb"),
        ("verb=Identify&verb=Identify", "badVerb"),
        ("verb=identify", "badVerb"),
        ("verb=Identify&set=texts", "badArgument"),
        ("verb=ListRecords", "badArgument"),
        ("verb=GetRecord&identifier=oai:edition.example:letters/letter-1", "badArgument"),
        ("verb=GetRecord&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&metadataPrefix=oai_dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=yesterday", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00Z", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-01&until=2026-01-01", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&from=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai+dc", "badArgument"),
        ("verb=ListRecords&metadataPrefix=oai_dc&set=a::b", "badArgument"),
        ("verb=GetRecord&resumptionToken=x", "badArgument"),
        ("verb=ListRecords&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&resumptionToken=", "badResumptionToken"),
        ("verb=ListSets&resumptionToken=x", "badResumptionToken"),
        ("verb=ListRecords&metadataPrefix=marc21", "cannotDisseminateFormat"),
        (
            "verb=GetRecord&identifier=oai:edition.example:letters/letter-1&metadataPrefix=marc21",
            "cannotDisseminateFormat",
        ),
        (
            "verb=GetRecord&identifier=oai:edition.example:letters&metadataPrefix=tei",
            "cannotDisseminateFormat",
        ),
        ("verb=GetRecord&identifier=nobody&metadataPrefix=oai_dc", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=nobody", "idDoesNotExist"),
        ("verb=ListMetadataFormats&identifier=oai:edition.example:letters/lost", "noMetadataFormats"),
        ("verb=ListRecords&metadataPrefix=oai_dc&until=2020-01-01", "noRecordsMatch"),
        ("verb=ListIdentifiers&metadataPrefix=oai_dc&set=poems", "noRecordsMatch"),
        ("verb=GetRecord&identifier=%00%01%FF&metadataPrefix=oai_dc", "idDoesNotExist"),
    ],
)
def test_what_is_asked_wrongly(query: str, wanted: str) -> None:
    root = asked(query)
    assert code(root) == wanted
    request = root.find(f"{{{OAI}}}request")
    assert request is not None
    assert request.text == BASE
    assert bool(request.attrib) == (wanted not in ("badVerb", "badArgument"))


def test_identify() -> None:
    root = asked("verb=Identify")
    assert told(root, "baseURL") == [BASE]
    assert told(root, "protocolVersion") == ["2.0"]
    assert told(root, "granularity") == ["YYYY-MM-DD"]
    assert told(root, "earliestDatestamp") == ["2026-05-01"]
    assert told(root, "responseDate") == [MOMENT]
    assert [child.tag.rpartition("}")[2] for child in root[2]] == [
        "repositoryName",
        "baseURL",
        "protocolVersion",
        "adminEmail",
        "earliestDatestamp",
        "deletedRecord",
        "granularity",
        "description",
    ]


@pytest.mark.parametrize("prefix", FORMATS)
def test_every_format_can_be_had(prefix: str) -> None:
    root = asked(
        {"verb": "GetRecord", "identifier": "oai:edition.example:letters/letter-1", "metadataPrefix": prefix}
    )
    held = root.find(f".//{{{OAI}}}metadata")
    assert held is not None
    assert len(held) == 1
    assert etree.QName(held[0]).namespace == FORMATS[prefix].namespace
    assert prefix == "tei" or "Letter 1 <&>" in "".join(held.itertext())


def test_what_is_gone_is_told_with_its_header_alone() -> None:
    root = asked(
        {"verb": "GetRecord", "identifier": "oai:edition.example:letters/lost", "metadataPrefix": "oai_dc"}
    )
    record = root.find(f".//{{{OAI}}}record")
    assert record is not None
    assert [header.get("status") for header in record] == ["deleted"]


def test_sets_hold_those_below_them() -> None:
    english = told(asked("verb=ListIdentifiers&metadataPrefix=oai_dc&set=texts:en"), "identifier")
    assert english == ["oai:edition.example:letters/letter-1", "oai:edition.example:letters/letter-3"]
    texts = told(asked("verb=ListIdentifiers&metadataPrefix=oai_dc&set=texts"), "identifier")
    assert len(texts) == 4
    assert {*told(asked("verb=ListSets"), "setSpec")} == {"edition", "texts", "texts:en", "texts:de"}


def test_only_texts_are_listed_as_tei() -> None:
    found = told(asked("verb=ListIdentifiers&metadataPrefix=tei"), "identifier")
    assert "oai:edition.example:letters" not in found
    assert len(found) == 4


def harvested(of: Repository, verb: str, page: int) -> Iterator[str]:
    """Yield the identifiers of a whole list, page by page."""
    arguments = {"verb": verb, "metadataPrefix": "oai_dc"}
    while True:
        root = asked(arguments, page, of)
        yield from told(root, "identifier")
        tokens = root.findall(f".//{{{OAI}}}resumptionToken")
        if not tokens or not tokens[0].text:
            return
        assert tokens[0].get("completeListSize") == str(len(of.records))
        arguments = {"verb": verb, "resumptionToken": tokens[0].text}


@settings(deadline=None, max_examples=40)
@given(st.integers(0, 30), st.integers(1, 12), st.sampled_from(["ListIdentifiers", "ListRecords"]))
def test_every_record_comes_once_whatever_the_size_of_a_page(texts: int, page: int, verb: str) -> None:
    of = repository(texts)
    assert list(harvested(of, verb, page)) == [record.identifier for record in of.records]


def test_a_token_of_an_earlier_state_is_void() -> None:
    token = told(asked("verb=ListRecords&metadataPrefix=oai_dc", 2), "resumptionToken")[0]
    again = {"verb": "ListRecords", "resumptionToken": token}
    assert told(asked(again, 2), "identifier")
    assert code(asked(again, 2, repository(4))) == "badResumptionToken"
    assert code(asked({**again, "verb": "ListIdentifiers"}, 2)) == "badResumptionToken"


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=60))
def test_no_request_breaks_it(query: str) -> None:
    asked(query)
    asked(f"verb=ListRecords&resumptionToken={query}")


def test_an_identifier_is_of_one_edition_alone() -> None:
    """Two editions of one domain may have texts of one name; an edition without address has a domain of nobody."""
    work = Work("article", "first", "First")
    found = [
        repository_of(
            Metadata(Work("edition", name, name, url=url), {"first": work}), dict.__getitem__
        ).records
        for name, url in (
            ("a", "https://e.org/a/"),
            ("b", "https://e.org/b/"),
            ("c", ""),
            ("d", "http://10.0.0.1/"),
        )
    ]
    assert [one.identifier for records in found for one in records] == [
        "oai:e.org:a",
        "oai:e.org:a/first",
        "oai:e.org:b",
        "oai:e.org:b/first",
        "oai:c.invalid:c",
        "oai:c.invalid:c/first",
        "oai:d.invalid:d",
        "oai:d.invalid:d/first",
    ]


def test_days_select_what_was_changed_on_them() -> None:
    days = [f"2026-05-{day:02}" for day in range(1, 10)]
    records = tuple(Record(f"oai:e.org:{day}", day) for day in days)
    of = replace(repository(0), records=records)
    for first in ("", *days):
        for last in ("", *days):
            query = "verb=ListIdentifiers&metadataPrefix=oai_dc"
            query += (f"&from={first}" if first else "") + (f"&until={last}" if last else "")
            wanted = [day for day in days if (first or day) <= day <= (last or day)]
            root = asked(query, 100, of)
            if wanted:
                assert told(root, "datestamp") == wanted
            else:
                assert code(root) in ("noRecordsMatch", "badArgument")


@pytest.mark.parametrize("prefix", FORMATS)
def test_metadata_say_where_their_schema_is(prefix: str) -> None:
    query = {
        "verb": "GetRecord",
        "identifier": "oai:edition.example:letters/letter-1",
        "metadataPrefix": prefix,
    }
    held = asked(query).find(f".//{{{OAI}}}metadata")
    assert held is not None
    assert held[0].get(f"{{{XSI}}}schemaLocation", "").startswith(f"{FORMATS[prefix].namespace} http")


def test_a_text_is_not_changed_by_being_harvested() -> None:
    tree = parse_bytes(TEI, "x")
    edition = Metadata(Work("edition", "e", "E"), {"x": Work("article", "x", "X")})
    of = repository_of(edition, lambda _: tree)
    first, second = (asked("verb=ListRecords&metadataPrefix=tei", of=of) for _ in range(2))
    assert etree.tostring(first) == etree.tostring(second)
    assert etree.tostring(tree) == TEI


def test_a_token_with_another_content_is_none_of_ours() -> None:
    place = Place("ListRecords", "oai_dc", "", "", "", 2, repository().state)
    bad = [replace(place, cursor=cursor) for cursor in (-1, 0, 10**30, "2", None, [])]  # type: ignore[arg-type]
    bad += [replace(place, prefix="marc21"), replace(place, within=3), replace(place, state="")]  # type: ignore[arg-type]
    for one in bad:
        assert (
            code(asked({"verb": "ListRecords", "resumptionToken": write_token(one)})) == "badResumptionToken"
        )
    assert told(asked({"verb": "ListRecords", "resumptionToken": write_token(place)}), "identifier")


def test_a_page_takes_no_longer_for_being_the_last() -> None:
    """Counted, not timed: how many records are looked at for one page, once the list is known."""
    looked = 0

    class Counted(tuple[Record, ...]):
        def __iter__(self) -> Iterator[Record]:
            nonlocal looked
            looked += len(self)
            return super().__iter__()

    of = repository(3000)
    of = replace(of, records=Counted(of.records))
    arguments = {"verb": "ListRecords", "metadataPrefix": "oai_dc"}
    pages = []
    while arguments:
        before = looked
        root = asked(arguments, 0, of)
        pages.append(looked - before)
        tokens = told(root, "resumptionToken")
        arguments = {"verb": "ListRecords", "resumptionToken": tokens[0]} if tokens and tokens[0] else {}
    assert len(pages) == 31
    assert not any(pages[1:])


def test_the_snapshot_holds_the_whole_of_every_list() -> None:
    files = dict(snapshot(repository(250), f"{BASE}/", MOMENT))
    assert sorted(files) == [
        "identify.xml",
        "listidentifiers-mods.xml",
        "listidentifiers-oai_datacite.xml",
        "listidentifiers-oai_dc.xml",
        "listmetadataformats.xml",
        "listrecords-mods.xml",
        "listrecords-oai_datacite.xml",
        "listrecords-oai_dc.xml",
        "listsets.xml",
    ]
    root = etree.fromstring(files["listrecords-oai_dc.xml"])
    assert len(told(root, "record")) == 252
    assert not told(root, "resumptionToken")
