"""A text's header and its edition → the last section of its plain text: what it is and how it may be used."""

from __future__ import annotations

import textwrap

from lxml import etree

from tei_edition.metadata.header import read_header
from tei_edition.render.citation import citation
from tei_edition.render.siteinfo import SiteInfo

__all__ = ["colophon"]

HEADING = "About this text"


def colophon(root: etree._Element, info: SiteInfo, path: str, width: int = 72) -> str:
    """Give a section with the reference of the text, its version and DOI among it, and with its licence.

    `path` is the page of the text in the edition's site. The section begins with two empty lines, as every section
    after a text does, and its lines have at most `width` characters unless a word is longer.
    """
    header = read_header(root)
    reference = "".join(words for words, _ in citation(header, info, info.address(path)))
    licence = " ".join(dict.fromkeys((*header.rights, header.licence)))
    wrap = textwrap.TextWrapper(width, break_long_words=False, break_on_hyphens=False)
    text = "\n\n".join(filter(None, map(wrap.fill, (reference, licence))))
    return f"\n\n{HEADING}\n{'-' * len(HEADING)}\n\n{text}\n"
