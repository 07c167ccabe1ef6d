"""An invalid document → its findings: each fault in words, with its code, its cure and its place.

Loaded only when there is something to explain.
"""

from __future__ import annotations

from tei_edition.diagnostics import Diagnostic, make
from tei_edition.validate.causes import once
from tei_edition.validate.document import Document
from tei_edition.validate.facts import Facts
from tei_edition.validate.relaxng.inspect import inspect
from tei_edition.validate.relaxng.source import XML
from tei_edition.validate.wording import meant_of, said


def explain(facts: Facts, document: Document) -> list[Diagnostic]:
    """Give what breaks the grammar that the facts are of; XmlError when the document is not well-formed.

    Doubled `xml:id`s are left to `pointers`, which looks for them whatever the grammar.
    """
    findings: list[tuple[int, str, Diagnostic]] = []
    faults = inspect(facts.schema, document.pieces, meant_of, document.name)
    if not faults:
        message = "The document is not what the schema describes, and where it departs from it was not found"
        return [
            document.note(
                "element-misplaced", message, "please report this, with the schema and the document"
            )
        ]
    for fault in once(facts, faults):
        if fault.kind == "id-twice" and fault.attribute == f"{XML} id":
            continue
        code, message, hint = said(facts, fault)
        finding = make(code, message, file=document.name, line=fault.line, column=fault.column, hint=hint)
        findings.append((fault.ordinal, fault.attribute, finding))
    return document.located(findings)
