"""An edition's files and metadata → packages that archives take; a package, anybody's → what is wrong with it.

Every format is written by one module and judged by another, which shares no code with the first but the reading of
folders, zip and tar files.
"""
