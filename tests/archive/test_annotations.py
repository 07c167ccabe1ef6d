"""Notes as annotations: on the right words, by the right hand; whatever the text, the words are on the page."""

from __future__ import annotations

import pytest

from tei_edition.archive.annotations import annotations_of
from tei_edition.metadata import Rights, Work
from tei_edition.tei import parse_bytes

WORK = Work(
    "article", "a", "A Letter", date="2026-11-23", rights=(Rights("encoding", "https://l.org/", "", "L", ""),)
)
HEAD = """<teiHeader><fileDesc><titleStmt><title/>
<respStmt xml:id="ed"><resp/><persName>Ann Editor</persName></respStmt>
<respStmt xml:id="us"><resp/><orgName>The Desk</orgName></respStmt></titleStmt></fileDesc></teiHeader>"""


def made(body: str, anchors: tuple[str, ...] = ()) -> list[dict[str, object]]:
    xml = (
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">{HEAD}<text><body>{body}</body></text></TEI>'
    )
    root = parse_bytes(xml.encode(), "a.xml").getroot()
    found = annotations_of(root, WORK, "https://e.org/a.html", "https://e.org/annotations/a.jsonld", anchors)
    if found is None:
        return []
    assert found["@context"] == "http://www.w3.org/ns/anno.jsonld" and found["type"] == "AnnotationCollection"
    assert found["total"] == len(found["first"]["items"]) and found["label"] == "Notes on A Letter"
    items: list[dict[str, object]] = found["first"]["items"]
    return items


def quoted(body: str, *anchors: str) -> tuple[str, str, str]:
    (item,) = made(f'<p xml:id="p1">{body}</p>', anchors)
    selector = item["target"]["selector"]["refinedBy"]  # type: ignore[index]
    return selector["prefix"], selector["exact"], selector["suffix"]


NOTE = '<note xml:id="n1" type="editorial" resp="#ed">Not so.</note>'


def test_an_annotation_is_whole() -> None:
    (item,) = made(f'<p xml:id="p1">It rained{NOTE} in Vienna.</p>')
    assert item == {
        "id": "https://e.org/annotations/a.jsonld#n1",
        "type": "Annotation",
        "motivation": "commenting",
        "creator": {"type": "Person", "name": "Ann Editor"},
        "created": "2026-11-23T00:00:00Z",
        "rights": "https://l.org/",
        "body": {
            "type": "TextualBody",
            "value": "Not so.",
            "format": "text/plain",
            "language": "en",
            "purpose": "commenting",
        },
        "target": {
            "source": "https://e.org/a.html",
            "selector": {
                "type": "FragmentSelector",
                "conformsTo": "http://tools.ietf.org/rfc/rfc3236",
                "value": "p1",
                "refinedBy": {
                    "type": "TextQuoteSelector",
                    "exact": "rained",
                    "prefix": "It ",
                    "suffix": " in Vienna.",
                },
            },
        },
    }


@pytest.mark.parametrize(
    ("body", "anchors", "expected"),
    [
        (f"In old <name>Great Vienna</name>{NOTE}, once", (), ("In old ", "Great Vienna", ", once")),
        (
            f"the doctors’\n frame-up{NOTE}.",
            ("the doctors’ frame-up", "frame-up"),
            ("", "the doctors’ frame-up", "."),
        ),
        (f"a frame-up{NOTE}.", ("other words",), ("a ", "frame-up", ".")),
        (f"a <choice><sic>cone</sic><corr>code</corr></choice>{NOTE}", (), ("a ", "code", "")),
        (f"one<note>x</note> two{NOTE} three<note>y</note> four", (), ("one ", "two", " three four")),
        (f"{NOTE}At the start", (), ("", "", "At the start")),
        (f"{'word ' * 20}end{NOTE}", (), (("word " * 20)[-32:], "end", "")),
    ],
)
def test_the_words_a_note_is_on(body: str, anchors: tuple[str, ...], expected: tuple[str, str, str]) -> None:
    assert quoted(body, *anchors) == expected


def test_only_notes_of_others_than_the_author_are_annotations() -> None:
    assert made('<p>A<note>b</note> c<note type="authorial" resp="#x">d</note></p>') == []
    (item,) = made('<p>A<note resp="#us #ed">b <note type="editorial">c</note></note></p>')
    assert item["creator"] == [
        {"type": "Person", "name": "Ann Editor"},
        {"type": "Organization", "name": "The Desk"},
    ] or item["creator"] == [
        {"type": "Organization", "name": "The Desk"},
        {"type": "Person", "name": "Ann Editor"},
    ]
    assert item["target"]["selector"]["exact"] == "A"  # type: ignore[index]
