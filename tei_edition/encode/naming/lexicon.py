"""`lexicon.toml`, `given.toml` and lists of words → sets of keys: which are titles, given names, places, …"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files

from tei_edition.encode.naming.words import fold, split

__all__ = ["Lexicon", "lexicon"]

Keys = frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """What is known of words, by their keys."""

    female: Keys
    """Given names of women."""
    male: Keys
    """Given names of men."""
    aliases: Mapping[str, frozenset[int]]
    """Groups of given names that are forms of one (`leon`, `lev`, `leo`): the groups a name is in."""
    titles: Keys
    """Titles that may stand alone before a name."""
    female_titles: Keys
    """Those of women."""
    modifiers: Keys
    """Words that stand before a title (`Prime`, `Foreign`)."""
    title_endings: tuple[str, ...]
    """Endings of German titles (`-minister`)."""
    small_titles: Keys
    """Titles in lower case: evidence, not part of a name."""
    places: frozenset[tuple[str, ...]]
    """Places by the keys of their words."""
    place_starts: Mapping[str, tuple[int, ...]]
    """Numbers of words, greatest first, of the places that begin with a word."""
    place_after: Keys
    """Words that end names of streets, rivers, …"""
    place_before: Keys
    """Words that begin them."""
    place_new: Keys
    """Words that make another place of a place (`New York`, `South Africa`)."""
    place_endings: tuple[str, ...]
    """Endings of names of towns."""
    towns: Keys
    """Places of one word that may be a person's name as well: what stands around them may speak against it."""
    landscapes: Keys
    """Those of them that have an article in German or French: rivers, regions, quarters."""
    place_nouns: Keys
    """German nouns directly before the name of a place (Stadt, Regierungsbezirk)."""
    people_of: Mapping[str, Keys]
    """Words before “of” that tell a place, by language (the people of Kansas)."""
    motion: Keys
    """English words before “to” that tell a place."""
    org_heads: Keys
    """Words that tell an organisation."""
    org_endings: tuple[str, ...]
    """Endings of German words that tell one (-partei)."""
    org_bodies: Keys
    """Those of the words whose members may follow (Verband der Textilarbeiter)."""
    org_alone: Keys
    """Organisations of one word."""
    org_never: Keys
    """Capitals that are not names of organisations."""
    papers: Keys
    """Last words of newspapers' titles."""
    paper_before: Keys
    """Words that begin them (`Revue du Nord`)."""
    paper_small: Keys
    """Small words that follow those."""
    things_after: Keys
    """Words that make an institution or a street of a name before them."""
    things_before: Keys
    """Words that do so of a name after them."""
    prefixes: Keys
    """Prefixes that make an adjective of a name."""
    people: Keys
    """Adjectives and nouns of peoples, parties and creeds."""
    calendar: Keys
    """Months, days, feasts."""
    common: Mapping[str, Keys]
    """Words that begin sentences, and capitalised words that are not names, by language."""
    kin: Keys
    """Words such as Papa: no names by themselves, but the register may have them."""
    relatives: Keys
    """Words for kin that a first name follows (his brother Karl)."""
    verbs: Keys
    """Verbs that follow persons."""
    prepositions: Mapping[str, Keys]
    """Prepositions before places, by language."""
    articles: Keys
    """Articles and other determiners."""
    particles: Keys
    """Particles within surnames."""
    surnames: Keys
    """German surnames that are nouns as well."""
    well_known: Keys
    """Surnames that tell a person even where nothing else does."""
    nouns: Keys
    """German nouns."""
    english: Keys
    """Small words of English."""
    noun_endings: tuple[str, ...]
    """Endings of German nouns that are not names."""

    @cached_property
    def given(self) -> Keys:
        """All given names."""
        return self.female | self.male

    @cached_property
    def no_names(self) -> Mapping[str, Keys]:
        """Words that are no names by themselves, by language: those that begin sentences, months, days."""
        everybody = self.common[""] | self.calendar
        known = {language: words | self.calendar for language, words in self.common.items()}
        return defaultdict(lambda: everybody, known)

    @cached_property
    def generic(self) -> Mapping[str, Keys]:
        """Words that no unknown name is made of, by language."""
        others = self.people | self.titles | self.modifiers | self.org_heads | self.papers
        everybody = self.no_names[""] | others
        known = {language: words | others for language, words in self.no_names.items()}
        return defaultdict(lambda: everybody, known)


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Read the lexicon that lies beside this module."""
    data = tomllib.loads(_read("lexicon.toml")) | tomllib.loads(_read("given.toml"))
    gazetteer = frozenset(_gazetteer(_read("gazetteer.txt")))
    places = frozenset(_places(data["places"])) | {keys for keys in gazetteer if len(keys) > 1}
    return Lexicon(
        female=_keys(data["given"]["female"]),
        male=_keys(data["given"]["male"]),
        aliases=_groups(data["aliases"]["lines"]),
        titles=_keys(data["titles"]["head"]) | _keys(data["titles"]["female"]),
        female_titles=_keys(data["titles"]["female"]),
        modifiers=_keys(data["titles"]["modifier"]),
        title_endings=tuple(fold(word) for word in data["titles"]["suffix"].split()),
        small_titles=_keys(data["titles"]["small"]),
        places=places,
        place_starts=_lengths(places),
        place_after=_keys(data["places"]["water_and_street"]),
        place_before=_keys(data["places"]["street_before"]),
        place_new=_keys(data["places"]["new"]),
        place_endings=tuple(fold(word) for word in data["places"]["suffix"].split()),
        towns=frozenset(keys[0] for keys in gazetteer if len(keys) == 1),
        landscapes=frozenset(keys[0] for keys in _gazetteer(_read("gazetteer.txt"), landscapes=True)),
        place_nouns=_keys(data["place_nouns"]["words"]),
        people_of={language: _keys(words) for language, words in data["people_of"].items()},
        motion=_keys(data["motion"]["words"]),
        org_heads=_keys(data["orgs"]["head"]),
        org_endings=tuple(fold(word) for word in data["orgs"]["ending"].split()),
        org_bodies=_keys(data["orgs"]["body"]),
        org_alone=_keys(data["orgs"]["alone"]),
        org_never=_keys(data["orgs"]["never"]),
        papers=_keys(data["papers"]["head"]),
        paper_before=_keys(data["papers"]["before"]),
        paper_small=_keys(data["papers"]["small"]),
        things_after=_keys(data["things"]["after"]),
        things_before=_keys(data["things"]["before"]),
        prefixes=_keys(data["things"]["prefix"]),
        people=_keys(data["people"]["words"]),
        calendar=_keys(data["calendar"]["words"]),
        common=_common(data["common"]),
        kin=_keys(data["common"]["kin"]),
        relatives=_keys(data["relatives"]["words"]),
        verbs=_keys(data["verbs"]["words"]),
        prepositions={language: _keys(words) for language, words in data["prepositions"].items()},
        articles=_keys(data["articles"]["words"]),
        particles=_keys(data["particles"]["words"]),
        surnames=_keys(data["surnames"]["words"]),
        well_known=_keys(_uncommented(_read("surnames.txt"))),
        nouns=_keys(_uncommented(_read("nouns.txt"))),
        english=_keys(_uncommented(_read("english.txt"))),
        noun_endings=tuple(fold(word) for word in data["nouns"]["endings"].split()),
    )


def _read(name: str) -> str:
    """Give the text of a file that lies beside this module."""
    return (files(__package__) / name).read_text(encoding="utf-8")


def _uncommented(text: str) -> str:
    """Give the text without the lines that explain it."""
    return "\n".join(line for line in text.splitlines() if not line.startswith("#"))


def _gazetteer(text: str, landscapes: bool = False) -> Iterable[tuple[str, ...]]:
    """Yield the keys of each place of a list whose lines begin with its country, or with what its places are."""
    lines = _uncommented(text).splitlines()
    for line in lines if not landscapes else (line for line in lines if len(line.partition(": ")[0]) > 2):
        yield from (tuple(word.key for word in split(name)) for name in line.partition(": ")[2].split(","))


def _keys(words: str) -> Keys:
    """Give the keys of words that are written with spaces between them."""
    return frozenset(fold(word) for word in words.split())


def _common(table: Mapping[str, str]) -> Mapping[str, Keys]:
    """Give the words of each language, with those of all; a language we have none of has everybody's."""
    own = {language: _keys(words) for language, words in table.items()}
    everybody = frozenset[str]().union(*own.values())
    return defaultdict(lambda: everybody, {language: words | own["kin"] for language, words in own.items()})


def _groups(lines: str) -> dict[str, frozenset[int]]:
    """Give, for each given name, the numbers of the lines it stands in."""
    groups: dict[str, frozenset[int]] = {}
    for number, line in enumerate(lines.splitlines()):
        for key in _keys(line):
            groups[key] = groups.get(key, frozenset()) | {number}
    return groups


def _places(table: Mapping[str, str]) -> Iterable[tuple[str, ...]]:
    """Yield the keys of each place; lists of places have commas between them."""
    for kind in ("countries", "regions", "states", "cities"):
        for name in table[kind].replace("\n", " ").split(","):
            yield tuple(word.key for word in split(name))


def _lengths(places: Iterable[tuple[str, ...]]) -> dict[str, tuple[int, ...]]:
    """Give the numbers of words, greatest first, of the places that begin with each word."""
    lengths: dict[str, set[int]] = {}
    for keys in places:
        lengths.setdefault(keys[0], set()).add(len(keys))
    return {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()}
