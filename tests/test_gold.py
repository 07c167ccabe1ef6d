"""The two articles against an annotation made by hand (`tests/gold/`): blocks, quotations, names, every one."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from lxml import etree

from tei_edition.articles import encode_source, setting_of
from tei_edition.edition import load_edition
from tei_edition.tei import inner_text, local

ROOT = Path(__file__).parent.parent
GOLD = Path(__file__).parent / "gold"
SLUGS = ("breitman-1953", "stein-wright-1955")
KINDS = {"persName": "persons", "placeName": "places", "orgName": "organisations", "title": "works"}
QUOTED = ("quote", "q", "said", "soCalled", "mentioned")


@dataclass(frozen=True)
class Found:
    """An article's TEI, its corrections undone and its notes taken out."""

    text: etree._Element
    header: etree._Element


@pytest.fixture(scope="module", params=SLUGS)
def slug(request: pytest.FixtureRequest) -> str:
    if not (ROOT / "seeds").is_dir():
        pytest.skip("the repository's own edition is not here")
    return str(request.param)


@pytest.fixture(scope="module")
def found(slug: str) -> Found:
    edition = load_edition(ROOT / "seeds")
    config = next(article for article in edition.articles if article.slug == slug)
    root = encode_source(config, setting_of(edition, "", guess=False)).tree.getroot()
    for element in [*root.iterfind(".//{*}text//{*}note"), *root.iterfind(".//{*}corr")]:
        for child in list(element):
            element.remove(child)
        element.text = None
    text, header = root.find("{*}text"), root.find("{*}teiHeader")
    assert text is not None and header is not None
    return Found(text, header)


def section(slug: str, name: str) -> list[list[str]]:
    """Give the entries of a section of the gold file, each as its fields."""
    lines = (GOLD / f"{slug}.txt").read_text("utf-8").splitlines()
    start = lines.index(f"[{name}]")
    entries = []
    for line in lines[start + 1 :]:
        if re.fullmatch(r"\[\w+\]", line):
            break
        if line.strip() and not line.startswith("#"):
            entries.append([field.strip() for field in line.split("|")])
    return entries


def plain(element: etree._Element) -> str:
    return " ".join(inner_text(element).split())


def shortened(text: str, pattern: str) -> str:
    """Shorten a text as the gold's entry is shortened, so that the two can be compared."""
    head, dots, tail = pattern.partition(" … ")
    if not dots:
        return text
    words = text.split()
    return " ".join(words[: len(head.split())]) + dots + " ".join(words[-len(tail.split()) :])


def blocks(found: Found) -> list[tuple[str, str]]:
    """Give kind and text of each block."""
    kinds = {
        "byline": "byline",
        "docDate": "docdate",
        "item": "item",
        "p": "paragraph",
        "milestone": "separator",
    }
    result = []
    for element in found.text.iter("{*}*"):
        name = local(element)
        parent = element.getparent()
        if name == "head":
            top = parent is not None and local(parent) == "body"
            kind = {"sub": "subtitle"}.get(element.get("type", ""), "title" if top else "heading")
            result.append((kind, plain(element)))
        elif name == "bibl" and parent is not None and local(parent) in ("body", "head"):
            result.append(("source", plain(element)))
        elif name in kinds:
            result.append((kinds[name], plain(element)))
    moved = [plain(note) for note in found.header.iterfind(".//{*}note[@type='boilerplate']")]
    return result + [("boilerplate", text) for text in moved]


def test_blocks(slug: str, found: Found) -> None:
    wanted = section(slug, "blocks")
    got = blocks(found)
    assert [kind for kind, _ in got] == [kind for kind, *_ in wanted]
    for (kind, text), (_, words, *_) in zip(got, wanted, strict=True):
        first, _, last = words.partition(" … ")
        assert text.startswith(first), kind
        assert text.endswith(last) or ")" in last, kind  # a reference stands behind, in the cit


def test_quotations(slug: str, found: Found) -> None:
    elements = [e for e in found.text.iter("{*}*") if local(e) in QUOTED and not e.get("prev")]
    wanted = section(slug, "quotations")
    got = [plain(e) for e in elements]
    assert [shortened(text, entry[1]) for text, entry in zip(got, wanted, strict=False)] == [
        e[1] for e in wanted
    ]
    assert len(got) == len(wanted)
    wrong = []
    for element, (kind, text, who, source, *reason) in zip(elements, wanted, strict=True):
        allowed = {kind, *re.findall(r"also (\w+)", " ".join(reason))}
        if local(element) not in allowed:
            wrong.append((text, local(element), allowed))
        named = set((element.get("source", "") + " " + element.get("who", "")).replace("#", "").split())
        wanted_names = {who.removeprefix("who="), source.removeprefix("source=")} - {"-"}
        if local(element) == kind and named != wanted_names:
            wrong.append((text, str(named), wanted_names))
    assert wrong == []


@pytest.mark.parametrize("tag", KINDS)
def test_names(slug: str, found: Found, tag: str) -> None:
    wanted = [(form, ref) for form, ref, *_ in section(slug, KINDS[tag])]
    got = [
        (plain(e), (e.get("ref") or "").lstrip("#"))
        for e in found.text.iter(f"{{*}}{tag}")
        if tag != "title" or e.get("ref")
    ]
    assert got == wanted


def test_header(slug: str, found: Found) -> None:
    struct = found.header.find(".//{*}biblStruct")
    assert struct is not None
    said = {local(e) + (e.get("unit") or e.get("level") or ""): plain(e) for e in struct.iter("{*}*")}
    dates = [e.get("when") for e in struct.iter("{*}date")]
    if slug == "breitman-1953":
        assert (said["titlea"], said["author"]) == ("How Stalinism Will Be Ended", "George Breitman")
        assert (said["titlej"], said["biblScopevolume"], said["biblScopeissue"]) == (
            "The Militant",
            "17",
            "26",
        )
        assert dates == ["1953-06-29"]
    else:
        assert [plain(e) for e in struct.iter("{*}author")] == ["M. Stein", "J. G. Wright"]
        assert (said["titlej"], said["biblScopevolume"], said["biblScopeissue"]) == (
            "Fourth International",
            "16",
            "2",
        )
        assert (said["biblScopepage"], dates) == ("44–48", ["1955"])
