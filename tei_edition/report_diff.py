"""What changed between two versions → lines for a terminal, JSON for programs, a page for a browser."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from textwrap import indent

from tei_edition.compare.model import Change, Comparison, Document, Fact, MarkChange, Run
from tei_edition.compare.summary import counted, diff_summary

__all__ = ["DIFF_FORMATS", "diff_as_html", "diff_as_json", "diff_as_text"]

CONTEXT = 60
"""So many characters of what is the same are shown around a change on a terminal."""
LONG = 600
"""On the page, so many."""
READINGS = frozenset("words sic corr orig reg abbr expan rdg lem rdgGrp add del seg unclear".split())  # noqa: SIM905
"""What a markup's attributes tell beside attributes: words of readings that are not shown."""
SIGNS = {"removed": ("[-", "-]"), "added": ("{+", "+}"), "same": ("", "")}
"""What stands around words on a terminal, as `wdiff` has it."""


def diff_as_json(found: Comparison) -> str:
    """Give all that changed as one JSON object, as `Comparison` has it."""
    return json.dumps(found.as_dict(), ensure_ascii=False, indent=1) + "\n"


def diff_as_text(found: Comparison) -> str:
    """Give a paragraph for each passage that changed: words removed in `[- -]`, words added in `{+ +}`."""
    lines = [f"{found.old} → {found.new}: {diff_summary(found)}\n"]
    for one in found.documents:
        lines.append(f"\n{_heading(one)}\n")
        lines += [f"  {fact_told(fact)}\n" for fact in one.facts]
        lines += [indent(_change_text(change), "  ") for change in one.changes]
        lines += [f"  the address #{name} {told}\n" for name, told in one.addresses]
    return "".join(lines)


def diff_as_html(found: Comparison) -> str:
    """Give the same as a page: inert, for every browser, whole in itself."""
    from tei_edition.render.differences import render_differences

    documents = [
        {
            "what": one.what,
            "name": one.name,
            "title": one.title or one.name,
            "facts": one.facts,
            "changes": [_change_item(change) for change in one.changes],
            "addresses": one.addresses,
            "counts": counted(one),
        }
        for one in found.documents
    ]
    return render_differences(f"From {found.old} to {found.new}", documents, diff_summary(found))


DIFF_FORMATS: Mapping[str, Callable[[Comparison], str]] = {
    "text": diff_as_text,
    "json": diff_as_json,
    "html": diff_as_html,
}
"""How a comparison can be told."""


def fact_told(fact: Fact) -> str:
    """Tell of a fact of the header."""
    if fact.old is None:
        return f"{fact.name}: {{+{fact.new}+}}"
    return f"{fact.name}: [-{fact.old}-]" + ("" if fact.new is None else f" {{+{fact.new}+}}")


def markup_told(one: MarkChange) -> str:
    """Tell of an element in words."""
    words = one.words.strip()
    place = ("" if not words else f" behind “…{words}”") if one.empty else f" around “{words}”"
    told = "; ".join(_attribute_told(*each) for each in one.attributes)
    if one.what in ("added", "removed"):
        given = ", ".join(
            f"{_attribute_name(name)} “{old if new is None else new}”" for name, old, new in one.attributes
        )
        return f"{one.element} {one.what}{place}" + (f" ({given})" if given else "")
    if one.what == "changed":
        return f"{one.element}{place}: {told}"
    if one.what == "renamed":
        return f"{one.element}{place} is {one.other} now" + (f": {told}" if told else "")
    now = f"{one.element} stands{place} now"
    before = one.other.strip()
    before = (
        f", before behind “…{before}”"
        if one.empty and before
        else f", before around “{before}”"
        if before
        else ""
    )
    return now + before + (f": {told}" if told else "")


def _attribute_name(name: str) -> str:
    """Write the name of an attribute so that it is known for one; readings are no attributes."""
    return name if "/" in name or name.partition("[")[0] in READINGS else f"@{name}"


def _attribute_told(name: str, old: str | None, new: str | None) -> str:
    """Tell of an attribute."""
    if old is None:
        return f"{_attribute_name(name)} “{new}” added"
    if new is None:
        return f"{_attribute_name(name)} “{old}” removed"
    return f"{_attribute_name(name)} changed from “{old}” to “{new}”"


def _heading(one: Document) -> str:
    """Name a document, with what became of it."""
    title = f" ({one.title})" if one.title else ""
    return f"{one.name}{title}: " + (counted(one) if one.what == "changed" else one.what)


def told_of(change: Change) -> list[str]:
    """Give the sentences about a passage as a whole: what became of it, of its place, of its address."""
    told = [] if change.what == "changed" else [change.what]
    told += [f"moved: {change.moved}"] if change.moved else []
    told += [change.fate] if change.fate else []
    if change.what == "changed" and change.old_id != change.new_id:
        names = [f"#{name}" if name else "none" for name in (change.old_id, change.new_id)]
        told.append(f"its address was {names[0]}, is {names[1]}")
    return told


def _change_text(change: Change) -> str:
    """Tell of a passage, and of its notes."""
    address = change.new_id or change.old_id
    head = f"{change.label}" + (f" #{address}" if address else "")
    lines = [": ".join([head, "; ".join(told_of(change))]).removesuffix(": ") + "\n"]
    if change.words:
        lines.append("    " + "".join(_signed(run) for run in excerpt(change.words, CONTEXT)) + "\n")
    lines += [f"    {markup_told(one)}\n" for one in change.markup]
    lines += [indent(_change_text(note), "    ") for note in change.notes]
    return "".join(lines)


def _signed(run: Run) -> str:
    """Put the signs around words."""
    before, behind = SIGNS[run.what]
    return f"{before}{run.text}{behind}"


def excerpt(runs: Sequence[Run], context: int) -> Iterator[Run]:
    """Yield the runs, of what is the same only so many characters beside a change."""
    for at, run in enumerate(runs):
        first, last = at == 0, at == len(runs) - 1
        if run.what != "same" or len(run.text) <= (context if first or last else 2 * context):
            yield run
            continue
        before = "" if first else run.text[:context].rpartition(" ")[0]
        behind = "" if last else run.text[-context:].partition(" ")[2]
        yield Run("same", f"{before} … {behind}".lstrip() if first else f"{before} … {behind}".rstrip())


def _change_item(change: Change) -> dict[str, object]:
    """Give a change as the page wants it."""
    return {
        "label": change.label,
        "id": change.new_id or change.old_id,
        "what": change.what,
        "told": told_of(change),
        "runs": list(excerpt(change.words, LONG)),
        "markup": [markup_told(one) for one in change.markup],
        "notes": [_change_item(note) for note in change.notes],
    }
