"""A spaCy pipeline → a witness that tells persons, places and organisations of a text (extra `[ner]`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from tei_edition.errors import UsageError

__all__ = ["load_witness"]

KINDS = {
    **dict.fromkeys(("PERSON", "PER", "PRS"), "person"),
    **dict.fromkeys(("GPE", "LOC", "FAC", "PLACE"), "place"),
    **dict.fromkeys(("ORG", "ORGANIZATION"), "org"),
}
"""The labels that published pipelines give to what we call person, place and organisation."""


def load_witness(model: str) -> Callable[[str], list[tuple[int, int, str]]]:
    """Load a pipeline by its name or folder; give the function that tells (start, end, kind) of a text's names.

    Raises UsageError when spaCy is not installed, there is no such pipeline, or it names nothing.
    """
    try:
        import spacy
    except ImportError as error:
        raise UsageError("--ner wants spaCy", hint="pip install 'tei_edition[ner]'") from error
    try:
        pipeline: Any = spacy.load(model)
    except (OSError, ValueError) as error:
        raise UsageError(
            f"there is no spaCy pipeline {model!r}", hint=f"python -m spacy download {model}"
        ) from error
    if not {"ner", "entity_ruler", "span_ruler"} & set(pipeline.pipe_names):
        raise UsageError(f"the spaCy pipeline {model!r} has no component that finds names")

    def hear(text: str) -> list[tuple[int, int, str]]:
        return [
            (entity.start_char, entity.end_char, KINDS[entity.label_])
            for entity in pipeline(text).ents
            if entity.label_ in KINDS
        ]

    return hear
