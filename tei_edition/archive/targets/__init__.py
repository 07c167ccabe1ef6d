"""A package's files and an edition's metadata → what one archive takes; such a package → what is wrong with it.

Each archive has one module, which both writes its package and judges one; the table brings them together.
"""

from tei_edition.archive.targets.table import OBJECT, TARGETS, Target, target_of, write_target

__all__ = ["OBJECT", "TARGETS", "Target", "target_of", "write_target"]
