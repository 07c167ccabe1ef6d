"""A document → the brackets in which an output sets the numbers of notes, such that no words of it look the same."""

from __future__ import annotations

import re

from lxml import etree

from tei_edition.tei.walk import inner_text

PAIRS = ("[]", "{}", "⟨⟩", "⟦⟧")
"""Brackets, the most usual first."""


def note_brackets(root: etree._Element) -> tuple[str, str]:
    """Give the first pair of brackets that encloses no number anywhere in the document's text or `@n`.

    Where every pair does, the last is given.
    """
    labels = (element.get("n", "") for element in root.iter(etree.Element))
    words = " ".join([inner_text(root), *filter(None, labels)])
    for pair in PAIRS[:-1]:
        if not re.search(rf"{re.escape(pair[0])}\s*\d+\s*{re.escape(pair[1])}", words):
            return pair[0], pair[1]
    return PAIRS[-1][0], PAIRS[-1][1]
