"""A place where a parser gave up → what is wrong there in plain words, and how to mend it (XML 1.0).

The parser says little ("mismatched tag"): `WORDS` says what to make of it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html.entities import html5
from xml.parsers.expat import errors as said

from tei_edition.validate.places import Place

Told = tuple[str, str]
"""A message and its hint."""

NAME = re.compile(r"[\w:][\w:.\-]*")

ENTITY = re.compile(r"&([\w:][\w:.\-]*);?")

OPEN_VALUE = re.compile(
    r"""<[\w:.\-]+(?:\s+[\w:.\-]+\s*=\s*(?:"[^"]*"|'[^']*'))*\s+([\w:.\-]+)\s*=\s*(?:"[^"]*|'[^']*)$"""
)
"""A start tag up to within an attribute's value."""

UNCLOSED_VALUE = re.compile(r"""([\w:.\-]+)\s*=\s*(["'])[^"'<>]*\s[\w:.\-]+\s*=\s*\2$""")
"""An attribute whose value seems to end where the next one's begins."""

OTHERS = (
    ("PK", "a zip archive (.docx, .odt, .epub and the like)"), ("%PDF", "a PDF"), ("{", "JSON"), ("[", "JSON"),
)  # fmt: skip
"""How other files begin."""

PREFIXES = {
    "xi": "http://www.w3.org/2001/XInclude", "xlink": "http://www.w3.org/1999/xlink",
    "tei": "http://www.tei-c.org/ns/1.0", "svg": "http://www.w3.org/2000/svg",
    "mml": "http://www.w3.org/1998/Math/MathML", "m": "http://www.w3.org/1998/Math/MathML",
    "xs": "http://www.w3.org/2001/XMLSchema", "xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "rng": "http://relaxng.org/ns/structure/1.0", "sch": "http://purl.oclc.org/dsdl/schematron",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "dc": "http://purl.org/dc/elements/1.1/",
}  # fmt: skip
"""Prefixes that people use without declaring them, and what they mean by them."""

SECTIONS = (("<!--", "comment", "-->"), ("<![CDATA[", "CDATA section", "]]>"), ("<?", "instruction", "?>"))
"""How sections of markup begin, what they are, and how they end."""


@dataclass(frozen=True)
class Spot:
    """The place where the parser gave up."""

    line: int
    """Its line."""
    column: int
    """Its column."""
    opened: Sequence[Place]
    """The elements that are open there, the outermost first; their names as they are written."""
    before: str
    """What stands before it on its line, and the lines before that."""
    after: str
    """What stands there and after it on its line."""
    bad: int | None = None
    """The byte there that is no character of the encoding, if that is the matter."""


def mismatch(spot: Spot, _message: str) -> Told:
    """An end tag that is not that of the element open last."""
    found = NAME.match(spot.after.removeprefix("</"))
    closing, last = found[0] if found else "", spot.opened[-1]
    names = [place.name for place in spot.opened]
    if closing in names:
        closes = f"`</{closing}>` closes at line {spot.line}"
        return (
            f"`<{last.name}>` opened at line {last.line} is still open when {closes}",
            f"put `</{last.name}>` where `{last.name}` ends, before `</{closing}>`",
        )
    alike = closing.lower() == last.name.lower() or difflib.get_close_matches(closing, [last.name], 1, 0.7)
    if alike:
        return (
            f"`<{last.name}>` opened at line {last.line} is closed as `</{closing}>`",
            f"write `</{last.name}>`: start and end tag must bear the same name",
        )
    return (
        f"`</{closing}>` closes nothing: no `{closing}` is open here",
        f"take it away, or open it before; the element open here is `{last.name}`, from line {last.line}",
    )


def unclosed(spot: Spot, _message: str) -> Told:
    """The file ends within an element."""
    if not spot.opened:
        return "The file is empty: there is no element in it", "a TEI document begins with <TEI xmlns=…>"
    last = spot.opened[-1]
    return (
        f"`<{last.name}>` opened at line {last.line} is still open when the file ends",
        f"put `</{last.name}>` where it ends"
        + (": the file may have been cut off" if len(spot.opened) > 2 else ""),
    )


def cut_off(spot: Spot, _message: str) -> Told:
    """The file ends within a tag, a comment or the like."""
    for begins, kind, ends in SECTIONS:
        if spot.after.startswith(begins):
            return f"The {kind} that begins here never ends", f"put `{ends}` where it ends"
    return "The tag that begins here never ends", "put `>` at its end"


def token(spot: Spot, _message: str) -> Told:
    """A character that may not stand where it stands."""
    if spot.bad is not None:
        meant = bytes([spot.bad]).decode("cp1252", "replace")
        return (
            f"The file is not in UTF-8: here is the byte {spot.bad:02X}",
            f"save it as UTF-8; or, if that byte is meant to be “{meant}”, begin the file with"
            ' <?xml version="1.0" encoding="windows-1252"?>',
        )
    after, before = spot.after, spot.before
    value = _open_value(before)
    if value:
        return (
            f"The value of `{value}` is not closed before this `{after[:1]}`",
            "put the closing quotation mark where the value ends; a character `<` is written `&lt;`, `&` `&amp;`",
        )
    if after.startswith("&") or before.endswith("&"):
        return "A bare `&` may not stand in XML", "write `&amp;`"
    if after.startswith("<") and _in_tag(before):
        return "The tag before this `<` is not finished", "put `>` at its end"
    if after.startswith("<") or before.endswith("<"):
        return "A bare `<` may not stand in XML", "write `&lt;` if it is meant as a character"
    if before.endswith("</"):
        return "No space may stand between `</` and the name", "take it away"
    if _in_tag(before):
        return _in_the_tag(before, after)
    return _in_text(before, after)


def _in_text(before: str, after: str) -> Told:
    """Something wrong outside of tags."""
    if "]]>" in before[-2:] + after[:3]:
        return "`]]>` may not stand in text", "write `]]&gt;`"
    if after[:2] == "--" or before.endswith("--"):
        return "`--` may not stand inside a comment", "take one of the hyphens away"
    if after and ord(after[0]) < 32:
        return f"The control character U+{ord(after[0]):04X} may not stand in XML", "delete it"
    return f"`{after[:1]}` may not stand here", "mend the markup here, or in the lines before"


def _open_value(before: str) -> str | None:
    """Name the attribute whose value is open at the end of this text."""
    found = OPEN_VALUE.search(before)
    return found[1] if found else None


def _in_tag(before: str) -> bool:
    return re.search(r"<[^<>!?]*$", before) is not None


def _in_the_tag(before: str, after: str) -> Told:
    """Something wrong between `<` and `>`."""
    if re.search(r"[“”„‘’]", before[-2:] + after[:1]):
        return "Typographic quotation marks cannot hold an attribute's value", 'write straight ones: "…"'
    if re.search(r"=\s*$", before):
        value = re.match(r"[^\s<>/\"']*", after)
        return "An attribute's value must stand in quotation marks", f'write ="{value[0] if value else ""}"'
    unclosed_value = UNCLOSED_VALUE.search(before)
    if unclosed_value:
        return (
            f"The value of `{unclosed_value[1]}` is not closed",
            "put the closing quotation mark where it ends",
        )
    if re.search(r"[\"']$", before) and NAME.match(after):
        return "Two attributes must have a space between them", "put a space here"
    name = re.search(r"([\w:.\-]+)\s*$", before)
    if name and after[:1] in (">", "/", " "):
        return f"The attribute `{name[1]}` has no value", f'write {name[1]}="…", or take it away'
    return f"`{after[:1]}` may not stand inside a tag", "mend this tag"


def twice(spot: Spot, _message: str) -> Told:
    """An attribute given twice in one tag."""
    name = NAME.match(spot.after)
    shown = f"The attribute `{name[0]}`" if name else "An attribute"
    return f"{shown} is given twice in one tag", "keep one of the two"


def character(spot: Spot, _message: str) -> Told:
    """A numeric reference to no character."""
    found = re.match(r"&#\w+;?", spot.after)
    return f"`{found[0] if found else '&#…;'}` is no character that XML allows", "take it away"


def no_xml(spot: Spot, _message: str) -> Told:
    """Something before the outermost element."""
    shown = re.match(r"[^<]{1,20}", spot.after)
    what = f": “{shown[0].strip()}”" if shown else ""
    return f"Text may not stand before the outermost element{what}", "delete it, or put it inside"


def junk(spot: Spot, _message: str) -> Told:
    """Something after the end of the outermost element."""
    name = re.match(r"<([\w:.\-]+)", spot.after)
    what = f"`<{name[1]}>` stands" if name else "Something stands"
    return (
        f"{what} after the end of the document",
        "a document has one outermost element: put this inside it, or delete it",
    )


def entity(spot: Spot, message: str) -> Told:
    """An entity that nothing defines."""
    found = ENTITY.match(spot.after) or ENTITY.search(message)
    name = found[1] if found else ""
    character = html5.get(f"{name};")
    if character is None:
        return (
            f"The entity `&{name};` is not defined",
            f"write the characters it stands for; if `&` itself is meant, `&amp;{name};`",
        )
    number = "".join(f"&#{ord(c)};" for c in character)
    shown = "" if character.isspace() else f" `{character}`"
    return f"The entity `&{name};` is not defined: XML has only `&amp;` `&lt;` `&gt;` `&quot;` `&apos;`", (
        f"write the character{shown} itself, or `{number}`"
    )


def prefix(spot: Spot, _message: str) -> Told:
    """A namespace prefix that is not declared."""
    found = re.findall(r"([\w.\-]+):[\w.\-]+", spot.after[: spot.after.find(">")] or spot.after)
    name = next((one for one in found if one not in ("xml", "xmlns", "http", "https")), "")
    meant = PREFIXES.get(name, "…")
    return (
        f"The prefix `{name}:` is not declared",
        f'put xmlns:{name}="{meant}" on this element or the outermost one',
    )


def declaration(_spot: Spot, _message: str) -> Told:
    """An XML declaration that is not the first thing in the file."""
    return (
        "`<?xml …?>` must be the very first thing in the file",
        "delete what stands before it, even blank lines; or, if it stands in the middle, delete it",
    )


def unknown_encoding(spot: Spot, message: str) -> Told:
    """An encoding that nobody knows, or that the file is not in."""
    return message[0].upper() + message[1:], 'save the file as UTF-8 and write encoding="UTF-8"'


def bomb(_spot: Spot, _message: str) -> Told:
    """Entities that multiply."""
    return (
        "The document's entities grow beyond measure when they are expanded: it is refused",
        "write out what they stand for",
    )


def external(_spot: Spot, message: str) -> Told:
    """An entity in another file."""
    return (
        f"{message[0].upper()}{message[1:]}",
        "put its content here; XInclude is the way to join files",
    )


def deep(_spot: Spot, message: str) -> Told:
    """Elements in elements without end."""
    return (
        f"{message[0].upper()}{message[1:]}: it is refused",
        "no text needs that: see what made the file",
    )


WORDS: dict[str, tuple[str, Callable[[Spot, str], Told]]] = {
    said.XML_ERROR_TAG_MISMATCH: ("not-well-formed", mismatch),
    said.XML_ERROR_NO_ELEMENTS: ("not-well-formed", unclosed),
    said.XML_ERROR_UNCLOSED_TOKEN: ("not-well-formed", cut_off),
    said.XML_ERROR_UNCLOSED_CDATA_SECTION: ("not-well-formed", cut_off),
    said.XML_ERROR_PARTIAL_CHAR: ("encoding", token),
    said.XML_ERROR_INVALID_TOKEN: ("not-well-formed", token),
    said.XML_ERROR_SYNTAX: ("not-well-formed", no_xml),
    said.XML_ERROR_BAD_CHAR_REF: ("not-well-formed", character),
    said.XML_ERROR_DUPLICATE_ATTRIBUTE: ("not-well-formed", twice),
    said.XML_ERROR_JUNK_AFTER_DOC_ELEMENT: ("not-well-formed", junk),
    said.XML_ERROR_UNDEFINED_ENTITY: ("entity", entity),
    "the entity": ("entity", entity),
    said.XML_ERROR_UNBOUND_PREFIX: ("not-well-formed", prefix),
    said.XML_ERROR_MISPLACED_XML_PI: ("not-well-formed", declaration),
    said.XML_ERROR_UNKNOWN_ENCODING: ("encoding", unknown_encoding),
    said.XML_ERROR_INCORRECT_ENCODING: ("encoding", unknown_encoding),
    "the encoding": ("encoding", unknown_encoding),
    "it is not text": ("encoding", unknown_encoding),
    "limit on input": ("refused", bomb),
    "the external entity": ("refused", external),
    "elements nest deeper": ("refused", deep),
}
"""How the parser's message begins → the finding's code, and what puts it into words."""


def in_words(spot: Spot, message: str) -> tuple[str, str, str]:
    """Give code, message and hint of what the parser said at a place."""
    head = (spot.before + spot.after) if spot.line < 3 else ""
    other = next((kind for begins, kind in OTHERS if head.startswith(begins)), None)
    if other:
        return "not-well-formed", f"The file is no XML, but {other}", "give the TEI file"
    code, words = next(
        (told for begins, told in WORDS.items() if message.startswith(begins)), ("not-well-formed", unsaid)
    )
    return ("encoding" if spot.bad is not None else code), *words(spot, message)


def unsaid(_spot: Spot, message: str) -> Told:
    """Anything else."""
    return f"{message[0].upper()}{message[1:]}", "mend the markup here, or in the lines before"
