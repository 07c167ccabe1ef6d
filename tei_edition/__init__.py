"""The text of an article → validated TEI P5 → editions, with an account of every word.

1. `read`: a file becomes blocks, each with its place in the source;
2. `encode`: passes lay spans over the blocks, and blocks and spans become a TEI document;
3. `validate`: the document is judged by grammar, rules and pointers;
4. `render`: the processing model makes HTML and text of it;
5. `ledger`: after each step every word is accounted for.

`pipeline` runs them in this order; the functions here are its, one for each command.
"""

# After this `tei_edition.encode` is the function; `from tei_edition.encode.… import …` finds the folder all the same.
from tei_edition.pipeline import Result, build, check, encode, render, validate
from tei_edition.version import __version__

__all__ = ["Result", "__version__", "build", "check", "encode", "render", "validate"]
