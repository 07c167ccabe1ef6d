"""One article in four formats: the same words in the same blocks, whichever it was written in."""

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from tei_edition import build, encode
from tei_edition.tei import inner_text, local
from tests.read.worddoc import document, note, notes, p, r

pytest.importorskip("justhtml", reason="justhtml, which parses web pages, is not installed")
pytest.importorskip("mdit_py_plugins", reason="mdit-py-plugins, which reads Markdown, is not installed")


HARVEST = Path(__file__).parent / "harvest"
"""The article as plain text, as a web page and in Markdown."""


def word(path: Path) -> None:
    """Write the article as a Word document."""
    italic = "<w:i/>"
    first = "The harvest is in, and the men who brought it in are asking for their wages. "
    said = f"{first}“We have waited long enough,” "
    verse = [
        "Arise, ye mowers of the valley,",
        "And take your scythes in hand;",
        "The corn is heavy on the hillside",
    ]
    farmers = "The farmers say that there is no money. One of them, Mr. William Stone, has said so in a "
    link = f'<w:hyperlink r:id="L1">{r("letter to this newspaper")}</w:hyperlink>'
    body = [
        p("THE WAGES OF THE HARVEST", "Title"),
        p("By Mary Example"),
        p(r("The Village Leader", italic) + r(", Vol. 12 No. 3, 14 August 1911")),
        p(
            r(f"{said}said John Car")
            + r("ter, who has mowed in the valley for thirty years.")
            + note(1)
            + r(" Nobody in the village has denied it.")
        ),
        p(
            r("The ")
            + r("Evening Star", italic)
            + r(" reported that the farmers had met in the inn on Sunday; what they agreed on is not known.")
        ),
        p("What the Men Want", "Heading1"),
        p("There are three things that the men want, and they have written them down:"),
        p("A shilling more for every day of the harvest.", number="1"),
        p("The wages to be paid on the Saturday.", number="1"),
        p(r("No more beer in the place of ") + r("money", "<w:b/>") + r("."), number="1"),
        p("The vicar wrote in his diary on that day:"),
        p(
            "The men are quiet and well behaved, and I have never seen them so determined in all the years that I "
            "have been here.",
            "Quote",
        ),
        p(r("That was before the rain came, and with the rain the second question.") + note(2)),
        *(p(line, "Verse") for line in [*verse, "And ripe in all the land."]),
        p("What the Farmers Say", "Heading1"),
        p(r(farmers) + link + r("; we shall print it next week, and let our readers judge.")),
    ]
    texts = {
        1: p("He said so at the meeting of August 6."),
        2: p("It rained for eleven days, as the schoolmaster has recorded."),
    }
    document(
        path, "".join(body), {"footnotes": notes("footnote", texts)}, {"L1": "https://example.org/letter"}
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with the article in four formats."""
    for path in HARVEST.iterdir():
        shutil.copy(path, tmp_path)
    word(tmp_path / "word.docx")
    return tmp_path


SUFFIXES = {"plain": ".txt", "page": ".html", "marked": ".md", "word": ".docx"}
PHRASES = ("hi", "ref", "lb", "persName", "placeName", "orgName", "title", "date")


def words(data: bytes) -> list[str]:
    """Give the blocks of the text and of its notes: the element's name and its words, notes in their place."""
    root = etree.fromstring(data)
    text = root.find("{*}text")
    assert text is not None
    blocks = [
        one for one in text.iter() if not any(local(child) in ("p", "l", "item", "head") for child in one)
    ]
    kinds = ("head", "p", "l", "item", "byline", "bibl", "note", "docDate")
    return [f"{local(one)}: {' '.join(inner_text(one).split())}" for one in blocks if local(one) in kinds]


def test_one_article_in_four_formats(folder: Path) -> None:
    result = encode([folder / f"{stem}{suffix}" for stem, suffix in SUFFIXES.items()], folder / "out")
    assert [finding for finding in result.diagnostics if finding.severity != "info"] == []
    found = {stem: words(result.files[f"{stem}.xml"]) for stem in SUFFIXES}
    assert len(found["plain"]) > 15
    for stem in SUFFIXES:
        assert found[stem] == found["plain"], stem
    assert all(account.unexplained == () for account in result.accounts)


def test_the_elements_are_the_same_in_four_formats(folder: Path) -> None:
    result = encode(
        [folder / f"{stem}{suffix}" for stem, suffix in SUFFIXES.items()], folder / "out", guess=False
    )
    shapes = {}
    for stem in SUFFIXES:
        text = etree.fromstring(result.files[f"{stem}.xml"]).find("{*}text")
        assert text is not None
        shapes[stem] = [
            (local(one), one.get("n") or one.get("rend") if local(one) != "hi" else "")
            for one in text.iter()
            if local(one) not in PHRASES
        ]
    assert shapes["page"] == shapes["plain"]
    assert shapes["marked"] == shapes["plain"]
    assert shapes["word"] == shapes["plain"]


def test_what_the_source_marks_is_in_the_tei(folder: Path) -> None:
    result = encode([folder / f"{stem}{suffix}" for stem, suffix in SUFFIXES.items()], folder / "out")
    for stem in ("page", "marked", "word"):
        text = result.files[f"{stem}.xml"].decode()
        assert 'rend="bold">money</hi>' in text, stem
        assert re.search(
            r'<ref target="https://example.org/letter">letter to this\s+newspaper</ref>', text
        ), stem


def test_an_edition_of_mixed_formats_is_built(folder: Path) -> None:
    (folder / "edition.toml").write_text('title = "Four"\ndate = 2026-01-02\n', "utf-8")
    result = build(folder)
    assert result.ok
    assert {name for name in result.files if name.startswith("tei/")} == {
        f"tei/{stem}.xml" for stem in SUFFIXES
    }
    assert b"of Mary" not in result.files["html/word.html"]
    assert b"letter to this newspaper" in result.files["html/word.html"]
