"""What is known about an article (its title block, its toml, the edition) → `teiHeader`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from tei_edition.edition import ArticleConfig, Edition, Editor
from tei_edition.encode.facts import Facts
from tei_edition.model import Article, Block
from tei_edition.tei import append_element, new_element

SOFTWARE = Editor("tei_edition", "tei_edition", "software", "automatic encoding")
"""Who is responsible where there is no edition and so no editor."""

LANGUAGES = {
    "en": "English",
    "de": "German",
    "fr": "French",
    "es": "Spanish",
    "it": "Italian",
    "ru": "Russian",
}
"""Names of the languages we meet; another one is named by its code."""

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
"""The header is written in English, whatever the article's language."""

EDITORIAL_DECLARATION: Sequence[tuple[str, Mapping[str, str], str]] = (
    (
        "correction",
        {"status": "high", "method": "markup"},
        "Evident misprints and errors of transcription are corrected; the reading of the source is kept in "
        "sic, the correction given in corr with its certainty. Nothing is corrected silently.",
    ),
    (
        "normalization",
        {"method": "markup"},
        "Spelling, capitals and punctuation are those of the source. Line breaks within a paragraph, and "
        "white space around paragraphs, are not preserved. The number or sign printed before an item of a "
        "list is recorded in @n, that of a note likewise.",
    ),
    (
        "quotation",
        {"marks": "all"},
        "All quotation marks are kept in the text, inside the element they delimit, in the form they have in "
        "the source. quote holds the words of somebody named in the text, q other quoted words, soCalled "
        "words from which the author keeps a distance, title the title of a work.",
    ),
    (
        "hyphenation",
        {"eol": "some"},
        "Words divided at the end of a line of the source are joined where the hyphen is due to the line.",
    ),
    (
        "segmentation",
        {},
        "Divisions follow the headings of the source. Paragraphs are numbered throughout the text.",
    ),
    (
        "interpretation",
        {},
        "Names of persons, places, organisations and works are tagged where they name; adjectives and nouns "
        "derived from them are not. Speakers and sources of quotations are given where the text names them. "
        "@cert marks what is uncertain; what has been proposed by software alone has no @ref.",
    ),
)
"""The editorial principles that the encoder follows by itself (TEI Guidelines 2.3.3)."""


def build_header(
    article: Article,
    facts: Facts,
    config: ArticleConfig,
    edition: Edition | None,
    outside: Sequence[Block],
    language: str,
    software: str,
) -> etree._Element:
    """Write the `teiHeader` (TEI Guidelines, chapter 2).

    `outside` are the blocks left out of the text and kept here verbatim; `language` is that of the text (BCP 47);
    `software` is our version.
    """
    header = new_element("teiHeader")
    description = append_element(header, "fileDesc")
    _title_statement(description, facts, edition)
    _edition_statement(description, edition)
    _extent(description, article, outside)
    _publication(description, config, edition)
    _series(description, edition)
    _notes_statement(description, article, config, outside)
    _source(description, facts, config)
    _encoding(header, edition, software)
    _profile(header, facts, config, language)
    _revision(header, edition)
    return header


def editors_of(edition: Edition | None) -> tuple[Editor, ...]:
    """Give who is responsible for the encoding; our software where nobody is named."""
    return edition.editors if edition and edition.editors else (SOFTWARE,)


def author_id(position: int, ref: str) -> str:
    """Give the id `@resp` uses for an author: that of the register, else one made for the header."""
    return ref or f"author{position + 1}"


def _title_statement(parent: etree._Element, facts: Facts, edition: Edition | None) -> None:
    statement = append_element(parent, "titleStmt")
    append_element(statement, "title", {}, facts.title or "[untitled]")
    if facts.subtitle:
        append_element(statement, "title", {"type": "sub"}, facts.subtitle)
    for position, (name, ref) in enumerate(facts.authors):
        author = append_element(statement, "author", {} if ref else {"xml:id": author_id(position, ref)})
        append_element(author, "persName", {"ref": f"#{ref}"} if ref else {}, name)
    for editor in editors_of(edition):
        respons = append_element(statement, "respStmt", {"xml:id": editor.id})
        append_element(respons, "resp", {}, editor.resp)
        tag = {"person": "persName", "org": "orgName"}.get(editor.kind, "name")
        address = f"https://orcid.org/{editor.orcid}" if editor.orcid else editor.ror
        append_element(respons, tag, {"ref": address} if address else {}, editor.name)


def _edition_statement(parent: etree._Element, edition: Edition | None) -> None:
    if edition is None:
        return
    statement = append_element(parent, "editionStmt")
    element = append_element(statement, "edition", {"n": edition.version}, f"Version {edition.version}")
    if edition.date:
        element.text = f"{element.text}, "
        append_element(element, "date", {"when": edition.date}, printed_date(edition.date))


def _extent(parent: etree._Element, article: Article, outside: Sequence[Block]) -> None:
    """Say how many words the text has in the source."""
    left_out = {id(block) for block in outside}
    words = sum(len(block.text.split()) for block in article.blocks if id(block) not in left_out)
    extent = append_element(parent, "extent")
    append_element(extent, "measure", {"unit": "words", "quantity": str(words)}, f"{words} words")


def _publication(parent: etree._Element, config: ArticleConfig, edition: Edition | None) -> None:
    statement = append_element(parent, "publicationStmt")
    if edition is None:
        append_element(statement, "publisher", {}, "unpublished")
        append_element(statement, "idno", {"type": "slug"}, config.slug)
        availability = append_element(statement, "availability", {"status": "unknown"})
        append_element(availability, "p", {}, "No statement on rights has been made.")
        return
    append_element(statement, "publisher", {}, edition.publisher or edition.title or "unpublished")
    if edition.place:
        append_element(statement, "pubPlace", {}, edition.place)
    if edition.date:
        append_element(statement, "date", {"when": edition.date}, printed_date(edition.date))
    append_element(statement, "idno", {"type": "slug"}, config.slug)
    if edition.base_url:
        address = f"{edition.base_url.rstrip('/')}/{config.slug}.html"
        append_element(statement, "idno", {"type": "URI"}, address)
    if doi := config.doi or edition.doi:
        append_element(statement, "idno", {"type": "DOI"}, doi)
    _availability(statement, config.rights or edition.rights, edition)


def _series(parent: etree._Element, edition: Edition | None) -> None:
    """Name the edition the text is a part of, with the address and the DOIs of the whole."""
    if edition is None:
        return
    known = (
        ({"type": "URI"}, f"{edition.base_url.rstrip('/')}/" if edition.base_url else ""),
        ({"type": "DOI", "subtype": "version"}, edition.doi),
        ({"type": "DOI", "subtype": "concept"}, edition.concept_doi),
    )
    statement = append_element(parent, "seriesStmt")
    append_element(statement, "title", {"level": "s"}, edition.title)
    for attributes, value in known:
        if value:
            append_element(statement, "idno", attributes, value)


def _availability(parent: etree._Element, rights: str, edition: Edition) -> None:
    licence = edition.licence
    status = "free" if licence.target and not rights else "unknown"
    availability = append_element(parent, "availability", {"status": status})
    if rights or not licence.words:
        append_element(availability, "p", {}, rights or "No statement on rights has been made.")
    if licence.words:
        target = {"target": licence.target} if licence.target else {}
        append_element(availability, "licence", target, licence.words)


def _notes_statement(
    parent: etree._Element, article: Article, config: ArticleConfig, outside: Sequence[Block]
) -> None:
    remarks = [remark for remark in (config.digital_source, config.attribution) if remark]
    if not outside and not remarks:
        return
    statement = append_element(parent, "notesStmt")
    for remark in remarks:
        append_element(statement, "note", {}, remark)
    for block in outside:
        line = article.source.line(block.start)
        attributes = {"type": "boilerplate", "n": f"source line {line}"}
        append_element(statement, "note", attributes, block.text)


def _source(parent: etree._Element, facts: Facts, config: ArticleConfig) -> None:
    description = append_element(parent, "sourceDesc")
    origin = config.source
    published = facts.journal or facts.date or origin.book or origin.publisher
    if not published:
        append_element(description, "p", {}, "The source has not been described.")
        return
    structure = append_element(description, "biblStruct")
    if facts.journal or origin.book:
        analytic = append_element(structure, "analytic")
        append_element(analytic, "title", {"level": "a"}, facts.title or "[untitled]")
        if facts.subtitle:
            append_element(analytic, "title", {"level": "a", "type": "sub"}, facts.subtitle)
        _authors(analytic, facts)
    monograph = append_element(structure, "monogr")
    if facts.journal or origin.book:
        level = {"level": "j" if facts.journal else "m"}
        ref = {"ref": f"#{origin.journal_ref}"} if origin.journal_ref else {}
        append_element(monograph, "title", {**level, **ref}, facts.journal or origin.book)
    else:
        append_element(monograph, "title", {"level": "m"}, facts.title or "[untitled]")
        _authors(monograph, facts)
    _imprint(monograph, facts, config)
    if origin.url:
        append_element(structure, "ref", {"target": origin.url}, "digital text")


def _authors(parent: etree._Element, facts: Facts) -> None:
    for name, ref in facts.authors:
        author = append_element(parent, "author")
        append_element(author, "persName", {"ref": f"#{ref}"} if ref else {}, name)


def _imprint(parent: etree._Element, facts: Facts, config: ArticleConfig) -> None:
    imprint = append_element(parent, "imprint")
    if config.source.place:
        append_element(imprint, "pubPlace", {}, config.source.place)
    if config.source.publisher:
        append_element(imprint, "publisher", {}, config.source.publisher)
    when = {"when": facts.date} if facts.date else {}
    append_element(imprint, "date", when, facts.date_text or printed_date(facts.date) or "no date")
    for unit, value in (("volume", facts.volume), ("issue", facts.issue)):
        if value:
            append_element(imprint, "biblScope", {"unit": unit}, value)
    if facts.pages:
        ends = re.fullmatch(r"(\w+)\s*[-–]\s*(\w+)", facts.pages)
        extent = {"from": ends[1], "to": ends[2]} if ends else {}
        append_element(imprint, "biblScope", {"unit": "page", **extent}, facts.pages)


def _encoding(parent: etree._Element, edition: Edition | None, software: str) -> None:
    encoding = append_element(parent, "encodingDesc")
    project = append_element(encoding, "projectDesc")
    purpose = edition.description or edition.title if edition else ""
    append_element(project, "p", {}, purpose or "Encoded from plain text; not part of an edition.")
    declaration = append_element(encoding, "editorialDecl")
    for name, attributes, text in EDITORIAL_DECLARATION:
        part = append_element(declaration, name, attributes)
        append_element(part, "p", {}, text)
        if name == "correction" and edition and edition.proofreading:
            append_element(part, "p", {}, " ".join(edition.proofreading.split()))
    if edition and edition.collation:
        append_element(declaration, "p", {}, " ".join(edition.collation.split()))
    info = append_element(encoding, "appInfo")
    application = append_element(info, "application", {"ident": "tei_edition", "version": software})
    append_element(application, "label", {}, "tei_edition")


def _profile(parent: etree._Element, facts: Facts, config: ArticleConfig, language: str) -> None:
    profile = append_element(parent, "profileDesc")
    creation = append_element(profile, "creation")
    if facts.date:
        append_element(creation, "date", {"when": facts.date}, facts.date_text or printed_date(facts.date))
    else:
        creation.text = "date not known"
    if config.abstract:
        append_element(append_element(profile, "abstract"), "p", {}, config.abstract)
    usage = append_element(profile, "langUsage")
    name = LANGUAGES.get(language.split("-")[0], language)
    append_element(usage, "language", {"ident": language}, name)
    if config.keywords:
        keywords = append_element(append_element(profile, "textClass"), "keywords")
        for keyword in config.keywords:
            append_element(keywords, "term", {}, keyword)


def _revision(parent: etree._Element, edition: Edition | None) -> None:
    if edition is None or not edition.date:
        return
    revision = append_element(parent, "revisionDesc")
    who = {"who": f"#{edition.editors[0].id}"} if edition.editors else {}
    if edition.version not in {one.version for one in edition.releases}:
        append_element(revision, "change", {"when": edition.date, **who}, f"Version {edition.version}")
    for one in reversed(edition.releases):
        words = f"Version {one.version}" + (f": {one.message}" if one.message else "")
        append_element(revision, "change", {"when": one.date, "n": one.version, **who}, words)


def printed_date(date: str) -> str:
    """Give an ISO date as a reader writes it: `1953-06-29` → `29 June 1953`; anything else as it is."""
    found = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", date)
    if not found or not 1 <= int(found[2]) <= 12:
        return date
    day = f"{int(found[3])} " if found[3] else ""
    return f"{day}{MONTHS[int(found[2]) - 1]} {found[1]}"
