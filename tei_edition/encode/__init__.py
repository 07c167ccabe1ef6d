"""Blocks → spans → TEI tree: what an assistant editor does on a first pass.

1. `structure` says what each block is;
2. the passes of `article.PASSES`, in that order, lay spans over the text, each knowing what those before found;
3. `overlap` makes the spans nest, `tree` writes the `text`, `header` and `standoff` what stands before it.
"""
