"""Sources → entries for the names in them that no register knows yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tei_edition.articles import surroundings
from tei_edition.diagnostics import Diagnostic
from tei_edition.edition import BY_HAND, load_article, load_edition
from tei_edition.encode.article import Setting, context_of
from tei_edition.encode.candidates import group
from tei_edition.encode.mentions import Mention, Witness, mentions
from tei_edition.encode.structure import structure
from tei_edition.errors import TeiEditionError
from tei_edition.outcome import Result, as_finding
from tei_edition.read import read
from tei_edition.work import Candidate, Occurrence

__all__ = ["Proposals", "names"]


@dataclass(frozen=True)
class Proposals(Result):
    """The names that no register knows."""

    candidates: tuple[Candidate, ...] = ()
    """Entries to be, the most frequent first."""
    unclear: tuple[Occurrence, ...] = ()
    """Places where a form may name several: entries of the register, or candidates."""
    heard: int = 0
    """How many sources could be read."""


def names(sources: Iterable[Path | str], *, ner: str | None = None) -> Proposals:
    """Propose register entries for the names in the sources; a folder stands for the articles of its edition.

    A source in an edition's folder is read with its register and the editor's decisions: what these know is not
    proposed. `ner` is the name or path of a spaCy pipeline to be heard as one more witness. A source that cannot
    be read is a finding. Nothing is written. Raises UsageError when spaCy or the pipeline is not there.
    """
    witness = _witness(ner)
    found: list[Mention] = []
    findings: list[Diagnostic] = []
    settings: dict[Path, Setting] = {}
    heard = 0
    for path in _sources(map(Path, sources)):
        try:
            found += _mentions(path, witness, settings)
            heard += 1
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
    candidates, unclear = group(found, {id_ for setting in settings.values() for id_ in setting.elements})
    return Proposals(tuple(findings), candidates=tuple(candidates), unclear=tuple(unclear), heard=heard)


def _sources(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the files; of an edition's folder those of its articles that are not edited by hand."""
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for article in load_edition(path).articles:
            config = article.draft or article
            if config.path and config.path.suffix != BY_HAND:
                yield config.path


def _mentions(path: Path, witness: Witness | None, settings: dict[Path, Setting]) -> list[Mention]:
    """Give the unknown names of one source; what surrounds it is kept for its neighbours."""
    if path.parent not in settings:
        settings[path.parent] = surroundings(path, guess=True)[0]
    setting, config = settings[path.parent], load_article(path)
    source, blocks = read(path)
    article = structure(source, blocks)
    return list(mentions(article, context_of(article, config, setting), witness))


def _witness(model: str | None) -> Witness | None:
    """Load the spaCy pipeline, if one is asked for."""
    if not model:
        return None
    from tei_edition.encode.naming.ner import load_witness

    return load_witness(model)
