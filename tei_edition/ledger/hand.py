"""The TEI we made of a source and the TEI an editor made of that → the account of the words she changed.

Her markup is her own affair; words that are no longer what the source says are told, so that none changes by
accident.
"""

from __future__ import annotations

from lxml import etree

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.ledger.account import Account, size
from tei_edition.ledger.streams import FREE, Difference, Stream, compare
from tei_edition.ledger.tei import is_editorial, texts_of, words_of

REASON = "changed by hand in the TEI"


def account_of_hand(
    slug: str, made: etree._ElementTree, edited: etree._ElementTree, file: str
) -> tuple[Account, tuple[Diagnostic, ...]]:
    """Compare the source's words, as `made` has them, with those of the TEI `edited` by hand.

    Gives the account of the source's text and notes, and a warning (`words-edited`) for each difference. The
    editor's notes, both documents' headers and the readings she corrected are not compared.
    """
    pairs = list(zip(_streams(made), _streams(edited), strict=True))
    found = [difference for first, second in pairs for difference in compare(first, second, 1_000_000)]
    total = sum(len(first.characters) for first, _ in pairs)
    lost = min(total, sum(size(item.lost) for item in found))
    account = Account(f"{slug}: source → TEI", total, total - lost, (), {}, {REASON: lost} if lost else {})
    return account, tuple(_finding(item, file) for item in found[:10])


def _streams(tree: etree._ElementTree) -> tuple[Stream, Stream]:
    """Give the words of the running text and of the source's own notes."""
    words = [words_of(text, "source") for text in texts_of(tree)]
    notes = sorted(
        Stream.of(parts).characters for item in words for note, parts in item.notes if not is_editorial(note)
    )
    text = [part for item in words for part in (FREE, *item.text, FREE)]
    return Stream.of(text).without_edges(), Stream.of([part for note in notes for part in (FREE, note, FREE)])


def _finding(difference: Difference, file: str) -> Diagnostic:
    """Say where the words are not the source's."""
    says, said = f"“{difference.added}”", f"“{difference.lost}”"
    message = (
        f"the TEI says {says} where the source says {said}"
        if difference.added and difference.lost
        else f"the TEI has {says}, which is not in the source"
        if difference.added
        else f"the TEI lacks {said} of the source"
    )
    return make(
        "words-edited",
        message,
        file=file,
        excerpt=difference.context,
        hint="if it is meant, keep both readings in choice, sic and corr, or correct the source as well",
    )
