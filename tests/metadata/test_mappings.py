"""Every format says the same: the fields in common are compared across all; each is judged by its own schema."""

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_edition.metadata import Metadata, Work
from tei_edition.metadata.cff import cff_data, citation_cff
from tei_edition.metadata.datacite import datacite_json, datacite_xml
from tei_edition.metadata.demands import TARGETS, demands
from tei_edition.metadata.dublincore import dc_elements, dcterms_xml, oai_dc
from tei_edition.metadata.invenio import invenio
from tei_edition.metadata.mods import mods
from tei_edition.metadata.references import bibtex, csl_item, ris
from tei_edition.metadata.schemaorg import json_ld, schema_org
from tei_edition.metadata.vocabularies import language
from tei_edition.statements import Contact, Deposit
from tests.metadata.test_reading import metadata  # noqa: F401  (a fixture)

Facts = Mapping[str, Any]
MODS = {"m": "http://www.loc.gov/mods/v3", "d": "http://datacite.org/schema/kernel-4"}


def bare(doi: str) -> str:
    return doi.removeprefix("https://doi.org/")


def of_datacite_json(work: Work) -> Facts:
    data = datacite_json(work)
    return {
        "title": ": ".join(title["title"] for title in data["titles"]),
        "creators": [one["name"] for one in data["creators"]],
        "publisher": data["publisher"]["name"],
        "date": next(one["date"] for one in data["dates"] if one["dateType"] == "Issued"),
        "version": data["version"],
        "doi": data["doi"],
        "language": language(data["language"]).long,
        "licences": {one["rightsUri"] for one in data["rightsList"]},
        "subjects": [one["subject"] for one in data["subjects"]],
        "abstract": data["descriptions"][0]["description"],
    }


def of_datacite_xml(work: Work) -> Facts:
    root = etree.fromstring(datacite_xml(work))

    def texts(path: str) -> list[str]:
        return [str(item) for item in root.xpath(path, namespaces=MODS)]

    return {
        "title": ": ".join(texts("d:titles/d:title/text()")),
        "creators": texts("d:creators/d:creator/d:creatorName/text()"),
        "publisher": texts("d:publisher/text()")[0],
        "date": texts("d:dates/d:date[@dateType='Issued']/text()")[0],
        "version": texts("d:version/text()")[0],
        "doi": texts("d:identifier[@identifierType='DOI']/text()")[0],
        "language": language(texts("d:language/text()")[0]).long,
        "licences": set(texts("d:rightsList/d:rights/@rightsURI")),
        "subjects": texts("d:subjects/d:subject/text()"),
        "abstract": texts("d:descriptions/d:description[@descriptionType='Abstract']/text()")[0],
    }


def of_invenio(work: Work) -> Facts:
    draft = invenio(work)
    data = draft["metadata"]
    names = [one["person_or_org"] for one in data["creators"]]
    return {
        "title": ": ".join([data["title"], *(one["title"] for one in data.get("additional_titles", ()))]),
        "creators": [
            one.get("name") or ", ".join(filter(None, (one["family_name"], one["given_name"])))
            for one in names
        ],
        "publisher": data["publisher"],
        "date": data["publication_date"],
        "version": data["version"],
        "doi": draft["pids"]["doi"]["identifier"],
        "language": data["languages"][0]["id"],
        "subjects": [one["subject"] for one in data["subjects"]],
        "abstract": data["description"],
    }


def of_dublin_core(work: Work) -> Facts:
    found: dict[str, list[str]] = {}
    for name, value in dc_elements(work):
        found.setdefault(name, []).append(value)
    return {
        "title": found["title"][0],
        "creators": found["creator"],
        "publisher": found["publisher"][0],
        "date": found["date"][0],
        "doi": bare(found["identifier"][0]),
        "language": found["language"][0],
        "licences": {value for value in found["rights"] if "creativecommons" in value},
        "subjects": found["subject"],
        "abstract": found["description"][0],
    }


def of_cff(work: Work) -> Facts:
    data = cff_data(work)
    return {
        "title": data["title"],
        "creators": [
            one.get("name") or ", ".join(filter(None, (one["family-names"], one.get("given-names", ""))))
            for one in data["authors"]
        ],
        "publisher": data["preferred-citation"]["publisher"]["name"],
        "date": data["date-released"],
        "version": data["version"],
        "doi": data["doi"],
        "language": language(data["preferred-citation"]["languages"][0]).long,
        "subjects": data["keywords"],
        "abstract": data["abstract"],
    }


def of_schema_org(work: Work) -> Facts:
    data = schema_org(work)
    return {
        "title": data["name"],
        "publisher": data["publisher"]["name"],
        "date": data["datePublished"],
        "version": data["version"],
        "doi": data["identifier"]["value"],
        "language": language(data["inLanguage"][0]).long,
        "licences": set(data["license"]),
        "subjects": data["keywords"],
        "abstract": data["abstract"],
    }


def of_mods(work: Work) -> Facts:
    root = etree.fromstring(mods(work))

    def texts(path: str) -> list[str]:
        return [str(item) for item in root.xpath(path, namespaces=MODS)]

    names = [
        ", ".join(one.xpath("m:namePart/text()", namespaces=MODS)) for one in root.findall("m:name", MODS)
    ]
    return {
        "title": ": ".join(texts("m:titleInfo/m:title/text() | m:titleInfo/m:subTitle/text()")),
        "creators": names[: len(work.creators)],
        "publisher": texts("m:originInfo/m:publisher/text()")[0],
        "date": texts("m:originInfo/m:dateIssued/text()")[0],
        "version": texts("m:originInfo/m:edition/text()")[0],
        "doi": texts("m:identifier[@type='doi']/text()")[0],
        "language": texts("m:language/m:languageTerm/text()")[0],
        "licences": {
            uri for uri in texts("m:accessCondition/@*[local-name()='href']") if "creativecommons" in uri
        },
        "subjects": texts("m:subject/m:topic/text()"),
        "abstract": texts("m:abstract/text()")[0],
    }


def of_csl(work: Work) -> Facts:
    item = csl_item(work)
    return {
        "title": item["title"],
        "publisher": item["publisher"],
        "date": "-".join(f"{part:02d}" for part in item["issued"]["date-parts"][0]),
        "version": item["version"],
        "doi": item["DOI"],
        "language": language(item["language"]).long,
        "subjects": item["keyword"].split(", "),
    }


def of_bibtex(work: Work) -> Facts:
    found = dict(re.findall(r"^  (\S+) = \{(.*)\},?$", bibtex([csl_item(work)]), re.MULTILINE))
    return {
        "title": found["title"].strip("{}"),
        "publisher": found["publisher"],
        "version": found["version"],
        "doi": found["doi"],
    }


def of_ris(work: Work) -> Facts:
    found = dict(re.findall(r"^(\w\w)  - (.*)\r$", ris([csl_item(work)]), re.MULTILINE))
    return {
        "title": found["TI"],
        "publisher": found["PB"],
        "date": found["DA"].replace("/", "-"),
        "version": found["ET"],
        "doi": found["DO"],
    }


OF_ARTICLES: tuple[Callable[[Work], Facts], ...] = (
    of_datacite_json, of_datacite_xml, of_invenio, of_dublin_core, of_cff, of_schema_org, of_mods,
)  # fmt: skip
OF_EDITIONS = (*OF_ARTICLES, of_csl, of_bibtex, of_ris)


def expected(work: Work) -> Facts:
    return {
        "title": work.full_title,
        "creators": [agent.sorted for agent in work.creators],
        "publisher": work.publisher,
        "date": work.date,
        "version": work.version,
        "doi": work.doi,
        "language": work.languages[0].long,
        "licences": {rights.url for rights in work.rights},
        "subjects": list(work.subjects),
        "abstract": work.abstract,
    }


@pytest.mark.parametrize("said", OF_EDITIONS, ids=lambda one: one.__name__)
def test_all_formats_say_the_same_of_the_edition(metadata: Metadata, said: Callable[[Work], Facts]) -> None:  # noqa: F811
    work = metadata.edition
    assert said(work) == {key: value for key, value in expected(work).items() if key in said(work)}


@pytest.mark.parametrize("said", OF_ARTICLES, ids=lambda one: one.__name__)
def test_all_formats_say_the_same_of_an_article(metadata: Metadata, said: Callable[[Work], Facts]) -> None:  # noqa: F811
    work = replace(metadata.articles["first"], doi="10.5281/zenodo.7")
    assert said(work) == {key: value for key, value in expected(work).items() if key in said(work)}


# --- the formats' own schemas -----------------------------------------------------------------------------

LACKING = Work(kind="edition", id="x", title="T")
"""A work that says next to nothing: every mapping must bear it."""


@pytest.mark.parametrize(
    "mapping",
    [
        datacite_json,
        datacite_xml,
        invenio,
        oai_dc,
        dcterms_xml,
        citation_cff,
        schema_org,
        json_ld,
        mods,
        csl_item,
    ],
    ids=lambda one: one.__name__,
)
def test_a_work_that_says_next_to_nothing_is_borne(mapping: Callable[[Work], object]) -> None:
    made = mapping(LACKING)
    text = made.decode() if isinstance(made, bytes) else made if isinstance(made, str) else json.dumps(made)
    assert "T" in text and "None" not in text


SCHEMAS = {
    "datacite": "https://schema.datacite.org/meta/kernel-4/metadata.xsd",
    "mods": "http://www.loc.gov/standards/mods/v3/mods-3-8.xsd",
    "oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}
JUDGE = """
import sys
from lxml import etree
schema = etree.XMLSchema(etree.parse(sys.argv[1], etree.XMLParser(no_network=True)))
for path in sys.argv[2:]:
    schema.assertValid(etree.parse(path))
"""


def judged_by(schema: str, paths: list[Path]) -> str:
    """What a schema of the catalogue says of the files; nothing where they are valid."""
    gams = pytest.importorskip("gams_xml_catalog", reason="the extra [schemas] is not installed")
    (root,) = gams.__path__
    catalog = next(Path(root).rglob("catalog.xml"))
    environment = {**os.environ, "XML_CATALOG_FILES": str(catalog)}
    command = [sys.executable, "-c", JUDGE, schema, *map(str, paths)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False).stderr


@pytest.mark.parametrize("name", ["datacite", "mods"])
def test_valid_by_the_schema(metadata: Metadata, tmp_path: Path, name: str) -> None:  # noqa: F811
    write = {"datacite": datacite_xml, "mods": mods}[name]
    works = [metadata.edition, *metadata.articles.values(), replace(metadata.edition, doi="", concept_doi="")]
    paths = []
    for number, work in enumerate(works):
        paths.append(tmp_path / f"{number}.xml")
        paths[-1].write_bytes(write(work))
    assert judged_by(SCHEMAS[name], paths) == ""


def test_cff_is_yaml_of_the_same_data(metadata: Metadata) -> None:  # noqa: F811
    yaml = pytest.importorskip("yaml", reason="the extra [markdown] is not installed")
    for work in (metadata.edition, replace(metadata.edition, title='A: "b"\n- c', abstract="x\u0085y")):
        assert yaml.safe_load(citation_cff(work)) == cff_data(work)


def test_json_of_a_page_cannot_end_its_script(metadata: Metadata) -> None:  # noqa: F811
    assert "<" not in json_ld(replace(metadata.edition, title="</script>"))


# --- what is lacking --------------------------------------------------------------------------------------


def test_what_a_target_demands_is_told_with_the_key(metadata: Metadata) -> None:  # noqa: F811
    whole = replace(metadata.edition, related=(), hosting="A House", contact=Contact("A", "a@b.c", "1", "x"))
    whole = replace(whole, deposit=Deposit(gams_project="letters", hal_domain="shs.litt"))
    assert list(demands(Metadata(whole), list(TARGETS), "edition.toml")) == []
    (found,) = demands(Metadata(replace(whole, doi="")), ["datacite", "zenodo"], "edition.toml")
    assert found.code == "metadata-missing" and "datacite demands a DOI" in found.message
    assert found.hint and "identify --doi" in found.hint
    told = list(demands(Metadata(LACKING), list(TARGETS), "edition.toml"))
    assert any("btr, aptrust" in finding.message for finding in told)
    assert len({finding.message for finding in told}) == len(told) > 10
