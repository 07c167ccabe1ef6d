import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from tei_edition.ledger import account_of_html
from tei_edition.render import HtmlOptions, render_html
from tei_edition.tei import NS, parse_file, q
from tests.render.samples import INFO, SAMPLE, characters, document, page, region, sample, tei_characters
from tests.support import growth


def html_of(body: str) -> str:
    return render_html(document(body)).html


def classes(element) -> set[str]:
    return set((element.get("class") or "").split())


def test_no_character_is_lost_or_added():
    assert characters(render_html(sample()).html) == tei_characters(sample().getroot())


def test_marker_note_and_back_link_correspond():
    root = region(render_html(sample()).html)
    markers = root.xpath('.//a[@role="doc-noteref"]')
    notes = root.xpath('.//*[@role="doc-footnote"]')
    assert [marker.get("href")[1:] for marker in markers] == [note.get("id") for note in notes]
    for marker, note in zip(markers, notes, strict=True):
        (back,) = note.xpath('./a[@role="doc-backlink"]')
        assert back.get("href") == "#" + marker.get("id")


def test_notes_are_numbered_in_the_order_of_their_markers_even_nested():
    root = region(html_of("<p>a<note>b<note>c</note></note>d<note>e</note></p>"))
    assert [note.xpath("string(./a)") for note in root.xpath('.//*[@data-ledger="note"]')] == ["1", "2", "3"]


def test_a_note_of_several_paragraphs_does_not_split_its_own():
    root = region(html_of("<p>before<note><p>one</p><list><item>two</item></list></note>after</p>"))
    (paragraph,) = root.xpath('.//p[@id="p1"]')
    assert re.sub(r"\s", "", "".join(paragraph.itertext())) == "1before1after"


def test_both_readings_are_there_in_the_order_of_the_tei():
    root = region(html_of("<p><choice><sic>cone</sic><corr>code</corr></choice></p>"))
    first, second = root.xpath('.//*[contains(@class, "choice")]/*')
    assert (first.text, second.text) == ("cone", "code")
    assert {"sic", "v-source"} <= classes(first)
    assert {"corr", "v-reading"} <= classes(second)
    assert second.get("title") == "Source: cone"


def test_the_switch_is_there_only_where_views_differ():
    assert 'id="te-source"' in html_of("<p><choice><sic>a</sic><corr>b</corr></choice></p>")
    assert 'id="te-source"' not in html_of("<p>a</p>")


@pytest.mark.parametrize(
    "block",
    ["<list><item>x</item></list>", "<quote><p>x</p></quote>", "<table><row><cell>x</cell></row></table>"],
)
def test_a_paragraph_with_a_block_in_it_is_no_p(block):
    root = region(html_of(f'<p xml:id="q">before {block} after</p>'))
    (paragraph,) = root.xpath('.//*[@id="q"]')
    assert paragraph.tag == "div"
    assert "after" in "".join(paragraph.itertext())


def test_words_next_to_one_another_stay_so():
    root = region(html_of("<p>un<hi rend='italic'>believ</hi>able</p>"))
    assert "unbelievable" in "".join(root.itertext())


def test_quotation_marks_are_those_of_the_source():
    root = region(html_of("<p><q>“a”</q> <soCalled>b</soCalled> <quote>c</quote></p>"))
    assert not root.xpath(".//q")
    assert "“a” b c" in "".join(root.itertext())


def test_the_title_in_the_text_is_the_first_heading():
    made = render_html(document("<head>A  Title</head><div><head>One</head><p>x</p></div>")).html
    assert [
        (h.tag, h.text) for h in page(made).xpath('//*[@data-ledger="text"]//*[self::h1 or self::h2]')
    ] == [
        ("h1", "A  Title"),
        ("h2", "One"),
    ]
    assert len(page(made).xpath("//h1")) == 1


def test_a_text_without_its_title_gets_a_masthead_outside_the_text():
    made = html_of("<p>x</p>")
    assert page(made).xpath("string(//header[@class='masthead']/h1)") == "A title"
    assert "A title" not in "".join(region(made).itertext())


def test_contents_from_three_sections_on():
    def div(n):
        return f"<div><head>Head {n}</head><p>x</p></div>"

    assert "<summary>Contents" not in html_of(div(1) + div(2))
    assert 'href="#s3">Head 3' in html_of(div(1) + div(2) + div(3))


def test_paragraphs_have_permalinks():
    root = region(html_of('<p>x</p><p xml:id="own" n="7">y</p>'))
    assert [link.get("href") for link in root.xpath('.//a[@class="pn"]')] == ["#p1", "#own"]
    assert root.xpath('string(.//*[@id="own"]/a)') == "7"


def test_labels_of_items_are_the_printed_ones():
    root = region(html_of('<list rend="numbered"><item n="1">x</item><item n="(b)">y</item></list>'))
    assert [label.text for label in root.xpath('.//*[@class="label"]')] == ["1.", "(b)"]


def test_a_name_shows_what_the_document_says_of_it():
    (name,) = region(render_html(sample()).html).xpath('.//p[@id="p1"]/span[contains(@class, "persName")]')
    assert name.get("title") == "Olsen, Per: Invented harbour master of Skagvik."


def test_an_element_without_a_row_keeps_its_text_and_is_reported_once():
    made = render_html(document("<p>a <novel>b</novel> <novel>c</novel></p>"))
    assert "b c" in "".join(page(made.html).itertext()).replace("\n", "")
    (finding,) = made.diagnostics
    assert (finding.code, "<novel>" in finding.message) == ("default-behaviour", True)


def test_a_page_alone_carries_its_style_and_one_of_a_site_links_it():
    assert "<style>" in html_of("<p/>")
    linked = render_html(document("<p/>"), HtmlOptions(stylesheet="assets/edition.css")).html
    assert "<style>" not in linked
    assert 'href="assets/edition.css"' in linked


def test_same_input_same_bytes():
    assert render_html(sample()).html == render_html(parse_file(SAMPLE)).html


NAMES = "hi emph q quote persName ref choice note list table figure lg p lb pb foreign novel"
INLINE = st.sampled_from(NAMES.split())


@st.composite
def bodies(draw, depth=3):
    """Any nesting, also such as no schema allows."""
    element = etree.Element("{http://www.tei-c.org/ns/1.0}" + draw(INLINE))
    element.text = draw(st.sampled_from(["", "word ", "<&>", " "]))
    for child in draw(st.lists(bodies(depth - 1), max_size=3)) if depth else []:
        element.append(child)
    element.tail = draw(st.sampled_from(["", " tail", "x"]))
    return element


@settings(deadline=None)
@given(st.lists(bodies(), min_size=1, max_size=3))
def test_any_nesting_keeps_its_characters_and_survives_an_html_parser(children):
    tree = document("<div/>")
    (body,) = tree.iter("{http://www.tei-c.org/ns/1.0}body")
    for child in children:
        body.append(child)
    made = render_html(tree).html
    assert characters(made) == tei_characters(tree.getroot())
    ids = page(made).xpath("//@id")
    assert len(ids) == len(set(ids))
    assert not page(made).xpath("//a//a | //h1//p | //h2//p")


@pytest.mark.parametrize(
    "title", ["The Cone", "The Code", "The <choice><sic>Cone</sic><corr>Code</corr></choice>"]
)
def test_a_title_with_a_correction_in_it_is_the_one_first_heading(title):
    body = "<head>The <choice><sic>Cone</sic><corr>Code</corr></choice></head><p>x</p>"
    root = page(render_html(document(body, title=title)).html)
    (heading,) = root.xpath("//h1")
    views = [
        [span.text for span in heading.xpath(f".//*[contains(@class, 'v-{v}')]")]
        for v in ("source", "reading")
    ]
    assert views == [["Cone"], ["Code"]]


def test_a_caption_keeps_its_place_among_the_parts_of_a_figure():
    root = region(
        html_of("<figure><graphic url='x.png'/><head xml:id='h'>cap</head><figDesc>desc</figDesc></figure>")
    )
    (caption,) = root.xpath(".//figure/*[last()][self::figcaption]")
    assert "".join(caption.itertext()).split() == ["cap", "desc"]
    assert caption.xpath(".//@id") == ["h"]


@pytest.mark.parametrize(
    "unit",
    [
        "<p>w <persName ref='#a'>x</persName></p>",
        "<div><head>x</head></div>",
        "<head>x</head>",
        "<lg><l>x</l></lg>",
        "<list><item>x</item></list>",
    ],
)
def test_time_grows_as_the_text_does(unit):
    """Ten times the text takes about ten times as long; what looks back over all siblings takes a hundred."""

    def work(count):
        tree = document(unit * count)
        return lambda: render_html(tree)

    assert growth(work, 300, 3000) < 30


def test_a_link_to_what_the_page_does_not_show_is_no_link():
    root = region(
        html_of("<p xml:id='a'><ref target='#a'>yes</ref><ref target='#f'>no</ref><fw xml:id='f'>x</fw></p>")
    )
    assert root.xpath(".//a[@href and not(@class='pn')]/text()") == ["yes"]
    assert "no" in "".join(root.itertext())


def test_a_reference_point_with_an_address_can_be_linked_to():
    root = region(html_of("<p><milestone unit='folio' xml:id='f1'/>x <ref target='#f1'>see</ref></p>"))
    assert root.xpath(".//*[@id='f1']")
    assert root.xpath(".//a[@href='#f1']")


def test_a_reading_names_its_witnesses_and_the_others():
    app = "<p><app><lem wit='#A'>a</lem><rdg wit='#B #C'>b</rdg><rdg wit='#D'/></app></p>"
    titles = region(html_of(app)).xpath(".//*[contains(@class, 'app')]/*/@title")
    assert titles == ["A; B C: b; D: omitted", "B C", "D"]


@pytest.mark.parametrize("parts", ["<row><cell>x</cell></row>", ""])
def test_two_headings_of_a_table_are_two_lines(parts):
    root = region(html_of(f"<table><head>one</head> <head>two</head>{parts}</table>"))
    assert [line.text for line in root.xpath(".//div[text()='one' or text()='two']")] == ["one", "two"]


def test_a_figure_of_captions_only_keeps_them():
    root = region(html_of("<figure><head>one</head><head>two <hi rend='i'>it</hi></head></figure>"))
    assert "".join(root.xpath("string(.//figure)")).split() == ["one", "two", "it"]


def test_a_note_that_stands_apart_has_its_marker_where_its_target_ends():
    body = """<note target="#x">First.</note><p xml:id="a">One <seg xml:id="s">two</seg> three.</p>
        <p>Four<anchor xml:id="x"/>.<note>in the text</note></p>
        <div type="notes"><note target="#s" xml:id="n1"><p>On two.</p></note><note target="#x">On four.</note>
        <note target="#a" targetEnd="#s">Again.</note><note target="#nowhere">None.</note></div>"""
    root = region(render_html(document(body)).html)
    markers = root.xpath('.//a[@role="doc-noteref"]')
    assert sorted(item.text for item in markers) == ["1", "a", "b", "c", "d"]
    assert root.xpath('string(.//*[@id="s"])') == "twoab"
    notes = [root.xpath(f'.//*[@id="{item.get("href")[1:]}"]')[0] for item in markers]
    assert [note.xpath("string(a)") for note in notes] == [item.text for item in markers]
    backs = root.xpath('.//a[@role="doc-backlink"]/@href')
    assert sorted(backs) == sorted(f"#{item.get('id')}" for item in markers)


def test_a_name_on_the_page_is_without_identifiers_and_affiliation():
    tree = document("<p>x</p>")
    title = tree.find(f".//{q('titleStmt')}/{q('title')}")
    author = etree.fromstring(
        f'<author xmlns="{NS}"><persName>Ada <surname>Holm</surname></persName> <idno>Q1</idno></author>'
    )
    title.addnext(author)
    assert page(render_html(tree).html).xpath("string(//*[@class='byline'])") == "Ada Holm"


def test_the_source_s_own_reading_is_hidden_where_no_style_is_applied():
    made = region(render_html(document("<p>a <choice><sic>setps</sic><corr>steps</corr></choice></p>")).html)
    assert [it.get("class") for it in made.xpath(".//*[@hidden]")] == ["sic v-source"]


def test_a_passage_is_cited_in_three_styles_by_its_paragraph() -> None:
    tree = document('<p xml:id="p7" n="7">One.</p><p>Two.</p>')
    root = page(render_html(tree, HtmlOptions(site=INFO, path="a.html")).html)
    lines = [" ".join(line.text_content().split()) for line in root.xpath("//*[@class='passage']//dd")]
    assert all(line.endswith("7. https://example.org/edition/a.html#p7") for line in lines)
    assert len(lines) == 3
    assert root.xpath("//*[@class='passage']//a/@href") == ["#p7"] * 3


def test_a_page_without_numbers_has_no_passage_to_cite() -> None:
    assert "passage" not in render_html(document("<lg><l>A line</l></lg>")).html.partition("<body")[2]


def test_the_page_tells_of_the_source_what_the_header_has() -> None:
    header = """<encodingDesc><editorialDecl><p>Nothing was changed.</p></editorialDecl></encodingDesc>
      <profileDesc><correspDesc><correspAction type="sent"><persName ref="#a">Ann</persName> <date>1 May</date>
      </correspAction><correspContext><ref target="#gone">the last one</ref></correspContext></correspDesc>
      </profileDesc>"""
    tree = document("<p>Text.</p>", header=header)
    root = page(render_html(tree).html)
    (told,) = root.xpath("//section[@class='told']")
    assert [head.text for head in told.iter("h2")] == ["The letter", "Principles of the edition"]
    assert "sent: Ann 1 May the last one" in " ".join(told.text_content().split())
    assert told.xpath(".//@href") == []


def test_what_the_page_leaves_out_of_the_source_is_told() -> None:
    header = "<encodingDesc><editorialDecl><p>Nothing was changed.</p></editorialDecl></encodingDesc>"
    tree = document("<p>Text.</p>", header=header)
    spoilt = render_html(tree).html.replace("Nothing was", "Nothing")
    (finding,) = account_of_html("a", tree, spoilt).unexplained
    assert "of what the header says of the source 3 characters are lost, 0 added" in finding.message
