"""`python -m tei_edition` → the command line."""

from tei_edition.cli import main

main()
