"""An encoded text and the addresses given before → the same text with these, step by step.

1. `work` says what can have an address, and holds what has been given;
2. `finding` finds words again; 3. `numbering` gives new addresses;
4. `recording` draws up the record; 5. `writing` writes addresses, anchors and the changes they tell of.

`following` does for TEI edited by hand what can be done without touching it.
"""
