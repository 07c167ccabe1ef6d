"""TEI that exists gets what it lacks, and nothing else of it changes: not a byte."""

import re
from pathlib import Path

import pytest

from tei_edition import encode
from tei_edition.articles import setting_of
from tei_edition.edition import ArticleConfig
from tei_edition.encode.amend import amend
from tei_edition.errors import TeiEditionError, UsageError, XmlError
from tests.support import make_edition

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
ADDED = re.compile(
    rb"</?(?:\w+:)?(?:cit|bibl|quote|q|said|soCalled|mentioned|title|persName|placeName|orgName)"
    rb'(?: [a-z:]+="[^"]*")*>'
    rb'| xml:id="(?:p|i|d|fn)\d+"'
)
HEADER = "<teiHeader><fileDesc><titleStmt><title>T</title></titleStmt></fileDesc></teiHeader>"


def tei(body: str, before: str = "", prefix: str = "") -> str:
    space = (
        f'xmlns:{prefix[:-1]}="http://www.tei-c.org/ns/1.0"'
        if prefix
        else 'xmlns="http://www.tei-c.org/ns/1.0"'
    )
    header = HEADER.replace("</", f"</{prefix}").replace("<", f"<{prefix}").replace(f"<{prefix}/", "</")
    return (
        f"{before}<{prefix}TEI {space}>{header}<{prefix}text><{prefix}body>{body}</{prefix}body></{prefix}text>"
        f"</{prefix}TEI>"
    )


def amended(text: str | bytes, encoding: str = "utf-8") -> str:
    data = text.encode(encoding) if isinstance(text, str) else text
    config, setting = ArticleConfig("a", Path("a.xml")), setting_of(None, "", True)
    once = amend(data, config, setting).data
    assert ADDED.sub(b"", once) == ADDED.sub(b"", data) if encoding != "utf-16" else True
    assert amend(once, config, setting).data == once
    return once.decode(encoding)


def body_of(text: str) -> str:
    return text.partition("<body>")[2].partition("</body>")[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<p>Mr. John Smith said: “It rained.”</p>", '<p xml:id="p1">'),
        ("<p\n  rend='a'  n=\"&#49;\" >It rained.</p>", "<p xml:id=\"p1\"\n  rend='a'  n=\"&#49;\" >It rained.</p>"),
        ("<p xml:id='x'>It rained.</p>", "<p xml:id='x'>It rained.</p>"),
        ('<p xml:id="p1"/><p>It rained.</p>', '<p xml:id="p1"/><p xml:id="p2">It rained.</p>'),
        ("<p>He met Mr. John Smith &amp; went.</p>", "Smith</persName> &amp; went."),
        ("<p>He met Mr. <hi>John</hi> Smith there.</p>", "Mr. <hi>John</hi> Smith</persName> there."),
        ("<p>He was a “good man &amp;” so on.</p>", "“good man &amp;”</"),
        ("<p>He met <hi>Mr. John Smith</hi> there.</p>", ">Mr. John Smith</persName></hi>"),
        ("<p>He met <name>Mr. John Smith</name> there.</p>", "met <name>Mr. John Smith</name> there."),
        ("<p>He met <![CDATA[Mr. John Smith]]> there.</p>", "met <![CDATA[Mr. John Smith]]> there."),
        ("<p>He met Mr. John\r\n   Smith there.</p>", ">Mr. John\r\n   Smith</persName> there."),
        ("<p>He met Mr. <hi>John Smith there</hi>.</p>", "Mr. <hi>John Smith there</hi>."),
        ("<p>She called it <q>“so-called help”</q> again.</p>", "it <q>“so-called help”</q> again."),
        ("<p>He met Mr.<!-- who? --> John Smith there.</p>", "<!-- who? --> John Smith</persName> there."),
    ],
)  # fmt: skip
def test_what_is_missing_is_put_in(before: str, after: str) -> None:
    assert after in body_of(amended(tei(before)))


def test_a_quotation_is_marked_up_with_its_marks() -> None:
    text = body_of(amended(tei("<p>John Smith said: “It rained all day, and nobody came.”</p>")))
    assert re.search(r"<(quote|said|q)[^>]*>“It rained all day, and nobody came.”</\1>", text)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_in_any_encoding(encoding: str) -> None:
    before = f'<?xml version="1.0" encoding="{encoding.removesuffix("-sig")}"?>\n'
    text = amended(tei("<p>Über Mr. John Smith wußte er &#8212; nichts.</p>", before), encoding)
    assert ">Mr. John Smith</persName> wußte er &#8212; nichts." in text


def test_under_a_prefix() -> None:
    text = amended(tei("<t:p>He met Mr. John Smith there.</t:p>", prefix="t:"))
    assert (
        '<t:p xml:id="p1">He met <t:persName cert="medium">Mr. John Smith</t:persName> there.</t:p>' in text
    )


def test_a_doctype_stays() -> None:
    text = amended(tei("<p>It rained.</p>", "<!DOCTYPE TEI SYSTEM 'tei.dtd' [ <!-- x --> ]>\n"))
    assert text.startswith("<!DOCTYPE TEI SYSTEM 'tei.dtd' [ <!-- x --> ]>\n<TEI")


def test_what_is_not_tei_is_refused() -> None:
    with pytest.raises(UsageError):
        amended("<html/>")
    with pytest.raises(XmlError):
        amended("<TEI")


def test_names_of_the_register_bring_their_entries_along(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    source = tei("<p>He met John Smith there.</p>")
    (folder / "b.xml").write_text(source, "utf-8")
    assert encode([folder / "b.xml"], folder).ok
    text = (folder / "b.xml").read_text("utf-8")
    assert '<persName ref="#smith">John Smith</persName>' in text
    assert text.index('xml:id="smith"') < text.index("<text>") and "<standOff" in text
    assert encode([folder / "b.xml"], folder).ok
    assert (folder / "b.xml").read_text("utf-8") == text


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
def test_on_documents_of_many_projects() -> None:
    files = sorted(path for path in CORPUS.glob("*/*.xml") if path.stat().st_size < 30_000)
    refused = 0
    for path in files:
        data = path.read_bytes()
        config, setting = ArticleConfig("a", path), setting_of(None, "", True)
        try:
            once = amend(data, config, setting).data
        except TeiEditionError:
            refused += 1
            continue
        assert ADDED.sub(b"", once) == ADDED.sub(b"", data), path
        assert amend(once, config, setting).data == once, path
    assert refused <= len(files) // 10


def test_to_what_we_encoded_nothing_is_added(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    assert encode([folder / "a.txt"], folder).ok
    data = (folder / "a.xml").read_bytes()
    assert encode([folder / "a.xml"], folder).ok
    assert (folder / "a.xml").read_bytes() == data


ONE, TWO = "“One was born in May.", "“Two were born in June.”"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (  # whole paragraphs are held by one element
            f"<p>Marx wrote:</p><p>{ONE}</p>\n<pb/> <p>{TWO}</p><p>He did.</p>",
            f'<quote><p xml:id="p2">{ONE}</p>\n<pb/> <p xml:id="p3">{TWO}</p></quote><p xml:id="p4">',
        ),
        (  # parts of them are linked
            f"<p>Marx wrote: {ONE}</p><p>{TWO} He did.</p>",
            f'<quote xml:id="part1" next="#part2">{ONE}</quote></p><p xml:id="p2">'
            f'<quote xml:id="part2" prev="#part1">{TWO}</quote> He did.</p>',
        ),
        (  # of what does not stand side by side tags can make nothing
            f"<p>Marx wrote: {ONE}</p><quote><p>{TWO}</p></quote>",
            f'{ONE}</p><quote><p xml:id="p2">{TWO}</p></quote>',
        ),
        (  # a quotation with its reference
            f"<p>Marx wrote: {ONE}” (<hi>Capital</hi>, vol. I, p. 23.) He did.</p>",
            f"<cit><quote>{ONE}”</quote> <bibl>(<hi>Capital</hi>, vol. I, p. 23.)</bibl></cit> He did.",
        ),
        (
            f"<p>Marx wrote: {ONE}” <bibl>(<hi>Capital</hi>, vol. I, p. 23.)</bibl> He did.</p>",
            f"<quote>{ONE}”</quote> <bibl>(<hi>Capital</hi>, vol. I, p. 23.)</bibl> He did.",
        ),
        (
            f"<p>Marx wrote: {ONE}” (Capital, <hi>vol. I, p. 23.) He</hi> did.</p>",
            f"<quote>{ONE}”</quote> (Capital, <hi>vol. I, p. 23.) He</hi> did.",
        ),
    ],
)
def test_quotations_over_several_paragraphs_and_with_their_reference(before: str, after: str) -> None:
    found = re.sub(r' (?:source|cert)="[^"]*"|</?(?:persName|title)[^>]*>', "", body_of(amended(tei(before))))
    assert after in found
