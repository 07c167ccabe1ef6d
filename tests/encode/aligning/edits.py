"""Random edits to a text whose paragraphs remember where they come from: what an alignment must find again."""

from __future__ import annotations

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
"""The origin of words that were not in the last state, where they are joined to words that were."""


@dataclass(frozen=True)
class Para:
    """A paragraph and the paragraphs of the last state that its words are from."""

    text: str
    origins: tuple[int, ...] = ()


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
    return [Para(KINDS[kind](random), (at,)) for at in range(count)]


def settled(paras: Sequence[Para]) -> list[Para]:
    """Give the same text as the state from which the next edits begin."""
    return [Para(para.text, (at,)) for at, para in enumerate(paras)]


def edit(paras: list[Para], kind: str, random: Random) -> str:
    """Make one edit of a random sort in place, and say which."""
    sort = random.choice(("insert", "delete", "split", "merge", "move", "correct"))
    at = random.randrange(len(paras))
    if sort == "insert":
        paras.insert(at, Para(KINDS[kind](random)))
    elif sort == "delete" and len(paras) > 3:
        del paras[at]
    elif sort == "split" and len(words := paras[at].text.split()) >= 4:
        cut = random.randint(2, len(words) - 2)
        parts = " ".join(words[:cut]), " ".join(words[cut:])
        paras[at : at + 1] = [Para(part, paras[at].origins) for part in parts]
    elif sort == "merge" and at + 1 < len(paras):
        first, second = paras[at : at + 2]
        origins = (*(first.origins or (NEW,)), *(second.origins or (NEW,)))
        paras[at : at + 2] = [Para(f"{first.text} {second.text}", origins)]
    elif sort == "move":
        para = paras.pop(at)
        paras.insert(random.randrange(len(paras) + 1), para)
    else:
        paras[at] = Para(corrected(paras[at].text, random), paras[at].origins)
    return sort


def corrected(text: str, random: Random) -> str:
    """Make a small correction: a letter, a word more or less, a sign."""
    words = text.split()
    at = random.randrange(len(words))
    way = random.randrange(4)
    if way == 0 and len(words[at]) > 3:
        cut = random.randrange(len(words[at]))
        words[at] = words[at][:cut] + random.choice("aeioust") + words[at][cut + 1 :]
    elif way == 1 and len(words) > 4:
        del words[at]
    elif way == 2 and len(words) > 2:
        words.insert(at, word(random))
    else:
        words[-1] = words[-1].rstrip(".,;!?") + random.choice(".;!")
    return " ".join(words)
