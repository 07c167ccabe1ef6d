"""What the encoder has judged → an editor's list of work: lines for a terminal, a page for a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import PurePath

from tei_edition.decisions import decision_lines
from tei_edition.work import Judged

__all__ = ["work_as_html", "work_as_text"]

LEVELS = ("low", "medium", "high")
"""Certainties, the least first."""


def work_as_text(judged: Sequence[Judged]) -> str:
    """Give each with its place, what it was taken for and why, and the lines that decide otherwise."""
    return "\n".join([*map(_told, judged), f"{counts(judged)}\n"])


def work_as_html(judged: Sequence[Judged]) -> str:
    """Give the same as a page: inert, for every browser, whole in itself."""
    from tei_edition.render.worklist import render_worklist

    groups = [(level, [_item(one) for one in judged if one.cert == level]) for level in LEVELS]
    files = ", ".join(dict.fromkeys(PurePath(one.place.file).name for one in judged))
    return render_worklist(f"Work on {files or 'nothing'}", groups, counts(judged))


def counts(judged: Iterable[Judged]) -> str:
    """Give one line: how many of each group, and how many of them of low and medium certainty."""
    groups: dict[str, Counter[str]] = {}
    for one in judged:
        groups.setdefault(one.group, Counter())[one.cert] += 1
    told = [
        f"{count.total()} {group if count.total() == 1 else group + 's'}"
        f" ({count['low']} of low, {count['medium']} of medium certainty)"
        for group, count in sorted(groups.items())
    ]
    return ", ".join(told) or "Nothing was judged."


def _told(one: Judged) -> str:
    """Give one as text."""
    place = one.place
    lines = [
        f"{place.file}:{place.line}: {one.cert}: {one.meaning} <{one.element}>",
        f"    {place.before}[{place.text}]{place.after}",
        f"    because: {place.evidence}",
    ]
    if one.alternatives:
        lines.append(f"    or else: {'; '.join(one.alternatives)}")
    if pasted := _lines(one):
        lines += [f"    in {_toml(one)}:", *(f"        {line}" for line in pasted.splitlines())]
    else:
        lines.append(f"    {one.remedy}")
    return "\n".join(lines) + "\n"


def _item(one: Judged) -> dict[str, object]:
    """Give one as the page wants it."""
    place = one.place
    return {
        "place": f"{place.file}:{place.line}",
        "before": place.before,
        "words": place.text,
        "after": place.after,
        "meaning": one.meaning,
        "element": f"<{one.element}>",
        "because": place.evidence,
        "alternatives": one.alternatives,
        "toml": _toml(one),
        "lines": _lines(one),
        "remedy": one.remedy,
    }


def _lines(one: Judged) -> str:
    """Give the lines to paste; none where no decision can be made."""
    return decision_lines(one.decisions, one.keep) if one.decisions else ""


def _toml(one: Judged) -> str:
    """Give the name of the file that holds the decisions on its article."""
    return str(PurePath(one.place.file).with_suffix(".toml"))
