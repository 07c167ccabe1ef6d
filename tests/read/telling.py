"""What a reader found, told line by line, so that a test can hold it against a file a person can read."""

from collections.abc import Sequence

from tei_edition.model import Block, Source


def told(source: Source, blocks: Sequence[Block]) -> str:
    """Give blocks, spans, facts, and what was left out or put in, a line each."""
    lines = [_block(block) for block in blocks]
    lines += ["", *(_span(source, start, end, rest) for start, end, rest in _spans(source))]
    lines += ["", *(f"{key}: {'; '.join(values)}" for key, values in sorted(source.facts.items()))]
    seen: dict[str, str] = {}
    for run in source.runs:
        if run.fate != "kept":
            key = f"{run.fate}, {run.reason}"
            seen[key] = " ".join([*seen.get(key, "").split(), *run.text.split()])
    lines += ["", *(f"{key}: {text}".rstrip() for key, text in sorted(seen.items()))]
    return "\n".join(lines) + "\n"


def _block(block: Block) -> str:
    level = f" {block.level}" if block.level else ""
    said = "".join(f" {name}={value}" for name, value in block.attributes.items())
    text = block.text
    for at in reversed(block.lines):
        text = f"{text[: at - 1]} / {text[at:]}"
    return f"{block.kind}{level}{said}{f' [{block.label}]' if block.label else ''} | {text}".rstrip()


def _spans(source: Source) -> list[tuple[int, int, str]]:
    found = []
    for span in source.spans:
        said = "".join(f" {name}={value}" for name, value in span.attributes.items())
        found.append(
            (span.start, span.end, f"{span.tag}{said}{f' ({span.content})' if span.content else ''}")
        )
    return sorted(found)


def _span(source: Source, start: int, end: int, rest: str) -> str:
    around = source.text[max(0, start - 12) : start].replace("\n", "¶")
    return f"{rest}: {around}>>{source.text[start:end]}<<"
