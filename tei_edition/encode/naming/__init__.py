"""Article and register → names: how `tei_edition.encode.names` finds them, step by step.

1. `words` cuts a block's text into words with comparable keys; `lexicon` holds what we know of words.
2. `forms` turns the register's entries into forms that can be looked up by their words.
3. `known` finds the forms in a block, longest first; `fitting` checks case, gaps and neighbours of each.
4. `persons` looks at what stands before a surname: titles, given names, initials.
5. `choice` decides between entries that share a form, from the rest of the article.
6. `runs` gathers capitalised words the register does not know, `gazetteer` the places of the lexicon;
   `witness` tells what a run is by its own words, `profile` by all its contexts; `guess` makes entries of
   them, which then are looked for as those of a register are (steps 2 to 5).
"""
