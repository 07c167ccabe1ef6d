"""Each row spoils a written page or text in one way, and the ledger must say so; whole, it must say nothing."""

import re
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tei_edition.ledger import account_of_html, account_of_text
from tei_edition.render import render_html, render_text
from tei_edition.tei import parse_bytes

HEADER = """<teiHeader><fileDesc><titleStmt><title>The Title</title><author>Jane Doe</author></titleStmt>
<publicationStmt><p/></publicationStmt><sourceDesc><biblStruct><monogr><title level="j">The Paper</title><imprint>
<biblScope unit="volume">17</biblScope><biblScope unit="issue">26</biblScope><date when="1953">1953</date>
</imprint></monogr></biblStruct></sourceDesc></fileDesc></teiHeader>"""
BODY = """<head>The Title</head>
<p xml:id="p1" n="1">One word of it.<note xml:id="n1" n="1" type="editorial"><p>A first note.</p></note> And more.</p>
<p xml:id="p2" n="2">The penal <choice><sic>cone</sic><corr>code</corr></choice> of
<hi rend="italic">laws</hi> and<note xml:id="n2" n="2" type="authorial">A second note.</note> so on.</p>
<milestone unit="section" rend="***"/>
<div xml:id="d1"><head>A section</head><p xml:id="p3" n="3">Third of all.</p>
<list rend="numbered"><item xml:id="i1" n="1">Apples, red.</item>
<item xml:id="i2" n="2">Pears, green.</item></list></div>
<div xml:id="d2"><head>Another</head><p xml:id="p4" n="4">What is <gap/> last.</p></div>
<div xml:id="d3"><head>The end</head><p xml:id="p5" n="5">It is over.</p></div>"""
TREE = parse_bytes(
    f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{BODY}</body></text></TEI>'.encode(),
    "a.xml",
)
UNTITLED = parse_bytes(
    f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body><p>Words alone.</p></body></text></TEI>'.encode(),
    "b.xml",
)
PAGE = render_html(TREE).html
TEXT = render_text(TREE).text
PLAIN = render_text(TREE, plain=True).text


def swap(one: str, other: str) -> Callable[[str], str]:
    """Put each of two strings where the other was."""
    return lambda text: text.replace(one, "\0").replace(other, one).replace("\0", other)


def change(old: str, new: str) -> Callable[[str], str]:
    """Change the first place in the text itself (not in the style sheet)."""

    def made(text: str) -> str:
        start = max(text.find('<main id="te-main"'), 0)
        return text[:start] + text[start:].replace(old, new, 1)

    return made


def move(pattern: str, before: str) -> Callable[[str], str]:
    """Take what the pattern finds out, and put it before a string."""

    def made(text: str) -> str:
        match = re.search(pattern, text, re.DOTALL)
        assert match
        return text.replace(match.group(), "", 1).replace(before, match.group() + before, 1)

    return made


def told_of_page(page: str) -> str:
    return "\n".join(item.message for item in account_of_html("a", TREE, page).unexplained)


def told_of_text(text: str, view: str = "reading", plain: bool = False) -> str:
    return "\n".join(item.message for item in account_of_text("a", TREE, text, view, plain).unexplained)


PAGES = [
    ("a marker at another place", move(r'<sup class="marker".*?</sup>', "it."), "→"),
    ("a wrong number on a marker", change('aria-label="Note 1">1<', 'aria-label="Note 1">7<'), "7→1"),
    (
        "two markers' links swapped",
        swap('href="#n1" role="doc-noteref"', 'href="#n2" role="doc-noteref"'),
        "1→2",
    ),
    ("notes' bodies swapped", swap("A first note.", "A second note."), "the notes"),
    ("a link back to the wrong marker", change('href="#te-ref-n1"', 'href="#te-ref-n2"'), "astray"),
    ("a link back to nowhere", change('href="#te-ref-n1"', 'href="#nowhere"'), "astray"),
    (
        "a note without its link back",
        lambda page: re.sub(r'<a class="backlink".*?</a>', "", page, count=1),
        "note",
    ),
    ("a note lost", lambda page: re.sub(r'<div id="n1".*?</p></div>', "", page, flags=re.DOTALL), "note"),
    ("the readings' classes swapped", swap("v-reading", "v-source"), "code"),
    ("a reading shown in both views", change(" v-source", ""), "cone"),
    ("a reading shown in neither", change(" v-source", " v-source v-reading"), "cone"),
    ("the switch of views lost", change('id="te-source"', 'id="te-other"'), "cannot be reached"),
    ("an item's number changed", change(">2.</a>", ">3.</a>"), "3."),
    ("an item's number lost", lambda page: re.sub(r'<a class="label".*?</a> ', "", page, count=1), "1.@i1"),
    ("an item's address changed", swap('id="i1"', 'id="i2"'), "i1"),
    ("a paragraph's number changed", change(">3</a> Third", ">4</a> Third"), "¶4"),
    ("a paragraph's number lost", lambda page: re.sub(r'<a class="pn".*?</a> ', "", page, count=1), "¶1"),
    ("a paragraph's address changed", change('<p id="p3"', '<p id="p33"'), "p3"),
    ("hidden by an attribute", change('<p id="p3"', '<p hidden id="p3"'), "Third"),
    ("hidden by a style", change('<p id="p3"', '<p style="display:none" id="p3"'), "Third"),
    ("put into a template", change("Third of all.", "<template>Third of all.</template>"), "Third"),
    ("put into a script", change("Third of all.", "<script>Third of all.</script>"), "Third"),
    ("put into a style sheet", change("Third of all.", "<style>Third of all.</style>"), "Third"),
    (
        "hidden by a style sheet",
        change("Third of all.", "<style>.p { display: none }</style>Third of all."),
        "hide",
    ),
    (
        "hidden by another style sheet",
        lambda p: p.replace("</head>", "<style>p {}</style></head>", 1),
        "hide",
    ),
    ("put into a comment", change("Third of all.", "<!-- Third of all. -->"), "Third"),
    ("put into an attribute", change("Third of all.", '<span title="Third of all."></span>'), "Third"),
    (
        "invented words said to be ours",
        change("Third", "<span data-generated>Invented</span> Third"),
        "Invented",
    ),
    (
        "an invented block said to be ours",
        change('<p id="p3"', "<p data-generated>Invented</p><p "),
        "Invented",
    ),
    ("an invented marker", change("Third", '<sup class="marker" data-generated>9</sup> Third'), "9→0"),
    (
        "an invented paragraph number",
        change("Pears", '<a class="pn" href="#i2" data-generated>9</a> Pears'),
        "¶9",
    ),
    ("a separator changed", change('data-rend="***"', 'data-rend="---"'), "---"),
    ("a separator lost", lambda page: re.sub(r"<hr[^>]*>", "", page), "***"),
    (
        "words moved to another paragraph",
        lambda p: change(" so on.", "")(change("Third", "so on. Third")(p)),
        "so on",
    ),
    ("words moved over an edge", move(r" so on\.", '</p>\n<p id="p3"'), "so on"),
    ("two paragraphs merged", lambda p: re.sub(r"</h2>\s*<p id=.p3.[^>]*>", "", p), "A section"),
    ("two items merged", lambda p: re.sub(r"red\.</li>\s*<li[^>]*>", "red. ", p), "2.@"),
    ("a paragraph parted", change("Third of", "Third</p><p>of"), "Third"),
    ("a gap lost", lambda p: re.sub(r'<span class="gap"[^>]*>\[…\]</span>', "", p), "[…]"),
    ("a heading lost", lambda p: re.sub(r"<h2[^>]*>A section</h2>", "", p), "A section"),
    ("a line of the contents changed", change(">Another</a>", ">Anoter</a>"), "Anoter"),
    ("an invented line at the top", change("<legend>Show</legend>", "<legend>Shown</legend>"), "at the top"),
    ("words added at the top", change("</fieldset>", "</fieldset>Hear, hear"), "at the top"),
    ("the line about the source changed", change("vol. 17", "vol. 18"), "above the text"),
    ("the line about the source lost", change("source supplied", "supplied"), ""),
    ("a correction's reading changed", change('class="was">cone', 'class="was">con'), "corrections"),
    ("a correction's place changed", change(">¶ 2</a>", ">¶ 3</a>"), "corrections"),
    (
        "a correction that leads elsewhere",
        change('<li><a href="#p2">', '<li><a href="#p3">'),
        "leads elsewhere",
    ),
    ("an invented correction", change("<li><a", "<li>¶ 9: source a, here b</li><li><a"), "corrections"),
    (
        "the list of corrections lost",
        change('<section class="corrections">', "<section>"),
        "corrections",
    ),
    ("words outside the text", move(r'<p id="p3".*?</p>', '<div class="apparatus"'), "Third"),
]


@pytest.mark.parametrize(("spoil", "words"), [row[1:] for row in PAGES], ids=[row[0] for row in PAGES])
def test_a_spoilt_page_is_found_out(spoil: Callable[[str], str], words: str) -> None:
    assert told_of_page(PAGE) == ""
    assert spoil(PAGE) != PAGE
    said = told_of_page(spoil(PAGE))
    assert said
    assert words in said


TEXTS = [
    ("a paragraph merged with the next", change("It is over.\n\n", "It is over. "), "-"),
    ("two paragraphs merged by a line end", change("And more.\n\n", "And more.\n"), "more"),
    ("two items merged", change("Apples, red.\n\n", "Apples, red.\n"), "red"),
    ("a paragraph parted", change("Third of", "Third\n\nof"), "Third"),
    ("a word parted", change("Third", "Thi\nrd"), "Third"),
    ("an underline lost", change("A section\n---------\n", "A section\n"), "-A"),
    ("an underline too short", change("A section\n---------\n", "A section\n-----\n"), "-----"),
    ("an underline of another depth", change("A section\n---------\n", "A section\n=========\n"), "="),
    ("an underline invented", change("Third of all.\n", "Third of all.\n-------------\n"), "-"),
    ("an item's number changed", change("2. Pears", "3. Pears"), "2."),
    ("a separator lost", lambda text: re.sub(r"\n +\*\*\*\n", "\n", text), "***"),
    ("a gap lost", change("[…] ", ""), "[…]"),
    ("a marker at another place", change("it.[1]", "[1]it."), "[1]"),
    ("two markers swapped", swap("[1]", "[2]"), "[1]"),
    ("notes' bodies swapped", swap("A first note.", "A second note."), "first"),
    ("a note moved into the text", move(r"\[1\] A first note\.\n\n", "A section"), "first"),
    ("an invented note", change("\n\nCorrections", "\n\n[3] Invented.\n\nCorrections"), "Invented"),
    ("an invented correction", change('¶ 2: "cone"', '¶ 1: "a" → "b"\n¶ 2: "cone"'), "¶ 1"),
    ("a correction's place changed", change("¶ 2:", "¶ 3:"), "2:"),
    ("the list of corrections lost", lambda text: text.partition("\n\nCorrections")[0], "cone"),
    ("words after the end", lambda text: text + "\nInvented.\n", "Invented"),
    ("the title block changed", change("vol. 17", "vol. 18"), "above the text"),
    ("the title block lost", lambda text: text.partition("=" * 72)[2], "above the text"),
    ("words before the title block", lambda text: "Invented\n" + text, "above the text"),
]


@pytest.mark.parametrize(("spoil", "words"), [row[1:] for row in TEXTS], ids=[row[0] for row in TEXTS])
def test_a_spoilt_text_is_found_out(spoil: Callable[[str], str], words: str) -> None:
    assert told_of_text(TEXT) == ""
    assert spoil(TEXT) != TEXT
    said = told_of_text(spoil(TEXT))
    assert said
    assert words in said


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (change("It is over.\n", ""), "over"),
        (change("And more.\n", "And more. "), "more"),
        (change("Third of", "Third\nof"), "Third"),
        (change("1. Apples", "Apples"), "1."),
        (change("code", "cone"), "code"),
    ],
)
def test_a_spoilt_plain_text_is_found_out(spoil: Callable[[str], str], words: str) -> None:
    assert told_of_text(PLAIN, plain=True) == ""
    assert words in told_of_text(spoil(PLAIN), plain=True)


def test_the_title_block_of_a_text_without_a_title() -> None:
    text, page = render_text(UNTITLED).text, render_html(UNTITLED).html
    assert not account_of_text("b", UNTITLED, text, "reading").unexplained
    assert not account_of_html("b", UNTITLED, page).unexplained
    for old, new in (("The Title\n", "The Tale\n"), ("Jane Doe\n", ""), ("=\n", "=\n\nInvented.\n")):
        assert account_of_text("b", UNTITLED, text.replace(old, new, 1), "reading").unexplained, old
    assert account_of_html("b", UNTITLED, page.replace("<h1>The Title</h1>", "<h1>The Tale</h1>")).unexplained


def test_a_quotation_that_is_not_set_off_is_found_out() -> None:
    quoted = "<cit><quote><p>“Words of another.</p><p>And more.”</p></quote> <bibl>(He)</bibl></cit>"
    xml = serialised().replace('<milestone unit="section" rend="***"/>', quoted)
    tree = parse_bytes(xml.encode(), "e.xml")
    text = render_text(tree).text
    assert not account_of_text("e", tree, text, "reading").unexplained
    for old, new in (
        ("    “Words", "“Words"),
        ("    And more.”", "And more.”"),
        ("    “Words", "  “Words"),
        ("Third of", "    Third of"),
    ):
        assert text.count(old) == 1
        (finding,) = account_of_text("e", tree, text.replace(old, new), "reading").unexplained
        assert "columns in, not" in finding.message


def test_a_view_is_not_taken_for_the_other() -> None:
    assert "cone" in told_of_text(TEXT, "source")
    assert told_of_text(render_text(TREE, "source").text, "source") == ""


def test_a_note_of_another_vocabulary_is_no_note() -> None:
    body = '<p>One <note xmlns="https://example.org/">two</note> three.</p>'
    xml = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{body}</body></text></TEI>'
    tree = parse_bytes(xml.encode(), "c.xml")
    assert not account_of_text("c", tree, render_text(tree).text, "reading").unexplained
    assert not account_of_html("c", tree, render_html(tree).html).unexplained


def test_a_literal_number_in_brackets_is_told_from_a_marker() -> None:
    xml = serialised().replace("Third of all.", "Third[1] of all.")
    tree = parse_bytes(xml.encode(), "d.xml")
    text = render_text(tree).text
    assert "it.{1}" in text and "Third[1]" in text and "\n{1} A first note." in text
    assert not account_of_text("d", tree, text, "reading").unexplained
    assert account_of_text("d", tree, text.replace("it.{1}", "it.[1]"), "reading").unexplained


def test_what_is_kept_is_less_by_what_is_lost() -> None:
    whole = account_of_html("a", TREE, PAGE)
    spoilt = account_of_html("a", TREE, change("Third of all.", "Third all.")(PAGE))
    assert (whole.total, whole.kept) == (spoilt.total, spoilt.kept + len("of"))


def serialised() -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{HEADER}<text><body>{BODY}</body></text></TEI>'


def spoilt(text: str, at: int, how: str) -> str:
    """Spoil one word of a text: the `at`th after the start of what is compared."""
    words = list(re.finditer(r"\S+", text))
    word = words[at % len(words)]
    other = words[(at + 1) % len(words)]
    old = word.group()
    if how == "swapped":
        if other.start() < word.start() or other.group() == old:
            return text
        between = text[word.end() : other.start()]
        return text[: word.start()] + other.group() + between + old + text[other.end() :]
    new = {"deleted": "", "doubled": f"{old} {old}", "changed": f"{old}x"}[how]
    return text[: word.start()] + new + text[word.end() :]


HOW = st.sampled_from(["deleted", "doubled", "changed", "swapped"])


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), HOW, st.sampled_from(["reading", "source"]), st.booleans())
def test_any_word_spoilt_in_a_text_is_found(at: int, how: str, view: str, plain: bool) -> None:
    whole = render_text(TREE, view, plain).text
    other = spoilt(whole, at, how)
    assert bool(told_of_text(other, view, plain)) is (other != whole)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 10_000), HOW)
def test_any_word_spoilt_in_a_page_is_found(at: int, how: str) -> None:
    start, end = PAGE.index('data-ledger="text"'), PAGE.index('<section class="cite"')
    runs = list(re.compile(r">([^<>]*\S[^<>]*)<").finditer(PAGE, start, end))
    run = runs[at % len(runs)]
    other = spoilt(run.group(1), at // len(runs), how)
    page = PAGE[: run.start(1)] + other + PAGE[run.end(1) :]
    same = other.split() == run.group(1).split()
    assert bool(told_of_page(page)) is not same
