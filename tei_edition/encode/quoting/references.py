"""Brackets behind quotations → the references among them: (Trotsky), (Bulletin …, July 1929, page 22.), (p. 12)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tei_edition.encode.quoting.scene import Case
from tei_edition.model import Span

__all__ = ["Reference", "find_reference"]

_BRACKET = re.compile(r"[\s\u00a0]{0,2}(?P<all>\((?P<in>(?:[^()]|\([^()]{0,80}\)){1,260})\))")
_SQUARE = re.compile(r"[\s\u00a0]{0,2}(?P<all>\[(?P<in>[^\[\]]{3,200})\])")
_LOCATOR = re.compile(
    r"\b(?:pp?|pag|vols?|bd|bde|t|s|nos?|nr|n[°º]|ch|chap|ibid|ebd|ebenda|op|loc|art|sec|sect|ll?|fol|ff|liv|v|vv|kap|hft|heft|jg)"
    r"\.\s*(?:cit\b|[\divxlc]+\b|$)|\b(?:pages?|seite|volume|tome|chapter|chapitre|kapitel|canto|book|act|scene|line|verse|number)"
    r"\s+[\divxlc]+\b|§\s*\d|\bibid\b|\bebenda\b|\bop\.\s*cit|\bloc\.\s*cit|\b[IVXL]+,\s*\d+|\b\d+[:,.]\s?\d+(?:[-–]\d+)?$",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_NAME = re.compile(
    r"(?:(?:[A-ZÀ-Þ]\.\s?-?)+\s*|(?:von|van|de|du|di|der|la|le|St\.|Mr\.|Dr\.|Prof\.|M\.)\s+)*"
    r"[A-ZÀ-Þ][\w’'-]+(?:\s+(?:[A-ZÀ-Þ]\.\s?)*(?:(?:von|van|de|du|di|der|la|le|of|the|des|and|und|et|&)\s+){0,2}[A-ZÀ-Þ][\w’'-]+){0,4}"
)
_NO_REFERENCE = re.compile(
    r"\b(?:applause|cheers?|cheering|laughter|hear|hisses|sensation|interruptions?|emphasis|italics?|sic|translat\w+|my|our|"
    r"heiterkeit|beifall|zurufe?|bewegung|unruhe|hört|bravo|lebhafte\w*|lachen|hervorhebung\w*|unterstreichung|"
    r"applaudissements|rires|mouvements?|bruit|bravos?|exclamations|très|souligné\w*|vifs|yes|no|why|really|what|how|etc)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Reference:
    """A reference in brackets, directly behind a quotation."""

    start: int
    """Where its bracket opens."""
    end: int
    """Where its bracket closes, or the full stop behind it where that belongs to it."""
    who: str = ""
    """Pointer to the person it names, where the register knows them."""
    source: str = ""
    """Pointer to the work it names, where the register knows it."""


def find_reference(case: Case) -> Reference | None:
    """Give the reference that follows the quotation directly."""
    text, end = case.scene.article.text, case.quotation.end
    _, limit = case.scene.article.extent(case.quotation.blocks[1])
    match = _BRACKET.match(text, end, limit) or _SQUARE.match(text, end, limit)
    if match is None:
        return None
    inside = match.span("in")
    names = case.scene.names.between(*inside, "persName", "orgName", "title")
    if not _refers(match["in"], names, square=match["all"][0] == "["):
        return None
    close = match.end()
    if case.whole and text[close:limit].strip() in (".", "…"):
        close = close + len(text[close:limit].rstrip())
    return Reference(match.start("all"), close, _first(names, "persName"), _first(names, "title"))


def _refers(inside: str, names: list[Span], square: bool) -> bool:
    """Tell whether what is bracketed is a reference and not an aside."""
    inside = inside.strip()
    if _LOCATOR.search(inside):
        return True
    if square or _NO_REFERENCE.search(inside):
        return False
    if sum(name.end - name.start for name in names) >= 0.6 * len(inside):
        return True
    if _NAME.fullmatch(inside.rstrip(".")):
        return True
    begins = _NAME.match(inside)
    return begins is not None and (
        _YEAR.search(inside) is not None or bool(re.match(r"[,:] [A-ZÀ-Þ“„«\"]", inside[begins.end() :]))
    )


def _first(names: list[Span], tag: str) -> str:
    """Give the pointer of the first name of that kind."""
    return next(
        (name.attributes["ref"] for name in names if name.tag == tag and "ref" in name.attributes), ""
    )
