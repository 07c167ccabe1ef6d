"""Strings from a document → strings that are safe in HTML: text, attributes, addresses, links, languages."""

from __future__ import annotations

import re
from html import escape
from urllib.parse import quote, urlsplit

_SCHEMES = frozenset({"http", "https", "mailto"})
_HOST = re.compile(
    r"([a-z0-9](?:[\w\-]*[a-z0-9])?(?:\.[a-z0-9_](?:[\w\-]*[a-z0-9])?)*\.?)(?::(\d{1,5}))?",
    re.ASCII | re.IGNORECASE,
)
_BIBLIOGRAPHIC = {
    "fre": "fr", "fra": "fr", "ger": "de", "deu": "de", "eng": "en", "spa": "es", "ita": "it", "lat": "la",
    "rus": "ru", "por": "pt", "dut": "nl", "nld": "nl", "gre": "el", "ell": "el", "ara": "ar", "heb": "he",
    "per": "fa", "fas": "fa", "pol": "pl", "cze": "cs", "ces": "cs", "hun": "hu", "tur": "tr", "jpn": "ja",
    "chi": "zh", "zho": "zh", "kor": "ko", "san": "sa", "swe": "sv", "dan": "da", "nor": "no", "fin": "fi",
    "ukr": "uk", "cat": "ca", "slv": "sl", "hrv": "hr", "srp": "sr", "rum": "ro", "ron": "ro", "bul": "bg",
}  # fmt: skip
"""Three-letter codes that BCP 47 wants in their two-letter form."""
_RTL = frozenset({"ar", "fa", "he", "ur", "yi", "syr", "arc", "dv", "ps", "sd", "ug", "ckb"})
_RTL_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo"})


def text(value: str) -> str:
    """Escape characters for the content of an element; control characters HTML forbids are dropped."""
    return escape(_CONTROL.sub("", value), quote=False) if _MARKUP.search(value) else value


_MARKUP = re.compile("[&<>\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What has to be escaped or dropped in the content of an element."""
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_SPECIAL = re.compile("[&<>\"'\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufdd0-\ufdef\ufffe\uffff]")
"""What has to be escaped or dropped in an attribute."""


def attribute(value: str) -> str:
    """Escape characters for a quoted attribute and fold white space."""
    value = " ".join(value.split())
    return escape(_CONTROL.sub("", value), quote=True) if _SPECIAL.search(value) else value


def token(value: str) -> str:
    """Give a word that can be a class: letters, digits and hyphens, else nothing."""
    return value.lower() if re.fullmatch(r"[A-Za-z][A-Za-z0-9\-]{0,30}", value) else ""


def name(value: str) -> str:
    """Give an element's name if it can be a class as it stands, else nothing."""
    return value if re.fullmatch(r"[A-Za-z][A-Za-z0-9\-]*", value) else ""


_NO_NAME = re.compile(r"[^\w.:\-]")


def identifier(value: str) -> str:
    """Give an `id` without white space, quotes or markup characters; empty when nothing is left."""
    return _NO_NAME.sub("", value)


def href(value: str) -> str:
    """Give the link if it is http, https, mailto or relative, percent-encoded where needed; else nothing."""
    value = re.sub(r"[\x00-\x1f\x7f-\x9f]", "", value.strip())
    try:
        parts = urlsplit(value)
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if not value or (scheme and scheme not in _SCHEMES) or value.startswith(("//", "\\", "/\\")):
        return ""
    if not scheme and ":" in value.split("/")[0].split("#")[0].split("?")[0]:
        return ""
    if scheme in ("http", "https"):
        host = _host(parts.netloc)
        if not host:
            return ""
        value = value.replace(parts.netloc, host, 1)
    before, hash_, fragment = value.partition("#")
    keep = "/?&=:;,@+$!~*'()-._%"
    return quote(_percent(before), safe=keep) + hash_ + quote(_percent(fragment), safe=keep)


def _host(netloc: str) -> str:
    """Give host and port in ASCII; empty when they are not well-formed, or hold a name and password."""
    try:
        netloc = netloc if netloc.isascii() else netloc.encode("idna").decode("ascii")
        netloc.encode("ascii").decode("idna")
    except UnicodeError:
        return ""
    match = _HOST.fullmatch(netloc)
    if not match or int(match[2] or 0) > 65535:
        return ""
    labels = match[1].rstrip(".").split(".")
    if re.fullmatch(r"\d+|0[xX][0-9a-fA-F]*", labels[-1]):
        numbers = [re.fullmatch(r"0|[1-9]\d{0,2}", label) for label in labels]
        return netloc if len(labels) == 4 and all(part and int(part[0]) < 256 for part in numbers) else ""
    return netloc


def segment(name: str) -> str:
    """Give a file's name as one step of a relative link: `a b?.html` → `a%20b%3F.html`."""
    return quote(name, safe="")


def web(value: str) -> str:
    """Give the address if it is one of the web, http or https, in the form `href` gives it; else nothing."""
    address = href(value)
    return address if address.lower().startswith(("http://", "https://")) else ""


def _percent(value: str) -> str:
    """Encode a percent sign that begins no escape."""
    return re.sub(r"%(?![0-9A-Fa-f]{2})", "%25", value)


def language(value: str) -> str:
    """Give a language tag in the form HTML wants; empty when it has no such form."""
    first, *rest = value.strip().replace("_", "-").split("-")
    first = _BIBLIOGRAPHIC.get(first.lower(), first.lower())
    if (first not in _TWO_LETTERS and not re.fullmatch(r"[a-z]{3}", first)) or first in _NO_LANGUAGE:
        return ""
    tag = first
    for part in rest:
        if not re.fullmatch(r"[A-Z]{2}|[A-Z][a-z]{3}|\d{3}", part):
            break
        tag += f"-{part}"
    return tag


_NO_LANGUAGE = frozenset({"xxx", "unk"})
_TWO_LETTERS = frozenset(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de
    dv dz ee el en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id
    ie ig ii ik io is it iu ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu
    lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu
    rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st su sv sw ta te tg th ti tk tl tn to
    tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """.split()  # noqa: SIM905
)
"""The language codes of ISO 639-1."""


def direction(tag: str) -> str:
    """Give `rtl` for a language, or a script, that is written from right to left, `ltr` for the others."""
    first, *rest = tag.lower().split("-")
    scripts = [part for part in rest if len(part) == 4]
    if scripts:
        return "rtl" if scripts[0] in _RTL_SCRIPTS else "ltr"
    return "rtl" if first in _RTL else "ltr"
