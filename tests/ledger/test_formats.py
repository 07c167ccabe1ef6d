"""Each row spoils a book, a Markdown file or a PDF's page in one way, and the ledger must say so; whole, nothing."""

import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tei_edition import render
from tei_edition.cli import main
from tei_edition.errors import UsageError
from tei_edition.ledger import account_of_epub, account_of_markdown, account_of_pdf
from tei_edition.render import render_epub, render_markdown, render_pdf, render_text
from tei_edition.render.html import HtmlEngine
from tei_edition.render.markdown import MarkdownEngine
from tei_edition.tei import parse_bytes, serialise
from tests.ledger.test_tampering import TREE, change, move, swap

BOOK = render_epub(TREE).data
MARKDOWN = render_markdown(TREE).text
TEXT_OF_TREE = render_text(TREE).text


def repacked(name: str, spoil: Callable[[str], str]) -> bytes:
    """Give the book with one of its files changed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(BOOK)) as old, zipfile.ZipFile(buffer, "w") as new:
        for item in old.namelist():
            data = old.read(item)
            if item == f"EPUB/{name}":
                changed = spoil(data.decode()).encode()
                assert changed != data
                data = changed
            new.writestr(item, data)
    return buffer.getvalue()


def told_of_book(data: bytes) -> str:
    return "\n".join(item.message for item in account_of_epub("a", TREE, data).unexplained)


TEXT = "text-001.xhtml"
BOOKS = [
    ("a word lost", TEXT, change("Third of all", "Third all"), "of"),
    ("a word doubled", TEXT, change("Third of all", "Third of of all"), "of"),
    ("a paragraph lost", TEXT, lambda x: re.sub(r'<p id="p3".*?</p>', "", x, flags=re.DOTALL), "Third"),
    ("a note lost", TEXT, lambda x: re.sub(r'<aside id="n1".*?</aside>', "", x, flags=re.DOTALL), "note"),
    ("notes swapped", TEXT, swap("A first note.", "A second note."), "notes"),
    ("two markers' links swapped", TEXT, swap('href="#n1"', 'href="#n2"'), "→"),
    ("a link back to the wrong marker", TEXT, change('href="#te-ref-n1"', 'href="#te-ref-n2"'), "astray"),
    ("the other reading", TEXT, change(">code<", ">cone<"), "code"),
    ("a paragraph hidden", TEXT, change('<p id="p3"', '<p hidden="hidden" id="p3"'), "Third"),
    ("words outside the text", TEXT, change("<body ", "<body><p>Invented.</p></body><body "), ""),
    ("words after the text", TEXT, change("</body>", "<p>Invented.</p></body>"), "not of the text"),
    ("an address changed", TEXT, swap('id="i1"', 'id="i2"'), "i1"),
    ("a document left out of the spine", "package.opf", change('<itemref idref="text-001"/>', ""), "Third"),
    ("another title", "title.xhtml", change("<h1>The Title", "<h1>The Tale"), "title page"),
    ("another author", "title.xhtml", change(">Jane Doe<", ">Jane Dow<"), "title page"),
    ("a correction changed", "about.xhtml", change("“cone”", "“con”"), "corrections"),
    ("a line of the contents changed", "nav.xhtml", change(">Another<", ">Other<"), "no heading"),
    ("a line that leads elsewhere", "nav.xhtml", change("#d2", "#d1"), "no heading"),
]


@pytest.mark.parametrize(
    ("name", "spoil", "words"), [row[1:] for row in BOOKS], ids=[row[0] for row in BOOKS]
)
def test_a_spoilt_book_is_found_out(name: str, spoil: Callable[[str], str], words: str) -> None:
    assert told_of_book(BOOK) == ""
    said = told_of_book(repacked(name, spoil))
    assert said
    assert words in said


def test_what_is_no_book_is_told() -> None:
    assert "cannot be read" in told_of_book(b"nothing")


def told_of_markdown(text: str, view: str = "reading") -> str:
    return "\n".join(item.message for item in account_of_markdown("a", TREE, text, view).unexplained)


MARKDOWNS = [
    ("a word lost", change("Third of all", "Third all"), "of"),
    ("a word doubled", change("Third of all", "Third of of all"), "of"),
    ("two paragraphs merged", change("And more.\n\n", "And more.\n"), "more"),
    ("a note lost", lambda text: re.sub(r"\n\[\^2\]:.*", "", text), "[2]"),
    ("notes swapped", swap("A first note.", "A second note."), "first"),
    ("markers swapped", lambda text: swap("it.[^1]", "and[^2]")(text).replace("[^1] so", "[^1]so"), ""),
    ("an item's number changed", change("1. Apples", "2. Apples"), "2."),
    ("a heading's depth changed", change("## A section", "### A section"), "#"),
    ("a gap lost", change("[…] ", ""), "[…]"),
    ("a separator lost", lambda text: text.replace("\\*\\*\\*\n\n", "", 1), "***"),
    ("words taken for code", change("Third of", "`Third` of\n\n    "), ""),
    ("a correction changed", change('"cone"', '"con"'), "cone"),
    ("another title at the head", change('title: "The Title"', 'title: "The Tale"'), "head"),
    ("a paragraph moved", move(r"It is over\.\n", "Third"), "over"),
]


@pytest.mark.parametrize(
    ("spoil", "words"), [row[1:] for row in MARKDOWNS], ids=[row[0] for row in MARKDOWNS]
)
def test_a_spoilt_markdown_is_found_out(spoil: Callable[[str], str], words: str) -> None:
    assert told_of_markdown(MARKDOWN) == ""
    assert spoil(MARKDOWN) != MARKDOWN
    said = told_of_markdown(spoil(MARKDOWN))
    assert said
    assert words in said


def test_the_views_are_told_apart() -> None:
    for view, other in (("reading", "source"), ("source", "reading")):
        book, text = render_epub(TREE, view).data, render_markdown(TREE, view).text
        assert not account_of_epub("a", TREE, book, view).unexplained
        assert account_of_epub("a", TREE, book, other).unexplained
        assert told_of_markdown(text, view) == ""
        assert told_of_markdown(text, other)


def test_a_note_on_a_reading_that_the_book_does_not_have_is_not_in_it() -> None:
    readings = "<choice><sic>a<note>One.</note></sic><corr>b<note>Two.</note></corr></choice>"
    xml = serialise(TREE).decode().replace("Third of", f"{readings} of")
    tree = parse_bytes(xml.encode(), "a.xml")
    for view in ("reading", "source"):
        data = render_epub(tree, view).data
        assert not account_of_epub("a", tree, data, view).unexplained
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            text = archive.read(f"EPUB/{TEXT}").decode()
        assert ("One." in text, "Two." in text) == (view == "source", view == "reading")


@pytest.mark.filterwarnings("ignore::ResourceWarning")  # the library leaves its colour profile open
@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
def test_a_spoilt_pdf_is_found_out() -> None:
    pytest.importorskip("pypdf", reason="pypdf is not installed")
    try:
        made = render_pdf(TREE)
    except UsageError as error:
        pytest.skip(str(error))
    spoilt = made.html.replace("Third of all", "Third all").replace("A first note", "A note")

    def told(html: str, data: bytes) -> str:
        return "\n".join(item.message for item in account_of_pdf("a", TREE, html, data).unexplained)

    assert told(made.html, made.data) == ""
    assert "lost “of”" in told(spoilt, made.data)
    assert "lost “first”" in told(spoilt, made.data)
    assert "the pages have too often" in told(spoilt, made.data)
    longer = made.html.replace("Third of all", "Third of all these")
    assert "the pages lack 5 letters" in told(longer, made.data)


@pytest.mark.parametrize(
    ("target", "engine", "behaviour"),
    [
        ("html", HtmlEngine, "as_paragraph"),
        ("epub", HtmlEngine, "as_heading"),
        ("markdown", MarkdownEngine, "as_listItem"),
        ("text", MarkdownEngine.__mro__[1], "as_paragraph"),
    ],
)
def test_a_broken_renderer_fails(
    target: str, engine: type, behaviour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(serialise(TREE))
    whole = getattr(engine, behaviour)
    assert render([path], target).ok
    (account,) = render([path], target).accounts
    assert account.total == account.kept + sum(len(item.text) for item in account.moved) + sum(
        account.left_out.values()
    )

    def broken(self: Any, frame: Any) -> Any:
        made = whole(self, frame)
        return made._replace(html="") if hasattr(made, "_replace") else type(made)()

    monkeypatch.setattr(engine, behaviour, broken)
    result = render([path], target)
    assert not result.ok
    assert "words-lost" in {item.code for item in result.diagnostics}


def test_the_account_is_printed(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(serialise(TREE))
    done = CliRunner().invoke(main, ["render", str(path), "--to", "text", "--account"])
    assert done.stdout == TEXT_OF_TREE
    assert "a: TEI → text (reading): " in done.stderr and "0 places unexplained" in done.stderr
    book = ["render", str(path), "--to", "epub", "-o", str(tmp_path / "a.epub")]
    assert CliRunner().invoke(main, book).stdout == ""
    assert "  23 moved: beside the text" in CliRunner().invoke(main, [*book, "--account"]).stdout


def test_a_missing_library_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xml"
    path.write_bytes(serialise(TREE))
    monkeypatch.setitem(sys.modules, "markdown_it", None)
    result = render([path], "markdown")
    assert result.ok and result.files
    assert [item.code for item in result.diagnostics] == ["not-accounted"]
