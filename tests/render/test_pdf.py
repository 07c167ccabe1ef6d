"""The PDF: pages that say what the document says, with notes at their foot and the TEI inside."""

import io
import re

import pytest

from tei_edition.errors import UsageError
from tei_edition.render import pdf, render_pdf
from tei_edition.tei import serialise
from tests.render.samples import document, sample

pytestmark = [  # the library leaves its colour profile open
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
pypdf = pytest.importorskip("pypdf", reason="pypdf is not installed")


def made(tree, **options):
    try:
        return render_pdf(tree, **options)
    except UsageError as error:
        pytest.skip(str(error))


def opened(tree, **options):
    return pypdf.PdfReader(io.BytesIO(made(tree, **options).data))


def words(reader) -> str:
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


def test_a_note_stands_at_the_foot_and_its_number_in_the_text():
    lines = (
        opened(document("<p>Before<note>The note.</note> and after.</p>")).pages[0].extract_text().split("\n")
    )
    (text,) = [line for line in lines if line.startswith("Before")]
    assert text.startswith(("Before1 and after.", "Before 1 and after."))
    assert lines.index(text) != next(n for n, line in enumerate(lines) if "The note." in line)


def test_a_note_with_blocks_does_not_part_its_paragraph():
    html = made(document("<p>a<note><p>one</p><list><item>two</item></list></note>b</p>")).html
    assert html.count("<p ") == 1


def test_a_note_within_a_note_stays_where_it_is_mentioned():
    text = words(opened(document("<p>a<note>outer<note>inner</note> end</note></p>")))
    assert "outer[inner]end" in text.replace(" ", "")


@pytest.mark.parametrize(("view", "there", "absent"), [("reading", "the", "teh"), ("source", "teh", "the")])
def test_a_view_has_its_own_reading(view, there, absent):
    tree = document("<p>By <choice><sic>teh</sic><corr>the</corr></choice> sea</p>")
    main = made(tree, view=view).html.partition("<main")[2].partition("</main>")[0]
    assert f">{there}</span>" in main and f">{absent}</span>" not in main
    assert f"By {there} sea" in words(opened(tree, view=view))


def test_the_tei_is_attached():
    tree = sample()
    assert opened(tree).attachments["source.xml"] == [serialise(tree)]


def test_the_same_document_gives_the_same_bytes():
    assert made(sample()).data == made(sample()).data


@pytest.mark.parametrize(("variant", "said"), [("a-3a", b"pdfaid:part"), ("ua-1", b"pdfuaid:part")])
def test_the_file_says_which_standard_it_keeps(variant, said):
    data = made(document("<p>a</p>"), variant=variant).data
    assert said in pypdf.PdfReader(io.BytesIO(data)).trailer["/Root"]["/Metadata"].get_object().get_data()


def test_nothing_is_fetched():
    asked = []
    body = '<p><figure><graphic url="http://example.org/a.png"/><graphic url="b.png"/></figure></p>'
    made(document(body), image=lambda href: asked.append(href))
    assert asked == ["b.png"]


def test_the_missing_library_is_named(monkeypatch):
    def missing():
        raise UsageError("a PDF needs WeasyPrint")

    monkeypatch.setattr(pdf, "_weasyprint", missing)
    with pytest.raises(UsageError, match="WeasyPrint"):
        render_pdf(document("<p>a</p>"))


def test_white_space_is_folded_for_a_library_that_does_not_bear_it_everywhere():
    page = made(document("<p>Für<note>Am <bibl>\n     Bw.Th. II,\n    </bibl>\n  </note> \n Karte</p>")).html
    text = page[page.index("<main") : page.index("</main>")]
    assert not re.search(r"\s\s", text)
    assert "Bw.Th. II, <" in text
