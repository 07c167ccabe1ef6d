"""A schema in compact syntax → its tokens, one after the other (RELAX NG Compact Syntax, 2.1 and appendix A)."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tei_edition.errors import ReadError
from tei_edition.validate.relaxng.source import path_of_uri
from tei_edition.validate.relaxng.xmlname import is_ncname

KEYWORDS = frozenset((
    "attribute", "default", "datatypes", "div", "element", "empty", "external", "grammar", "include", "inherit",
    "list", "mixed", "namespace", "notAllowed", "parent", "start", "string", "text", "token",
))  # fmt: skip
"""Words that name a definition only behind a backslash."""

CLOSING = {"[": "]", "{": "}", "(": ")"}
_ESCAPE = re.compile(r"\\x+\{([0-9a-fA-F]+)\}")
_LINE = {"\n": "\x00", "\r": "\x01"}
"""Line ends that are written as escapes do not end a line."""
_NAME = r"[A-Za-z_\x80-\U0010ffff][\w.\-\x80-\U0010ffff]*"
_TOKEN = re.compile(
    r"""(?P<space>[ \t\n\r]+|\#[^\n\r]*)
    |(?P<literal>\"\"\"(?:(?!\"\"\").)*\"\"\"|'''(?:(?!''').)*'''|"[^"\n\r]*"|'[^'\n\r]*')
    |(?P<name>\\?NAME(?::(?:\*|NAME))?)
    |(?P<sign>\|=|&=|>>|[=|&,?*+\-~(){}\[\]])""".replace("NAME", _NAME),
    re.VERBOSE | re.DOTALL,
)


@dataclass(frozen=True)
class Token:
    """A word, a sign or a literal."""

    kind: str
    """`literal`, `keyword`, `identifier`, `cname` (`a:b`), `nsname` (`a:*`), `sign` or `end`."""
    text: str
    """It, without quotation marks and backslash."""
    line: int
    """Where it begins."""
    column: int
    """Where it begins."""


def tokens_of(data: bytes, uri: str) -> Iterator[Token]:
    """Give the tokens of a schema, an `end` last; ReadError where there is something else."""
    try:
        text = _decoded(data, "strict")
    except UnicodeError as error:
        raise wrong(uri, 1, 1, f"it is not in UTF-8 or UTF-16: {error}") from error
    text = _ESCAPE.sub(lambda match: _escaped(match, uri), text.removeprefix("\ufeff"))
    at, line, start = 0, 1, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if match is None:
            raise wrong(uri, line, at - start + 1, f"`{text[at]}` may not stand here")
        if match.lastgroup != "space":
            yield _token(match, line, at - start + 1, uri)
        ends = list(re.finditer(r"\r\n|\r|\n", match[0]))
        if ends:
            line, start = line + len(ends), at + ends[-1].end()
        at = match.end()
    yield Token("end", "the end of the file", line, at - start + 1)


def wrong(uri: str, line: int, column: int, reason: str) -> ReadError:
    """Make the error of a schema that is not in the compact syntax."""
    message = f"the schema cannot be used: {reason}"
    return ReadError(
        message, code="schema-invalid", file=str(path_of_uri(uri) or uri), line=line, column=column
    )


def _decoded(data: bytes, errors: str) -> str:
    utf16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data.decode("utf-16" if utf16 else "utf-8", errors)


def _escaped(match: re.Match[str], uri: str) -> str:
    number = int(match[1], 16)
    if number > 0x10FFFF or 0xD800 <= number < 0xE000 or (number < 32 and number not in (9, 10, 13)):
        line = match.string.count("\n", 0, match.start()) + 1
        raise wrong(uri, line, 1, f"`{match[0]}` is no character that XML allows")
    return _LINE.get(chr(number), chr(number))


def _token(match: re.Match[str], line: int, column: int, uri: str) -> Token:
    text = match[0]
    if match.lastgroup == "sign":
        return Token("sign", text, line, column)
    if match.lastgroup == "literal":
        width = 3 if text.startswith(('"""', "'''")) else 1
        inside = text[width:-width].replace("\r\n", "\n").replace("\r", "\n")
        return Token("literal", inside.replace("\x00", "\n").replace("\x01", "\r"), line, column)
    name = text.removeprefix("\\")
    if not all(part == "*" or is_ncname(part) for part in name.split(":")):
        raise wrong(uri, line, column, f"`{name}` is no name")
    if ":" in name:
        return Token("nsname" if name.endswith(":*") else "cname", name, line, column)
    keyword = name in KEYWORDS and not text.startswith("\\")
    return Token("keyword" if keyword else "identifier", name, line, column)


class Cursor:
    """Goes through tokens one after the other, knowing the next two."""

    def __init__(self, data: bytes, uri: str) -> None:
        self.uri = uri
        self.tokens = tokens_of(data, uri)
        self.here = next(self.tokens)
        self.ahead = next(self.tokens, self.here)

    def take(self) -> Token:
        """Give the next token and go on."""
        taken, self.here = self.here, self.ahead
        self.ahead = next(self.tokens, self.here)
        return taken

    def at(self, *texts: str) -> bool:
        """Say whether the next token is one of these signs or keywords."""
        return self.here.kind in ("sign", "keyword") and self.here.text in texts

    def skip(self, text: str) -> bool:
        """Go over a sign or keyword, if it is next."""
        if self.at(text):
            self.take()
            return True
        return False

    def need(self, text: str) -> None:
        """Go over a sign or keyword that must be next."""
        if not self.skip(text):
            raise self.error(f"`{text}` is expected, not `{self.here.text}`")

    def error(self, reason: str, token: Token | None = None) -> ReadError:
        """Make the error about a token, else about the next."""
        place = token or self.here
        return wrong(self.uri, place.line, place.column, reason)

    def word(self) -> str:
        """Take an identifier or keyword."""
        if self.here.kind not in ("identifier", "keyword"):
            raise self.error(f"a name is expected, not `{self.here.text}`")
        return self.take().text

    def literal(self) -> str:
        """Take a literal, its segments joined."""
        if self.here.kind != "literal":
            raise self.error(f"a literal in quotation marks is expected, not `{self.here.text}`")
        text = self.take().text
        while self.skip("~"):
            text += self.literal()
        return text

    def annotations(self) -> None:
        """Go over what stands in brackets."""
        while self.at("["):
            self.brackets()

    def brackets(self) -> None:
        """Go over what stands in brackets, one pair."""
        closing = [CLOSING[self.take().text]]
        while closing:
            token = self.take()
            if token.kind == "end":
                raise self.error("an annotation is not closed: `]` is missing", token)
            if token.kind == "sign" and token.text in CLOSING:
                closing.append(CLOSING[token.text])
            elif token.kind == "sign" and token.text == closing[-1]:
                closing.pop()

    def following(self) -> None:
        """Go over annotations behind a pattern."""
        while self.skip(">>"):
            self.take()
            self.brackets() if self.at("[") else self.need("[")
