"""TEI edited by hand and the addresses given before → the record brought up to date, and what went astray.

Nothing in the document is changed: its addresses are the editor's, as long as none that was published goes astray.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from lxml import etree

from tei_edition.encode.addressing.recording import in_order
from tei_edition.encode.addressing.work import addressed, id_of, words_of_place
from tei_edition.encode.aligning import Unit
from tei_edition.record import Record
from tei_edition.tei import q

LONG = 5
"""Words that are fewer may stand in a text twice by chance."""


def follow(
    texts: Iterable[etree._Element], record: Record
) -> tuple[Record, list[str], list[tuple[str, str]]]:
    """Give the addresses as the document has them, those it dropped, and those whose words bear another now."""
    words: dict[str, str] = {}
    standing: set[str] = set()
    for text in texts:
        words |= {id_of(place): words_of_place(place) for place in addressed(text) if id_of(place)}
        standing |= {element.get(q("xml:id"), "") for element in text.iter(etree.Element)}
    gone = {name for name in record.texts if name not in words}
    dropped = [name for name in record.texts if name in gone and name not in {*standing, *record.removed}]
    now = Record(
        in_order(record.texts, words, gone),
        {name: version for name, version in record.removed.items() if name not in words},
        {name: fate for name, fate in record.split.items() if name in words},
        {name: fate for name, fate in record.merged.items() if name not in words},
    )
    return now, dropped, _changed(record.texts, words)


def _changed(before: Mapping[str, str], now: Mapping[str, str]) -> list[tuple[str, str]]:
    """Give the addresses, old and new, of words that stand once in either text and not under the same one."""
    first, second = _single(before), _single(now)
    return [(name, second[words]) for words, name in first.items() if second.get(words, name) != name]


def _single(texts: Mapping[str, str]) -> dict[tuple[str, ...], str]:
    """Give the addresses by their words, where these stand once and are no mere few."""
    words = {name: Unit("", text).words for name, text in texts.items()}
    counts = Counter(words.values())
    return {each: name for name, each in words.items() if counts[each] == 1 and len(each) >= LONG}
