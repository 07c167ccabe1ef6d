"""A language tag, the address of a licence, a word for a role → the codes that catalogues have for them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from tei_edition.metadata.model import Language, Rights
from tei_edition.statements import Licence

__all__ = ["AUTHORITIES", "authority_address", "datacite_type", "language", "relator", "rights", "role_name"]

AUTHORITIES: Mapping[str, tuple[str, str]] = {
    "wikidata": ("Wikidata", "https://www.wikidata.org/wiki/{}"),
    "gnd": ("GND", "https://d-nb.info/gnd/{}"),
    "viaf": ("VIAF", "https://viaf.org/viaf/{}"),
    "lccn": ("LCCN", "https://id.loc.gov/authorities/names/{}"),
    "geonames": ("GeoNames", "https://www.geonames.org/{}"),
    "isni": ("ISNI", "https://isni.org/isni/{}"),
    "orcid": ("ORCID", "https://orcid.org/{}"),
    "snac": ("SNAC", "https://snaccooperative.org/view/{}"),
}
"""Authority files: what each is called, and the address at which a reader finds a record."""

_NAMED = {"wikidata": "https://www.wikidata.org/entity/{}"}
"""Those in which the address that names a thing is another."""

_FOLDER = Path(__file__).parent
_CREATIVE_COMMONS = re.compile(
    r"creativecommons\.org/licenses/(by(?:-nc)?(?:-nd|-sa)?)/(\d\.\d)(?:/([a-z]{2,3}))?(?:/.*)?"
)


@cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((_FOLDER / name).read_text("utf-8"))


def language(tag: str) -> Language:
    """Give a language's codes and name; one that is not known has the code `und` and its tag for a name."""
    base = tag.split("-")[0].lower()
    known = _table("languages.toml")
    found = known.get(base) or next((entry for entry in known.values() if entry[0] == base), None)
    if found is None:
        return Language(tag, "", base if len(base) == 3 else "und", tag)
    short = next((code for code, entry in known.items() if entry[0] == found[0] and len(code) == 2), "")
    return Language(tag, short, found[0], found[1])


def authority_address(kind: str, value: str) -> str:
    """Give the address that names a thing in an authority file; empty where it is not known how it is formed."""
    if re.match(r"https?://\S+$", value):
        return value
    pattern = _NAMED.get(kind.lower()) or AUTHORITIES.get(kind.lower(), ("", ""))[1]
    return pattern.format(quote(value, safe="")) if value else ""


def rights(licence: Licence) -> Rights:
    """Give a licence with its SPDX identifier and name, as its address tells them where nobody has said them."""
    bare = re.sub(r"^https?://", "", licence.target).rstrip("/")
    spdx, name = _table("licences.toml").get(bare, ("", ""))
    if found := _CREATIVE_COMMONS.fullmatch(bare):
        terms, version, country = found[1].upper(), found[2], found[3]
        spdx = "-".join(filter(None, ("CC", terms, version, country.upper() if country else "")))
        name = f"CC {terms} {version}"
    return Rights(
        licence.covers,
        licence.target,
        licence.spdx or spdx,
        licence.name or name or licence.spdx,
        " ".join(licence.text.split()),
    )


@cache
def relator(words: str) -> str:
    """Give the MARC relator code that words of responsibility mean; `ctb`, contributor, where it is not known."""
    if found := re.search(r"relators/([a-z]{3})\b", words):
        return found[1]
    roles = _table("roles.toml")["role"]
    if any(role["code"] == words for role in roles):
        return words
    said = words.casefold()
    return next(
        (role["code"] for role in roles if role["words"] and re.search(rf"\b({role['words']})", said)), "ctb"
    )


def role_name(code: str) -> str:
    """Give what a role is called; the code where it is not known."""
    return str(_role(code).get("name", code))


def datacite_type(code: str) -> str:
    """Give the type a contributor of that role has in DataCite 4.7."""
    return str(_role(code).get("datacite", "Other"))


def _role(code: str) -> dict[str, str]:
    return next((role for role in _table("roles.toml")["role"] if role["code"] == code), {})
