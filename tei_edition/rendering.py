"""TEI documents, ours or anybody's → editions: the `render` command, which needs no encoder."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lxml import etree

from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import TeiEditionError, UsageError
from tei_edition.files import write_files
from tei_edition.outcome import Result, as_finding
from tei_edition.render import (
    HtmlOptions,
    Model,
    load_odd,
    render_epub,
    render_html,
    render_markdown,
    render_pdf,
    render_text,
)
from tei_edition.render.witness import PREFIX, text_of
from tei_edition.tei import parse_file

__all__ = ["TARGETS", "render"]

IMAGE_LIMIT = 64 * 2**20
"""Bytes an image may have to be taken into a book."""


@dataclass(frozen=True)
class _Job:
    """A document to be rendered."""

    tree: etree._ElementTree
    """The document."""
    folder: Path
    """Where it lies, and the images it names."""
    view: str
    """`reading` or `source`."""
    plain: bool
    """Whether the text is for machines."""
    model: Model | None = None
    """Another processing model than the built-in one."""


@dataclass(frozen=True)
class _Edition:
    """A document as rendered."""

    data: bytes
    """The file."""
    diagnostics: tuple[Diagnostic, ...]
    """What was worth telling."""


def render(
    files: Sequence[Path | str],
    target: str,
    output: Path | str | None = None,
    *,
    view: str = "reading",
    plain: bool = False,
    odd: Path | str | None = None,
) -> Result:
    """Render TEI documents to one of `TARGETS`.

    `output` is a file for one document, a folder for several (or for one, when it is a folder or ends in `/`);
    `None` writes nothing. `view` is `reading`, `source`, or `witness:` and a siglum. `odd` is a file whose models
    change what elements are for readers. A file that cannot be read is a finding, and the others are rendered all
    the same. Raises UsageError for another target or view, or when several documents have one name; ConfigError
    for an ODD without models; WriteError.
    """
    if target not in TARGETS:
        raise UsageError(f"cannot render to {target!r}", hint=f"one of {', '.join(TARGETS)}")
    witness = view.removeprefix(PREFIX) if view.startswith(PREFIX) else ""
    if not witness and view not in ("reading", "source"):
        raise UsageError(f"no view is called {view}", hint="reading, source, or witness:A for the witness A")
    suffix, maker = TARGETS[target]
    model = load_odd(Path(odd)) if odd is not None else None
    findings: list[Diagnostic] = list(model.diagnostics) if model else []
    made: dict[str, bytes] = {}
    for path in map(Path, files):
        name = f"{path.stem}{suffix}"
        if name in made:
            raise UsageError(f"two documents would be written to {name}", file=str(path))
        try:
            tree = parse_file(path)
            if witness:
                tree = text_of(tree, witness)
            edition = maker(_Job(tree, path.parent, "reading" if witness else view, plain, model))
        except TeiEditionError as error:
            findings.append(as_finding(error, path))
            continue
        made[name] = edition.data
        findings += [replace(finding, file=finding.file or str(path)) for finding in edition.diagnostics]
    _write(made, output, len(files))
    return Result(tuple(findings), made)


def _write(made: Mapping[str, bytes], output: Path | str | None, asked: int) -> None:
    """Write what was rendered to the file or folder named."""
    if output is None or not made:
        return
    folder = Path(output)
    if asked == 1 and not folder.is_dir() and not str(output).endswith("/"):
        write_files(folder.parent, {folder.name: next(iter(made.values()))})
    else:
        write_files(folder, made)


def _html(job: _Job) -> _Edition:
    """Make a page."""
    page = render_html(job.tree, HtmlOptions(model=job.model))
    return _Edition(page.html.encode(), page.diagnostics)


def _text(job: _Job) -> _Edition:
    """Make a plain text."""
    text = render_text(job.tree, job.view, job.plain, model=job.model)
    return _Edition(text.text.encode(), text.diagnostics)


def _markdown(job: _Job) -> _Edition:
    """Make a Markdown file."""
    made = render_markdown(job.tree, job.view, job.model)
    return _Edition(made.text.encode(), made.diagnostics)


def _epub(job: _Job) -> _Edition:
    """Make a book."""
    book = render_epub(job.tree, job.view, lambda href: _beside(job.folder, href), model=job.model)
    return _Edition(book.data, book.diagnostics)


def _pdf(job: _Job) -> _Edition:
    """Lay out pages."""
    made = render_pdf(job.tree, job.view, lambda href: _beside(job.folder, href), model=job.model)
    return _Edition(made.data, made.diagnostics)


def _beside(folder: Path, href: str) -> bytes | None:
    """Give the bytes of a file in the document's folder or below; `None` where there is no such file."""
    try:
        path = (folder / href).resolve()
        if not path.is_relative_to(folder.resolve()) or path.stat().st_size > IMAGE_LIMIT:
            return None
        return path.read_bytes()
    except (OSError, ValueError):
        return None


TARGETS: Mapping[str, tuple[str, Callable[[_Job], _Edition]]] = {
    "html": (".html", _html),
    "text": (".txt", _text),
    "markdown": (".md", _markdown),
    "epub": (".epub", _epub),
    "pdf": (".pdf", _pdf),
}
"""What `render` can make → the ending of its file and its maker."""
