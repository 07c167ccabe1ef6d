"""A TEI element → what an edition must do with it: show it in which view, number it, label it, end a block with it.

This restates, in the ledger's own words, what `model.odd` and the outputs' formats say: an output that does
otherwise is found out.
"""

from __future__ import annotations

from lxml import etree

from tei_edition.ledger.streams import BLOCK, LINE, Parts
from tei_edition.tei import NS, local, q, walk

INLINE = frozenset(
    """
    abbr add am author bibl biblScope c cb choice cit corr date del distinct docAuthor emph ex expan foreign
    forename g gap gb gloss hi ident idno measure mentioned name num orgName orig pb persName pc placeName ptr
    publisher pubPlace q quote ref reg roleName rs said seg sic soCalled space span subst supplied surname term time
    title unclear w
    """.split()  # noqa: SIM905
)
"""Elements whose edges are no gap in the text, unless they stand between blocks."""
_PARTS = "TEI argument back body div div1 div2 div3 div4 div5 div6 div7 front group surface surfaceGrp teiCorpus text"
PARTS = frozenset([*_PARTS.split(), "sourceDoc"])
"""Elements that are sequences of blocks; paragraphs directly in them have numbers."""
EDGES = {
    **dict.fromkeys("p head div byline closer opener trailer".split(), BLOCK),  # noqa: SIM905
    **dict.fromkeys(("l", "row", "lb"), LINE),
}
"""Elements at whose edges a block or a line of an output ends."""
_UNSHOWN = """
    TEI.teiHeader standOff facsimile divGen index link linkGrp span spanGrp alt altGrp join joinGrp timeline when
    interp interpGrp certainty precision respons handShift handNotes caesura lacunaEnd lacunaStart witEnd witStart
    addSpan delSpan damageSpan substJoin listTranspose transpose fs fvLib listAnnotation annotation xenoData fw
    """
UNSHOWN = frozenset(word.rpartition(".")[2] for word in _UNSHOWN.split())
"""Elements whose content is not of the text as readers read it: running heads, pointers, features, metadata."""
_STAYS_IN = PARTS - {"TEI", "teiCorpus", "div5", "div6", "div7", "surface", "surfaceGrp", "sourceDoc"}
_STAYS = frozenset([*_STAYS_IN, "lg", "list", "sp", "listBibl", "opener", "closer"])
_DESCRIBES = frozenset("bibl biblStruct person place org event witness castItem app".split())  # noqa: SIM905
_PAIRS = (("sic", "corr"), ("orig", "reg"), ("abbr", "expan"), ("am", "ex"))
_EDITED = ("corr", "reg", "expan", "ex")
_LISTS = frozenset(
    "listPerson listPlace listOrg listEvent listNym listRelation listWit listObject".split()  # noqa: SIM905
)
_LISTED = {
    "item": frozenset({"list"}),
    "app": frozenset({"listApp"}),
    "castItem": frozenset({"castList", "castGroup"}),
    **dict.fromkeys(("bibl", "biblStruct", "biblFull", "msDesc"), frozenset({"listBibl"})),
    **dict.fromkeys(
        "person personGrp place org event nym relation witness witDetail object".split(),  # noqa: SIM905
        _LISTS,
    ),
}


_TEI = f"{{{NS}}}"
_APART = PARTS | {"epigraph"}
_ALTERNATIVES = frozenset({"choice", "app", "subst"})


def named(element: etree._Element) -> str:
    """Give the name of a TEI element; empty for one of another vocabulary."""
    tag = str(element.tag)
    return tag[len(_TEI) :] if tag.startswith(_TEI) else ""


def hangs(element: etree._Element) -> bool:
    """Tell whether the element is a note with a marker; others stay where they stand."""
    parent = element.getparent()
    if named(element) == "app":
        return placed(element) and parent is not None and local(parent) not in _STAYS | {"listApp"}
    if named(element) != "note" or (parent is not None and local(parent) in _STAYS):
        return False
    around = {local(ancestor) for ancestor in element.iterancestors()}
    return element.get("type") in ("editorial", "authorial") or "cit" in around or not around & _DESCRIBES


def is_phrase(element: etree._Element) -> bool:
    """Tell a `span` that holds words of the text from one that says something about other words."""
    parent = element.getparent()
    grouped = parent is not None and local(parent) == "spanGrp"
    return named(element) == "span" and not grouped and not {"from", "target"} & set(element.attrib)


def placed(app: etree._Element) -> bool:
    """Tell whether an entry of an apparatus says where it belongs, rather than stand there in place of the words."""
    around = app.getparent()
    listed = around is not None and local(around) == "listApp"
    return listed or app.get("from") is not None or app.get("loc") is not None


def side(element: etree._Element) -> str:
    """Tell which view alone shows the element (`reading`, `source`); empty: both do."""
    parent = element.getparent()
    chosen = _chosen(parent) if parent is not None and local(parent) in _ALTERNATIVES else None
    if chosen is not None:
        return "reading" if element is chosen else "source"
    return "source" if named(element) in ("del", "surplus") else ""


def has_views(tree: etree._ElementTree) -> bool:
    """Tell whether the document has anything that one view may show and the other not."""
    names = (*_ALTERNATIVES, "del", "surplus")
    return next(tree.iter(*map(q, names)), None) is not None


def hidden(element: etree._Element, view: str) -> bool:
    """Tell whether the view does not show the element; what was added stands in the source, too."""
    alone = side(element) if view != "both" else ""
    return alone not in ("", view) and not (alone == "reading" and named(element) == "add")


def _chosen(parent: etree._Element) -> etree._Element | None:
    """Give, of alternative readings, the one that is read."""
    name = named(parent)
    if name not in _ALTERNATIVES or (name == "app" and placed(parent)):
        return None
    if name == "choice":
        for other, default in _PAIRS:
            if parent.find(q(other)) is not None and (found := parent.find(q(default))) is not None:
                return found
        edited = (found for name in _EDITED if (found := parent.find(q(name))) is not None)
        if (first := next(edited, None)) is not None:
            return first
    elif name == "subst":
        return parent.find(q("add")) if parent.find(q("del")) is not None else None
    elif (lemma := parent.find(q("lem"))) is not None:
        return lemma
    elif parent.find(q("rdg")) is None and parent.find(q("rdgGrp")) is None:
        return None
    return next(parent.iterchildren(f"{{{NS}}}*"), None)


def edge(element: etree._Element) -> Parts:
    """Give the mark to set where the element begins and where it ends."""
    name = named(element)
    if name == "lb":
        return [None if element.get("break") == "no" else LINE]
    parent = element.getparent()
    if listed(element):
        return [BLOCK]
    if name in EDGES:
        return [EDGES[name]]
    return [None] if name not in INLINE or _between_blocks(parent) else []


def _between_blocks(parent: etree._Element | None) -> bool:
    """Tell whether what stands directly in the element is a block of its own."""
    if parent is not None and local(parent) == "cit":
        parent = parent.getparent()
    return parent is not None and local(parent) in _APART


def listed(element: etree._Element) -> bool:
    """Tell whether the element is an item of a list."""
    parent = element.getparent()
    return parent is not None and local(parent) in _LISTED.get(named(element), ())


def label(element: etree._Element) -> str:
    """Give the label an item had in print, from `@n`: a number with a full stop, any other as it stands."""
    own = element.get("n", "").strip() if named(element) == "item" and listed(element) else ""
    return f"{own}." if own.isalnum() else own


def numbered(element: etree._Element) -> bool:
    """Tell whether the element is a paragraph with a number: it has one and an address, or a division holds it."""
    name = named(element)
    if name not in ("p", "u", "writing", "ab") or (name == "ab" and _within_line(element)):
        return False
    if element.get("n") and element.get(q("xml:id")):
        return True
    return name != "ab" and all(local(around) in PARTS - {"argument"} for around in element.iterancestors())


def _within_line(element: etree._Element) -> bool:
    return any(local(around) in ("p", "l", "head", "ab", "cell") for around in element.iterancestors())


def separates(element: etree._Element) -> bool:
    """Tell whether the element is a separator between parts of the text."""
    return named(element) == "milestone" and element.get("unit") == "section" and not _within_line(element)


def is_empty(element: etree._Element) -> bool:
    """Tell whether the element holds neither elements nor characters."""
    return not any(event == "text" or child is not element for event, child, _ in walk(element))
