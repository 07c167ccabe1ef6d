"""Other people's lists of persons, places, organisations and works → entries of our register.

1. `from_tei` and `from_csv` read a list as `Record`s, each with what it says of its entry and where it says so;
2. `identifiers` recognises and checks the numbers that authority files give;
3. `merge` compares the records with those of the register: what is new, what is added, what contradicts;
4. `write` puts the new bytes into the register's file and leaves every other byte alone.
"""
