"""A fault of a document → a plain sentence, and its cure, for somebody who edits texts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Sequence

from tei_edition.validate.facts import Facts, leaves
from tei_edition.validate.relaxng import outlook
from tei_edition.validate.relaxng.inspect import Fault
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.patterns import Pattern, Value
from tei_edition.validate.relaxng.source import XML
from tei_edition.validate.relaxng.xsd import XsdType

Said = tuple[str, str | None]
"""A message and its hint."""

HABITS = {
    "a": "ref", "b": "hi", "i": "hi", "u": "hi", "strong": "emph", "em": "emph", "br": "lb",
    "hr": "milestone", "h1": "head", "h2": "head", "h3": "head", "h4": "head", "ul": "list", "ol": "list",
    "li": "item", "dl": "list", "dt": "label", "dd": "item", "img": "graphic", "blockquote": "quote",
    "tr": "row", "td": "cell", "th": "cell", "caption": "head", "section": "div", "span": "seg", "sup": "hi",
    "sub": "hi", "footnote": "note", "div0": "div", "div1": "div", "div2": "div", "div3": "div",
    "xref": "ref", "xptr": "ptr", "teiheader": "teiHeader", "TEI.2": "TEI", "sourcedesc": "sourceDesc",
    "respons": "respStmt", "citation": "cit", "link": "ref",
}  # fmt: skip
"""HTML's and TEI P4's names → TEI P5's."""

ATTRIBUTE_HABITS = {
    "id": "xml:id",
    "lang": "xml:lang",
    "href": "target",
    "src": "url",
    "class": "rend",
    "url": "target",
}
"""HTML's and TEI P4's names of attributes → TEI P5's."""

ADVICE = {
    ("quote", "who"): "TEI has who on q, said and sp; on quote, point to the speaker or the work with source",
    ("persName", "key"): "point to the register with ref",
}
"""Cures for particular attributes."""

PLAIN = {
    "date": "a date such as 1953-06-29", "gYear": "a year (1953)", "gYearMonth": "a month (1953-06)",
    "gMonthDay": "a day of the year (--06-29)", "dateTime": "a date with time (1953-06-29T12:00:00)",
    "anyURI": "a pointer such as #id or https://example.org/",
    "ID": "a name such as p1 that no other element has", "nonNegativeInteger": "a whole number",
    "decimal": "a number", "double": "a number", "language": "a language tag such as en",
    "boolean": "true or false", "token": "a word without white space",
    "NCName": "a word such as tei_edition", "gMonth": "a month (--06)", "gDay": "a day (---29)",
    "time": "a time (12:00:00)", "Name": "a word",
}  # fmt: skip
"""Data types in words, with an example."""


PATTERNS = {
    r"[^\p{C}\p{Z}]+": "a word without white space", r"\S+": "a pointer such as #id or https://example.org/",
    r"[^/\s]+:\S*": "a prefixed pointer such as bibl:trotsky1937",
}  # fmt: skip
"""Patterns that TEI uses, in words."""

LIKELY = (
    "p", "div", "head", "ab", "list", "item", "quote", "q", "title", "persName", "placeName", "orgName", "name",
    "date", "note", "ref", "hi", "lg", "l", "sp", "bibl", "figure", "table", "row", "cell", "text", "body",
)  # fmt: skip
"""Elements that are named first where many may stand."""


def said(facts: Facts, fault: Fault) -> Said:
    """Say what is wrong and how to mend it."""
    return WORDS[fault.kind](facts, fault)


def unknown(facts: Facts, fault: Fault) -> Said:
    """An element that the grammar has not, at least not by that name."""
    namespace, name = split(fault.name)
    known = facts.locals.get(name)
    if known and split(known)[0] != namespace:
        there = split(known)[0]
        return f"`{name}` is {_where_from(namespace, there)}", f'put xmlns="{there}" on the root element'
    message = f"The schema has no element `{name}`"
    meant = split(fault.names[0])[1] if fault.names else did_you_mean(name, facts.locals, HABITS)
    if meant:
        return message, f"did you mean `{meant}`?"
    return message, _may_stand(fault)


def _where_from(namespace: str, there: str) -> str:
    own = "TEI's namespace" if there == "http://www.tei-c.org/ns/1.0" else f"the namespace {there}"
    return f"not in {own}, but in {namespace}" if namespace else f"not in {own}"


def misplaced(facts: Facts, fault: Fault) -> Said:
    """An element that may not stand here."""
    name, parent = split(fault.name)[1], split(fault.parent)[1]
    if not fault.parent:
        return f"`{name}` cannot be the outermost element", f"the outermost may be {_names(fault)}"
    if fault.name not in facts.of(fault.parent).children:
        wrapped = _habit(fault) or _wrapper(facts, fault)
        places = _parents(facts, fault.name)
        return f"`{name}` may not stand in `{parent}`", "; ".join(
            part for part in (wrapped, places) if part
        ) or None
    before = split(fault.before[-1])[1] if fault.before else ""
    if fault.name in fault.before:
        where = f"after `{before}`" if before != name else "again"
        return f"`{name}` is out of place in `{parent}`: it may not come {where}", _may_stand(fault)
    message = f"`{name}` is out of place in `{parent}`" + (
        f": it must come before `{before}`" if before else ""
    )
    return message, _may_stand(fault)


def _habit(fault: Fault) -> str | None:
    """Name the element of TEI P5 that is meant by one of P4 or HTML which the schema happens to have, too."""
    allowed = [split(name)[1] for name in outlook.first_names(fault.state)] if fault.state else []
    meant = HABITS.get(split(fault.name)[1])
    return f"perhaps `{meant}` is meant" if meant in allowed else None


def _wrapper(facts: Facts, fault: Fault) -> str | None:
    """Name an element that may stand here and may hold the one that may not."""
    allowed = outlook.first_names(fault.state) if fault.state else []
    fits = [n for n in allowed if n != fault.name and fault.name in facts.of(n).children]
    best = [n for n in _likely_first(fits) if split(n)[1] in LIKELY]
    return f"wrap it in `{split(best[0])[1]}`" if best else None


def missing_before(_facts: Facts, fault: Fault) -> Said:
    """Something must come first, and does not."""
    name, parent = split(fault.name)[1], split(fault.parent)[1]
    missing = listed(fault.names)
    message = (
        f"`{parent}` needs {missing} before `{name}`" if parent else f"`{name}` needs {missing} before it"
    )
    return message, f"put {missing} in front of `{name}`"


def order(_facts: Facts, fault: Fault) -> Said:
    """Two elements stand in the wrong order."""
    name, parent, missing = split(fault.name)[1], split(fault.parent)[1], listed(fault.names)
    return (
        f"`{name}` is out of place in `{parent}`: it must come after {missing}",
        f"move `{name}` behind {missing}",
    )


def incomplete(_facts: Facts, fault: Fault) -> Said:
    """An element ends too early."""
    name = split(fault.name)[1]
    choices = outlook.completions(fault.state) if fault.state else []
    after = f", after `{split(fault.before[-1])[1]}`" if fault.before else ""
    if len(choices) > 1:
        wanted = _join([f"`{n}`" for n in _shown(choices)], "or", 8)
        return f"`{name}` is incomplete: something is missing{after}", f"put in {wanted}"
    if not fault.names:
        return f"`{name}` is incomplete", _may_stand(fault)
    return f"`{name}` lacks {listed(fault.names)}{after}", f"put in {listed(fault.names)}"


def wrong_text(facts: Facts, fault: Fault) -> Said:
    """Text where none may stand."""
    allowed = [split(n)[1] for n in (outlook.first_names(fault.state) if fault.state else [])]
    wrap = next(
        (n for n in ("p", "item", "l", "cell", "ab", "head", "quote", "desc", "label") if n in allowed), None
    )
    shown = fault.text if len(fault.text) <= 30 else fault.text[:29] + "…"
    message = f"Text may not stand directly in `{split(fault.name)[1]}`: “{shown}”"
    return message, f"wrap it in `{wrap}`" if wrap else _may_stand(fault) or "take it out"


def wrong_data(_facts: Facts, fault: Fault) -> Said:
    """The text of an element is not what it must be."""
    return (
        f"“{fault.text}” is no allowed content of `{split(fault.name)[1]}`",
        f"expected {expected(fault.values)}",
    )


def attribute(facts: Facts, fault: Fault) -> Said:
    """An attribute that the element has not."""
    owner, name = split(fault.name)[1], shown_attribute(fault.attribute)
    known = {shown_attribute(key): key for key in facts.of(fault.name).attributes}
    if name in known:
        return (
            f"`{owner}` may not have `{name}` beside its other attributes",
            f"take `{name}` or the others away",
        )
    message = f"`{owner}` has no attribute `{name}`"
    advice, meant = ADVICE.get((owner, name)), did_you_mean(name, known, ATTRIBUTE_HABITS)
    if advice or meant:
        return message, advice or f"did you mean `{meant}`?"
    return message, f"it may have {listed(sorted(known))}" if known else "it may have no attributes"


def value(_facts: Facts, fault: Fault) -> Said:
    """An attribute's value that is not allowed."""
    message = (
        f'{shown_attribute(fault.attribute)}="{fault.text}" is no allowed value on `{split(fault.name)[1]}`'
    )
    words = [leaf.written for leaf in leaves(fault.values) if isinstance(leaf, Value)]
    meant = did_you_mean(fault.text, words, {})
    return message, (f"did you mean {meant}? " if meant else "") + f"expected {expected(fault.values)}"


def attribute_missing(facts: Facts, fault: Fault) -> Said:
    """Attributes that an element must have and has not."""
    known = facts.of(fault.name).attributes
    kinds = [f'{shown_attribute(n)}="…" takes {expected(known.get(n, ()))}' for n in fault.names]
    return f"`{split(fault.name)[1]}` lacks {listed(map(shown_attribute, fault.names))}", "; ".join(kinds)


def id_twice(_facts: Facts, fault: Fault) -> Said:
    """An ID that another element has."""
    message = f'{shown_attribute(fault.attribute)}="{fault.text}" is given twice: the first is in line {fault.first}'
    return message, "give this element another one, and correct what points to it"


def idref(_facts: Facts, fault: Fault) -> Said:
    """A reference to an ID that no element has."""
    message = (
        f'{shown_attribute(fault.attribute)}="{fault.text}" on `{split(fault.name)[1]}` names no element'
    )
    return message, "give the element it means this ID, or take the reference away"


WORDS = {
    "unknown": unknown, "misplaced": misplaced, "missing-before": missing_before, "order": order,
    "incomplete": incomplete, "text": wrong_text, "data": wrong_data, "attribute": attribute, "value": value,
    "attribute-missing": attribute_missing, "id-twice": id_twice, "idref": idref,
}  # fmt: skip
"""Kind of fault → what puts it into words."""


def shown_attribute(name: str) -> str:
    """Write an attribute's name as documents do."""
    namespace, local = split(name)
    return f"xml:{local}" if namespace == XML else local


def expected(values: Iterable[Pattern]) -> str:
    """Put the patterns of a value into words."""
    words: list[str] = []
    for leaf in leaves(values):
        word = leaf.written if isinstance(leaf, Value) else _kind(leaf.type.name, leaf.type)
        if word not in words:
            words.append(word)
    return _join(words, "or", 12) if words else "text"


def _kind(name: str, kind: object) -> str:
    if isinstance(kind, XsdType) and kind.patterns and name in ("token", "string"):
        known = [PATTERNS[p] for p in kind.patterns if p in PATTERNS]
        return known[0] if known else f"text of the form {kind.patterns[0]}"
    return PLAIN.get(name, "text")


def meant_of(name: str, allowed: Sequence[str]) -> tuple[str, bool] | None:
    """Guess which of the elements allowed was meant by one that is not, and say whether they are written alike."""
    by_local = {split(candidate)[1]: candidate for candidate in allowed}
    local = split(name)[1]
    meant = local if local in by_local else did_you_mean(local, by_local, HABITS)
    if meant is None:
        return None
    alike = meant.lower() == local.lower() or meant != (HABITS.get(local) or HABITS.get(local.lower()))
    return by_local[meant], alike


def did_you_mean(name: str, known: Iterable[str], habits: dict[str, str]) -> str | None:
    """Give the known name that is meant: another case, a habit of HTML or TEI P4, a slip of the pen."""
    names = list(known)
    same = [candidate for candidate in names if candidate.lower() == name.lower()]
    habit = habits.get(name) or habits.get(name.lower())
    if same or habit in names:
        return same[0] if same else habit
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return close[0] if close else None


def listed(names: Iterable[str]) -> str:
    """Name up to eight things."""
    return _join([f"`{split(name)[1]}`" for name in names], "and", 8)


def _join(words: list[str], last: str, most: int) -> str:
    """Join words as a sentence does."""
    if len(words) > most:
        return ", ".join(words[:most]) + ", …"
    return f" {last} ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _likely_first(names: Iterable[str]) -> list[str]:
    rank = {name: place for place, name in enumerate(LIKELY)}
    return sorted(names, key=lambda name: rank.get(split(name)[1], len(rank)))


def _shown(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(split(name)[1] for name in _likely_first(names)))


def _names(fault: Fault) -> str:
    names = outlook.first_names(fault.state) if fault.state else []
    return _join([f"`{name}`" for name in _shown(names)], "or", 8)


def _may_stand(fault: Fault) -> str | None:
    """Say what may stand where the fault is."""
    names = _names(fault)
    if not fault.parent and fault.kind != "incomplete":
        return f"the outermost element may be {names}" if names else None
    return f"here may stand {names}" if names else "nothing more may stand here"


def _parents(facts: Facts, name: str) -> str | None:
    """Say in which elements an element may stand, those of the text's structure first."""
    parents = [split(parent)[1] for parent in facts.parents(name)]
    first = [p for p in ("text", "body", "div", "p", "list", "teiHeader", "fileDesc") if p in parents]
    rest = [p for p in parents if p not in first]
    return f"it may stand in {_join([f'`{p}`' for p in (first + rest)], 'and', 6)}" if parents else None
