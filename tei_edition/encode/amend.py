"""A TEI file → the same bytes with the addresses, names and quotations it lacks, and what could not be put in.

The text is never touched: what is added are tags and attributes, and entries of the register that they point to.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.sax.saxutils import quoteattr

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.edition import ArticleConfig
from tei_edition.encode.amending.fitting import NAMES
from tei_edition.encode.amending.placing import Placed, place
from tei_edition.encode.amending.reading import Passage, article_of, passages
from tei_edition.encode.article import Setting, context_of
from tei_edition.encode.inline import attributes_of
from tei_edition.encode.names import names
from tei_edition.encode.quotations import quotations
from tei_edition.encode.standoff import build_standoff, pointers
from tei_edition.errors import UsageError
from tei_edition.model import Article, Span
from tei_edition.tei import NS, inner_text, local, new_element, parse_bytes
from tei_edition.tei.patch import Insertion, Node, patched, scan

__all__ = ["Amended", "amend"]

SORTS = {"p": "p", "item": "i", "div": "d", "note": "fn"}
"""Elements that get an address, and the letters it begins with."""

TAGS = (
    "cit",
    "bibl",
    "quote",
    "q",
    "said",
    "soCalled",
    "mentioned",
    "title",
    "persName",
    "placeName",
    "orgName",
)
"""Elements that are put in."""


@dataclass(frozen=True)
class Amended:
    """A file with what it lacked."""

    data: bytes
    """Its bytes."""
    diagnostics: tuple[Diagnostic, ...]
    """What could not be put in."""


def amend(data: bytes, config: ArticleConfig, setting: Setting) -> Amended:
    """Add what is missing; raises XmlError where it is no XML, UsageError where it is not TEI."""
    name = str(config.path)
    root = parse_bytes(data, name).getroot()
    nodes, chars, encoding = scan(data, name)
    if not nodes[0].name:
        raise UsageError(f"<{local(root)}> is no TEI document", file=name, hint="its namespace must be TEI's")
    found = passages(chars)
    article = article_of(found, name)
    spans = _spans(article, replace(config, language=_language(root)), setting)
    placed, left = place(article, found, nodes, spans)
    tags = [item for each in placed for item in _tags(each)]
    entries = _entries(nodes, [each.span for each in placed], setting)
    result = patched(data, [*tags, *entries, *_ids(nodes, encoding)], encoding)
    _guard(root, result, name)
    return Amended(result, tuple(_finding(item, article, found, data, name) for item in left))


def _language(root: etree._Element) -> str:
    """Give the language of the text, as far as the document says it."""
    for element in (root.find("{*}text"), root):
        if element is not None and (language := element.get("{http://www.w3.org/XML/1998/namespace}lang")):
            return language
    return ""


def _spans(article: Article, config: ArticleConfig, setting: Setting) -> list[Span]:
    """Run the passes that read a text without knowing its layout."""
    context = context_of(article, config, setting)
    for read in (names, quotations):
        context = replace(context, spans=(*context.spans, *read(article, context)))
    spans = [span for span in context.spans if span.tag in TAGS and span.end > span.start]
    return sorted(spans, key=lambda span: (span.start, -span.end, span.tag in NAMES))


def _tags(placed: Placed) -> Iterator[Insertion]:
    """Give the tags of a span; of several at one place, ends come first, and the outer is outside."""
    span, name = placed.span, placed.prefix + placed.span.tag
    attributes = "".join(f" {key}={quoteattr(value)}" for key, value in attributes_of(span).items())
    size = 2 * (span.end - span.start) - (span.tag in NAMES)
    yield Insertion(placed.start, (1, -size), f"<{name}{attributes}>")
    yield Insertion(placed.end, (0, size), f"</{name}>")


def _ids(nodes: Sequence[Node], encoding: str) -> Iterator[Insertion]:
    """Give an address to each citable element of the text that has none."""
    used = {node.attributes.get("xml:id", "") for node in nodes}
    counts = dict.fromkeys(SORTS.values(), 0)
    texts: set[Node] = set()
    for node in nodes:
        if node.name == "text" or node.parent in texts:
            texts.add(node)
        if node not in texts or node.name not in SORTS or "xml:id" in node.attributes:
            continue
        sort = SORTS[node.name]
        counts[sort] += 1
        while f"{sort}{counts[sort]}" in used:
            counts[sort] += 1
        at = node.start + len(f"<{node.qname}".encode(encoding))
        yield Insertion(at, (0, 0), f' xml:id="{sort}{counts[sort]}"')


def _entries(nodes: Sequence[Node], spans: Sequence[Span], setting: Setting) -> Iterator[Insertion]:
    """Give the register's entries that what was added points to and the document has not."""
    there = {node.attributes.get("xml:id", "") for node in nodes}
    refs = [
        ref for span in spans for ref in pointers(new_element("p", attributes_of(span))) if ref not in there
    ]
    elements = {name: entry for name, entry in setting.elements.items() if name not in there}
    holder = new_element("p", {"ref": " ".join(f"#{ref}" for ref in dict.fromkeys(refs))})
    standoff = build_standoff(setting.register, elements, holder) if refs else None
    if standoff is None:
        return
    old = next((node for node in nodes if node.name == "standOff" and node.parent is nodes[0]), None)
    text = next((node for node in nodes if node.name == "text"), None)
    if old and old.close > old.start:
        yield Insertion(old.close, (0, 0), "".join(_markup(child, old) for child in standoff))
    elif text:
        yield Insertion(text.start, (0, 0), _markup(standoff, text))


def _markup(element: etree._Element, beside: Node) -> str:
    """Give an element as it is written beside another, whose default namespace it need not declare again."""
    written = etree.tostring(element, encoding="unicode", with_tail=False)
    return written if beside.prefix else written.replace(f' xmlns="{NS}"', "")


def _guard(before: etree._Element, result: bytes, name: str) -> None:
    """See that no character of any text has changed; it never must."""
    after = parse_bytes(result, name).getroot()
    for one, other in zip(before.iter("{*}text"), after.iter("{*}text"), strict=True):
        if inner_text(one) != inner_text(other):
            raise AssertionError(f"{name}: the text would have changed")


def _finding(span: Span, article: Article, found: Sequence[Passage], data: bytes, name: str) -> Diagnostic:
    """Say what was left as it is."""
    index = bisect_right(article.starts, span.start) - 1
    char = found[index].chars[span.start - article.starts[index]]
    return make(
        "left-as-it-is",
        f"{span.tag} would cross an element that is there, or another, and is not put in",
        file=name,
        line=data.count(b"\n", 0, char.start) + 1,
        excerpt=article.text[span.start : span.end].replace("\n", " ")[:120],
        hint="mark it up by hand, if it is one",
    )
