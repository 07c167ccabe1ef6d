"""An edition's texts → the files of its site that are for machines: DTS, OAI-PMH, annotations, what names name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from lxml import etree

from tei_edition.archive import oai
from tei_edition.archive.annotations import annotations_of
from tei_edition.archive.dts.library import Library
from tei_edition.archive.dts.static import static_files
from tei_edition.archive.entities import entities
from tei_edition.metadata import Metadata

__all__ = ["machine_files"]


def machine_files(
    metadata: Metadata,
    trees: Mapping[str, etree._ElementTree],
    register: etree._ElementTree | None,
    anchors: Mapping[str, Sequence[str]],
    withdrawn: Sequence[str] = (),
) -> dict[str, bytes]:
    """Give the files, by their names in the site's folder.

    `anchors` gives for each text the words of which its editor said that a note is on them, `withdrawn` the slugs of
    texts that are no more. Addresses are whole where the edition has one, else relative to the file they stand in.
    """
    base = metadata.edition.url
    dts = static_files(Library(metadata, trees.__getitem__), f"{base}dts/" if base else "")
    files = {f"dts/{name}": data for name, data in dts}
    repository = oai.repository_of(metadata, trees.__getitem__, withdrawn)
    moment = f"{repository.earliest}T00:00:00Z"
    harvest = oai.snapshot(repository, f"{base}oai/" if base else "", moment)
    files |= {f"oai/{name}": data for name, data in harvest}
    for slug, work in metadata.articles.items():
        own = f"{base}annotations/{slug}.jsonld" if base else f"{slug}.jsonld"
        page = f"{base}{slug}.html" if base else f"../{slug}.html"
        found = annotations_of(trees[slug].getroot(), work, page, own, anchors.get(slug, ()))
        if found:
            files[f"annotations/{slug}.jsonld"] = _json(found)
    if register is not None:
        roots = {slug: tree.getroot() for slug, tree in trees.items()}
        files["entities.jsonld"] = _json(entities(register, roots, base))
    return files


def _json(body: object) -> bytes:
    return (json.dumps(body, ensure_ascii=False, indent=1) + "\n").encode()
