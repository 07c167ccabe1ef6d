"""A surname in its place → what stands before it: titles, given names, initials, and whom they tell."""

from __future__ import annotations

from dataclasses import dataclass

from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.words import Line, Word

__all__ = ["Before", "agrees", "before", "same_name"]


@dataclass(frozen=True)
class Before:
    """What belongs to a person's name and stands before the surname."""

    titled: int
    """Index of the first word of the titles, or of the given names, or of the surname."""
    named: int
    """Index of the first given name or initial, or of the surname."""
    given: tuple[Word, ...] = ()
    """The given names and initials."""
    titles: tuple[Word, ...] = ()
    """The titles."""
    stranger: bool = False
    """Whether a capitalised word that is neither stands directly before."""


def before(line: Line, at: int, known_given: frozenset[str] = frozenset()) -> Before:
    """Read backwards from the surname at that word; `known_given` are names the register knows."""
    named = _given_start(line, at, known_given)
    titled = _titles_start(line, named)
    if titled == at and _particle(line, at - 1):
        behind = _titles_start(line, at - 1)
        titled = behind if behind < at - 1 else at
    given = tuple(word for word in line.words[named:at] if word.capital)
    stranger = named == at and titled == at and _stranger(line, at)
    return Before(titled, named, given, tuple(line.words[titled:named]), stranger)


def _given_start(line: Line, at: int, known_given: frozenset[str]) -> int:
    """Give the index of the first given name before the surname."""
    index = start = at
    while index > 0 and line.gap(index) in {" ", "", "-", "."} and not _new_sentence(line, index):
        word = line.words[index - 1]
        if _is_given(line, index - 1, known_given):
            start = index - 1
        elif not (
            word.text in {"von", "van", "de", "der", "den", "zu", "la", "du"} and line.gap(index) == " "
        ):
            break
        index -= 1
    return start


def _particle(line: Line, index: int) -> bool:
    """Tell whether the word is a small particle before a surname."""
    small = index >= 0 and line.words[index].text in {"von", "van", "de", "der", "den", "zu", "la", "du"}
    return small and line.gap(index + 1) == " "


def _new_sentence(line: Line, index: int) -> bool:
    """Tell whether a sentence ends before the word, unless what looks so is an initial."""
    return line.gap(index) == "." and line.starts_sentence(index)


def _is_given(line: Line, index: int, known_given: frozenset[str]) -> bool:
    word = line.words[index]
    if not word.capital:
        return False
    if word.text == "M." and (line.language == "fr" or not any(name[0] == "m" for name in known_given)):
        return False
    if word.initials:
        return len(word.key) <= 3 and word.key != "us" and not (word.key == "i" and _ends_clause(line, index))
    names = lexicon().given | known_given
    if word.key not in names:
        return False
    return not (
        line.starts_sentence(index)
        and word.key in lexicon().common[line.language]
        and word.key not in known_given
    )


def _ends_clause(line: Line, index: int) -> bool:
    """Tell whether `I.` may be the pronoun at the end of a sentence."""
    return index > 0 and not line.words[index - 1].capital


def _titles_start(line: Line, at: int) -> int:
    """Give the index of the first title before the name; a modifier counts only before a title."""
    known, start, index = lexicon(), at, at
    while index > 0 and line.gap(index) in {" ", ".", "-"}:
        word = line.words[index - 1]
        if not word.capital or (word.initials and word.key != "m"):
            break
        if _is_title(word, line):
            start = index - 1
        elif not (word.key in known.modifiers and start == index and start < at):
            break
        else:
            start = index - 1
        if line.starts_sentence(index - 1) and index - 1 > 0:
            break
        index -= 1
    if start < at and line.gap(start) == "-":  # ex-President Hoover
        return at
    return start


def _is_title(word: Word, line: Line) -> bool:
    if word.key in lexicon().titles:
        return True
    if word.text == "M.":
        return True
    return line.language == "de" and word.key.endswith(lexicon().title_endings)


def _stranger(line: Line, at: int) -> bool:
    """Tell whether an unknown capitalised word makes somebody else of the surname (Natalia Trotsky)."""
    if at == 0 or line.gap(at) != " " or line.language == "de" or line.display:
        return False
    word, known = line.words[at - 1], lexicon()
    if not word.capital or word.initials or line.starts_sentence(at - 1) or word.text.isupper():
        return False
    if line.gap(at - 1) == "-":
        return False
    return word.key not in known.generic[line.language] and not word.key.endswith(
        ("ist", "ists", "ite", "ites", "ian", "ese", "ish")
    )


def agrees(found: Before, given: frozenset[str]) -> bool:
    """Tell whether the titles and given names can be those of a person with these given names."""
    female = any(word.key in lexicon().female_titles for word in found.titles)
    if female and not found.given:
        return bool(given & lexicon().female) or not given & lexicon().male
    if not found.given or not given:
        return True
    return any(same_name(found.given[0], name) for name in given)


def same_name(word: Word, name: str) -> bool:
    """Tell whether the given name or initials can stand for that name."""
    if word.initials or len(name) <= 2:
        return word.key[0] == name[0]
    one, two = _plain(word.key), _plain(name)
    if one == two or (len(one) >= 3 and len(two) >= 3 and one[:3] == two[:3]):
        return True
    aliases = lexicon().aliases
    return bool(aliases.get(word.key, frozenset()) & aliases.get(name, frozenset()))


def _plain(name: str) -> str:
    """Give the name as different transliterations would share it."""
    return name.replace("ph", "f").replace("y", "i").replace("j", "i").replace("w", "v").replace("k", "c")
