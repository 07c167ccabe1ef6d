"""Two states of a TEI document → what a reader is told of the difference.

1. `reading`: a document is passages, each with its words, its markup and its notes; 2. `matching`: which passage is
which, by addresses and words; 3. `words` and `markup`: what differs within it; 4. `heads`: header and register.
"""
