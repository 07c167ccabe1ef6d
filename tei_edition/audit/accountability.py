"""What was built → points 16 to 27: whether the edition says how it was made, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.audit.built import Built
from tei_edition.audit.pages import Page, line_of
from tei_edition.audit.verdict import Found, no, without, yes
from tei_edition.tei import local, q

ABOUT = "html/about.html"
_DESCRIBED = ("biblStruct", "bibl", "biblFull", "msDesc", "listWit", "recordingStmt")
"""Elements by which a source is described."""
PROOF, COLLATION = 'proofreading = "…"', 'collation = "…"'


def _about(built: Built, section: str) -> str:
    page = built.page("about.html")
    return page.sections.get(section, "") if page else ""


def _shown(pages: list[Page], words: str) -> bool:
    wanted = " ".join(words.split())
    return any(wanted in said for page in pages for said in page.sections.values())


def _words(element: etree._Element) -> str:
    return " ".join("".join(map(str, element.itertext())).split())


def principles(built: Built) -> Iterator[Found]:
    """Point 16."""
    for slug, root, pages in built.texts():
        declared = root.find(f".//{q('editorialDecl')}")
        if declared is None or not _words(declared):
            yield no("the header has no editorial principles (editorialDecl)", f"tei/{slug}.xml")
        elif not any(page.sections.get("told") for page in pages):
            yield no("readers do not see the principles", f"html/{slug}.html")
        else:
            yield yes("editorialDecl is stated and shown", f"tei/{slug}.xml", line_of(declared))


def rules(built: Built) -> Iterator[Found]:
    """Point 17."""
    for slug, root, pages in built.texts():
        declared = root.find(f".//{q('editorialDecl')}")
        parts = [] if declared is None else [one for one in declared if isinstance(one.tag, str)]
        names = {local(part) for part in parts}
        for name in {"correction", "normalization"} - names:
            yield no(f"editorialDecl has no {name}", f"tei/{slug}.xml")
        for part in parts:
            for words in map(_words, part.iterfind(q("p"))):
                if not _shown(pages, words):
                    yield no(f"readers do not see {local(part)}", f"html/{slug}.html", line_of(part))
        if parts:
            yield yes(f"{len(parts)} rules are stated: {', '.join(sorted(names))}", f"tei/{slug}.xml")


def sources(built: Built) -> Iterator[Found]:
    """Point 18."""
    for slug, root, pages in built.texts():
        description = root.find(f".//{q('sourceDesc')}")
        known = [] if description is None else list(description.iter(*map(q, _DESCRIBED)))
        source = built.metadata.articles[slug].source
        if not known:
            yield no("the source is not described", f"tei/{slug}.xml", cure=f"[source] in {slug}.toml")
        elif source.title and not _shown(pages, source.title):
            yield no(f"readers do not see the source: {source.title}", f"html/{slug}.html")
        else:
            yield yes(f"the source is described ({local(known[0])})", f"tei/{slug}.xml", line_of(known[0]))


def apparatus(built: Built) -> Iterator[Found]:
    """Point 19."""
    for slug, root, _ in built.texts():
        stated = root.find(f".//{q('editorialDecl')}/{q('p')}")
        variants = next(root.iter(q("app"), q("variantEncoding")), None)
        for one in (variants, stated):
            if one is not None:
                yield yes("an apparatus" if one is variants else _words(one), f"tei/{slug}.xml", line_of(one))
                break
        else:
            yield no("neither an apparatus nor word of why there is none", f"tei/{slug}.xml", cure=COLLATION)


def interventions(built: Built) -> Iterator[Found]:
    """Point 20."""
    for slug, root, pages in built.texts():
        text = root.find(f".//{q('text')}")
        if text is None:
            continue
        corrected = [one for one in text.iter(q("choice")) if one.find(q("corr")) is not None]
        listed = sum(page.counts["corrections"] for page in pages)
        told = f"{listed} of {len(corrected)} corrections are listed"
        yield (yes if listed >= len(corrected) else no)(told, f"html/{slug}.html")
        for name in ("supplied", "gap"):
            marked = sum(page.counts[name] for page in pages)
            count = sum(1 for _ in text.iter(q(name)))
            if count:
                yield (yes if marked >= count else no)(
                    f"{marked} of {count} {name} are marked", f"html/{slug}.html"
                )


def proofread(built: Built) -> Iterator[Found]:
    """Point 21."""
    said = " ".join(built.edition.proofreading.split())
    if not said:
        yield no("nobody says how the text was proof-read", "edition.toml", cure=PROOF)
        return
    for slug, _, pages in built.texts():
        shown = _shown(pages, said)
        yield yes(said, f"html/{slug}.html") if shown else no("readers do not see it", f"html/{slug}.html")


def credits_(built: Built) -> Iterator[Found]:
    """Point 22."""
    work, said = built.metadata.edition, _about(built, "credits")
    for agent in (*work.creators, *work.contributors):
        named = agent.name in said and (not agent.resp or agent.resp in said)
        yield (yes if named else no)(f"{agent.name}: {agent.resp or agent.role}", ABOUT)
        if agent.orcid:
            yield (yes if _sound(agent.orcid) else no)(f"ORCID {agent.orcid}", "edition.toml")
        elif agent.kind == "person" and agent.role != "aut":
            yield without(f"{agent.name} has no ORCID here", 'orcid = "…"')
    if not built.edition.editors:
        yield no(
            "nobody is named as an editor", "edition.toml", cure='[[editor]] with id = "…" and name = "…"'
        )


def _sound(orcid: str) -> bool:
    """Tell whether the last character is the check digit of the others (ISO 7064, 11-2)."""
    digits = orcid.replace("-", "")
    total = 0
    for digit in digits[:-1]:
        total = (total + int(digit)) * 2
    return len(digits) == 16 and digits[-1] == "0123456789X"[(12 - total % 11) % 11]


def revisions(built: Built) -> Iterator[Found]:
    """Point 23."""
    for slug, root, _ in built.texts():
        change = root.find(f".//{q('revisionDesc')}//{q('change')}")
        if change is None:
            yield no("the header has no history of revisions", f"tei/{slug}.xml", cure="date = 2026-01-31")
        else:
            yield yes("revisionDesc", f"tei/{slug}.xml", line_of(change))
    said = _about(built, "versions")
    yield yes(said, ABOUT) if built.edition.version in said else no("no list of versions for readers", ABOUT)
    for one in built.edition.releases:
        yield (yes if one.version in said else no)(f"version {one.version} is listed", ABOUT)


def encoding(built: Built) -> Iterator[Found]:
    """Point 24."""
    for name in ("schema/tei_edition.rng", "schema/tei_edition.sch"):
        yield (yes if built.has(name) else no)(f"the schema {name}", name)
    yield from built.wrong["valid"]
    for slug, root, _ in built.texts():
        said = root.find(f".//{q('encodingDesc')}")
        if said is None or not _words(said):
            yield no("the encoding is not described (encodingDesc)", f"tei/{slug}.xml")
    if not built.wrong["valid"]:
        yield yes(f"{len(built.trees)} TEI documents are valid", "tei")


def technology(built: Built) -> Iterator[Found]:
    """Point 25."""
    yield (
        yes("a section on technology", ABOUT)
        if _about(built, "technology")
        else no("no word on technology", ABOUT)
    )


def licences(built: Built) -> Iterator[Found]:
    """Point 26."""
    covered = {one.covers: one for one in built.metadata.edition.rights}
    images = any(next(root.iter(q("graphic")), None) is not None for _, root, _ in built.texts())
    kinds = [
        ("encoding", True),
        ("text", True),
        ("images", images),
        ("data", built.edition.register is not None),
    ]
    for kind, there in kinds:
        one = covered.get(kind)
        if not there:
            continue
        if one and one.url and (one.spdx or kind != "encoding"):
            yield yes(f"{kind}: {one.name or one.url} ({one.spdx or 'not in the SPDX list'})", ABOUT)
        elif kind in ("text", "images") and built.edition.rights:
            yield yes(f"{kind}: {built.edition.rights}", ABOUT)
        else:
            yield no(
                f"no licence for {kind}",
                "edition.toml",
                cure=f'[[licence]] with covers = "{kind}", target = "…"',
            )
    said = _about(built, "rights")
    for one in covered.values():
        there = (one.name or one.url) in said and one.spdx in said
        yield (yes if there else no)(f"readers see: {one.name or one.url} {one.spdx}".rstrip(), ABOUT)


def holder(built: Built) -> Iterator[Found]:
    """Point 27."""
    work, said = built.metadata.edition, _about(built, "rights")
    for what, value, cure in (
        ("rights holder", work.rights_holder, 'rights_holder = "…"'),
        ("access", work.access_right[0], 'access = "open"'),
    ):
        if not value:
            yield no(f"no {what} is named", "edition.toml", cure=cure)
        else:
            yield (yes if value in said else no)(f"{what}: {value}", ABOUT)


CHECKS = (
    principles, rules, sources, apparatus, interventions, proofread, credits_, revisions, encoding, technology,
    licences, holder,
)  # fmt: skip
"""The checks of points 16 to 27, in their order."""
