"""The register's records and those of other lists → what is new, what is added to what is there, what contradicts."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from tei_edition.authority.record import Fact, Idno, Record
from tei_edition.checks import check_ids
from tei_edition.diagnostics import Diagnostic, make
from tei_edition.errors import ConfigError
from tei_edition.tei.entries import new_id

__all__ = ["Merged", "merge"]

MANY = {"URI"}
"""Types of identifier of which an entry may have several."""


@dataclass(frozen=True)
class Merged:
    """What becomes of the records that were given."""

    new: tuple[Record, ...] = ()
    """Entries the register did not have, with ids of their own."""
    added: tuple[Record, ...] = ()
    """What is added to entries it has: their id and kind, and only the forms, facts and identifiers they lacked."""
    known: int = 0
    """How many of the records given say nothing the register did not."""
    findings: tuple[Diagnostic, ...] = ()
    """Contradictions, doubtful cases, changed ids."""


@dataclass
class _Register:
    """The register as it grows."""

    records: dict[str, Record] = field(default_factory=dict)
    """The records by id."""
    idnos: dict[Idno, str] = field(default_factory=dict)
    """The id of each identifier's record."""
    headings: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    """The ids of the records of each kind and heading."""

    def put(self, record: Record) -> None:
        """Take in a record, or what has become of it."""
        entry = record.entry
        if entry.id not in self.records:
            self.headings.setdefault((entry.kind, _folded(entry.name)), []).append(entry.id)
        self.records[entry.id] = record
        for idno in record.idnos:
            self.idnos.setdefault(idno, entry.id)


def merge(own: Iterable[Record], given: Iterable[Record], taken: Collection[str] = ()) -> Merged:
    """Compare each record given with the register's and those given before it; nothing that is there is changed.

    Two records are of one entry when they share an identifier, or id and a form, or a heading that nothing
    contradicts. `taken` are further ids that are in use.
    """
    register = _Register()
    for record in own:
        register.put(record)
    before, known = dict(register.records), 0
    findings: list[Diagnostic] = []
    for record in given:
        same = _same(record, register, findings)
        if same is None:
            register.put(_named(record, {*register.records, *taken}, findings))
            continue
        joined = _joined(same, record, findings)
        known += joined == same
        register.put(joined)
    new = [record for id_, record in register.records.items() if id_ not in before]
    added = [_difference(before[id_], record) for id_, record in register.records.items() if id_ in before]
    return Merged(tuple(new), tuple(one for one in added if _says(one)), known, tuple(findings))


def _same(record: Record, register: _Register, findings: list[Diagnostic]) -> Record | None:
    """Give the register's record of the same entry; what is doubtful is told."""
    entry = record.entry
    other = register.records.get(entry.id)
    if (
        other
        and _comparable(other, record)
        and _share_a_form(other, record)
        and not _contradict(other, record)
    ):
        return other
    for idno in record.idnos:
        other = register.records.get(register.idnos.get(idno, ""))
        if other and _comparable(other, record):
            return other
        if other:
            told = f"“{entry.name}” is kept apart from {other.entry.id}, which has the same {idno.type}: {idno.value}"
            findings.append(_finding("register-alike", told, record))
    headed = (register.records[id_] for id_ in register.headings.get((entry.kind, _folded(entry.name)), ()))
    alike = [one for one in headed if _comparable(one, record)]
    fitting = [one for one in alike if not _contradict(one, record)]
    knowing = [one for one in fitting if _joined(one, record, []) == one]
    if knowing or len(fitting) == 1:
        return (knowing or fitting)[0]
    for one in alike:
        why = _contradict(one, record) or "several have this heading"
        findings.append(
            _finding("register-alike", f"“{entry.name}” is kept apart from {one.entry.id}: {why}", record)
        )
    return None


def _comparable(one: Record, two: Record) -> bool:
    """Tell whether two records can be of one entry: of one kind, and not told apart by their list."""
    return one.entry.kind == two.entry.kind and not (one.file == two.file and two.entry.id)


def _share_a_form(one: Record, two: Record) -> bool:
    """Tell whether two records have a form or the heading in common."""
    forms = ({_folded(form) for form in (record.entry.name, *record.entry.forms)} for record in (one, two))
    return bool(set.intersection(*forms))


def _contradict(one: Record, two: Record) -> str:
    """Say what makes two records those of different entries: numbers of one authority, dates; empty where nothing."""
    for ours, theirs in _differing(one, two):
        if isinstance(ours, Idno) or (
            ours.name in ("birth", "death") and not _closer(ours.value, theirs.value)
        ):
            label = ours.type if isinstance(ours, Idno) else ours.name
            return f"{label} {ours.value}, not {theirs.value}"
    return ""


def _closer(one: str, two: str) -> bool:
    """Tell whether one date is the other, told less exactly, or is no exact date."""
    return one.startswith(two) or two.startswith(one) or not (one[:4].isdigit() and two[:4].isdigit())


def _differing(one: Record, two: Record) -> Iterator[tuple[Fact, Fact] | tuple[Idno, Idno]]:
    """Yield what both say, and differently."""
    facts = {fact.name: fact for fact in one.facts}
    for fact in two.facts:
        if fact.name in facts and facts[fact.name].value != fact.value:
            yield facts[fact.name], fact
    for idno in two.idnos:
        ours = [other for other in one.idnos if other.type == idno.type]
        if ours and idno not in ours and idno.type not in MANY:
            yield ours[0], idno


def _joined(own: Record, given: Record, findings: list[Diagnostic]) -> Record:
    """Give the record with what it lacked; what contradicts it is told and left out."""
    differing = list(_differing(own, given))
    for ours, theirs in differing:
        label = ours.type if isinstance(ours, Idno) else ours.name
        told = f"{own.entry.id}: {label} is “{ours.value}” in the register and “{theirs.value}” here"
        findings.append(_finding("register-conflict", told, given))
    refused = {theirs for _, theirs in differing}
    said = {fact.name for fact in own.facts}
    facts = [fact for fact in given.facts if fact.name not in said and fact not in refused]
    idnos = [idno for idno in given.idnos if idno not in own.idnos and idno not in refused]
    have = {_folded(form) for form in (*own.entry.forms, own.entry.name)}
    forms = [form for form in given.entry.forms if _folded(form) not in have]
    entry = replace(own.entry, forms=(*own.entry.forms, *forms))
    return replace(own, entry=entry, facts=(*own.facts, *facts), idnos=(*own.idnos, *idnos))


def _difference(before: Record, after: Record) -> Record:
    """Give a record with only what `after` has and `before` has not."""
    forms = after.entry.forms[len(before.entry.forms) :]
    if forms and before.implied:
        forms = after.entry.forms
    entry = replace(after.entry, forms=forms)
    facts, idnos = after.facts[len(before.facts) :], after.idnos[len(before.idnos) :]
    return replace(after, entry=entry, facts=facts, idnos=idnos)


def _says(record: Record) -> bool:
    """Tell whether the record says anything but whose it is."""
    return bool(record.entry.forms or record.facts or record.idnos)


def _named(record: Record, taken: Collection[str], findings: list[Diagnostic]) -> Record:
    """Give the record an id: its own where that can be used."""
    entry = record.entry
    if entry.id and entry.id not in taken:
        try:
            check_ids([entry.id], Path(record.file), "an entry")
        except ConfigError:
            pass
        else:
            return record
    given = new_id(entry.kind, entry.name, taken)
    if entry.id:
        why = "is taken" if entry.id in taken else "cannot be an xml:id"
        findings.append(
            _finding("register-id", f"the id “{entry.id}” {why}: “{entry.name}” is {given} now", record)
        )
    return replace(record, entry=replace(entry, id=given))


def _folded(text: str) -> str:
    """Give a name for comparison: without case and white space."""
    return " ".join(text.casefold().split())


def _finding(code: str, message: str, record: Record) -> Diagnostic:
    """Make a finding at the record's place in its list."""
    hints = {
        "register-conflict": "the register was left as it is; change it by hand if the list is right",
        "register-alike": "if they are one, give both the same identifier and import again",
    }
    return make(code, message, file=record.file, line=record.line, hint=hints.get(code))
