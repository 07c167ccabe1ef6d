"""The release → its number, which headers, pages and the wheel carry."""

__version__ = "0.1.0"
