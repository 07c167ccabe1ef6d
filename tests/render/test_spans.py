import pytest

from tei_edition.render import render_html
from tei_edition.render.spans import spans
from tei_edition.tei import q
from tests.render.samples import document, region


def spans_of(rows: str) -> list[str]:
    (table,) = document(f"<table>{rows}</table>").iter(q("table"))
    found = spans(table)
    return [found.get(cell, "").strip() for cell in table.iter(q("cell"))]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            "<row><cell cols='2'>a</cell></row><row><cell>b</cell><cell>c</cell></row>",
            ['colspan="2"', "", ""],
        ),
        (
            "<row><cell cols='9'>a</cell></row><row><cell>b</cell><cell>c</cell></row>",
            ['colspan="2"', "", ""],
        ),
        (
            "<row><cell rows='2'>a</cell><cell>b</cell></row><row><cell>c</cell></row>",
            ['rowspan="2"', "", ""],
        ),
        (
            "<row><cell rows='9'>a</cell><cell>b</cell></row><row><cell>c</cell></row>",
            ['rowspan="2"', "", ""],
        ),
        ("<row><cell cols='5'>a</cell></row>", [""]),
        (
            "<row><cell>a</cell><cell rows='2'>b</cell></row><row><cell cols='2'>c</cell></row>",
            ["", 'rowspan="2"', ""],
        ),
        ("<row><cell cols='x' rows='-1'>a</cell><cell cols='٣'>b</cell></row>", ["", ""]),
        ("<row><cell rows='99999999999'>a</cell></row><row/>", [""]),
    ],
)
def test_spans_are_such_as_html_allows(rows, wanted):
    assert spans_of(rows) == wanted


def test_cells_have_them():
    root = region(
        render_html(
            document("<table><row><cell cols='2'>a</cell></row><row><cell/><cell/></row></table>")
        ).html
    )
    assert root.xpath(".//td/@colspan") == ["2"]
