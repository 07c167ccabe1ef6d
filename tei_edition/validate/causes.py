"""The faults of a document → those that are causes: what only follows from another is left out, or joined with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tei_edition.validate.facts import Facts
from tei_edition.validate.relaxng import outlook
from tei_edition.validate.relaxng.faults import Fault
from tei_edition.validate.wording import meant_by_attribute, shown_attribute

HOMES = 3
"""An element that may stand in so few others and is misplaced has been taken out of one that lacks it."""

CONTENT = ("text", "data", "incomplete", "misplaced", "unknown", "missing-before")
"""Kinds of fault about what is in an element."""
WITHIN = ("text", "data", "incomplete")
"""Those of them that tell of the element itself."""


def once(facts: Facts, faults: Sequence[Fault]) -> list[Fault]:
    """Give one fault for each mistake, in their order."""
    return _moved(facts, list(_of_other_elements(facts, list(_renamed(faults)))))


def _renamed(faults: Sequence[Fault]) -> Iterator[Fault]:
    """Leave out that an attribute is missing which the element has by another name: that has been told."""
    strange: dict[int, list[str]] = {}
    for fault in faults:
        if fault.kind == "attribute":
            strange.setdefault(fault.ordinal, []).append(fault.attribute)
    for fault in faults:
        if fault.kind == "attribute-missing" and fault.ordinal in strange:
            meant = {meant_by_attribute(fault.name, name, fault.names) for name in strange[fault.ordinal]}
            fault.names = tuple(name for name in fault.names if shown_attribute(name) not in meant)
            if not fault.names:
                continue
        yield fault


def _of_other_elements(facts: Facts, faults: Iterable[Fault]) -> Iterator[Fault]:
    """Join attributes that belong together on another element; leave out what is wrong with what comes first in it.

    The element seems to have been given the wrong name.
    """
    doubted: dict[int, Fault] = {}
    for fault in faults:
        first = doubted.get(fault.ordinal if fault.kind in WITHIN else fault.owner)
        if fault.kind == "attribute" and fault.attribute not in facts.of(fault.name).attributes:
            told = doubted.get(fault.ordinal)
            names = (*told.names, fault.attribute) if told else (fault.attribute,)
            if _somewhere(facts, names):
                if told:
                    told.names = names
                    continue
                fault.names = names
                doubted[fault.ordinal] = fault
        elif first and fault.kind in CONTENT and not fault.before and _explains(facts, first, fault):
            continue
        yield fault


def _explains(facts: Facts, strange: Fault, fault: Fault) -> bool:
    """Say whether content is right in an element that may have the strange attributes."""
    if fault.kind in WITHIN:
        return True
    bearers = [
        own for own in facts.elements.values() if all(name in own.attributes for name in strange.names)
    ]
    return any(fault.name in own.children for own in bearers)


def _somewhere(facts: Facts, attributes: Sequence[str]) -> bool:
    """Say whether there is an element that may have all these attributes."""
    return any(all(name in own.attributes for name in attributes) for own in facts.elements.values())


def _moved(facts: Facts, faults: Sequence[Fault]) -> list[Fault]:
    """Leave out the second half of each move, missing here and misplaced there: the first tells it."""
    told = list(faults)
    strays = [fault for fault in faults if fault.kind == "misplaced"]
    for lack in faults:
        fitting = [stray for stray in strays if stray.name in _fillers(lack)]
        stray = next((one for one in fitting if _goes(facts, one, lack)), None)
        if stray is None and len(fitting) == 1 and lack.kind == "incomplete" and not lack.before:
            stray = fitting[0]  # nothing at all is in there, and nothing else in the document is out of place
        if stray is None:
            continue
        strays.remove(stray)
        first, second = (lack, stray) if faults.index(lack) < faults.index(stray) else (stray, lack)
        first.other = second
        told.remove(second)
    return told


def _goes(facts: Facts, stray: Fault, lack: Fault) -> bool:
    """Say whether it must be this that is missing there: it is near, nothing else would do, or it has few homes."""
    near = lack.outer in (stray.owner, stray.outer) or lack.owner == stray.outer
    return near or len(_fillers(lack)) == 1 or len(facts.parents(stray.name)) <= HOMES


def _fillers(lack: Fault) -> list[str]:
    """Name the elements each of which alone would do."""
    if lack.state is None or lack.kind not in ("incomplete", "missing-before"):
        return []
    if lack.kind == "incomplete":
        return outlook.completions(lack.state)
    names = outlook.first_names(lack.state)
    return [name for name in names if outlook.fits_between(lack.state, name, lack.name)]
