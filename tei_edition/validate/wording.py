"""A fault of a document → its code, a plain sentence, and its cure, for somebody who edits texts."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping, Sequence

from tei_edition.validate.facts import Facts, leaves
from tei_edition.validate.habits import (
    ADVICE,
    ATTRIBUTES,
    ELEMENTS,
    LIKELY_ATTRIBUTES,
    LIKELY_ELEMENTS,
    PLACES,
    WRAPPERS,
    likely_first,
    meant_by,
)
from tei_edition.validate.relaxng import outlook
from tei_edition.validate.relaxng.faults import Fault
from tei_edition.validate.relaxng.nameclass import split
from tei_edition.validate.relaxng.patterns import Value
from tei_edition.validate.relaxng.source import XML
from tei_edition.validate.values import expected, guess, join

Said = tuple[str, str, str | None]
"""A code of the catalogue, a message and its hint."""

TEI = "http://www.tei-c.org/ns/1.0"
XINCLUDE = "http://www.w3.org/2001/XInclude"
PARAGRAPHS = ("p", "ab")
"""Elements that hold text as such."""
NO_WRAPPERS = frozenset(
    ("note", "table", "stage", "view", "biblFull", "app", "egXML", "floatingText", "figure", "move", "camera")
)
"""Elements that hold nearly anything, and that nobody has forgotten around something."""
FEW = 8
"""How many names are listed."""


def said(facts: Facts, fault: Fault) -> Said:
    """Say what is wrong and how to mend it."""
    code, message, cure = WORDS[fault.kind](facts, fault)
    return code, message, _move(fault, fault.other) if fault.other else cure


def _move(fault: Fault, other: Fault) -> str:
    """Say where something belongs: one of the faults is that it is missing, the other that it is out of place."""
    if fault.kind != "misplaced":
        return f"move the `{split(other.name)[1]}` of line {other.line} here"
    name = split(other.name)[1]
    if other.kind == "missing-before":
        return f"move it into `{split(other.parent)[1]}`, in front of the `{name}` in line {other.line}"
    return f"move it into the `{name}` that ends in line {other.line}"


def unknown(facts: Facts, fault: Fault) -> Said:
    """An element that the grammar has not, at least not by that name."""
    namespace, name = split(fault.name)
    if namespace == XINCLUDE:
        message = "What `xi:include` would bring is not here, and is not judged"
        return (
            "element-unknown",
            message,
            "resolve it first (xmllint --xinclude), or judge that file by itself",
        )
    known = facts.locals.get(name)
    if known and split(known)[0] != namespace:
        return _wrong_namespace(fault, split(known)[0])
    message = f"The schema has no element `{name}`"
    meant = split(fault.names[0])[1] if fault.names else did_you_mean(name, facts.locals, ELEMENTS)
    if meant is None:
        return "element-unknown", message, _may_stand(fault)
    cure = ELEMENTS.get(name) or ELEMENTS.get(name.lower()) or meant
    return "element-unknown", message, f"did you mean `{cure if cure.split()[0] == meant else meant}`?"


def _wrong_namespace(fault: Fault, there: str) -> Said:
    namespace, name = split(fault.name)
    own = "TEI's namespace" if there == TEI else f"the namespace {there}"
    message = f"`{name}` is not in {own}" + (f", but in {namespace}" if namespace else "")
    if fault.parent and split(fault.parent)[0] == there:
        return "namespace", message, f'take its xmlns away, or write xmlns="{there}"'
    return "namespace", message, f'put xmlns="{there}" on the outermost element'


def misplaced(facts: Facts, fault: Fault) -> Said:
    """An element that may not stand here."""
    name, parent = split(fault.name)[1], split(fault.parent)[1]
    if not fault.parent:
        message = f"`{name}` cannot be the outermost element"
        return "element-misplaced", message, f"the outermost may be {_names(fault)}"
    if fault.name not in facts.of(fault.parent).children:
        return "element-misplaced", f"`{name}` may not stand in `{parent}`", _place_for(facts, fault)
    if fault.name in fault.before and not fault.later:
        message = f"`{parent}` may hold only one `{name}`"
        if fault.before[-1] != fault.name:
            message = f"`{name}` is out of place in `{parent}`: it may not come after `{_last(fault)}`"
        return "element-repeated", message, f"join it with the `{name}` before it, or take one away"
    message = f"`{name}` is out of place in `{parent}`"
    if fault.before:
        message += f": it must come before `{_last(fault)}`"
        if fault.later:
            wrapper = _wrapper(facts, fault, outlook.first_names(fault.state) if fault.state else [])
            cure = f"move `{name}` in front of `{_last(fault)}`"
            return "element-order", message, f"{cure}, or {wrapper}" if wrapper else cure
        return (
            "element-misplaced",
            f"`{name}` may not come after `{_last(fault)}` in `{parent}`",
            _may_stand(fault),
        )
    return "element-misplaced", message, _may_stand(fault)


def _last(fault: Fault) -> str:
    return split(fault.before[-1])[1]


def _place_for(facts: Facts, fault: Fault) -> str | None:
    """Say what to do with an element that may not stand in its parent."""
    name, parent = split(fault.name)[1], split(fault.parent)[1]
    if fault.name == fault.parent:
        return f"close the `{parent}` before it first"
    if name in PARAGRAPHS and fault.state and outlook.may_have_text(fault.state):
        return f"take its tags away: text may stand directly in `{parent}`"
    allowed = outlook.first_names(fault.state) if fault.state else []
    meant = meant_by(split(fault.name)[1], ELEMENTS)
    if meant in [split(name)[1] for name in allowed]:
        return f"perhaps `{ELEMENTS[split(fault.name)[1]]}` is meant"
    wrapper = _wrapper(facts, fault, allowed)
    return wrapper or _parents(facts, fault.name)


def _wrapper(facts: Facts, fault: Fault, allowed: Sequence[str]) -> str | None:
    """Name the elements that may stand here and may hold the one that may not."""
    fits = [n for n in allowed if n != fault.name and fault.name in facts.of(n).children]
    fits = [name for name in fits if split(name)[1] not in NO_WRAPPERS]
    wanted = outlook.completions(fault.state) if fault.state and not outlook.may_end(fault.state) else []
    fits = [name for name in fits if name in wanted] or fits
    names = likely_first([split(name)[1] for name in fits], LIKELY_ELEMENTS)
    if not names or (names[0] not in LIKELY_ELEMENTS and len(names) > 3):
        return None
    best = names[:1] if names[0] in LIKELY_ELEMENTS else names
    return f"wrap it in {join([f'`{name}`' for name in best], 'or', 3)}"


def clash(_facts: Facts, fault: Fault) -> Said:
    """An element that may not stand beside one before it."""
    name, parent, other = split(fault.name)[1], split(fault.parent)[1], split(fault.names[0])[1]
    message = f"`{name}` may not stand in `{parent}` beside the `{other}` before it"
    return "element-misplaced", message, f"take `{other}` away, or put it elsewhere"


def missing_before(_facts: Facts, fault: Fault) -> Said:
    """Something must come first, and does not."""
    name, parent = split(fault.name)[1], split(fault.parent)[1]
    missing = listed(fault.names)
    message = (
        f"`{parent}` needs {missing} before `{name}`" if parent else f"`{name}` needs {missing} before it"
    )
    return "element-missing", message, f"put {missing} in front of `{name}`{_example(fault)}"


def order(_facts: Facts, fault: Fault) -> Said:
    """Two elements stand in the wrong order."""
    name, parent, missing = split(fault.name)[1], split(fault.parent)[1], listed(fault.names)
    message = f"`{name}` is out of place in `{parent}`: it must come after {missing}"
    return "element-order", message, f"move `{name}` behind {missing}"


def incomplete(_facts: Facts, fault: Fault) -> Said:
    """An element ends too early."""
    name = split(fault.name)[1]
    choices = outlook.completions(fault.state) if fault.state else []
    after = f", after `{_last(fault)}`" if fault.before else ""
    if len(choices) > 1:
        wanted = join([f"`{n}`" for n in _shown(choices)], "or", FEW)
        return "element-missing", f"`{name}` is incomplete{after or ': it is empty'}", f"put in {wanted}"
    if not fault.names:
        return "element-missing", f"`{name}` is incomplete{after}", _may_stand(fault)
    cure = f"put in {listed(fault.names)}{after}{_example(fault)}"
    return "element-missing", f"`{name}` lacks {listed(fault.names)}{after}", cure


def _example(fault: Fault) -> str:
    """Write out the one element that is missing, with what it must hold."""
    written = outlook.example(fault.state, fault.names[0]) if fault.state and len(fault.names) == 1 else None
    return f": {written}" if written else ""


def wrong_text(_facts: Facts, fault: Fault) -> Said:
    """Text where none may stand."""
    allowed = [split(n)[1] for n in (outlook.first_names(fault.state) if fault.state else [])]
    wrap = next((name for name in WRAPPERS if name in allowed), None)
    shown = fault.text if len(fault.text) <= 30 else fault.text[:29] + "…"
    message = f"Text may not stand directly in `{split(fault.name)[1]}`: “{shown}”"
    owner = split(fault.name)[1]
    empty = f"`{owner}` holds nothing: write `<{owner}/>`, and the text after it"
    rest = f"take it out; {_may_stand(fault)}" if allowed else empty
    return "text-misplaced", message, f"wrap it in `{wrap}`" if wrap else rest


def wrong_data(_facts: Facts, fault: Fault) -> Said:
    """The text of an element is not what it must be."""
    message = f"“{fault.text}” is no allowed content of `{split(fault.name)[1]}`"
    meant = guess(fault.text, fault.values)
    return "content-value", message, hint(meant, f"expected {expected(fault.values)}", fault)


def attribute(facts: Facts, fault: Fault) -> Said:
    """An attribute that the element has not."""
    owner, name = split(fault.name)[1], shown_attribute(fault.attribute)
    known = {shown_attribute(key): key for key in facts.of(fault.name).attributes}
    if name in known:
        message = f"`{owner}` may not have `{name}` beside its other attributes"
        return "attribute-unknown", message, f"take `{name}` or the others away"
    if len(fault.names) > 1:
        message = f"`{owner}` has no attributes {listed(map(shown_attribute, fault.names))}"
        return "attribute-unknown", message, _attributes(facts, fault, list(known))
    message = f"`{owner}` has no attribute `{name}`"
    meant = meant_by_attribute(fault.name, fault.attribute, known.values())
    advice = ADVICE.get(f"{owner}/{name}") or ADVICE.get(f"*/{name}")
    if advice or meant:
        return "attribute-unknown", message, advice or f"did you mean `{meant}`?"
    return "attribute-unknown", message, _attributes(facts, fault, list(known))


def _attributes(facts: Facts, fault: Fault, known: Sequence[str]) -> str:
    """Say which attributes an element may have, and which elements may have the one it may not."""
    likely = [f"`{name}`" for name in likely_first(known, LIKELY_ATTRIBUTES)]
    wrong = fault.names or (fault.attribute,)
    having = facts.bearers(wrong)
    names = listed(map(shown_attribute, wrong))
    elsewhere = f"; {names} may stand on {listed(likely_first(having, LIKELY_ELEMENTS))}"
    own = f"it may have {join(likely, 'and', FEW)}" if likely else "it may have no attributes"
    if fault.name not in facts.elements:
        own = "see what the schema allows here"
    return own + (elsewhere if having else "")


def value(_facts: Facts, fault: Fault) -> Said:
    """An attribute's value that is not allowed."""
    owner, name = split(fault.name)[1], shown_attribute(fault.attribute)
    code = "id-malformed" if fault.attribute == f"{XML} id" else "attribute-value"
    meant = guess(fault.text, fault.values)
    wanted = f"expected {expected(fault.values)}"
    if not fault.text.strip():
        return code, f"`{name}` on `{owner}` is empty", f"{wanted}; or take it away"
    message = f'{name}="{fault.text}" is no allowed value on `{owner}`'
    if code == "id-malformed":
        return code, message, f"{meant or ''} an id begins with a letter or _ and has no space".strip()
    return code, message, hint(meant, wanted, fault)


def hint(meant: str | None, wanted: str, fault: Fault) -> str:
    """Join a guess and what was expected; beside a guess only a list is worth telling."""
    if meant is None:
        return wanted
    return f"{meant} {wanted}" if any(isinstance(leaf, Value) for leaf in leaves(fault.values)) else meant


def attribute_missing(facts: Facts, fault: Fault) -> Said:
    """Attributes that an element must have and has not."""
    known = facts.of(fault.name).attributes
    if not fault.names:
        message = f"`{split(fault.name)[1]}` lacks an attribute"
        return "attribute-missing", message, "the schema demands one of any name"
    kinds = [f'write {shown_attribute(n)}="…": {expected(known.get(n, ()))}' for n in fault.names]
    owner = split(fault.name)[1]
    return (
        "attribute-missing",
        f"`{owner}` lacks {listed(map(shown_attribute, fault.names))}",
        "; ".join(kinds),
    )


def id_twice(_facts: Facts, fault: Fault) -> Said:
    """An ID that another element has."""
    name = f'{shown_attribute(fault.attribute)}="{fault.text}"'
    message = f"{name} is given twice: the first is in line {fault.first}"
    return "id-twice", message, "give this element another one, and correct what points to it"


def idref(_facts: Facts, fault: Fault) -> Said:
    """A reference to an ID that no element has."""
    name = f'{shown_attribute(fault.attribute)}="{fault.text}"'
    message = f"{name} on `{split(fault.name)[1]}` names no element"
    return "idref", message, "give the element it means this ID, or take the reference away"


def untold(_facts: Facts, fault: Fault) -> Said:
    """Too many faults."""
    message = f"From here on {fault.first} more mistakes were found; they are not told one by one"
    return "not-checked", message, "mend those that are told, and validate again"


WORDS = {
    "unknown": unknown, "misplaced": misplaced, "clash": clash, "missing-before": missing_before, "order": order,
    "incomplete": incomplete, "text": wrong_text, "data": wrong_data, "attribute": attribute, "value": value,
    "attribute-missing": attribute_missing, "id-twice": id_twice, "idref": idref,
    "untold": untold,
}  # fmt: skip
"""Kind of fault → what puts it into words."""


def shown_attribute(name: str) -> str:
    """Write an attribute's name as documents do."""
    namespace, local = split(name)
    return f"xml:{local}" if namespace == XML else local


def meant_of(name: str, allowed: Sequence[str]) -> tuple[str, bool] | None:
    """Guess which of the elements allowed was meant by one that is not; say whether only letters' case differs."""
    by_local = {split(candidate)[1]: candidate for candidate in allowed}
    local = split(name)[1]
    meant = local if local in by_local else did_you_mean(local, by_local, ELEMENTS)
    return None if meant is None else (by_local[meant], meant.lower() == local.lower())


def meant_by_attribute(element: str, name: str, known: Iterable[str]) -> str | None:
    """Guess which of some attributes, as documents write it, was meant by one that an element has not."""
    shown, names = shown_attribute(name), [shown_attribute(one) for one in known]
    own = ATTRIBUTES.get(f"{split(element)[1]}/{shown}")
    return own if own in names else did_you_mean(shown, names, ATTRIBUTES)


def did_you_mean(name: str, known: Iterable[str], habits: Mapping[str, str]) -> str | None:
    """Give the known name that is meant: another case, a habit of HTML or TEI P4, a slip of the pen."""
    names = list(known)
    same = [candidate for candidate in names if candidate.lower() == name.lower()]
    habit = meant_by(name, habits)
    if same or habit in names:
        return same[0] if same else habit
    close = difflib.get_close_matches(name, names, n=1, cutoff=0.75)
    return close[0] if close else None


def listed(names: Iterable[str]) -> str:
    """Name a few things."""
    return join([f"`{split(name)[1]}`" for name in names], "and", FEW)


def _shown(names: Iterable[str]) -> list[str]:
    return likely_first([split(name)[1] for name in names], LIKELY_ELEMENTS)


def _names(fault: Fault) -> str:
    names = outlook.first_names(fault.state) if fault.state else []
    return join([f"`{name}`" for name in _shown(names)], "or", FEW)


def _may_stand(fault: Fault) -> str | None:
    """Say what may stand where the fault is."""
    names = _names(fault)
    if not fault.parent and fault.kind not in ("incomplete", "text"):
        return f"the outermost element may be {names}" if names else None
    return f"here may stand {names}" if names else "nothing more may stand here"


def _parents(facts: Facts, name: str) -> str | None:
    """Say in which elements an element may stand, those of the text's structure first."""
    parents = likely_first([split(parent)[1] for parent in facts.parents(name)], PLACES)
    return f"it may stand in {join([f'`{p}`' for p in parents], 'and', 6)}" if parents else None
