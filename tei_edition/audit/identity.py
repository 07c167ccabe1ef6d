"""What was built → points 1 to 15: whether the edition says what it is, and can be cited."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

from tei_edition.audit.built import Built, folder_of, ids_of
from tei_edition.audit.verdict import Found, no, without, yes
from tei_edition.tei import q

ABOUT = "about.html"


def first_page(built: Built) -> Iterator[Found]:
    """Point 1."""
    page, edition = built.page("index.html"), built.edition
    if page is None:
        yield no("there is no first page", "html/index.html", cure="tei-edition build")
        return
    said = " ".join((page.sections.get("head", ""), page.sections.get("footer", "")))
    wanted = [("title", edition.title, 'title = "…"'), ("publisher", edition.publisher, 'publisher = "…"')]
    wanted += [("date", edition.date, "date = 2026-01-31")]
    wanted += [("editor", editor.name, "") for editor in edition.editors]
    if not edition.editors:
        yield no("nobody is named as an editor", page.name, cure='[[editor]] with id = "…" and name = "…"')
    for what, value, cure in wanted:
        if not value:
            yield no(f"the edition has no {what}", page.name, cure=cure)
        else:
            yield _told(" ".join(value.split()) in said, f"{what}: {value}", page.name)
    if not edition.base_url:
        yield without("the edition has no address yet", 'base_url = "https://…"')
        return
    canonical = [link.href for link in page.links if link.kind == "canonical"]
    yield _told(
        any(href.startswith(edition.base_url.rstrip("/")) for href in canonical), "address", page.name
    )


def _told(good: bool, words: str, file: str, line: int = 0) -> Found:
    return yes(f"{words} is there", file, line) if good else no(f"{words} is not there", file, line)


def version_doi(built: Built) -> Iterator[Found]:
    """Point 2."""
    return _doi(built, built.edition.doi, "version", "tei-edition identify --doi 10.…")


def concept_doi(built: Built) -> Iterator[Found]:
    """Point 3."""
    return _doi(built, built.edition.concept_doi, "concept", "tei-edition identify --concept 10.…")


def _doi(built: Built, doi: str, kind: str, cure: str) -> Iterator[Found]:
    if not doi:
        yield no(f"no DOI has been registered ({kind})", cure=f"once an archive has registered it: {cure}")
        return
    for slug, root, _ in built.texts():
        found = root.iterfind(f".//{q('seriesStmt')}/{q('idno')}[@type='DOI']")
        said = [idno.text for idno in found if idno.get("subtype") == kind]
        yield _told(said == [doi], f"{doi} in the header", f"tei/{slug}.xml")
    for page in built.pages.values():
        yield _told(doi in page.sections.get("footer", ""), f"{doi}", page.name)
    index = built.page("index.html")
    yield _told(
        any(doi in words for words in index.described) if index else False,
        f"{doi} in JSON-LD",
        "html/index.html",
    )
    names = ["html/oai/listrecords-oai_datacite.xml"]
    names += [f"html/cite/edition.{suffix}" for suffix in ("bib", "ris", "json")] if kind == "version" else []
    for name in names:
        if built.has(name):
            yield _told(doi in built.data(name).decode(), doi, name)


def version_everywhere(built: Built) -> Iterator[Found]:
    """Point 4."""
    version, date = built.edition.version, built.edition.date
    if not date:
        yield no("the version has no date", cure="date = 2026-01-31")
    for page in built.pages.values():
        said = page.sections.get("footer", "")
        good = bool(re.search(rf"\bversion {re.escape(version)}(?![\w.]*\d)", said)) and date in said
        yield _told(good, f"version {version}, {date}", page.name)


def version_cited(built: Built) -> Iterator[Found]:
    """Point 5."""
    version = built.edition.version
    for name in built.names:
        if re.fullmatch(r"html/(cite/.*|references)\.json", name):
            for item in json.loads(built.data(name) or b"[]"):
                said = item.get("version") == version or f"version {version}" in item.get("note", "")
                yield _told(said, f"version {version} in the reference of {item.get('id', 'a text')}", name)
    for _, _, pages in built.texts():
        for page in pages[:1]:
            yield _told(
                f"version {version}" in page.sections.get("cite", ""),
                f"version {version} in “How to cite”",
                page.name,
            )


def how_to_cite(built: Built) -> Iterator[Found]:
    """Point 6."""
    page = built.page(ABOUT)
    said = page.sections.get("cite", "") if page else ""
    for style in ("Chicago", "MLA", "APA"):
        yield _told(style in said, f"{style} style", f"html/{ABOUT}")
    for suffix, form in (("bib", r"\s*@\w+\{"), ("ris", r"TY  - .*ER  -"), ("json", r"\s*\[\s*\{")):
        for name in (f"html/cite/edition.{suffix}", f"html/references.{suffix}"):
            text = built.data(name).decode("utf-8", "replace")
            yield _told(bool(re.match(form, text, re.DOTALL)), f"{suffix.upper()} file", name)


def units_cited(built: Built) -> Iterator[Found]:
    """Point 7."""
    for slug, root, pages in built.texts():
        if not pages:
            yield no("the text has no page", f"tei/{slug}.xml", cure="tei-edition build")
            continue
        yield _told(
            bool(pages[0].sections.get("reference") or pages[0].sections.get("cite")),
            "reference",
            pages[0].name,
        )
        numbered = sum(1 for one in root.iterfind(f".//{q('text')}//{q('p')}[@n]"))
        linked = sum(page.counts["pn"] for page in pages)
        told = f"{linked} of {numbered} numbered paragraphs have a link to themselves"
        yield (yes if linked >= numbered else no)(told, pages[0].name)


def ids_kept(built: Built) -> Iterator[Found]:
    """Point 8."""
    for slug, root, pages in built.texts():
        there = {key for page in pages for key in page.ids}
        wanted = ids_of(root)
        lost = [(name, line) for name, line in wanted if name not in there]
        for name, line in lost:
            yield no(f"xml:id {name} is no address of the page", f"tei/{slug}.xml", line)
        if not wanted:
            yield no("no passage has an xml:id", f"tei/{slug}.xml", cure="tei-edition encode adds them")
        elif not lost:
            yield yes(f"all {len(wanted)} xml:id are addresses of its page", f"tei/{slug}.xml")


def ids_persist(built: Built) -> Iterator[Found]:
    """Point 9."""
    for config in built.edition.articles:
        record = config.record
        there = {key for page in built.pages_of(config.slug) for key in page.ids}
        gone = {*record.removed, *record.merged}
        lost = [name for name in record.texts if name not in there and name not in gone]
        for name in lost:
            yield no(f"{name} was given once and leads nowhere", f"html/{config.slug}.html")
        unsaid = [name for name in record.merged if name not in there]
        for name in unsaid:
            yield no(f"{name} was merged and leads nowhere", f"html/{config.slug}.html")
        if record.texts and not lost and not unsaid:
            yield yes(
                f"{len(record.texts)} addresses recorded, {len(gone)} of them told as removed or merged",
                f"html/{config.slug}.html",
            )
        elif not record.texts:
            yield without(f"no addresses of {config.slug} have been recorded yet")


def older_versions(built: Built) -> Iterator[Found]:
    """Point 10."""
    if len(built.edition.releases) < 2:
        yield without("fewer than two versions have been released", "tei-edition release")
        return
    pages = built.older()
    for one in built.edition.releases:
        name = f"html/{folder_of(one.version)}/index.html"
        if one.version != built.edition.version:
            yield _told(built.has(name), f"version {one.version}", name)
    for path in pages:
        name = path.relative_to(built.edition.output).as_posix()
        yield _told(b'class="superseded"' in path.read_bytes(), "word of the newer version", name)


def ids_one_to_one(built: Built) -> Iterator[Found]:
    """Point 11."""
    for slug, root, pages in built.texts():
        double = [(name, page.name) for page in pages for name, count in page.ids.items() if count > 1]
        for name, file in double:
            yield no(f"the address {name} stands twice", file)
        declared = root.find(f".//{q('refsDecl')}")
        yield _told(declared is not None, "refsDecl, which says how passages are cited,", f"tei/{slug}.xml")
        if pages and not double:
            yield yes("every address stands once", pages[0].name)


def paratexts(built: Built) -> Iterator[Found]:
    """Point 12."""
    for slug, root, pages in built.texts():
        notes = [note.get(q("xml:id")) for note in root.iterfind(f".//{q('text')}//{q('note')}")]
        there = {key for page in pages for key in page.ids}
        lost = [name for name in notes if not name or name not in there]
        if notes:
            yield (no if lost else yes)(
                f"{len(notes) - len(lost)} of {len(notes)} notes have addresses", f"tei/{slug}.xml"
            )
    for name in (ABOUT, "persons.html", "places.html", "organisations.html", "works.html"):
        if page := built.page(name):
            own = [key for key in page.ids if key != "te-main"]
            yield _told(bool(own), "an address of a part", page.name)


def makers_named(built: Built) -> Iterator[Found]:
    """Point 13."""
    for _, _, pages in built.texts():
        for page in pages:
            said = " ".join(page.sections.values())
            for editor in built.edition.editors:
                yield _told(
                    editor.name in said and editor.resp in said, f"{editor.name} ({editor.resp})", page.name
                )
    if not built.edition.editors:
        yield no("nobody is named as an editor", cure='[[editor]] with id = "…", name = "…", resp = "…"')


def permanence(built: Built) -> Iterator[Found]:
    """Point 14."""
    page = built.page(ABOUT)
    said = page.sections.get("permanence", "") if page else ""
    yield (
        yes("a section on permanence", f"html/{ABOUT}")
        if said
        else no("nobody says who keeps the edition", f"html/{ABOUT}", cure='permanence = "…"')
    )


def reference_manager(built: Built) -> Iterator[Found]:
    """Point 15."""
    index = built.page("index.html")
    if index:
        for name in ("citation_title", "citation_publication_date", "citation_publisher"):
            yield _told(bool(index.tag(name)), name, index.name)
        yield _told(index.tag("DC.type") == ["book"], "DC.type = book", index.name)
    for slug, _, pages in built.texts():
        work = built.metadata.articles[slug]
        for page in pages[:1]:
            wanted = ["citation_title", "citation_publication_date", "DC.publisher", "DC.date"]
            wanted += ["citation_author"] if work.authors else []
            for name in wanted:
                yield _told(bool(page.tag(name)), name, page.name)
            inside = page.tag("citation_journal_title") or page.tag("citation_inbook_title")
            yield _told(bool(inside), "the journal, book or edition it stands in", page.name)


CHECKS = (
    first_page, version_doi, concept_doi, version_everywhere, version_cited, how_to_cite, units_cited, ids_kept,
    ids_persist, older_versions, ids_one_to_one, paratexts, makers_named, permanence, reference_manager,
)  # fmt: skip
"""The checks of points 1 to 15, in their order."""
