"""The pattern of a rule's context, as elementpath has parsed it → expressions for libxml2, the names it can match."""

from __future__ import annotations

from typing import Any

from tei_edition.validate.swift import DEEPEST, Kinds, Swift, Translator, Unlike, translate


def alternatives(token: Any, variables: Kinds) -> list[Swift]:
    """Translate an XSLT pattern into expressions that together find all it matches. Raises Unlike."""
    translator = Translator(variables, pattern=True)
    found = [translator.anywhere(part) for part in translator.parts(token)]
    if any(part.scans > DEEPEST + 1 for part in found):
        raise Unlike
    return found


def is_swift(token: Any, variables: Kinds) -> bool:
    """Tell whether an expression can be translated."""
    try:
        translate(token, variables)
    except Unlike:
        return False
    return True


def final_names(token: Any) -> frozenset[str] | None:
    """Give the names, as lxml writes them, of all elements that a pattern can match; None when they are not known."""
    if token.symbol in ("|", "union"):
        left, right = final_names(token[0]), final_names(token[1])
        return left | right if left is not None and right is not None else None
    if token.symbol in ("[", "(") and len(token):
        return final_names(token[0])
    if token.symbol in ("/", "//") and len(token):
        return final_names(token[-1])
    try:
        name = Translator({}).of(token).name
    except Unlike:
        return None
    return None if name is None else frozenset((name,))


def is_step(token: Any) -> bool:
    """Tell whether a pattern is one name, perhaps with predicates: what it matches depends on a parent's children."""
    while token.symbol == "[":
        token = token[0]
    return bool(token.label == "name" or (token.symbol == ":" and token[1].label == "name"))
