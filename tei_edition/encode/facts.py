"""An article's title block and its toml → the facts of its header, and spans over the title block's parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tei_edition.edition import ArticleConfig
from tei_edition.encode.structure import Part, TitleBlock, title_block
from tei_edition.model import Article, Context, Register, Span

__all__ = ["HEAD_OF_TEXT", "Facts", "corrected", "facts_of", "front_of", "title_block_spans"]

HEAD_OF_TEXT = ("title", "subtitle", "byline", "source", "docdate", "dateline")
"""Kinds of block that may open the text."""


@dataclass(frozen=True)
class Facts:
    """What the header says of an article, whoever said it: its toml first, then its own title block."""

    title: str
    """Its title."""
    subtitle: str
    """Its subtitle."""
    authors: tuple[tuple[str, str], ...]
    """Name and id in the register (or an empty string) of each author."""
    journal: str
    """Title of the periodical."""
    volume: str
    """Volume."""
    issue: str
    """Issue."""
    pages: str
    """Pages."""
    date: str
    """Date of publication, ISO 8601."""
    date_text: str
    """The same as printed; empty where the header words it."""


def facts_of(article: Article, config: ArticleConfig, register: Register) -> Facts:
    """Gather the header's facts; the toml has the word where it and the text say different things."""
    block, source = title_block(article), config.source
    date = source.date or _value(block.date) or _told(article, "date")
    printed = source.date_text
    if not source.date and not printed and block.date:
        printed = article.text[block.date.start : block.date.end]
    return Facts(
        title=config.title or _value(block.title) or _told(article, "title"),
        subtitle=config.subtitle or ("" if config.title else _value(block.subtitle)),
        authors=tuple(_authors(block, config, register, article.source.facts.get("author", ()))),
        journal=source.journal or ("" if source.book else _value(block.journal) or _told(article, "journal")),
        volume=source.volume or _value(block.volume) or _told(article, "volume"),
        issue=source.issue or _value(block.issue) or _told(article, "issue"),
        pages=source.pages or _value(block.pages) or _told(article, "pages"),
        date=date,
        date_text=printed,
    )


def corrected(facts: Facts, article: Article, config: ArticleConfig, spans: Sequence[Span]) -> Facts:
    """Give the facts with the editor's corrections of the printed title: the header has the reading text."""
    block = title_block(article)
    if config.title or not block.title:
        return facts
    title = _reading(article, block.title, spans)
    subtitle = (
        _reading(article, block.subtitle, spans) if block.subtitle and not config.subtitle else facts.subtitle
    )
    return replace(facts, title=title, subtitle=subtitle)


def _reading(article: Article, part: Part, spans: Sequence[Span]) -> str:
    """Give the words of a part of the title block, corrected."""
    text, at = "", part.start
    for span in sorted((span for span in spans if span.tag == "choice"), key=lambda span: span.start):
        if part.start <= span.start and span.end <= part.end:
            text += article.text[at : span.start] + span.content
            at = span.end
    return text + article.text[at : part.end] if text else part.value


def front_of(article: Article) -> tuple[int, ...]:
    """Give the indexes of the blocks that open the text: its title, byline, source line, date; pictures over them."""
    found: list[int] = []
    above: list[int] = []
    for index, block in enumerate(article.blocks):
        if block.kind in HEAD_OF_TEXT:
            found += [*above, index]
            above = []
        elif block.kind == "figure" and not found:
            above.append(index)
        elif block.kind not in ("boilerplate", "noteheading"):
            break
    return tuple(found)


def title_block_spans(article: Article, context: Context) -> list[Span]:
    """Tag the parts of the title block: `docAuthor`, `title`, `biblScope`, `date` (TEI Guidelines 3.12, 4.6)."""
    front = {index: article.blocks[index].kind for index in front_of(article)}
    return list(_spans(title_block(article), front))


def _spans(block: TitleBlock, front: dict[int, str]) -> Iterator[Span]:
    """Yield the spans of the parts that are printed in the text itself."""
    for author in block.authors:
        if front.get(author.block) == "byline":
            yield _span(author, "docAuthor")
    if block.journal and front.get(block.journal.block) == "source":
        yield _span(block.journal, "title", level="j")
    for unit, part in (("volume", block.volume), ("issue", block.issue), ("page", block.pages)):
        if part and front.get(part.block) == "source":
            yield _span(part, "biblScope", unit=unit)
    for date in block.dates:
        if date.block in front:
            until = {"from": date.value, "to": date.until} if date.until else {"when": date.value}
            yield _span(date, "date", **until)


def _span(part: Part, tag: str, **attributes: str) -> Span:
    return Span(part.start, part.end, tag, attributes, "its place in the title block", by="title block")


def _authors(
    block: TitleBlock, config: ArticleConfig, register: Register, told: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield name and id of each author; `told` are those the file says it has."""
    for author in config.authors:
        entry = register.by_id.get(author)
        yield (entry.forms[0] if entry.forms else entry.name, author) if entry else (author, "")
    if config.authors:
        return
    people = {
        form.casefold(): entry.id
        for entry in register.entries
        if entry.kind == "person"
        for form in entry.forms
    }
    for name in [part.value for part in block.authors] or told:
        yield name, people.get(name.casefold(), "")


def _value(part: Part | None) -> str:
    return part.value if part else ""


def _told(article: Article, key: str) -> str:
    """Give what the file says of itself under that key."""
    return next(iter(article.source.facts.get(key, ())), "")
