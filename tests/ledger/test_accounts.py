"""The ledger finds what a reader, an encoder or a renderer loses, doubles, moves or joins."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from tei_edition import build
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import ArticleConfig, load_article
from tei_edition.encode.article import Encoded, Setting, encode_article
from tei_edition.ledger import account_of_html, account_of_source, account_of_text
from tei_edition.read import read
from tei_edition.render import render_html, render_text
from tei_edition.render.html import HtmlEngine
from tei_edition.render.text import TextEngine
from tei_edition.tei import parse_bytes, serialise
from tests.support import make_edition


@pytest.fixture
def encoded(tmp_path: Path) -> Encoded:
    folder = make_edition(tmp_path)
    source, blocks = read(folder / "a.txt")
    return encode_article(source, blocks, load_article(folder / "a.txt"), Setting(software="0"))


def reparsed(encoded: Encoded, change: Callable[[str], str] = lambda xml: xml) -> etree._ElementTree:
    return parse_bytes(change(serialise(encoded.tree).decode()).encode(), "a.xml")


def told(findings: tuple[Diagnostic, ...]) -> str:
    return "\n".join(item.message for item in findings)


def test_nothing_lost_is_nothing_told(encoded: Encoded) -> None:
    tree = reparsed(encoded)
    assert told(account_of_source(encoded.article, encoded.spans, tree).unexplained) == ""
    assert told(account_of_html("a", tree, render_html(tree).html).unexplained) == ""
    for view in ("reading", "source"):
        for plain in (False, True):
            text = render_text(tree, view, plain).text
            assert told(account_of_text("a", tree, text, view, plain).unexplained) == ""


@pytest.mark.parametrize("length", [70, 71, 72, 73, 90, 150])
def test_the_line_under_a_heading_of_any_length_is_no_word(encoded: Encoded, length: int) -> None:
    heading = ("Whereas-and-therefore " * 10)[:length].strip().ljust(length, "x")
    tree = reparsed(encoded, lambda xml: xml.replace("A section</head>", f"{heading}</head>"))
    text = render_text(tree, "reading", plain=False).text
    assert told(account_of_text("a", tree, text, "reading").unexplained) == ""


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("for some time", "for time", "lost “some”"),
        ("for some time", "for some some time", "added “some”"),
        ("It goes", "Itgoes", "It goes"),
        ("misprimt", "misprint", "lost “misprimt,”"),
        ("in a letter", "in letter", "the notes"),
        ('<item xml:id="i2" n="2">', '<item xml:id="i2" n="3">', "numbers of items"),
        ("A section</head>", "</head>", "lost “A section”"),
    ],
)
def test_what_the_encoder_loses_is_found(encoded: Encoded, old: str, new: str, words: str) -> None:
    xml = serialise(encoded.tree).decode()
    assert old in xml
    account = account_of_source(
        encoded.article, encoded.spans, reparsed(encoded, lambda x: x.replace(old, new, 1))
    )
    assert words in told(account.unexplained)


def test_what_the_reader_loses_is_found(encoded: Encoded) -> None:
    article = replace(encoded.article, blocks=encoded.article.blocks[:3] + encoded.article.blocks[4:])
    account = account_of_source(article, (), reparsed(encoded))
    assert "is in no block" in told(account.unexplained)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("for some time", "for time", "lost “some”"),
        ("for some time", "for some some time", "added “some”"),
        ("A note by the editor", "A note by editor", "note"),
        (">misprimt<", "><", "misprimt"),
        (">misprint<", "><", "misprint"),
        ("goes on", "goeson", "goes on"),
    ],
)
def test_what_the_page_loses_is_found(encoded: Encoded, old: str, new: str, words: str) -> None:
    tree = reparsed(encoded)
    page = render_html(tree).html
    start = page.index('data-ledger="text"')
    page = page[:start] + page[start:].replace(old, new, 1)
    assert words in told(account_of_html("a", tree, page).unexplained)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("for some time", "for time", "lost “some”"),
        ("2. The second", "3. The second", "the text"),
        ("[1]", "", "lost"),
        ("A note by the editor", "A note by editor", "note"),
        ('"misprimt" →', "", 'lost “"misprimt" →”'),
        ("He did so", "He did not so", "note"),
    ],
)
def test_what_the_text_loses_is_found(encoded: Encoded, old: str, new: str, words: str) -> None:
    tree = reparsed(encoded)
    text = render_text(tree).text
    assert old in text
    assert words in told(account_of_text("a", tree, text.replace(old, new, 1), "reading").unexplained)


@pytest.mark.parametrize(
    ("engine", "behaviour"),
    [(HtmlEngine, "as_heading"), (HtmlEngine, "as_note"), (TextEngine, "as_listItem")],
)
def test_a_renderer_broken_on_purpose_stops_the_build(
    engine: type, behaviour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_edition(tmp_path / "edition")
    whole = getattr(engine, behaviour)
    assert build(folder).ok
    before = (folder / "build" / "html" / "a.html").read_bytes()

    def broken(self: Any, frame: Any) -> Any:
        return replaced(whole(self, frame))

    def replaced(made: Any) -> Any:
        return made._replace(html="") if hasattr(made, "_replace") else type(made)()

    monkeypatch.setattr(engine, behaviour, broken)
    result = build(folder)
    assert {"words-lost"} <= {item.code for item in result.diagnostics}
    assert (folder / "build" / "html" / "a.html").read_bytes() == before


def test_an_article_without_a_toml_is_accounted_for(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text("One.\n\nTwo.", "utf-8")
    source, blocks = read(tmp_path / "b.txt")
    made = encode_article(source, blocks, ArticleConfig("b"), Setting())
    account = account_of_source(made.article, made.spans, reparsed(made))
    assert (account.total, account.kept, account.unexplained) == (8, 8, ())


def test_items_without_numbers_are_counted_with_those_that_have_theirs(tmp_path: Path) -> None:
    items = '<item n="1">one</item><item>two</item><item n="3">three</item><item>four</item>'
    text = f"<text><body><list rend='numbered'>{items}</list></body></text>"
    tree = parse_bytes(f"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader/>{text}</TEI>".encode(), "a.xml")
    shown = render_text(tree).text
    assert "2. two" in shown
    assert account_of_text("a", tree, shown, "reading").unexplained == ()
