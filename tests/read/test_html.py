"""Web pages as they really are: each page of `pages/` with what a person has found in it (`.txt` beside it)."""

import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.articles import OURS
from tei_edition.edition import ArticleConfig
from tei_edition.encode.article import Encoded, Setting, encode_article
from tei_edition.errors import ReadError, TeiEditionError, UsageError
from tei_edition.ledger import account_of_source
from tei_edition.pipeline import encode
from tei_edition.read import read, read_html
from tei_edition.read.html import read_page
from tei_edition.tei import parse_bytes, serialise
from tei_edition.validate import validate_tree
from tests.read.telling import told

pytest.importorskip("justhtml", reason="justhtml, which parses web pages, is not installed")

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def encoded(path: Path) -> Encoded:
    source, blocks = read(path)
    return encode_article(source, blocks, ArticleConfig(path.stem, path), Setting(software="0"))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_pages(page: Path) -> None:
    assert told(*read_html(page)) == page.with_suffix(".txt").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_word_is_accounted_for_and_the_tei_is_valid(page: Path) -> None:
    made = encoded(page)
    tree = parse_bytes(serialise(made.tree), page.stem)
    account = account_of_source(made.article, made.spans, tree)
    assert account.unexplained == ()
    findings = validate_tree(tree, page.stem, OURS)
    assert [finding for finding in findings if finding.severity == "error"] == []


def test_the_head_of_a_page_becomes_the_head_of_the_text() -> None:
    tree = encoded(next(page for page in PAGES if page.stem == "archive")).tree.getroot()
    kinds = [re.sub(r"\{.*\}", "", str(child.tag)) for child in tree.iterfind(".//{*}body/*")]
    assert kinds == ["byline", "head", "docDate", "bibl", "p", "p", "quote", "div"]
    assert tree.findtext(".//{*}biblScope[@unit='volume']") == "17"
    assert tree.findtext(".//{*}titleStmt/{*}title") == "The Wages of Fear"


def test_what_a_page_says_of_itself_is_the_last_to_be_asked(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(
        '<title>Called so</title><meta name="author" content="A. Writer"><meta name="citation_date" content="1901/5">'
        f"<p>{'This is a text without any title at all, and it begins at once. ' * 3}</p>"
    )
    root = encoded(path).tree.getroot()
    assert root.findtext(".//{*}titleStmt/{*}title") == "Called so"
    assert root.findtext(".//{*}titleStmt/{*}author/{*}persName") == "A. Writer"
    assert root.find(".//{*}creation/{*}date").get("when") == "1901-05"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<p>caf\xe9", "café"),
        (b"<meta charset=utf-8><p>caf\xc3\xa9", "café"),
        (b"<meta charset=iso-8859-1><p>caf\xc3\xa9", "café"),
        (b"<meta charset=iso-8859-1><p>\x93caf\xe9\x94 \x81", "“café”"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r"><p>\xcd\xc9\xd2', "мир"),
        (b"<?xml version='1.0' encoding='windows-1250'?><p>\xe8as", "čas"),
        (b"\xef\xbb\xbf<meta charset=latin1><p>caf\xc3\xa9", "café"),
        ("\ufeff<meta charset=utf-16><p>мир".encode("utf-16-le"), "мир"),
        (b"<meta charset=utf-8><p>caf\xe9", "café"),
        (b"<meta charset=nonsense><p>caf\xe9", "café"),
        ("<meta charset=shift_jis><p>日本".encode("shift_jis"), "日本"),
        (b"<p>a&#150;b &#x92; &eacute;t&eacute &amp;amp; &lt;b&gt; c&shy;d", "a–b ’ été &amp; <b> cd"),
        (b"<p>a&#1;b\x0bc", "abc"),
    ],
)
def test_encodings_and_entities(data: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(data)
    assert "".join(block.text for block in read(tmp_path / "a.html")[1]) == words


@pytest.mark.parametrize(
    ("data", "message", "line"),
    [
        (b"", "has no text", None),
        (b" \n", "has no text", None),
        (b"<html><body><p>&nbsp;</p><script>x</script></body></html>", "has no text", None),
        (b"\x89PNG\r\n\x1a\n\0", "PNG", None),
        (b"<p>a\0b" * 9, "zero bytes", None),
        (b"<meta charset=shift_jis>\n<p>\x81\x20", "shift_jis", 2),
    ],
)
def test_what_is_no_page_is_told(data: bytes, message: str, line: int | None, tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(data)
    with pytest.raises(ReadError, match=message) as caught:
        read(tmp_path / "a.html")
    assert caught.value.file == str(tmp_path / "a.html")
    assert caught.value.line == line
    assert caught.value.hint or "no text" in caught.value.message


def test_the_missing_library_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "justhtml", None)
    (tmp_path / "a.html").write_text("<p>text")
    with pytest.raises(UsageError) as caught:
        read(tmp_path / "a.html")
    assert "tei_edition[html]" in str(caught.value)
    assert "\n" not in str(caught.value)


DEEP = {
    "<div>": 9000,
    "<b>": 9000,
    "<table><tr><td>": 1500,
    "<ul><li>x ": 900,
    "<blockquote>x ": 900,
    "<a href='#a' id=a>": 999,
}


@pytest.mark.parametrize("page", [tag * times for tag, times in DEEP.items()], ids=list(DEEP))
def test_pages_nested_too_deeply_are_read(page: str, tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text(f"<h1>A title</h1>{page}the words")
    result = encode([path], tmp_path)
    assert result.ok
    assert b"the words" in result.files["a.xml"]


def test_what_is_left_out_at_the_head_of_a_block_parts_it_from_the_one_before(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<h1>A</h1><p>It rained all day.</p><p><span class=pagenum>[Pg 4]</span>“Yes,” he said.</p>"
    )
    assert not encode([page], tmp_path / "out").diagnostics


def test_a_paragraph_between_two_notes_that_calls_the_second_is_text(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(
        "<h1>A</h1><p>It rained all day.<a href=#1>[1]</a></p><p class=footnote><a name=1>[1]</a> In May.</p>"
        "<p>Then it snowed.<a href=#2>[2]</a></p><p class=footnote><a name=2>[2]</a> In June.</p>"
    )
    made = parse_bytes(encode([page], tmp_path / "out", guess=False).files["a.xml"], "a.xml")
    assert ["".join(note.itertext()) for note in made.iter("{*}note")] == ["In May.", "In June."]


def test_menus_that_are_named_so_are_no_text(tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    menu = "<div id=mw-navigation><ul><li><a href=x>Main page</a><li><a href=y>Random</a></ul></div>"
    page.write_text(f"<body>{menu}<h1>A</h1><p>By John Smith</p><p>It rained all day.</p>")
    assert b"Random" not in encode([page], tmp_path / "out", guess=False).files["a.xml"]


def test_links_that_run_or_read_files_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    bad = [
        "javascript:alert(1)",
        " JaVa\tscript:x",
        "data:text/html,x",
        "file:///etc/passwd",
        "vbscript:x",
        "//",
        "http://[x",
    ]
    path.write_text(
        "<p>Words" + "".join(f' <a href="{link}">go</a> <img src="{link}" alt="pic">' for link in bad)
    )
    result = encode([path], tmp_path)
    text = result.files["a.xml"].decode()
    assert result.ok
    assert "<ref" not in text and "<graphic" not in text
    assert text.count("<figDesc>pic</figDesc>") == len(bad)


TAGS = re.findall(
    r"\w+",
    "p div b i a table tr td th ul ol li dl dt dd blockquote h1 h2 pre sup script style title br hr img q center",
)
WORDS = [
    "one",
    " two ",
    "\n",
    "&amp;",
    "&nbsp;",
    "&shy;",
    "[1]",
    "1. ",
    "<!-- c -->",
    "<![if x]>",
    "<?x?>",
    "<",
    ">",
]
MARKED = [
    '<a href="#n" id="r">1</a>',
    '<p id="n"><a href="#r">1</a>',
    '<p class="quote">',
    '<div class="poem">',
    '<img alt="pic" src="x.png">',
    "<main>",
    "<nav>",
]
SOUP = st.lists(
    st.sampled_from([*(f"<{tag}>" for tag in TAGS), *(f"</{tag}>" for tag in TAGS), *WORDS, *WORDS, *MARKED]),
    max_size=40,
)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(SOUP)
def test_no_word_of_a_tag_soup_is_lost(parts: list[str]) -> None:
    text = "".join(parts)
    source, blocks = read_page(text, "a.html", "utf-8", "html", text.encode())
    made = encode_article(source, blocks, ArticleConfig("a"), Setting(software="0"))
    tree = parse_bytes(serialise(made.tree), "a")
    assert account_of_source(made.article, made.spans, tree).unexplained == ()
    errors = [finding for finding in validate_tree(tree, "a", OURS) if finding.severity == "error"]
    assert errors == []


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.binary(max_size=300))
def test_bytes_of_any_sort_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    path = tmp_path_factory.mktemp("bytes") / "a.html"
    path.write_bytes(data)
    try:
        read(path)
    except TeiEditionError as error:
        assert error.file == str(path)


@pytest.mark.parametrize(
    "end", ["<one", "</one two", '<a href="b c', "<!doctype y", "<?y", "<!-- y", "<script>y"]
)
def test_a_file_that_breaks_off_is_accounted_for(end: str) -> None:
    text = f"<p>Some words.</p>{end}"
    source, blocks = read_page(text, "a.html", "utf-8", "html", text.encode())
    made = encode_article(source, blocks, ArticleConfig("a"), Setting(software="0"))
    tree = parse_bytes(serialise(made.tree), "a")
    assert account_of_source(made.article, made.spans, tree).unexplained == ()
