"""A TEI file somebody else made → the same bytes with the addresses, names and quotations it lacks.

1. `reading` reads the text of its blocks off the bytes, with the place of each character;
2. `fitting` finds where, among the elements that are there, a span may stand in a block, `placing` where over
   several, and which of those that overlap;
3. `amend` runs the passes and makes the insertions.
"""
