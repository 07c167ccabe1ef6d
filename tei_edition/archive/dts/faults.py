"""What a document declares of how it is cited → findings: what cannot be used, references of several passages."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tei_edition.archive.dts.declared import declared_trees
from tei_edition.archive.dts.units import fault_of, find_units, repeated
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ConfigError

__all__ = ["citation_faults"]


def citation_faults(root: etree._Element, file: str) -> Iterator[Diagnostic]:
    """Tell what is wrong with the `refsDecl` elements of a document.

    Findings: `citation-unusable`, `citation-empty`, `citation-twice`.
    """
    for tree in declared_trees(root):
        why, units = fault_of(tree), None
        if not why:
            try:
                units = find_units(tree, root)
            except ConfigError as error:
                why = error.message
        if units is None:
            told = f"this way to cite cannot be used: {why}"
            hint = "correct the XPath in match or use; until then the text is cited without it"
            yield make("citation-unusable", told, file=file, line=tree.line, hint=hint)
        elif not units.all:
            hint = "names in match are those of elements, absolute from the document or relative to the unit above"
            told = "nothing in the text is cited so"
            yield make("citation-empty", told, file=file, line=tree.line, hint=hint)
        elif twice := repeated(units):
            told = f"{len(twice)} references belong to more than one passage, as does “{twice[0]}”"
            hint = "number the passages anew, or name them by something else in use; the others are cited as “{}[2]”"
            yield make("citation-twice", told, file=file, line=tree.line, hint=hint.replace("{}", twice[0]))
