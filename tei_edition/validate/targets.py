"""Pointer and where it stands → what it leads to: an element here, an element of a file beside, or out of our sight.

Prefixes are written out by the document's `prefixDef`s (TEI Guidelines, 17.2.3), relative addresses by `xml:base`.
Files are read, addresses on the web are not.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from tei_edition.errors import TeiEditionError
from tei_edition.tei import parse_file, q
from tei_edition.validate.limits import Guard, TooLong
from tei_edition.validate.uris import joined, parts_of

SECONDS = 2.0
"""How long the patterns of a document's prefixes may be at work."""

PREFIX = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)

SCHEMES = frozenset((
    "about", "acct", "ark", "arxiv", "blob", "callto", "cid", "data", "dns", "doi", "file", "ftp", "ftps", "geo",
    "git", "hdl", "http", "https", "imap", "info", "ipfs", "irc", "isbn", "issn", "jar", "javascript", "ldap",
    "lsid", "mailto", "mid", "news", "nfs", "nntp", "oid", "orcid", "purl", "rtsp", "sftp", "simple", "sip", "sms",
    "ssh", "svn", "tag", "tel", "telnet", "urn", "uuid", "viaf", "view-source", "wikidata", "ws", "wss", "xmpp",
    "zotero",
))  # fmt: skip
"""Schemes of addresses that need no `prefixDef`, and the prefix of TEI simplePrint's renditions."""

READABLE = (".xml", ".tei", ".odd")
"""Endings of the files in which ids are looked up."""


@dataclass(frozen=True)
class Target:
    """What a pointer leads to."""

    kind: str
    """`here`, `file`, `elsewhere` (out of sight), `no-prefix`, `no-match`, `bad-pattern`."""
    name: str = ""
    """The id; for the kinds that are errors the prefix or the pattern."""
    path: Path | None = None
    """The file."""


@dataclass(frozen=True)
class Prefix:
    """A `prefixDef`."""

    pattern: str
    """What the keys look like."""
    replacement: str
    """The address, with `$1` for what the pattern caught."""
    base: str
    """What that address is relative to."""


ELSEWHERE = Target("elsewhere")


class Resolver:
    """Follows the pointers of one document."""

    def __init__(self, tree: etree._ElementTree, name: str) -> None:
        self.start = Path(name).resolve().as_uri()
        self.guard = Guard(SECONDS)
        self.prefixes: dict[str, list[Prefix]] = {}
        for node in tree.iter(q("prefixDef")):
            known = self.prefixes.setdefault(node.get("ident", "").strip(), [])
            pattern, replacement = node.get("matchPattern", ""), node.get("replacementPattern", "")
            known.append(Prefix(pattern, replacement, self.base_of(node)))
        self.has_bases = bool(tree.xpath("boolean(//@xml:base)"))

    def base_of(self, element: etree._Element) -> str:
        """Give the address that an element's pointers are relative to (XML Base, section 4)."""
        bases = [node.get(q("xml:base"), "") for node in (element, *element.iterancestors())]
        base = self.start
        for part in reversed(bases):
            base = joined(base, part)
        return base

    def follow(self, pointer: str, element: etree._Element) -> Target:
        """Tell where a pointer on an element leads."""
        if pointer.startswith("#"):
            return self._fragment(pointer[1:])
        found = PREFIX.fullmatch(pointer)
        if found and found[1] in self.prefixes:
            return self._written_out(found[1], found[2])
        if found:
            known = found[1].lower() in SCHEMES or found[2].startswith("//")
            return ELSEWHERE if known else Target("no-prefix", found[1])
        if "#" not in pointer:
            return ELSEWHERE
        return self._address(pointer, self.base_of(element) if self.has_bases else self.start)

    def _fragment(self, fragment: str) -> Target:
        """Lead to an id; to what only XPointer's schemes could find, nowhere that we see."""
        return ELSEWHERE if "(" in fragment else Target("here", unquote(fragment))

    def _address(self, address: str, base: str) -> Target:
        if address.startswith("#"):
            return self._fragment(address[1:])
        parts = parts_of(joined(base, address))
        path = Path(unquote(parts.path))
        if parts.scheme != "file" or path.suffix.lower() not in READABLE or not parts.fragment:
            return ELSEWHERE
        if "(" in parts.fragment or "\0" in str(path):
            return ELSEWHERE
        if path.as_uri() == self.start:
            return self._fragment(parts.fragment)
        return Target("file", unquote(parts.fragment), path)

    def _written_out(self, prefix: str, key: str) -> Target:
        """Write a prefixed pointer out by the first `prefixDef` whose pattern it matches."""
        patterns: list[str] = []
        for known in self.prefixes[prefix]:
            try:
                with self.guard:
                    found = self.guard.run("patterns", partial(re.fullmatch, known.pattern, key))
            except (re.error, TooLong, RecursionError, OverflowError):
                return Target("bad-pattern", known.pattern)
            if found:
                written = _written(known.replacement, found)
                return self._address(written, known.base) if "#" in written else ELSEWHERE
            patterns.append(known.pattern)
        return Target("no-match", " or ".join(patterns))


def _written(replacement: str, found: re.Match[str]) -> str:
    """Put what a pattern caught into its replacement."""

    def group(mark: re.Match[str]) -> str:
        number = int(mark[1])
        return (found[number] or "") if number <= found.re.groups else ""

    return re.sub(r"\$(\d)", group, replacement)


def ids_of(path: Path) -> frozenset[str] | None:
    """Give the ids in a file, read once as long as it does not change; None when there is no such file.

    Raises TeiEditionError when it cannot be read.
    """
    try:
        return _ids_of(path, path.stat().st_mtime_ns) if path.is_file() else None
    except OSError:
        return None


@lru_cache(maxsize=64)
def _ids_of(path: Path, _changed: int) -> frozenset[str]:
    name = q("xml:id")
    found = (element.get(name) for element in parse_file(path).iter(etree.Element))
    return frozenset(value for value in found if value is not None)


def trouble(path: Path) -> str | None:
    """Say why no ids can be looked up in a file; None when they can."""
    try:
        return None if ids_of(path) is not None else "is not there"
    except TeiEditionError as error:
        return f"cannot be read: {error.message}"
