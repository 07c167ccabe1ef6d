"""A marked-up file's bytes → its words, read by the simplest means and not by the reader: to be compared with it."""

from __future__ import annotations

import html
import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Mapping, Set

from lxml import etree

from tei_edition.ledger.streams import FREE, Parts
from tei_edition.model import Source
from tei_edition.tei import inner_text, local, parse_bytes

__all__ = ["UNFIT", "characters_of_file", "words_of_file"]

_PAGE = re.compile(
    r"<!--.*?(?:--!?>|\Z)"
    r"|<(?P<raw>script|style)\b(?:[^>\"']|\"[^\"]*\"|'[^']*')*>.*?(?:</(?P=raw)\b[^>]*>|\Z)"
    r"|</?(?P<tag>[a-z][^\s/>]*)"
    r"(?>[\s/]+|[^\s/>][^\s/>=]*+(?:\s*+=\s*+(?:\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^\s>]*+))?)*+>"
    r"|<[!?/][^>]*>",
    re.DOTALL | re.IGNORECASE,
)
"""What is markup in a page: comments, scripts, tags, declarations; a tag that the file breaks off in is text."""
UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Characters that do not show, or that no XML document can hold: the reader leaves them out and counts them."""
_PHRASES = frozenset(
    """a abbr acronym b bdi bdo big cite code data dfn em font i ins kbd label mark q s samp small span strike strong
    sub sup time tt u var wbr o:p nobr blink""".split()  # noqa: SIM905
)
"""Elements at whose edges words go on."""
_WITHOUT_TAGS = frozenset("title textarea iframe noframes noembed xmp plaintext".split())  # noqa: SIM905
"""Elements in which a tag is text (HTML standard, section 13.1.2); for `plaintext` there is no end."""


def words_of_file(source: Source) -> Parts:
    """Give the words of the file that `source.data` is, in its order."""
    return _FORMATS[source.format](source)


def characters_of_file(source: Source) -> str:
    """Give all characters of a file that is text, markup included; references as they stand and resolved."""
    return re.sub(r"&#?\w+;", lambda found: found[0] + html.unescape(found[0]), _decoded(source))


def _page(source: Source) -> Parts:
    """Give the words of a web page: what is no markup, with the character references resolved."""
    text = UNFIT.sub("", _decoded(source))
    parts: Parts = []
    at = 0
    while found := _PAGE.search(text, at):
        parts.append(_resolved(text[at : found.start()]))
        at = found.end()
        tag = (found["tag"] or "").lower()
        if tag and tag not in _PHRASES:
            parts.append(FREE)
        if tag in _WITHOUT_TAGS and found[0][1] != "/":
            end = re.compile(rf"</{tag}(?=[\s/>])|\Z", re.IGNORECASE).search(text, at)
            assert end
            inside = text[at : end.start()]
            parts.append(_resolved(inside) if tag in ("title", "textarea") else inside)
            at = end.start()
    return [*parts, _resolved(text[at:])]


def _resolved(text: str) -> str:
    """Give a text with its character references resolved, without what XML cannot hold."""
    return UNFIT.sub("", html.unescape(text))


def _decoded(source: Source) -> str:
    """Give the characters of the file, in the encoding in which it was read, without byte order mark."""
    return source.data.decode(source.encoding, "replace").removeprefix("\ufeff")


_MATTER = re.compile(r"\A(?P<mark>---|\+\+\+)[ \t]*\r?\n(?:.*\r?\n)*?(?P=mark)[ \t]*(?:\r?\n|\Z)")
_TITLE = r"(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^)]*\)))?"
_SIGNS: tuple[re.Pattern[str], ...] = tuple(
    re.compile(pattern, re.MULTILINE | re.DOTALL)
    for pattern in (
        r"<!--.*?-->",
        r"<(?P<raw>script|style)\b.*?</(?P=raw)>",
        r"^[ \t>]*(?:`{3,}|~{3,})[^\n]*$",
        r"^[ \t>]*\[\^[^\]\n]+\]:",
        rf"^[ \t>]*\[[^\]\n]+\]:[ \t]*\S+{_TITLE}[ \t]*$",
        rf"!\[[^\]]*\](?:\(\s*(?:[^()\s]|\([^()]*\))*{_TITLE}\s*\)|\[[^\]]*\])",
        rf"(?<=\])\(\s*(?:<[^>\n]*>|(?:[^()\s]|\([^()\s]*\))*){_TITLE}\s*\)",
        r"</?(?!https?:|mailto:)[a-zA-Z][\w:-]*(?:\s[^<>]*)?/?>",
        r"\{(?:[#.:][^{}\n]*|[\w-]+=[^{}\n]*)\}",
    )
)
"""What is markup in Markdown and has letters: labels of notes, addresses, tags, attributes."""
_DEFINED = re.compile(r"^[ \t>]*\[(?P<name>[^\]\n]+)\]:", re.MULTILINE)
_CALLED = re.compile(r"\[(?P<note>\^[^\]\s]+)\]|(?<=\])\[(?P<name>[^\]\n]*)\]")


def _markdown(source: Source) -> Parts:
    """Give the words of a Markdown file, without those that look like markup: what is and what is not is its art."""
    text = UNFIT.sub("", _decoded(source))
    matter = _MATTER.match(text)
    head, text = (matter[0], text[matter.end() :]) if matter else ("", text)
    names = {" ".join(found["name"].casefold().split()) for found in _DEFINED.finditer(text)}
    text = _CALLED.sub(lambda found: "\ue001" if _is_defined(found, names) else found[0], text)
    for pattern in _SIGNS:
        text = pattern.sub("\ue001", text)
    return [head, FREE, html.unescape(text)]


def _is_defined(found: re.Match[str], names: Set[str]) -> bool:
    """Say whether the name of a note or of an address in brackets is defined somewhere."""
    name = " ".join((found["note"] or found["name"] or "").casefold().split())
    return not name or name in names


_PARTS = ("footnotes", "endnotes", "comments", "header", "footer")
"""The parts of a Word document with words, besides its text, in the order in which the reader reads them."""


def _document(source: Source) -> Parts:
    """Give the words of a Word document: all that stands in `t` and its like, part by part."""
    with zipfile.ZipFile(io.BytesIO(source.data)) as archive:
        main = next(target for kind, target in _relations(archive, "") if kind == "officeDocument")
        related = sorted(_relations(archive, main))
        names = [main, *(target for wanted in _PARTS for kind, target in related if kind == wanted)]
        known = set(archive.namelist())
        roots = [
            parse_bytes(archive.read(name), name).getroot() for name in dict.fromkeys(names) if name in known
        ]
    return [part for root in roots for part in (FREE, *_words_of_part(root), FREE)]


def _relations(archive: zipfile.ZipFile, part: str) -> list[tuple[str, str]]:
    """Give kind and name of the parts that a part refers to."""
    folder, name = posixpath.split(part)
    where = posixpath.join(folder, "_rels", f"{name}.rels")
    if where not in archive.namelist():
        return []
    links = [
        link
        for link in parse_bytes(archive.read(where), where).getroot()
        if link.get("TargetMode") != "External"
    ]
    return [
        (
            link.get("Type", "").rpartition("/")[2],
            posixpath.normpath(f"/{folder}/{link.get('Target', '')}").lstrip("/"),
        )
        for link in links
    ]


def _words_of_part(root: etree._Element) -> Parts:
    parts: Parts = []
    skipped: set[etree._Element] = set()
    for one in root.iter("*"):
        name = local(one)
        if name == "Fallback" or one.getparent() in skipped:
            skipped.add(one)
        elif name in ("t", "delText"):
            parts.append(UNFIT.sub("", inner_text(one)))
        elif name == "tab" and str(getattr(one.getparent(), "tag", "")).endswith("}r"):
            parts.append(" ")
        elif name == "noBreakHyphen":
            parts.append("-")
        elif name == "sym":
            parts.append(_symbol(one))
        elif name in ("p", "br", "cr", "ptab", "txbxContent", "drawing", "pict"):
            parts.append(FREE)
    return parts


def _symbol(one: etree._Element) -> str:
    code = next((str(value) for key, value in one.attrib.items() if str(key).endswith("}char")), "")
    return chr(int(code, 16)) if re.fullmatch("(?![EeFf][0-9A-Fa-f]{3})[0-9A-Fa-f]{2,4}", code) else ""


_FORMATS: Mapping[str, Callable[[Source], Parts]] = {"html": _page, "markdown": _markdown, "docx": _document}
"""How the words of each format are found."""
