"""Blocks whose kind is not known → the same with their kinds: one rule, one file.

`structure` writes the rules' order once; `shape`, `months` and `cutting` are what the rules share.
"""
