"""What quotations are made of: marks → pairs → quotations → the scene each stands in → votes on its kind.

1. `marks` finds the marks that may open or close, with what each reading would cost (`glyphs` has the tables);
2. `matching` pairs them over the whole article at the least cost;
3. `found` makes quotations of the pairs, nested, and findings of the marks left over;
4. `scene` gives each quotation its surroundings, `speakers` and `references` read them, `votes` decides.
`words.toml` holds the words of each language that the rules go by.
"""
