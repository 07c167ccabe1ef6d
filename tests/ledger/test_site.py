"""What the pages of an edition say around the texts: each row spoils it in one way, and the ledger must say so."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tei_edition import build
from tei_edition.ledger import account_of_html, account_of_index, account_of_registers
from tei_edition.tei import parse_file
from tests.support import ARTICLE_TOML, EDITION, make_edition

REGISTER = """<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPerson>
<person xml:id="smith"><persName>Smith, John</persName><persName type="variant">John Smith</persName>
<birth when="1899-01-02"/><death notBefore="1950" notAfter="1955"/><occupation>printer</occupation>
<note>A printer.</note><idno type="wikidata">Q1</idno><idno type="gnd">2-3</idno></person>
<person xml:id="doe"><persName>Doe, Jane</persName><persName type="variant">Jane Doe</persName>
<birth when="1900"/></person>
</listPerson></standOff>
"""
TOML = """title = "The Title of It"
authors = ["doe"]
[source]
journal = "The Paper"
volume = "7"
date = 1953-06-29
"""
FACTS = """publisher = "A Press"
rights = "The rights are not known."
[licence]
name = "CC BY 4.0"
target = "https://creativecommons.org/licenses/by/4.0/"
text = "It covers the encoding."
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    head, table, tail = EDITION.partition("[[editor]]")
    folder = make_edition(
        tmp_path_factory.mktemp("edition"),
        toml=TOML + ARTICLE_TOML,
        register=REGISTER,
        edition=head + FACTS + table + tail,
    )
    result = build(folder)
    assert result.ok, result.diagnostics
    return folder


def change(old: str, new: str) -> Callable[[str], str]:
    def made(page: str) -> str:
        assert old in page, page
        return page.replace(old, new, 1)

    return made


def told(folder: Path, name: str, spoil: Callable[[str], str]) -> str:
    html = folder / "build" / "html"
    pages = {path.stem: path.read_text("utf-8") for path in html.glob("*.html")}
    pages[name] = spoil(pages[name])
    tree = parse_file(folder / "build" / "tei" / "a.xml")
    accounts = (
        account_of_html("a", tree, pages["a"]),
        account_of_index({"a": tree}, pages["index"]),
        account_of_registers(parse_file(folder / "register.xml"), {"a": tree}, pages),
    )
    return "\n".join(item.message for account in accounts for item in account.unexplained)


def lines(pattern: str) -> Callable[[str], str]:
    return lambda page: re.sub(pattern, "", page, count=1, flags=re.DOTALL)


ROWS = [
    ("a year of birth lost", "persons", change("1899–", ""), "1899"),
    ("birth and death swapped", "persons", change("1899–c. 1950", "c. 1950–1899"), "1899"),
    ("dates lost", "persons", lines(r' <span class="dates">.*?</span>'), "1900"),
    ("an occupation lost", "persons", lines(r'<p class="details">.*?</p>'), "printer"),
    ("an identifier lost", "persons", lines(r'<p class="identifiers">.*?</p>'), "Q1"),
    ("an identifier changed", "persons", change(">Q1<", ">Q11<"), "Q1"),
    ("a link of an identifier changed", "persons", change("wiki/Q1", "wiki/Q11"), "leads to"),
    ("identifiers swapped", "persons", change("d-nb.info", "viaf.org"), "leads to"),
    ("a name's link changed", "a", change("persons.html#smith", "persons.html#doe"), "should lead"),
    ("a name without its link", "a", lines(r' href="persons.html#smith"'), "should lead"),
    ("a link on other words", "a", change("It goes", '<a href="persons.html#doe">It</a> goes'), "points to"),
    ("the author cited changed", "a", change("Jane Doe, “", "Jane Dow, “"), "reference"),
    ("the title cited changed", "a", change("“The Title of It”", "“The Tale of It”"), "reference"),
    ("the journal cited changed", "a", change("<cite>The Paper</cite>", "<cite>A Paper</cite>"), "reference"),
    ("the editor cited changed", "a", change("edited by N. N.", "edited by M. M."), "m m"),
    ("the reference lost", "a", lines(r'<section class="cite">.*?</section>'), "reference"),
    ("rights changed", "a", change("<p>The rights are not known", "<p>The rights are known"), "rights"),
    ("rights lost", "a", lines(r'<section class="rights">.*?</section>'), "rights"),
    (
        "another licence",
        "a",
        change('<a rel="license" href="https://c', '<a rel="license" href="https://d'),
        "licence",
    ),
    ("another licence's name", "a", change(">CC BY 4.0", ">CC BY 3.0"), "rights"),
    (
        "an article's title on the first page",
        "index",
        change(">The Title of It<", ">The Tale of It<"),
        "Tale",
    ),
    (
        "an article's link on the first page",
        "index",
        change('<h3><a href="a.html"', '<h3><a href="b.html"'),
        "b.html",
    ),
    ("an article's author on the first page", "index", change(">Jane Doe<", ">Jane Dow<"), "JaneDow"),
    ("an article's source on the first page", "index", change("vol. 7", "vol. 8"), "vol.8"),
    ("an article lost on the first page", "index", lines(r"<li>\n<h3>.*?</li>"), "lost"),
    (
        "a register's link changed",
        "index",
        change('<li><a href="persons.html">P', '<li><a href="works.html">P'),
        "",
    ),
]


@pytest.mark.parametrize(("name", "spoil", "words"), [row[1:] for row in ROWS], ids=[row[0] for row in ROWS])
def test_spoilt_pages_are_found_out(folder: Path, name: str, spoil: Callable[[str], str], words: str) -> None:
    assert told(folder, name, str) == ""
    said = told(folder, name, spoil)
    assert said
    assert words in said
