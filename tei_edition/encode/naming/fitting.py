"""A form and a place in a block → whether the form stands there: case, gaps, neighbours."""

from __future__ import annotations

from tei_edition.encode.naming.forms import Form
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.ordinary import is_ordinary
from tei_edition.encode.naming.words import Line, gap_class

__all__ = ["fits"]

_ELISIONS = {
    "l",
    "d",
    "qu",
    "j",
    "n",
    "s",
    "c",
    "m",
    "t",
    "jusqu",
    "lorsqu",
    "puisqu",
    "quoiqu",
    "dell",
    "nell",
}
_OWNING = {"' ", "’ ", " & "}
"""What stands behind the owners in the name of a body (Weavers’ Association)."""
_AFTER_APOSTROPHE = {"s", "ll", "d", "ve", "re", "m", "t"}
_CONTRACTED = {"au", "aux", "du", "des"}
"""French prepositions with the article in them (du Havre)."""
_DEFINITE = {"the", "der", "die", "das", "den", "dem", "des", "le", "la", "les", "l"}


def fits(form: Form, line: Line, at: int) -> bool:
    """Tell whether the form, whose keys are known to stand at that word, is meant there."""
    return (
        _gaps_fit(form, line, at)
        and _case_fits(form, line, at)
        and _whole(line, at, at + len(form.keys))
        and (not form.article or _has_article(line, at))
        and not _mere_word(form, line, at)
        and not _other_place(form, line, at)
        and not _within_thing(form, line, at)
    )


def _gaps_fit(form: Form, line: Line, at: int) -> bool:
    """Tell whether the words stand together as in the form; space, hyphen and dash are alike."""
    return all(_gap_fits(gap, line, at + n, form) for n, gap in enumerate(form.gaps, start=1))


def _gap_fits(gap: str, line: Line, index: int, form: Form) -> bool:
    found = line.gap(index)
    if found == gap:
        return gap != "x" or form.entry.kind == "work" or _raw_gap(line, index) in _OWNING
    if form.entry.kind == "work":
        return (
            found in {" ", "-", ",", "x"}
            and len(_raw_gap(line, index)) <= 3
            and "." not in _raw_gap(line, index)
        )
    return (
        found in {" ", "-", "", "."} and gap in {" ", "-", "", "."} and not _sentence_gap(found, line, index)
    )


def _sentence_gap(found: str, line: Line, index: int) -> bool:
    """Tell whether a full stop ends a sentence rather than an abbreviation."""
    return found == "." and line.starts_sentence(index)


def _raw_gap(line: Line, index: int) -> str:
    return line.text[line.words[index - 1].end : line.words[index].start]


def _case_fits(form: Form, line: Line, at: int) -> bool:
    """Tell whether each word is capitalised as in the form, or wholly in capitals."""
    return all(_word_fits(word, form, line, at + n) for n, word in enumerate(form.words))


def _word_fits(wanted: str, form: Form, line: Line, index: int) -> bool:
    found = line.words[index].text.replace(".", "").replace(" ", "")
    if len(wanted) > 1 and wanted.isupper():
        return found.isupper() and not _shouted(wanted, line, index)
    if found.isupper() and len(found) > 1:
        return True
    if found[0].isupper() == wanted[0].isupper():
        return True
    if form.entry.kind == "work":
        return found[0].isupper() or wanted.lower() in _DEFINITE
    small_in_form = found[0].isupper()
    return small_in_form and (line.starts_sentence(index) or line.display or wanted in lexicon().particles)


def _shouted(wanted: str, line: Line, index: int) -> bool:
    """Tell whether an acronym may be a common word in a line of capitals (LET US GO)."""
    return (
        line.display and line.text[:200].isupper() and wanted.lower() in {"us", "it", "who", "am", "an", "is"}
    )


def _whole(line: Line, at: int, end: int) -> bool:
    """Tell whether the words are not parts of longer ones (post-Stalin, Stalin-like, O’Brien)."""
    return _free_before(line, at) and _free_after(line, end)


def _free_before(line: Line, at: int) -> bool:
    gap = line.gap(at)
    if gap not in {"-", "'"} or at == 0:
        return True
    before = line.words[at - 1]
    if gap == "'":
        return before.key in _ELISIONS
    return (before.capital or before.text.isdigit()) and before.key not in lexicon().prefixes


def _free_after(line: Line, end: int) -> bool:
    gap = line.gap(end)
    if end >= len(line.words) or gap not in {"-", "'"}:
        return True
    after = line.words[end]
    if gap == "'":
        return after.key in _AFTER_APOSTROPHE or after.capital
    return after.capital or after.text.isdigit()


def _has_article(line: Line, at: int) -> bool:
    """Tell whether the definite article stands before the word, and the word is no adjective (the East Side)."""
    definite = _DEFINITE | _CONTRACTED if line.language == "fr" else _DEFINITE
    if at == 0 or line.gap(at) not in {" ", "'"} or line.words[at - 1].key not in definite:
        return False
    return not (line.words[at].capital and line.gap(at + 1) == " " and line.words[at + 1].capital)


def _mere_word(form: Form, line: Line, at: int) -> bool:
    """Tell whether a form of one word may be a common word here (May, Will, King, Bauer)."""
    word = line.words[at]
    known = lexicon()
    if len(form.keys) > 1 or form.article or not form.words[0][:1].isupper():
        return False
    before = line.words[at - 1].key if line.gap(at) in {" ", "'"} else ""
    if line.language == "de" and word.key in known.surnames and form.entry.kind == "person":
        return before in known.articles
    if form.entry.kind == "person" and line.language != "de" and _is_thing(line, at):
        return True
    if form.words[0].isupper() or word.key not in known.no_names[line.language] or word.key in known.kin:
        return False
    if form.entry.kind == "person" and before in known.titles | known.given:
        return False
    return line.starts_sentence(at) or line.display or before in _DEFINITE | {"a", "an"}


def _is_thing(line: Line, at: int) -> bool:
    """Tell whether a surname is an ordinary word here: the House, the Place des États-Unis."""
    before = line.words[at - 1].key if line.gap(at) == " " else ""
    after = line.words[at + 1] if at + 1 < len(line.words) and line.gap(at + 1) == " " else None
    if before != "the" or not is_ordinary(line.words[at].key):
        return False
    return after is None or not after.capital


def _other_place(form: Form, line: Line, at: int) -> bool:
    """Tell whether a word before makes another place, or a person, of the place (New York, Jack London)."""
    if form.entry.kind != "place" or line.gap(at) not in {" ", "-", "."} or not line.words[at - 1].capital:
        return False
    before, known = line.words[at - 1], lexicon()
    if before.key in known.place_new:
        return not (line.gap(at) == "." and before.key not in {"st", "ste"})
    if len(form.keys) > 1 or line.gap(at) == "." or line.starts_sentence(at):
        return False
    if before.initials:
        return len(before.key) < 3 and before.key != "us"
    return before.key in known.given or (before.key in known.titles and line.gap(at) == " ")


def _within_thing(form: Form, line: Line, at: int) -> bool:
    """Tell whether the name is part of an institution's or street's (Lenin Institute, rue Lenine)."""
    if form.entry.kind not in {"person", "place"}:
        return False
    known, end = lexicon(), at + len(form.keys)
    if (
        form.entry.kind == "person"
        and line.gap(at) == " "
        and line.words[at - 1].text in {"rue", "avenue", "prix"}
    ):
        return True
    heads = (
        known.things_after if form.entry.kind == "person" else known.papers | {"university", "universitat"}
    )
    for index in range(end, min(end + 3, len(line.words))):
        if gap_class(_raw_gap(line, index)) not in {" ", "-"} or not line.words[index].capital:
            return False
        if line.words[index].key in heads:
            return True
    return False
