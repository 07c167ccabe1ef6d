"""The page about an edition says what a reader who cites it must know, and nothing that nobody has said."""

from dataclasses import replace

from tei_edition.metadata.model import Agent, Rights, Work
from tei_edition.render.about_edition import about_page
from tei_edition.render.around import Around
from tei_edition.render.siteinfo import SiteInfo
from tei_edition.statements import Release

WORK = Work(
    kind="edition",
    id="rain",
    title="Letters about the Rain",
    creators=(Agent("Jane Doe", "edt", "edition", family="Doe", given="Jane", orcid="0000-0002-1825-0097"),),
    publisher="A Press",
    date="2026-11-23",
    version="2.0",
    rights=(
        Rights("encoding", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0", "CC BY 4.0", ""),
        Rights("images", "", "", "All rights reserved", ""),
    ),
    permanence="The Press keeps it until 2046.",
    releases=(Release("1.0", "2025-01-01", "First <i>one</i>."), Release("2.0", "2026-11-23", "All anew.")),
    doi="10.5281/zenodo.12",
    concept_doi="10.5281/zenodo.11",
)


def made(work: Work) -> str:
    info = SiteInfo(title=work.title, version=work.version, date=work.date, edition=work)
    return about_page(Around(info, (), {}, "Articles"))


def test_it_says_how_to_cite_who_made_it_and_what_lasts() -> None:
    page = made(WORK)
    for words in (
        "Doe, Jane, ed. <cite>Letters about the Rain</cite>. Version 2.0. A Press, 2026. https://doi.org/10.5281/zenodo.12",
        "Doe, J. (Ed.). (2026, November 23). <cite>Letters about the Rain</cite> (Version 2.0). A Press.",
        '<a href="https://orcid.org/0000-0002-1825-0097">',
        "This is version 2.0 of 2026-11-23",
        "All anew.",
        '<a href="1.0/index.html">Version 1.0</a> of 2025-01-01: First &lt;i&gt;one&lt;/i&gt;.',
        '<a href="https://doi.org/10.5281/zenodo.11">',
        "Images: All rights reserved",
        "The Press keeps it until 2046.",
        'href="cite/edition.bib"',
    ):
        assert words in page, words


def test_what_nobody_has_said_is_not_there() -> None:
    page = made(replace(WORK, permanence="", rights=(), doi="", concept_doi="", releases=()))
    assert 'id="permanence"' not in page
    assert 'id="rights"' not in page
    assert "doi.org" not in page
