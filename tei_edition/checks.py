"""What an edition's files say → errors for what would only fail later: ids, slugs, addresses, languages."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from pathlib import Path

from tei_edition.errors import ConfigError
from tei_edition.tables import did_you_mean, line_of

ACCESS = ("open", "embargoed", "restricted", "metadata-only")
"""Who may read: the access rights of COAR."""

CONTENT = ("encoding", "text", "images", "data", "software")
"""The kinds of content a licence may cover."""

RESERVED_SLUGS = frozenset(
    "index about audit contents persons places organisations works map bibliography words search edition".split()  # noqa: SIM905
)
"""Names of pages that every edition has."""

RESERVED_ENDINGS = (".source", ".plain", ".ids")
"""Endings by which the plain texts of an article differ."""

_RESERVED_ID = re.compile(r"(p|d|i|n|fn|part|author)\d+[a-z]*|(te|change)-.*|tei_edition")
"""The ids that the encoder gives itself, and those of the frame of a page."""

_NCNAME = re.compile(r"[A-Za-z_À-ÖØ-öø-˿Ͱ-ͽͿ-῿][\w.·-]*")
"""An `xml:id` (Namespaces in XML 1.0, production NCName, without its rarer characters)."""

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*")
"""A language tag (BCP 47), as XML Schema's `language` has it."""

DOI = re.compile(r"10\.[0-9]{4,9}(?:\.[0-9]+)*/[^\s\"<>]*[^\s\"<>.,;]")
"""A DOI (ISO 26324), as Crossref advises to recognise one."""


def check_ids(ids: Iterable[str], path: Path, what: str) -> None:
    """Raise ConfigError for an id that is no NCName, stands twice, or is one the encoder gives itself."""
    seen: set[str] = set()
    for name in ids:
        problem = (
            "is used twice"
            if name in seen
            else "is an id the encoder gives itself"
            if _RESERVED_ID.fullmatch(name)
            else ""
            if _NCNAME.fullmatch(name)
            else "is no xml:id: it must begin with a letter and have no space"
        )
        if problem:
            told = f"the id {name!r} of {what} {problem}"
            raise ConfigError(told, file=str(path), line=line_of(path, name), hint="choose another id")
        seen.add(name)


def check_withdrawn(withdrawn: Iterable[str], slugs: Iterable[str], path: Path) -> None:
    """Raise ConfigError for an article that is withdrawn and is there."""
    for slug in {*withdrawn} & {*slugs}:
        told, cure = f"{slug} is withdrawn and is an article", "if it is back, take it out of withdrawn"
        raise ConfigError(told, file=str(path), line=line_of(path, "withdrawn"), hint=cure)


def check_apart(slugs: Iterable[str], ids: Collection[str], path: Path) -> None:
    """Raise ConfigError for an article whose name is an id in the file as well: both would be an `xml:id`."""
    for slug in slugs:
        if slug in ids:
            told = f"the id {slug!r} is the name of an article as well"
            raise ConfigError(told, file=str(path), line=line_of(path, f'"{slug}"'), hint="choose another id")


def check_slugs(sources: Sequence[Path]) -> None:
    """Raise ConfigError for articles whose files would overwrite one another's or the edition's own."""
    slugs: dict[str, Path] = {}
    for path in sources:
        stem = path.stem.casefold()
        if stem in slugs:
            raise ConfigError(
                f"{slugs[stem].name} and {path.name} would be one article: they have one stem, but for capitals",
                file=str(path),
                hint="rename one of them, or move it out of the folder",
            )
        if path.stem in RESERVED_SLUGS or path.stem.endswith(RESERVED_ENDINGS):
            raise ConfigError(
                f"no article may be named {path.stem!r}: the edition has a file of its own of that name",
                file=str(path),
                hint="rename it",
            )
        slugs[stem] = path


def check_name(path: Path) -> None:
    """Raise ConfigError for a file whose name cannot be written: it names the article everywhere."""
    if not path.stem.isprintable():
        shown = path.name.encode("utf-8", "backslashreplace").decode()
        raise ConfigError("the file's name is not printable text", file=shown, hint="rename it")


def check_address(address: str, key: str, path: Path) -> None:
    """Raise ConfigError for an address that is not one of the web."""
    if address and not re.match(r"https?://[^\s<>\"']+$", address):
        told = f"{key} = {address!r} is no web address"
        raise ConfigError(told, file=str(path), line=line_of(path, address), hint="https://…")


def check_date(stated: str, key: str, path: Path) -> None:
    """Raise ConfigError for a date that is not of the form XML Schema gives a day, a month or a year."""
    if stated and not _is_date(stated):
        raise ConfigError(
            f"{key} = {stated!r} is no date a program can read",
            file=str(path),
            line=line_of(path, stated),
            hint=f'{key} = 1901-06-29, or "1901-06", or "1901"; the words of the text stay as they are',
        )


def _is_date(text: str) -> bool:
    """Judge a year, a month or a day that has been: `1901`, `1901-06`, `1901-06-29`."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
        return False
    try:
        date.fromisoformat(text + "-01" * (2 - text.count("-")))
    except ValueError:
        return False
    return True


def check_language(language: str, path: Path) -> None:
    """Raise ConfigError for something that is no language tag."""
    if language and not _LANGUAGE.fullmatch(language):
        told = f"language = {language!r} is no language tag"
        raise ConfigError(told, file=str(path), line=line_of(path, language), hint='"en", "de", "fr", …')


def check_one_of(value: str, known: Sequence[str], key: str, path: Path) -> None:
    """Raise ConfigError for a value that is none of those known."""
    if value not in known:
        *most, last = (f'"{word}"' for word in known)
        hint = did_you_mean(value, known) or f"{', '.join(most)} or {last}"
        raise ConfigError(f"{key} = {value!r}", file=str(path), line=line_of(path, value), hint=hint)


def check_doi(doi: str, key: str, path: Path) -> None:
    """Raise ConfigError for something that is no DOI, or one in the form of an address."""
    if doi and not DOI.fullmatch(doi):
        raise ConfigError(
            f"{key} = {doi!r} is no DOI",
            file=str(path),
            line=line_of(path, doi),
            hint=f'it begins with 10. and has no address before it: {key} = "10.5281/zenodo.1234567"',
        )


def check_orcid(orcid: str, path: Path) -> None:
    """Raise ConfigError for an ORCID of another form, or whose check digit is wrong (ISO 7064, MOD 11-2)."""
    form = re.fullmatch(r"([0-9]{4}-){3}[0-9]{3}[0-9X]", orcid)
    if orcid and not (form and mod_11_2(orcid)):
        told = "its check digit is wrong" if form else "it has another form"
        raise ConfigError(
            f"orcid = {orcid!r} is no ORCID: {told}",
            file=str(path),
            line=line_of(path, orcid),
            hint='without the address: orcid = "0000-0002-1825-0097"',
        )


def mod_11_2(value: str) -> bool:
    """Judge the last digit of an ISNI or ORCID (ISO 7064, MOD 11-2)."""
    digits, total = value.replace("-", ""), 0
    for char in digits[:-1]:
        total = (total + int(char)) * 2
    return (10 if digits[-1] == "X" else int(digits[-1])) == (12 - total % 11) % 11
