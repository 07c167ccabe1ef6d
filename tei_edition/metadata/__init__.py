"""An edition's toml and TEI headers → one model of its metadata → every format that catalogues and archives read.

`model` has the nouns, `reading` fills them; every other module is a pure mapping of a `Work` to one format.
"""

from tei_edition.metadata.header import Header, Person, read_header
from tei_edition.metadata.model import Agent, Language, Metadata, Rights, Work
from tei_edition.metadata.reading import read_metadata

__all__ = [
    "Agent",
    "Header",
    "Language",
    "Metadata",
    "Person",
    "Rights",
    "Work",
    "read_header",
    "read_metadata",
]
