"""A work and the places it may go to → a finding for each thing they demand and the edition does not say."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.metadata.model import Metadata, Work
from tei_edition.metadata.relations import RELATIONS, kind_of

__all__ = ["TARGETS", "demands"]


@dataclass(frozen=True)
class _Key:
    """Something a target may demand."""

    said: Callable[[Work], object]
    """Whether the work says it."""
    words: str
    """What it is."""
    cure: str
    """The key of `edition.toml` to fill in."""


_KEYS: Mapping[str, _Key] = {
    "creators": _Key(lambda work: work.creators, "anybody responsible", '[[editor]] with id = "…" and name = "…"'),
    "publisher": _Key(lambda work: work.publisher, "a publisher", 'publisher = "…"'),
    "date": _Key(lambda work: work.year, "a date of this version", "date = 2026-01-31"),
    "day": _Key(lambda work: len(work.date) == 10, "the day of this version", "date = 2026-01-31"),
    "doi": _Key(lambda work: work.doi, "a DOI", "once it is reserved: tei-edition identify --doi 10.…"),
    "url": _Key(lambda work: work.url, "the address it will have", 'base_url = "https://…"'),
    "description": _Key(lambda work: work.abstract, "a description", 'description = "…"'),
    "subjects": _Key(lambda work: work.subjects, "a subject", 'keywords = ["…"]'),
    "licence": _Key(lambda work: work.licence and work.licence.url, "a licence", '[licence] with target = "https://…"'),
    "spdx": _Key(
        lambda work: work.licence and work.licence.spdx,
        "a licence of the SPDX list",
        '[licence] with target = "https://creativecommons.org/licenses/by/4.0/", or spdx = "…"',
    ),
    "rights_holder": _Key(lambda work: work.rights_holder, "who holds the rights", 'rights_holder = "…"'),
    "contact": _Key(lambda work: work.contact.name, "whom to ask", '[contact] with name = "…"'),
    "email": _Key(lambda work: work.contact.email, "where to write to", '[contact] with email = "…"'),
    "phone": _Key(lambda work: work.contact.phone, "a telephone number", '[contact] with phone = "…"'),
    "address": _Key(lambda work: work.contact.address, "a postal address", '[contact] with address = "…"'),
    "hosting": _Key(lambda work: work.hosting, "who keeps it online", 'hosting = "…"'),
    "editor": _Key(lambda work: work.editors, "an editor", '[[editor]] with role = "edt"'),
    "person": _Key(
        lambda work: any(agent.kind == "person" for agent in work.creators),
        "a person as author or editor",
        '[[editor]] with kind = "person" and name = "…"',
    ),
    "gams_project": _Key(
        lambda work: work.deposit.gams_project, "the project's name there", '[deposit] with gams_project = "…"'
    ),
    "hal_domain": _Key(
        lambda work: work.deposit.hal_domain, "a domain", '[deposit] with hal_domain = "shs.hist", or another'
    ),
}  # fmt: skip

TARGETS: Mapping[str, Sequence[str]] = {
    "datacite": ("creators", "publisher", "date", "doi"),
    "zenodo": ("creators", "date", "publisher", "licence", "description"),
    "saf": ("date",),
    "gams": ("creators", "publisher", "day", "licence", "description", "email", "gams_project"),
    "textgrid": ("creators", "licence", "rights_holder"),
    "arche": (
        "contact",
        "email",
        "editor",
        "hosting",
        "date",
        "licence",
        "description",
        "subjects",
        "rights_holder",
    ),
    "hal": ("person", "date", "description", "hal_domain"),
    "internetarchive": ("creators", "day", "licence", "subjects"),
    "ocfl": ("contact", "email"),
    "cff": ("creators",),
    "btr": ("publisher", "date"),
    "aptrust": ("publisher", "date"),
    "metaarchive": ("publisher", "contact", "phone", "email", "description"),
}
"""What each target demands (ids of `_KEYS`)."""


def demands(metadata: Metadata, targets: Sequence[str], file: str) -> Iterator[Diagnostic]:
    """Yield what the targets demand and the edition lacks, once for all of them; `file` is its `edition.toml`.

    Relations and identifiers that no vocabulary knows are told as well: they would be left out.
    """
    work = metadata.edition
    wanted: dict[str, list[str]] = {}
    for target in targets:
        for name in TARGETS.get(target, ()):
            if not _KEYS[name].said(work):
                wanted.setdefault(name, []).append(target)
    for name, by in wanted.items():
        key = _KEYS[name]
        told = (
            f"{_listed(by)} {'demands' if len(by) == 1 else 'demand'} {key.words}, and the edition names none"
        )
        yield make("metadata-missing", told, file=file, hint=key.cure)
    for related in work.related:
        if related.relation not in RELATIONS:
            told = f"{related.relation!r} is no relation that DataCite knows: it is left out"
            yield make(
                "metadata-unknown", told, file=file, hint='relation = "IsSupplementTo", "IsDerivedFrom", …'
            )
        elif not kind_of(related.identifier):
            told = (
                f"{related.identifier!r} is no DOI, address, ISBN or other identifier we know: it is left out"
            )
            yield make("metadata-unknown", told, file=file, hint='identifier = "10.…", or "https://…"')


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names)
