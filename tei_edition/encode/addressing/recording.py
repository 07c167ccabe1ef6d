"""The addresses given → the record of them, each with the words it stands for now."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from tei_edition.encode.addressing.work import Work
from tei_edition.encode.aligning import tokens
from tei_edition.record import Fate, Record
from tei_edition.tei import Place


def record_of(work: Work) -> Record:
    """Draw up the addresses as they are now, in the order of the text."""
    before, version = work.record, work.version
    texts: dict[str, str] = {}
    for index, starts in sorted(starts_of(work).items()):
        texts |= _own_words(work.places[index], starts)
    removed = {name: told for name, told in before.removed.items() if name not in texts}
    texts = in_order(before.texts, texts, removed)
    merged = {}
    for name, index in work.inside.items():
        fate, host = before.merged.get(name), work.given[index]
        merged[name] = fate if fate and fate.other == host else Fate(host, version)
    split = {name: fate for name, fate in before.split.items() if name not in {*merged, *removed}}
    split |= {
        work.given[i]: Fate(name, version)
        for i, name in work.parts.items()
        if work.given.get(i, name) not in before.texts
    }
    order = {name: at for at, name in enumerate(texts)}
    return Record(texts, removed, _sorted(split, order), _sorted(merged, order))


def _sorted(fates: Mapping[str, Fate], order: Mapping[str, int]) -> dict[str, Fate]:
    return {name: fates[name] for name in sorted(fates, key=lambda name: order.get(name, 0))}


def in_order(before: Mapping[str, str], now: Mapping[str, str], gone: Collection[str]) -> dict[str, str]:
    """Put addresses that are no more before the one that stood behind them; at the end if none does."""
    waiting: dict[str, list[str]] = {}
    follower = ""
    for name in reversed(list(before)):
        if name in now:
            follower = name
        elif name in gone:
            waiting.setdefault(follower, []).insert(0, name)
    texts: dict[str, str] = {}
    for name in (*now, ""):
        texts |= {each: before[each] for each in waiting.get(name, [])}
        texts |= {name: now[name]} if name else {}
    return texts


def _own_words(place: Place, starts: Sequence[tuple[int, str]]) -> dict[str, str]:
    """Give the words of a place, by the addresses that share in it."""
    edges = [0, *(start for start, _ in starts[1:]), len(place.text)]
    return {
        name: " ".join(place.text[start:end].split())
        for (_, name), start, end in zip(starts, edges, edges[1:], strict=False)
    }


def starts_of(work: Work) -> dict[int, list[tuple[int, str]]]:
    """Give, for each place that has an address, where in it the words of each address begin, in order."""
    starts = {index: [(0, name)] for index, name in work.given.items()}
    inside: dict[int, list[str]] = {}
    for name, index in work.inside.items():
        inside.setdefault(index, []).append(name)
    for index, names in inside.items():
        found = [(_start(work, index, name), name) for name in (work.given[index], *names)]
        starts[index] = sorted(found, key=lambda item: item[0])
    return starts


def _start(work: Work, index: int, name: str) -> int:
    """Give where in a place's text the words of an address begin, with the marks before them."""
    text, word = work.places[index].text, work.begins.get(name, 0)
    begin = tokens(text)[word][1] if word else 0
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return begin
