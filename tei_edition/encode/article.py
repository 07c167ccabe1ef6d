"""A source's blocks and all that is known about it → its TEI document: the passes in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.edition import ArticleConfig, Edition
from tei_edition.encode.addresses import dropped_findings, keep_addresses
from tei_edition.encode.addressing.writing import write_changes
from tei_edition.encode.corrections import corrections
from tei_edition.encode.decisions import decisions
from tei_edition.encode.facts import Facts, corrected, facts_of, title_block_spans
from tei_edition.encode.header import author_id, build_header, editors_of
from tei_edition.encode.language import language_of
from tei_edition.encode.markup import markup, settled
from tei_edition.encode.names import names
from tei_edition.encode.notes import notes, settle_note_headings
from tei_edition.encode.overlap import arrange
from tei_edition.encode.quotations import quotations, unbalanced
from tei_edition.encode.references import declare_references
from tei_edition.encode.standoff import build_standoff
from tei_edition.encode.structure import structure
from tei_edition.encode.supplied import supplied
from tei_edition.encode.tree import build_text, outside_text
from tei_edition.ledger import account_of_source
from tei_edition.model import Article, Block, Context, Register, Source, Span
from tei_edition.record import Record, record_path
from tei_edition.tei import append_child, indent, new_document

__all__ = ["PASSES", "Encoded", "Setting", "context_of", "encode_article"]

Pass = Callable[[Article, Context], list[Span]]

PASSES: Sequence[tuple[str, Pass]] = (
    ("the source's own markup", markup),
    ("title block", title_block_spans),
    ("names", names),
    ("quotations", quotations),
    ("supplied", supplied),
)
"""The passes that read, in the order they run; the editor's hand (`notes`, `corrections`) comes after them."""


@dataclass(frozen=True)
class Setting:
    """What surrounds the articles of one run."""

    edition: Edition | None = None
    """The edition; `None` for a source encoded by itself."""
    register: Register = field(default_factory=Register)
    """The register; empty where there is none."""
    elements: Mapping[str, etree._Element] = field(default_factory=dict)
    """The register's own elements by id, to be copied into `standOff`."""
    schema: str = "schema/"
    """Address of the folder of our schema, relative to the file that will be written."""
    guess: bool = False
    """Whether to propose names that the register does not know."""
    software: str = ""
    """Our version."""
    debug: bool = False
    """Whether to account for every word after each pass, not only at the end."""


@dataclass(frozen=True)
class Encoded:
    """An article as TEI."""

    article: Article
    """The blocks, each with its kind."""
    spans: tuple[Span, ...]
    """All that the passes found, before overlaps were resolved."""
    tree: etree._ElementTree
    """The TEI document."""
    diagnostics: tuple[Diagnostic, ...]
    """What the editor should look at."""
    record: Record
    """The addresses of its parts."""


def encode_article(
    source: Source, blocks: Sequence[Block], config: ArticleConfig, setting: Setting
) -> Encoded:
    """Encode one article. Nothing is written and nothing is printed."""
    article = structure(source, blocks)
    facts = facts_of(article, config, setting.register)
    authors = tuple(author_id(at, ref) for at, (_, ref) in enumerate(facts.authors))
    context = replace(context_of(article, config, setting), authors=authors)
    language = context.language
    watched: list[Diagnostic] = []
    for name, read in PASSES:
        context = replace(context, spans=(*context.spans, *read(article, context)))
        if setting.debug:
            watched += _watched(
                name, _written(article, tuple(settled(context.spans)), facts, config, setting, language)
            )
    found, findings = _editors_hand(article, context)
    spans = tuple(settled(found))
    encoded = _written(article, spans, corrected(facts, article, config, spans), config, setting, language)
    told = (
        *_untitled(article, facts, config),
        *unbalanced(article),
        *findings,
        *encoded.diagnostics,
        *watched,
    )
    return replace(encoded, diagnostics=told)


def _untitled(article: Article, facts: Facts, config: ArticleConfig) -> Iterator[Diagnostic]:
    """Tell that nobody says what the article is called."""
    if not facts.title:
        hint = f'put title = "…" into {config.slug}.toml, or the title above the text'
        yield make("title-missing", "no title was found", file=article.source.name, line=1, hint=hint)


def _written(
    article: Article,
    spans: tuple[Span, ...],
    facts: Facts,
    config: ArticleConfig,
    setting: Setting,
    language: str,
) -> Encoded:
    """Write the document of an article and its spans, with the addresses it had."""
    article = settle_note_headings(article, spans)
    text = build_text(article, arrange(article, spans))
    version = setting.edition.version if setting.edition else ""
    kept = keep_addresses(text, config.record, version)
    header = build_header(
        article, facts, config, setting.edition, outside_text(article), language, setting.software
    )
    write_changes(header, kept.record)
    declare_references(header, text)
    standoff = build_standoff(setting.register, setting.elements, header, text)
    tree = new_document(config.slug, language, setting.schema)
    for part in (header, standoff, text):
        if part is not None:
            append_child(tree.getroot(), part)
    indent(tree.getroot())
    record = str(record_path(config.path)) if config.path else ""
    gone = dropped_findings(kept, config.record, record, version)
    return Encoded(article, spans, tree, tuple(gone), kept.record)


def _watched(name: str, encoded: Encoded) -> list[Diagnostic]:
    """Say which words a pass has changed; none may, and at the end the ledger sees to it in any case."""
    account = account_of_source(encoded.article, encoded.spans, encoded.tree)
    return [replace(item, message=f"after the pass “{name}”: {item.message}") for item in account.unexplained]


def context_of(article: Article, config: ArticleConfig, setting: Setting) -> Context:
    """Give what the passes may know of an article before any has run."""
    otherwise = setting.edition.language if setting.edition else "en"
    return Context(
        register=setting.register,
        language=config.language or language_of(article.text, otherwise),
        guess=setting.guess,
        hand=config.hand,
        resp=editors_of(setting.edition)[0].id,
        file=str(config.config) if config.config else None,
    )


def _editors_hand(article: Article, context: Context) -> tuple[tuple[Span, ...], list[Diagnostic]]:
    """Give the spans as the editor's decisions leave them, with her notes and corrections; and what is wrong."""
    note_spans, note_findings = notes(article, context)
    context = replace(context, spans=(*context.spans, *note_spans))
    decided, objections = decisions(article, context)
    context = replace(context, spans=tuple(decided))
    correction_spans, correction_findings = corrections(article, context)
    found = [span for span in decided if span.tag != "note"]
    kept = [span for span in decided if span.tag == "note"]
    return (*found, *correction_spans, *kept), [*objections, *note_findings, *correction_findings]
