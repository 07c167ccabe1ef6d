"""Random edits to a text whose words remember where they come from: what an alignment must find again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

SYLLABLES = [
    "ba",
    "be",
    "bo",
    "da",
    "de",
    "do",
    "fa",
    "fi",
    "ga",
    "go",
    "ka",
    "ke",
    "la",
    "li",
    "lo",
    "ma",
    "me",
    "mi",
    "na",
    "no",
    "pa",
    "po",
    "ra",
    "re",
    "ri",
    "sa",
    "so",
    "ta",
    "te",
    "ti",
    "va",
    "vo",
]
COMMON = [
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "it",
    "was",
    "he",
    "for",
    "on",
    "with",
    "as",
    "his",
    "they",
    "at",
    "be",
    "this",
    "from",
    "had",
    "by",
    "not",
    "but",
    "what",
]
ANSWERS = ("Yes.", "No.", "Why?", "Perhaps.", "I do not know.", "And then?", "He left.", "“Indeed!”")
REFRAIN = ("And so it goes on.", "O weary night.", "Sing, all of you.")

NEW = -1
"""The origin of words that were not in the last state."""


@dataclass(frozen=True)
class Para:
    """A paragraph whose words know which paragraph of the last state they are from."""

    words: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, text: str, origin: int = NEW) -> Para:
        return cls(tuple((word, origin) for word in text.split()))

    @property
    def text(self) -> str:
        return " ".join(word for word, _ in self.words)


def homes(before: Sequence[Para], after: Sequence[Para]) -> dict[int, list[int]]:
    """Give the paragraphs that survive, and where their addresses may lead: to the one that has more than half of the
    words, or an earlier part with a third of them."""
    shares: list[Counter[int]] = [Counter() for _ in before]
    for at, para in enumerate(after):
        for _, origin in para.words:
            if origin != NEW:
                shares[origin][at] += 1
    found = {}
    for origin, share in enumerate(shares):
        size = len(before[origin].words)
        if share and 2 * max(share.values()) > size:
            found[origin] = [at for at, count in share.items() if 3 * count >= size]
    return found


def word(random: Random) -> str:
    if random.random() < 0.5:
        return random.choice(COMMON)
    return "".join(random.choice(SYLLABLES) for _ in range(random.randint(2, 4)))


def sentence(random: Random) -> str:
    return " ".join(word(random) for _ in range(random.randint(5, 18))).capitalize() + "."


def prose(random: Random) -> str:
    return " ".join(sentence(random) for _ in range(random.randint(2, 7)))


def similar(random: Random) -> str:
    """Entries of a register, alike but for a name and some numbers."""
    name, town = word(random).title(), random.choice(SYLLABLES).title() + random.choice(SYLLABLES)
    return (
        f"{name}, born in {random.randint(1850, 1899)} at {town}; member since {random.randint(1900, 1930)}."
    )


def dialogue(random: Random) -> str:
    """Short lines, many of them the same."""
    if random.random() < 0.45:
        return random.choice(ANSWERS)
    return " ".join(word(random) for _ in range(random.randint(3, 9))).capitalize() + random.choice(".?!")


def verses(random: Random) -> str:
    """Stanzas with a refrain."""
    return random.choice(REFRAIN) if random.random() < 0.33 else sentence(random)


KINDS: dict[str, Callable[[Random], str]] = {
    "prose": prose,
    "similar": similar,
    "dialogue": dialogue,
    "verses": verses,
}


def start(kind: str, count: int, random: Random) -> list[Para]:
    return [Para.of(KINDS[kind](random), at) for at in range(count)]


def settled(paras: Sequence[Para]) -> list[Para]:
    """Give the same text as the state from which the next edits begin."""
    return [Para.of(para.text, at) for at, para in enumerate(paras)]


def edit(paras: list[Para], kind: str, random: Random) -> str:
    """Make one edit of a random sort in place, and say which."""
    sort = random.choice(("insert", "delete", "split", "merge", "move", "move", "correct", "rewrite"))
    at = random.randrange(len(paras))
    words = paras[at].words
    if sort == "insert":
        paras.insert(at, Para.of(KINDS[kind](random)))
    elif sort == "delete" and len(paras) > 3:
        del paras[at]
    elif sort == "split" and len(words) >= 4:
        cut = random.randint(1, len(words) - 1)
        paras[at : at + 1] = [Para(words[:cut]), Para(words[cut:])]
    elif sort == "merge" and at + 1 < len(paras):
        paras[at : at + 2] = [Para(words + paras[at + 1].words)]
    elif sort == "move":
        count = random.choice((1, 1, 2, 4))
        moved = paras[at : at + count]
        del paras[at : at + count]
        to = random.randrange(len(paras) + 1)
        paras[to:to] = moved
    elif sort == "rewrite" and len(words) >= 8:  # a sentence is put in, left out, or put for another
        low, high = sorted(random.sample(range(len(words)), 2))
        high = random.choice((low, min(high, low + len(words) // 3)))
        paras[at] = Para(words[:low] + Para.of(sentence(random)).words[:12] + words[high:])
    else:
        paras[at] = Para(corrected(words, random))
    return sort


def corrected(words: tuple[tuple[str, int], ...], random: Random) -> tuple[tuple[str, int], ...]:
    """Make a small correction: a letter, a word more or less, a sign."""
    at, way = random.randrange(len(words)), random.randrange(4)
    text, origin = words[at]
    if way == 0 and len(text) > 3:
        cut = random.randrange(1, len(text))
        text = text[:cut] + random.choice("aeioust") + text[cut + 1 :]
    elif way == 1 and len(words) > 4:
        return words[:at] + words[at + 1 :]
    elif way == 2 and len(words) > 2:
        return (*words[:at], (word(random), NEW), *words[at:])
    else:
        text = text.rstrip(".,;!?") + random.choice(".;!")
    return (*words[:at], (text, origin), *words[at + 1 :])
