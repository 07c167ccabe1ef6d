"""The register's entries → forms that can be looked up by the keys of their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import Word, fold, gap_class, split
from tei_edition.model import Entry, Register

__all__ = ["Form", "Index", "build_index"]

_ARTICLE = re.compile(r"(?:the|der|die|das|den|dem|des|le|la|les)\s+(?=\w)|l['’]", re.IGNORECASE)
_FRENCH_ARTICLE = re.compile(r"(?:Le|La|Les)\s|L['’]")
"""An article that French names of places have: part of the name, but for `du Havre`."""
_ENDINGS = ("e", "en", "er", "es", "em")


@dataclass(frozen=True)
class Form:
    """One form of one entry, ready to be compared with a text."""

    entry: Entry
    """Whose form it is."""
    text: str
    """As the register has it."""
    keys: tuple[str, ...]
    """The keys of its words."""
    words: tuple[str, ...]
    """Its words as the register has them."""
    gaps: tuple[str, ...]
    """What stands between them, as a class of `words.gap_class`; one fewer than words."""
    tail: str = ""
    """Punctuation it ends with (`?`), part of a title."""
    article: bool = False
    """Whether the definite article must stand before it (the West, not West)."""


@dataclass(frozen=True)
class Index:
    """All forms of a register."""

    forms: Mapping[tuple[str, ...], tuple[Form, ...]]
    """The forms that have these keys."""
    lengths: Mapping[str, tuple[int, ...]]
    """Numbers of words, greatest first, of the forms that begin with this key."""
    given: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """The given names of each person, by id, as keys."""


@lru_cache(maxsize=4)
def build_index(register: Register, language: str) -> Index:
    """Make the index; `language` (two letters) decides on inflected forms."""
    forms: dict[tuple[str, ...], list[Form]] = {}
    lengths: dict[str, set[int]] = {}
    for entry in register.entries:
        for form in _forms(entry, language):
            forms.setdefault(form.keys, []).append(form)
            lengths.setdefault(form.keys[0], set()).add(len(form.keys))
    return Index(
        {keys: tuple(found) for keys, found in forms.items()},
        {key: tuple(sorted(found, reverse=True)) for key, found in lengths.items()},
        {entry.id: _given(entry) for entry in register.entries if entry.kind == "person"},
    )


def _forms(entry: Entry, language: str) -> Iterator[Form]:
    """Yield the entry's forms, each once, with their variants."""
    seen: set[tuple[tuple[str, ...], bool]] = set()
    for text in entry.forms:
        cut = _form(entry, text)
        whole = [_form(entry, text, whole=True)] if cut.article and _FRENCH_ARTICLE.match(text) else []
        for form in (*whole, *_variants(cut, language)):
            if form.keys and (form.keys, form.article) not in seen:
                seen.add((form.keys, form.article))
                yield form


def _form(entry: Entry, text: str, whole: bool = False) -> Form:
    """Cut a form into words; the definite article stays outside, but not of works’ titles, nor of the `whole`."""
    article = _ARTICLE.match(text) if entry.kind in {"place", "org"} and not whole else None
    bare = text[article.end() :] if article else text
    words = split(bare)
    tail = re.search(r"[?!…]$", bare) if entry.kind == "work" else None
    return Form(
        entry,
        text,
        tuple(word.key for word in words),
        tuple(word.text for word in words),
        _gaps(bare, words),
        tail.group() if tail else "",
        bool(article) and _needs_article(words),
    )


def _gaps(text: str, words: list[Word]) -> tuple[str, ...]:
    """Give the classes of what stands between the words."""
    return tuple(gap_class(text[one.end : two.start]) for one, two in pairwise(words))


def _needs_article(words: list[Word]) -> bool:
    """Tell whether the form is a word that is no name without its article."""
    return len(words) == 1 and (words[0].key,) not in lexicon().places


def _variants(form: Form, language: str) -> Iterator[Form]:
    """Yield the form and how it may be spelt or inflected otherwise."""
    yield form
    if any(gap in "-'" for gap in form.gaps if gap) and form.entry.kind != "work":
        yield _joined(form)
    if language == "de":
        yield from _german(form)


def _joined(form: Form) -> Form:
    """Give the form written in one word (`Indochina` for `Indo-China`)."""
    words = [form.words[0]]
    gaps = []
    for gap, word in zip(form.gaps, form.words[1:], strict=True):
        if gap in {"-", "'"}:
            words[-1] += word.lower() if gap == "-" else word
        else:
            words.append(word)
            gaps.append(gap)
    keys = tuple(fold(word) for word in words)
    return replace(form, keys=keys, words=tuple(words), gaps=tuple(gaps))


def _german(form: Form) -> Iterator[Form]:
    """Yield the genitive (`Lenins`) and the declined adjective (`der Roten Armee`)."""
    last = form.words[-1] if form.words else ""
    if form.entry.kind in {"person", "place"} and last[-1:].isalpha() and last[-1:] not in "sxzß":
        yield _with_word(form, len(form.words) - 1, last + "s")
    if form.entry.kind == "work" and len(form.words) > 2 and form.keys[0] in {"der", "die", "das"}:
        bare = replace(form, keys=form.keys[1:], words=form.words[1:], gaps=form.gaps[1:])
        yield bare
        yield from _declined(bare)
    elif len(form.words) > 1 and form.entry.kind != "person":
        yield from _declined(form)


def _declined(form: Form) -> Iterator[Form]:
    """Yield the form with its first word, an adjective, in the other cases."""
    for ending in sorted(_ENDINGS, key=len, reverse=True):
        first = form.words[0]
        if first.endswith(ending) and len(first) > len(ending) + 2:
            stem = first.removesuffix(ending)
            yield from (_with_word(form, 0, stem + other) for other in _ENDINGS if other != ending)
            return


def _with_word(form: Form, index: int, word: str) -> Form:
    """Give the form with another word in that place."""
    words = (*form.words[:index], word, *form.words[index + 1 :])
    keys = tuple(fold(word) for word in words)
    return replace(form, keys=keys, words=words)


def _given(entry: Entry) -> frozenset[str]:
    """Give the keys of a person's given names: behind the heading's comma, and before surnames in forms."""
    surname, comma, rest = entry.name.partition(",")
    given = {word.key for word in split(rest)} if comma else set()
    last = {word.key for word in split(surname)}
    for form in entry.forms:
        given.update(word.key for word in split(form)[:-1])
    known = lexicon()
    return frozenset(given - last - known.titles - known.particles - known.modifiers)
