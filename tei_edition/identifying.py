"""A DOI that was registered → `edition.toml` with that DOI, and nothing else changed."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from tei_edition.checks import check_doi
from tei_edition.edition import load_edition
from tei_edition.errors import ConfigError, UsageError
from tei_edition.files import write_files
from tei_edition.outcome import Result

__all__ = ["identify"]

NAME = "edition.toml"


def identify(folder: Path | str = ".", *, doi: str = "", concept: str = "") -> Result:
    """Write the DOI of this version, or that of all versions, into the toml; the next build has it in its metadata.

    Raises UsageError where no DOI is given; ConfigError where it is none, or the file cannot be changed safely.
    """
    if not doi and not concept:
        raise UsageError("there is no DOI to write", hint="--doi 10.…, --concept 10.…")
    path = Path(folder) / NAME
    load_edition(path.parent)
    text = path.read_bytes().decode("utf-8-sig")
    for key, given in (("doi", doi), ("concept_doi", concept)):
        bare = re.sub(r"^(https?://(dx\.)?doi\.org/|doi:)", "", given.strip(), flags=re.IGNORECASE)
        check_doi(bare, key, path)
        text = _set(text, key, bare, path) if bare else text
    data = text.encode()
    write_files(path.parent, {NAME: data})
    return Result(files={NAME: data}, output=path.parent)


def _set(text: str, key: str, value: str, path: Path) -> str:
    """Give the text with the key: its line is replaced where it has one, else it comes after the title's."""
    line = f'{key} = "{value}"'
    wanted = {**tomllib.loads(text), key: value}
    for form, made in (
        (rf"^{key}[ \t]*=.*$", line),
        (r"^title[ \t]*=.*$", rf"\g<0>\n{line}"),
        (r"\A", f"{line}\n"),
    ):
        changed = re.sub(form, made, text, count=1, flags=re.MULTILINE)
        try:
            if tomllib.loads(changed) == wanted:
                return changed
        except tomllib.TOMLDecodeError:
            continue
    raise ConfigError(
        f"{key} cannot be written without changing something else", file=str(path), hint=f"add {line}"
    )
