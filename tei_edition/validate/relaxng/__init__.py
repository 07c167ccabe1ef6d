"""RELAX NG schema + document → faults, in pure Python (OASIS Committee Specification, 3 December 2001).

Schema → grammar: `source` parses XML, `compact` (with `tokens`) the compact syntax, `syntax` checks (section 3),
`includes` puts files together (4.5–4.7), `simplify` makes patterns (4.8–4.20), `restrict` refuses what section 7
prohibits; `datatypes`, `xsd` know values. Document → verdict: `reader` drives expat, `judge` follows the automaton of
`patterns` (`book` keeps each once), `identities` looks after IDs; only where a document is invalid `inspect` finds
the faults, with `outlook` to go on after each.
"""
