"""Menus, credits, copyright lines and other additions of a web archive → boilerplate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tei_edition.encode.layout.cutting import kind_of
from tei_edition.encode.layout.shape import words
from tei_edition.model import Block, Source

__all__ = ["META", "boilerplate", "is_boilerplate", "meta_key"]

_START = re.compile(
    r"""[\s\[(*—–-]*(?:
    (?:this\ (?:version|text|article|document|page|work|edition|e-?text|transcription)|text|article|document)?\s*
      (?:(?:was|is|has\ been)\ )?(?:(?:re)?transcribed|transcription|digiti[sz]ed|scanned|proof-?read|proofed|ocr['’]?d?\b|
      (?:html\ ?)?mark(?:ed|-|ed-)?\s?-?up|formatted|converted|prepared\ for\ the\ web|put\ on-?line|encoded)
    |x?html[-\ ]?(?:mark-?up|version|markierung|edit(?:or|ing))|mark-?up\b
    |(?:page\ |seite\ )?(?:last|zuletzt|letzte|derni[eè]re)\s+(?:up-?dated?|modified|revised|changed|edited|aktualisiert|
      aktualisierung|änderung|geändert|bearbeitet|mise\ à\ jour|modification|modifié)
    |updated?(?:\ on|\ by|:)|mise\ à\ jour
    |copy(?:right|left)\b|©|\(c\)\s*\d{4}|public\ domain|creative\ commons|all\ rights\ reserved|alle\ rechte|tous\ droits
    |(?:go\ )?(?:to\ (?:the\ )?)?top\ of\ (?:the\ |this\ )?page|(?:return|back|go\ back|go|link|proceed)\ to\ (?:the\ )?\S
    |(?:nach|seiten?)\ ?(?:oben|anfang)|an\ den\ anfang|anfang\ der\ seite|zurück\b|zum\ (?:seiten)?anfang|zur\ (?:startseite|übersicht)
    |haut\ de\ (?:la\ )?page|retour\b|t[ée]l[ée]chargement|format\ (?:odt|rtf|pdf|ms|acrobat|microsoft|html|texte)
    |cliquer\b|(?:please\ )?click\ (?:here|on)|visit\ (?:the|our)\b|subscribe\b|share\ this|print\ this|printer-?friendly
    |transkription\b|transkribiert|html-markierung|kopiert\ von|korrektur\ ?:|digitalisierung|digitalisiert
    |num[ée]ris(?:ation|é)|transcri(?:ption|t\ par)|mis\ en\ ligne|mise\ en\ (?:ligne|html)
    |(?:produced|created)\ by\ .*(?:distributed|proofread|team|volunteer|internet)
    |(?:the\ )?project\ gutenberg|end\ of\ (?:the\ |this\ )?project\ gutenberg|(?:\*\*\*\s*)?(?:start|end)\ of\ (?:the|this)\ project
    |(?:downloaded|retrieved|accessed)\ (?:from|on)|e-?text\ (?:by|prepared|from)|online\ version|on-?line:|public\ access
    |this\ (?:article|text|document|page|file|work|speech|pamphlet)\ (?:can\ (?:also\ )?be\ found|is\ also\ available|is\ available|
      is\ in\ the\ public|is\ (?:re)?published\ under|may\ be)
    |permission\ is\ granted|you\ may\ freely|vous\ pouvez\ librement
    |page\ \d+\ of\ \d+|seite\ \d+\ von\ \d+|https?://\S+$|www\.\S+$|\S+@\S+\.\w+$|javascript\b|skip\ to\b
    )""",
    re.IGNORECASE | re.VERBOSE,
)
_ANYWHERE = re.compile(
    r"internet[- ]archiv|marxists?['’]?s?\.org|marxists['’]? internet|encyclop(?:a)?edia of trotskyism|\betol\b|"
    r"archive? marxiste|home ?page\b|main \w+ index|index page|gutenberg|wikisource|reference archive|"
    r"subject archive|history archive|writers? archive|archives? (?:index|main page)|bibliothèque de sciences sociales",
    re.IGNORECASE,
)
_EDGE = re.compile(
    r"[\s\[(*<«‹←→»>-]*(?:(?:next|previous|prev|up|home|index|contents?|table of contents|inhalt|inhaltsverzeichnis|start|"
    r"startseite|sommaire|suivante?|précédente?|archive?s?|contact|search|suche|recherche|impressum|library|works?|"
    r"next (?:chapter|article|page|section|document)|previous (?:chapter|article|page|section|document)|"
    r"(?:nächste|vorherige)[rs]? (?:seite|kapitel|artikel)|thanks to .{3,80}|œuvres? [-–—].*|back|top)"
    r"[\s\])>»›→←*:.-]*)$",
    re.IGNORECASE,
)
META = re.compile(
    r"(?P<key>title|author|authors|written|first published|originally published|published|publication|date|source|"
    r"original source|translator|translated|translation|speech delivered|delivered|publisher|editor|edited|online version|"
    r"transcribed|transcription|transcriber|transcription/(?:html )?markup|transcription & markup|html|markup|html markup|"
    r"transcription/html|mark-up|proofread(?:ing)?|proofreader|proofed|corrected|converted|public domain|copyleft|copyright|"
    r"release date|language|character set encoding|posting date|credits?|notes? on the text|download|"
    r"geschrieben|verfasst|erstveröffentlichung|erstdruck|zuerst veröffentlicht|veröffentlicht|quelle|autor|titel|datum|"
    r"übersetzung|übersetzt|übersetzer|transkription|html-markierung|transkription/html|"
    r"kopiert|korrektur|écrit|rédigé|première publication|première parution|publié|publication|"
    r"auteur|titre|traduction|traducteur|transcription|mise en ligne|numérisation|édition|html)"
    r"(?:\s+(?:by|on|in|von|am|par|le))?\s*:\s*(?P<value>\S.*)?",
    re.IGNORECASE | re.DOTALL,
)
_CRUMB = re.compile(r"[^>›→|]{1,60}(?:\s*[>›→]+\s*[^>›→]{1,80})+")
_LIMIT = 400
"""Longer blocks are text, whatever they begin with."""
_GUTENBERG_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT", re.IGNORECASE)
_GUTENBERG_END = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS) PROJECT|End of (?:the |this )?Project Gutenberg", re.IGNORECASE
)
_EDGE_BLOCKS = 40


def boilerplate(source: Source, blocks: Sequence[Block]) -> list[Block]:
    """Mark what the archive, not the author, has written; menus of single words only at the two ends."""
    first, last = _gutenberg(blocks)
    found = list(blocks)
    for at, block in enumerate(blocks):
        outside = at < first or at >= last
        if outside or (block.kind == "paragraph" and is_boilerplate(block.text)):
            found[at] = kind_of(block, "boilerplate")
    for order in (range(len(found)), range(len(found) - 1, -1, -1)):
        _mark_edge(found, order)
    return found


def _gutenberg(blocks: Sequence[Block]) -> tuple[int, int]:
    """Give where a Project Gutenberg text begins and ends."""
    first, last = 0, len(blocks)
    for at, block in enumerate(blocks):
        head = block.text[:80]
        if _GUTENBERG_START.match(head):
            first = at + 1
        elif _GUTENBERG_END.match(head):
            return first, at
    return first, last


def _mark_edge(found: list[Block], order: Sequence[int]) -> None:
    """Mark single words of menus from one end on, until a block that is text."""
    for at in order[:_EDGE_BLOCKS]:
        block = found[at]
        if block.kind == "paragraph" and _EDGE.fullmatch(block.text):
            found[at] = kind_of(block, "boilerplate")
        elif block.kind == "paragraph" and len(words(block.text)) > 12:
            return


def is_boilerplate(text: str) -> bool:
    """Say whether a block is an archive's addition by its wording or its shape."""
    if len(text) > _LIMIT:
        return False
    if _START.match(text) and (len(words(text)) <= 40):
        return not _is_sentence(text)
    if _ANYWHERE.search(text):
        return len(words(text)) <= 16 and not text.endswith((".", "?", "!", ":", "”"))
    return is_menu(text) or meta_key(text) != ""


def _is_sentence(text: str) -> bool:
    """Say whether what begins like a credit goes on like prose (`Return to the land is no cure …`)."""
    start = re.match(
        r"\s*(?:return|back|go|link|visit|zurück|retour|click|copyright|subscribe|proceed)\b",
        text,
        re.IGNORECASE,
    )
    return bool(start) and len(words(text)) > 12


def is_menu(text: str) -> bool:
    """Say whether a line is a row of links: `A | B | C`, `Home > Archive > 1938`."""
    if re.search(r"\S\s*[|¦]\s*\S", text):
        parts = re.split(r"[|¦]", text)
        return all(len(words(part)) <= 9 for part in parts) and not text.rstrip().endswith((".", ":", ";"))
    return bool(_CRUMB.fullmatch(text)) and not text.endswith(".")


def meta_key(text: str) -> str:
    """Give the key of a line `Key: value` as archives put before a text; empty for any other line."""
    found = META.match(text) if len(text) <= _LIMIT else None
    return found["key"].lower() if found and text[0].isupper() else ""
