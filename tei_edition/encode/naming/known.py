"""Blocks and the register's forms → hits: where which entries are named."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from tei_edition.encode.naming.fitting import fits
from tei_edition.encode.naming.forms import Form, Index
from tei_edition.encode.naming.lexicon import lexicon
from tei_edition.encode.naming.marks import bracketed_extent, marked_extent
from tei_edition.encode.naming.persons import Before, agrees, before
from tei_edition.encode.naming.words import Line, Word
from tei_edition.model import Entry

__all__ = ["Hit", "find_known"]


@dataclass(frozen=True)
class Hit:
    """A place in a block where a form of the register stands."""

    line: Line
    """The block."""
    first: int
    """Index of its first word, titles and given names included."""
    at: int
    """Index of the form's own first word."""
    end: int
    """Index after its last word."""
    entries: tuple[Entry, ...]
    """Who or what may be meant, in the register's order."""
    form: str
    """The register's form."""
    extent: tuple[int, int]
    """Where the words begin and end in the block's text."""
    marked: tuple[int, int]
    """The same, with the marks and the last punctuation that belong to a title of a work."""
    full: bool = False
    """Whether more than a surname is there: a given name or initials, or a form of several words."""
    named: bool = False
    """Whether a title or given name shows that a person is meant."""


def find_known(line: Line, index: Index) -> Iterator[Hit]:
    """Yield the hits in the block, left to right, none overlapping another: the longest form wins."""
    at = free = taken = 0
    while at < len(line.words):
        sizes = index.lengths.get(line.words[at].key)
        hit = _longest(line, at, free, sizes, index) if sizes else None
        if hit:
            hit = hit if hit.marked[0] >= taken else _unmarked(hit)
            yield hit
            at = free = hit.end
            taken = hit.marked[1]
        else:
            at += 1


def _unmarked(hit: Hit) -> Hit:
    """Give the hit without marks, as the one before it is the other's: “Russia: What Next?”Russia: What Next?”."""
    start, end = hit.extent
    while end < hit.marked[1] and hit.line.text[end] in "?!…":
        end += 1
    return replace(hit, marked=(start, end))


def _longest(line: Line, at: int, free: int, sizes: tuple[int, ...], index: Index) -> Hit | None:
    """Give the hit of the longest form that stands at that word, if any."""
    for size in sizes:
        keys = tuple(word.key for word in line.words[at : at + size])
        forms = [form for form in index.forms.get(keys, ()) if fits(form, line, at)]
        hit = _hit(forms, line, at, free, index) if forms else None
        if hit and hit.first >= free:
            return hit
        if hit:
            start = line.words[at].start
            return replace(hit, first=at, extent=(start, hit.extent[1]), marked=(start, hit.marked[1]))
    return None


def _hit(forms: list[Form], line: Line, at: int, free: int, index: Index) -> Hit | None:
    """Give the hit of forms with the same words: those of persons must agree with what stands before."""
    persons = [form for form in forms if form.entry.kind == "person"]
    alone = not persons or at == free  # directly behind another name: what precedes is that name's
    read = Before(at, at) if alone else before(line, at, _given_of(persons, index))
    end = at + len(forms[0].keys)
    if persons and (behind := _given_behind(line, at + len(forms[0].keys), index)):
        read = Before(at, at, (behind,))
    kept = [form for form in forms if form.entry.kind != "person" or _meant(form, read, index)]
    named = read.titled < at and any(form.entry.kind == "person" for form in kept)
    if named:
        kept = [form for form in kept if form.entry.kind == "person"]
    if not kept or _whole_title_block(kept, line, at, end):
        return None
    first = read.titled if named else at
    entries = tuple({form.entry.id: form.entry for form in kept}.values())
    extent = bracketed_extent(line.text, line.words[first].start, line.words[end - 1].end)
    if extent is None:
        return None
    full = end - at > 1 or bool(read.given)
    return Hit(line, first, at, end, entries, kept[0].text, extent, _marked(kept, line, extent), full, named)


def _given_behind(line: Line, end: int, index: Index) -> Word | None:
    """Give the given name, or initial, behind a surname in a list: `Hoffmann, Adolph; …`."""
    if end >= len(line.words) or line.gap(end) != ",":
        return None
    word = line.words[end]
    after = line.text[word.end : word.end + 2].lstrip(".")[:1]
    known = word.initials or (word.capital and word.key in lexicon().given)
    return word if known and (after in _LISTED or (not after and word.initials)) else None


_LISTED = (";", ",", "(", ")")
"""What stands behind the given name in a list of names with the surname first."""


def _given_of(forms: list[Form], index: Index) -> frozenset[str]:
    """Give the given names of all persons who have these forms."""
    return frozenset().union(*(index.given[form.entry.id] for form in forms))


def _meant(form: Form, read: Before, index: Index) -> bool:
    """Tell whether what stands before the form leaves its person possible."""
    if read.stranger and len(form.keys) == 1:
        return False
    return agrees(read, index.given[form.entry.id])


def _whole_title_block(forms: list[Form], line: Line, at: int, end: int) -> bool:
    """Tell whether a work's form is the article's own title, as its heading has it."""
    whole = at == 0 and end == len(line.words) and line.kind in {"title", "subtitle"}
    return whole and all(form.entry.kind == "work" for form in forms)


def _marked(forms: list[Form], line: Line, extent: tuple[int, int]) -> tuple[int, int]:
    """Give the extent with the last punctuation and the quotation marks of a work's title."""
    start, stop = extent
    works = [form for form in forms if form.entry.kind == "work"]
    if works and works[0].tail and line.text.startswith(works[0].tail, stop):
        stop += len(works[0].tail)
    return marked_extent(line.text, start, stop) if works else extent
