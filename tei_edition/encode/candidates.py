"""Mentions of unknown names in several articles → entries a register could have, one for each who is named."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from tei_edition.encode.mentions import Mention
from tei_edition.encode.naming.persons import same_name
from tei_edition.encode.naming.words import fold, split
from tei_edition.model import Entry
from tei_edition.tei.entries import new_id
from tei_edition.work import Candidate, Occurrence

__all__ = ["group"]

RANKS = ("high", "medium", "low")
"""Certainties, the greatest first."""

Key = tuple[str, str]
"""Kind and heading of an entry to be."""


def group(
    mentions: Iterable[Mention], taken: Collection[str] = ()
) -> tuple[list[Candidate], list[Occurrence]]:
    """Give a candidate for each who is named, the most frequent first; and the places where nothing decides who.

    `taken` are ids that are in use.
    """
    mentions = list(mentions)
    homes = _homes(
        {_key(entry): entry for mention in mentions if not mention.known for entry in mention.entries}
    )
    members: dict[Key, list[Mention]] = defaultdict(list)
    shared: list[tuple[Mention, list[Key]]] = []
    for mention in mentions:
        keys = [] if mention.known else list(dict.fromkeys(homes[_key(entry)] for entry in mention.entries))
        if len(keys) == 1:
            members[keys[0]].append(mention)
        else:
            shared.append((mention, keys))
    order = sorted(members, key=lambda key: (-len(members[key]), key[1].casefold(), key[0]))
    ids = _ids(order, set(taken))
    made = [_candidate(key, members[key], ids[key]) for key in order]
    return _related(made), [_unclear(mention, keys, ids) for mention, keys in shared]


def _key(entry: Entry) -> Key:
    """Give what makes two proposals one: kind and heading, particles behind the given names."""
    return entry.kind, _inverted(entry.name) if entry.kind == "person" else entry.name


def _inverted(name: str) -> str:
    """Give `Beethoven, Ludwig van` for `van Beethoven, Ludwig`; a name of one word is left alone."""
    surname, comma, given = name.partition(", ")
    words = surname.split(" ")
    while comma and len(words) > 1 and words[0].islower():
        given = f"{given} {words.pop(0)}"
    return f"{' '.join(words)}{comma}{given}"


def _homes(entries: Mapping[Key, Entry]) -> dict[Key, Key]:
    """Give for each proposal the one it is a shorter form of: itself where there is none, or more than one."""
    homes = {key: key for key in entries}
    people: dict[str, list[Key]] = defaultdict(list)
    for key in entries:
        if key[0] == "person":
            people[fold(key[1].partition(", ")[0])].append(key)
    for group_ in people.values():
        fullest: list[Key] = []
        for key in sorted(group_, key=lambda key: (-len(fold(key[1])), key[1])):
            fitting = [home for home in fullest if _may_be(key[1], home[1])]
            if len(fitting) == 1:
                homes[key] = fitting[0]
            else:
                fullest.append(key)
    return homes


def _may_be(short: str, full: str) -> bool:
    """Tell whether the given names of a heading can be those of another of the same surname."""
    one, two = (split(name.partition(", ")[2]) for name in (short, full))
    return not one or not two or same_name(one[0], two[0].key)


def _ids(order: Sequence[Key], taken: set[str]) -> dict[Key, str]:
    """Give each a new id, those that come first the shorter."""
    ids: dict[Key, str] = {}
    for key in order:
        ids[key] = new_id(*key, taken)
        taken.add(ids[key])
    return ids


def _candidate(key: Key, members: Sequence[Mention], id_: str) -> Candidate:
    """Make the candidate of all its mentions."""
    forms = [form for form, _ in Counter(mention.form for mention in members).most_common()]
    ranked = sorted(members, key=lambda mention: RANKS.index(mention.cert))
    evidence = tuple(dict.fromkeys(mention.occurrence.evidence for mention in ranked))
    entry = Entry(id_, key[0], key[1], tuple(forms))
    return Candidate(entry, ranked[0].cert, evidence, tuple(mention.occurrence for mention in members))


def _related(made: Sequence[Candidate]) -> list[Candidate]:
    """Tell each candidate with whom it shares a form, or the last word of its heading's first part."""
    sharing: dict[str, list[str]] = defaultdict(list)
    words = {
        one.entry.id: {fold(form) for form in (*one.entry.forms, one.entry.name.partition(",")[0])}
        for one in made
    }
    for id_, forms in words.items():
        for form in forms:
            sharing[form].append(id_)
    related = []
    for one in made:
        others = {id_: None for form in sorted(words[one.entry.id]) for id_ in sharing[form]}
        related.append(replace(one, others=tuple(id_ for id_ in others if id_ != one.entry.id)))
    return related


def _unclear(mention: Mention, keys: Sequence[Key], ids: Mapping[Key, str]) -> Occurrence:
    """Give the place of a mention that may be of several, with the ids of these."""
    names = [ids.get(key, key[1]) for key in keys] or [entry.id for entry in mention.entries]
    return replace(mention.occurrence, candidates=tuple(names))
