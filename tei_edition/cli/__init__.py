"""Words typed at a terminal → one call of a function of `tei_edition`, its findings and an exit status."""

from tei_edition.cli import archive, documents, edition, registers, versions
from tei_edition.cli.main import main

__all__ = ["archive", "documents", "edition", "main", "registers", "versions"]
