"""The text of an article → validated TEI P5 → editions, with an account of every word."""

__version__ = "0.1.0"
