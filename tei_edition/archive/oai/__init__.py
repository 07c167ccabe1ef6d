"""Records of an edition → answers to harvesters: OAI-PMH 2.0 (protocol document of 14 June 2002)."""

from tei_edition.archive.oai.provider import answer, snapshot
from tei_edition.archive.oai.records import FORMATS, Record, Repository, repository_of

__all__ = ["FORMATS", "Record", "Repository", "answer", "repository_of", "snapshot"]
