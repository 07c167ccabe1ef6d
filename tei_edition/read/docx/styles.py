"""The styles and numberings of a Word document → the kind of each paragraph, how its words look, its number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from tei_edition.read.docx.package import Package, value_of
from tei_edition.tei import local

__all__ = ["Numbers", "Styles", "child", "looks_of"]

_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), kind)
    for pattern, kind in (
        (r"title|book title", "title"),
        (r"subtitle", "subtitle"),
        (r"(?:intense )?quot(?:e|ation)s?|block ?(?:text|quote|quotation)|extract", "quote"),
        (r"verse|poem|poetry|line ?block|stanza", "verse"),
        (r"epigraph", "epigraph"),
        (r"author|byline|by-line", "byline"),
        (r"signature|e-?mail signature", "signed"),
        (r"salutation", "salute"),
        (r"date", "docdate"),
        (r"caption|image caption|table caption|figure", "caption"),
        (
            r"toc \d|toc heading|table of (?:contents|figures|authorities)|contents(?: heading| \d)?|index \d",
            "contents",
        ),
    )
)
"""Names of styles, as Word, LibreOffice and pandoc have them (in English whatever the program's language)."""
_LOOKS = {
    "b": "bold",
    "i": "italic",
    "u": "underline",
    "strike": "strikethrough",
    "dstrike": "strikethrough",
    "smallCaps": "small-caps",
}
_RAISED = {"superscript": "superscript", "subscript": "subscript"}
_OFF = ("0", "false", "off", "none")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
          (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip


def child(element: etree._Element | None, name: str) -> etree._Element | None:
    """Give the first child of that local name."""
    if element is None:
        return None
    return next((one for one in element if isinstance(one.tag, str) and local(one) == name), None)


def looks_of(properties: etree._Element | None) -> dict[str, bool]:
    """Give how words look by the properties of their run: each look, on or off."""
    found: dict[str, bool] = {}
    for one in properties if properties is not None else ():
        if not isinstance(one.tag, str):
            continue
        name = local(one)
        said = value_of(one, "") or ""
        if name in _LOOKS:
            found[_LOOKS[name]] = said.lower() not in _OFF
        elif name == "vertAlign":
            found |= {look: look == said for look in _RAISED}
        elif name == "vanish":
            found["hidden"] = said.lower() not in _OFF
    return found


@dataclass(frozen=True)
class Styles:
    """A document's styles."""

    elements: Mapping[str, etree._Element] = field(default_factory=dict)
    """Their elements, by id."""

    @classmethod
    def of(cls, package: Package) -> Styles:
        """Read them."""
        root = package.part("styles")
        styles = [one for one in root if isinstance(one.tag, str)] if root is not None else []
        return cls({value_of(one, "", "styleId") or "": one for one in styles if local(one) == "style"})

    def chain(self, name: str | None) -> Iterator[etree._Element]:
        """Yield a style and those it is based on."""
        seen: set[str] = set()
        while name and name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = value_of(self.elements[name], "basedOn")

    def kind(self, name: str | None) -> tuple[str, int]:
        """Give kind and level of a paragraph of that style; `paragraph` where the style says nothing."""
        for style in self.chain(name):
            called = (value_of(style, "name") or "").strip()
            if heading := re.fullmatch(r"(?:heading|überschrift|titre) ?(\d)", called, re.IGNORECASE):
                return "heading", int(heading[1])
            if kind := next((kind for pattern, kind in _KINDS if pattern.fullmatch(called)), ""):
                return kind, 0
            outline = value_of(style, "pPr/outlineLvl")
            if outline and outline.isdigit() and int(outline) < 9:
                return "heading", int(outline) + 1
        return "paragraph", 0

    def looks(self, name: str | None) -> dict[str, bool]:
        """Give how words of that character style look."""
        found: dict[str, bool] = {}
        for style in self.chain(name):
            found = {**looks_of(child(style, "rPr")), **found}
            called = (value_of(style, "name") or "").lower()
            if called in ("footnote reference", "endnote reference", "hyperlink"):
                return {}
        return found

    def numbering(self, name: str | None) -> tuple[str, str]:
        """Give id and level of the numbering a style brings; empty where it brings none."""
        for style in self.chain(name):
            if (number := value_of(style, "pPr/numPr/numId")) is not None:
                return number, value_of(style, "pPr/numPr/ilvl") or "0"
        return "", ""


class Numbers:
    """Counts the paragraphs of a document's lists."""

    def __init__(self, package: Package) -> None:
        root = package.part("numbering")
        self._levels: dict[str, dict[str, etree._Element]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, list[int]] = {}
        self._restarts: dict[str, bool] = {}
        for one in root if root is not None else ():
            if not isinstance(one.tag, str):
                continue
            if local(one) == "abstractNum":
                levels = [level for level in one if isinstance(level.tag, str) and local(level) == "lvl"]
                name = value_of(one, "", "abstractNumId") or ""
                self._levels[name] = {value_of(level, "", "ilvl") or "0": level for level in levels}
            elif local(one) == "num":
                number = value_of(one, "", "numId") or ""
                self._abstract[number] = value_of(one, "abstractNumId") or ""
                self._restarts[number] = value_of(one, "lvlOverride/startOverride") is not None

    def label(self, number: str, level: str) -> str:
        """Count one more paragraph of that list at that level, and give its label as it is shown."""
        abstract = self._abstract.get(number, "")
        element = self._levels.get(abstract, {}).get(level)
        style = value_of(element, "numFmt") or "bullet"
        depth = int(level) if level.isdigit() else 0
        if self._restarts.pop(number, False):
            self._counts.pop(abstract, None)
        counts = self._counts.setdefault(abstract, [])
        while len(counts) <= depth:
            start = value_of(self._levels.get(abstract, {}).get(str(len(counts))), "start") or "1"
            counts.append(int(start) - 1 if re.fullmatch(r"\d{1,6}", start) else 0)
        counts[depth] += 1
        del counts[depth + 1 :]
        if style == "none":
            return ""
        if style == "bullet" or element is None:
            return "•"
        return self._shown(abstract, counts, value_of(element, "lvlText") or f"%{depth + 1}.") or "•"

    def _shown(self, abstract: str, counts: list[int], text: str) -> str:
        def one(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            if at >= len(counts):
                return ""
            return figure(counts[at], value_of(self._levels[abstract].get(str(at)), "numFmt") or "decimal")

        return re.sub(r"%(\d)", one, text).strip()


def figure(number: int, style: str) -> str:
    """Give a number in that style (`decimal`, `lowerLetter`, `upperRoman`, …)."""
    if style.endswith("Letter") and number > 0:
        shown = chr(97 + (number - 1) % 26) * (1 + (number - 1) // 26)
    elif style.endswith("Roman") and 0 < number < 4000:
        shown, rest = "", number
        for value, sign in _ROMAN:
            shown += sign * (rest // value)
            rest %= value
    else:
        return str(number)
    return shown.upper() if style.startswith("upper") else shown
