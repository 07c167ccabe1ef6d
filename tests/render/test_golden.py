"""The sample document in every output, compared with files that were read before they were committed."""

import pytest

from tei_edition.render import HtmlOptions, render_html, render_site, render_text
from tests.render.samples import INFO, check_golden, sample


def test_page():
    made = render_html(
        sample(), HtmlOptions(stylesheet="edition.css", tei_href="sample.xml", text_href="sample.txt")
    )
    assert made.diagnostics == ()
    check_golden("sample.html", made.html)


@pytest.mark.parametrize("view", ["reading", "source"])
def test_text(view):
    check_golden(f"sample.{view}.txt", render_text(sample(), view=view).text)


def test_plain():
    check_golden("sample.plain.txt", render_text(sample(), plain=True).text)


@pytest.mark.parametrize("name", ["index", "persons", "works"])
def test_site(name):
    files = render_site({"sample": sample()}, INFO, sample()).files
    check_golden(f"site/{name}.html", files[f"{name}.html"])
