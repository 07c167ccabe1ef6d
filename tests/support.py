"""What tests share: articles made of a few words."""

from tei_edition.model import Article, Block, Piece, Source


def article_of(*blocks: str | tuple[str, str] | tuple[str, str, str]) -> Article:
    """Make an article of paragraphs, or of (kind, text) or (kind, text, label), as a reader would give it."""
    source, made = "", []
    for item in blocks:
        kind, text, label = ("paragraph", item, "") if isinstance(item, str) else (*item, "")[:3]
        source += "\n\n" if source else ""
        source += f"{label} " if label else ""
        pieces = (Piece(text, len(source), len(source) + len(text)),) if text else ()
        source += text
        made.append(Block(kind, pieces, label=label))
    return Article(Source("test.txt", source, "utf-8"), tuple(made))
