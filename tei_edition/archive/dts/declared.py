"""`refsDecl` with `citeStructure` in a TEI header → citation trees (TEI Guidelines, 16.2.5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from tei_edition.tei import inner_text, local, q

__all__ = ["DCTERMS", "CitationTree", "Structure", "declared_trees"]

DCTERMS = "http://purl.org/dc/terms/"
"""The namespace of Dublin Core's terms."""

DEEPEST = 30
"""Structures nested deeper than this are not read: no text is cited so."""

_USUAL = {"dc": f"{DCTERMS}$1", "dct": f"{DCTERMS}$1", "dcterms": f"{DCTERMS}$1"}
"""Prefixes that are understood although nobody has declared them."""


@dataclass(frozen=True)
class Structure:
    """A kind of citable unit, at one place of a citation tree."""

    unit: str
    """What such a unit is called: `chapter`, `verse`, …."""
    match: str
    """The XPath that finds these units, from the unit above."""
    use: str
    """The XPath that names one of them, from that one."""
    delim: str = ""
    """What stands in a reference before that name."""
    data: tuple[tuple[str, str], ...] = ()
    """What else is known of a unit: addresses of properties, and the XPath that finds their values."""
    parts: tuple[Structure, ...] = ()
    """The kinds of units below."""


@dataclass(frozen=True)
class CitationTree:
    """A way to cite a text."""

    name: str
    """Its name; the default one has none."""
    structures: tuple[Structure, ...]
    """The kinds of units at its highest level."""
    description: str = ""
    """What it is, a sentence; may be empty."""
    line: int | None = None
    """The line of the document that declares it."""

    @property
    def depth(self) -> int:
        """How many levels it has at most."""
        return _depth(self.structures)


def declared_trees(root: etree._Element) -> list[CitationTree]:
    """Give the citation trees that a document's header declares, the default one first and without its name."""
    header = root.find(q("teiHeader"))
    declarations = [] if header is None else [one for one in header.iter(q("refsDecl")) if _structures(one)]
    declarations.sort(key=lambda one: one.get("default") != "true")
    prefixes = {} if header is None else _prefixes(header)
    trees: list[CitationTree] = []
    for number, declaration in enumerate(declarations, 1):
        name = declaration.get("n") or declaration.get(q("xml:id")) or f"tree{number}"
        while any(tree.name == name for tree in trees):
            name += "-"
        structures = tuple(_structure(one, prefixes) for one in _structures(declaration))
        line: int | None = declaration.sourceline  # type: ignore[assignment]
        trees.append(CitationTree(name if trees else "", structures, _description(declaration), line))
    return trees


def _structures(element: etree._Element) -> list[etree._Element]:
    return list(element.iterchildren(q("citeStructure")))


def _structure(element: etree._Element, prefixes: Mapping[str, str], depth: int = 1) -> Structure:
    """Read a `citeStructure` and those in it."""
    below = _structures(element) if depth < DEEPEST else []
    return Structure(
        unit=element.get("unit", "unit"),
        match=element.get("match", ""),
        use=element.get("use", ""),
        delim=element.get("delim", ""),
        data=tuple(
            (_expanded(one.get("property", ""), prefixes), one.get("use", ""))
            for one in element.iterchildren(q("citeData"))
        ),
        parts=tuple(_structure(one, prefixes, depth + 1) for one in below),
    )


def _description(declaration: etree._Element) -> str:
    """Give what the first structure says of itself."""
    described = next(declaration.iterfind(f"{q('citeStructure')}/{q('desc')}"), None)
    return " ".join(inner_text(described).split()) if described is not None else ""


def _prefixes(header: etree._Element) -> dict[str, str]:
    """Give the prefixes of addresses that the header declares, each with the address it stands for."""
    declared = (one for one in header.iter(q("prefixDef")) if local(one))
    return _USUAL | {one.get("ident", ""): one.get("replacementPattern", "") for one in declared}


def _expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """Give the address that a prefixed name stands for; `$1` is all that follows the colon."""
    prefix, colon, rest = name.partition(":")
    return prefixes[prefix].replace("$1", rest) if colon and prefix in prefixes else name


def _depth(structures: tuple[Structure, ...]) -> int:
    return max((1 + _depth(one.parts) for one in structures), default=0)


def walk_structures(structures: tuple[Structure, ...]) -> Iterator[Structure]:
    """Yield structures and those below them."""
    for one in structures:
        yield one
        yield from walk_structures(one.parts)
