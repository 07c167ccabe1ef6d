"""The register as linked data: each entry, with the same in authority files and the texts that speak of it."""

from tei_edition.archive.entities import entities
from tei_edition.tei import parse_bytes

REGISTER = """<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPerson>
<person xml:id="pers-doe"><persName>Doe, Jane</persName><persName>Jane Doe</persName><birth when="1801-02-03"/>
<death notBefore="1870"/><note>A writer.</note><idno type="gnd">118642499</idno><idno type="wikidata">Q855</idno>
<idno type="archive">12</idno></person></listPerson>
<listPlace><place xml:id="pl-vienna"><placeName>Vienna</placeName><location><geo>48.2 16.37</geo></location></place>
<place xml:id="pl-odd"><placeName>Odd</placeName><location><geo>400 1</geo></location>
<idno type="URI">https://example.org/odd</idno></place></listPlace>
<listOrg><org xml:id="org-desk"><orgName>The Desk</orgName></org></listOrg>
<listBibl><bibl xml:id="wk-post"><title level="j">The Post</title>
<author><persName ref="#pers-doe">Doe</persName></author>
<editor>Somebody</editor> <date when="1853">1853</date></bibl></listBibl></standOff>"""
TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><author ref="#pl-odd"/></teiHeader><text><body><p>
<persName ref="#pers-doe">Jane</persName> <persName ref="#pers-doe">She</persName>
<placeName ref="#pl-vienna #pl-x"/></p>
</body></text></TEI>"""


def test_entries() -> None:
    texts = {"first": parse_bytes(TEXT.encode(), "a").getroot()}
    found = entities(parse_bytes(REGISTER.encode(), "register.xml"), texts, "https://e.org/")
    assert found["@context"] == {"@vocab": "https://schema.org/"}
    assert found["@graph"] == [
        {
            "@type": "Person",
            "@id": "https://e.org/persons.html#pers-doe",
            "name": "Doe, Jane",
            "alternateName": ["Jane Doe"],
            "description": "A writer.",
            "birthDate": "1801-02-03",
            "sameAs": ["https://d-nb.info/gnd/118642499", "https://www.wikidata.org/entity/Q855"],
            "subjectOf": [{"@id": "https://e.org/first.html"}],
        },
        {
            "@type": "Place",
            "@id": "https://e.org/places.html#pl-vienna",
            "name": "Vienna",
            "geo": {"@type": "GeoCoordinates", "latitude": 48.2, "longitude": 16.37},
            "subjectOf": [{"@id": "https://e.org/first.html"}],
        },
        {
            "@type": "Place",
            "@id": "https://e.org/places.html#pl-odd",
            "name": "Odd",
            "sameAs": ["https://example.org/odd"],
        },
        {"@type": "Organization", "@id": "https://e.org/organisations.html#org-desk", "name": "The Desk"},
        {
            "@type": "Periodical",
            "@id": "https://e.org/works.html#wk-post",
            "name": "The Post",
            "datePublished": "1853",
            "author": [{"@id": "https://e.org/persons.html#pers-doe"}],
            "editor": [{"@type": "Person", "name": "Somebody"}],
        },
    ]
