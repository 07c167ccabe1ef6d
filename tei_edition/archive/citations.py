"""An edition, its texts and their citable units → references of each, as data and as words in three styles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache, partial
from pathlib import Path

from tei_edition.archive.dts.units import Unit, citation_trees, find_units
from tei_edition.archive.items import Item
from tei_edition.metadata import Metadata, Work
from tei_edition.metadata.references import Item as Reference
from tei_edition.metadata.references import bibtex, csl_item, csl_json, ris
from tei_edition.metadata.styles import styled
from tei_edition.tei import parse_file, q

__all__ = ["citations"]

Made = Callable[[list[Reference]], str]


def citations(metadata: Metadata, texts: Mapping[str, Path]) -> Iterator[Item]:
    """Yield the references of the edition, then of each text and all its units; `texts` has the TEI by slug.

    Those of a text are made when they are asked for, and not kept.
    """
    whole = metadata.edition
    for ending, made in _FORMS.items():
        data = made([csl_item(whole)]).encode()
        yield Item(f"citations/{whole.id}.{ending}", data, "reference of the edition")
    for slug, path in texts.items():
        work = metadata.articles[slug]
        words = f"references of “{work.full_title}” and its units"
        for ending, made in _FORMS.items():
            name = f"citations/{slug}.{ending}" if slug != whole.id else f"citations/{slug}-text.{ending}"
            yield Item(name, partial(_made, made, work, path), words)


def _made(made: Made, work: Work, path: Path) -> bytes:
    return made([csl_item(work), *(_of_unit(work, *unit) for unit in _units(path))]).encode()


@lru_cache(maxsize=1)
def _units(path: Path) -> tuple[tuple[str, str, str], ...]:
    """Give reference, `xml:id` and name of each unit; the formats of a text are made one after the other."""
    root = parse_file(path).getroot()
    trees = citation_trees(root)
    units = find_units(trees[0], root).all if trees else ()
    return tuple((unit.identifier, unit.element.get(q("xml:id"), ""), _called(unit)) for unit in units)


def _called(unit: Unit) -> str:
    """Give what a reader calls a unit: `paragraph 3`, where it says its number; else its reference."""
    number = unit.element.get("n", "")
    return f"{unit.structure.unit} {number}" if number and unit.structure.unit else unit.identifier


def _of_unit(work: Work, reference: str, anchor: str, name: str) -> Reference:
    """Give the reference of a unit: the text's, with the unit's name and address."""
    item = csl_item(work)
    note = f"{str(item.get('note', '')).rstrip('.')}, {name}.".removeprefix(", ")
    address = {"URL": f"{item['URL']}#{anchor}"} if anchor and "URL" in item else {}
    return {**item, "id": f"{work.id}-{reference}", **address, "note": note}


def _words(items: list[Reference]) -> str:
    """Give the references in words."""
    return "\n".join("".join(_paragraph(item)) for item in items)


def _paragraph(item: Reference) -> Iterator[str]:
    yield f"{item['id']}\n"
    for style, runs in styled(item):
        yield f"  {style}: {''.join(words for words, _ in runs)}\n"


_FORMS: Mapping[str, Made] = {"bib": bibtex, "ris": ris, "csl.json": csl_json, "txt": _words}
"""Endings, and what makes a file of references."""
