"""The language of a text is told where its small words tell it, and not where they do not."""

import pytest

from tei_edition.encode.language import language_of


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "The history of the movement shows that it was not by decree that the workers have won what they have.",
        ),
        (
            "de",
            "Die Geschichte der Bewegung zeigt, daß es nicht der Erlaß war, mit dem die Arbeiter das erreichten, "
            "was sie mit der Zeit auch für sich und die anderen zu bewahren wußten.",
        ),
        (
            "fr",
            "Ce n’est pas par un décret que les ouvriers ont gagné ce qu’ils ont, et la suite de la lutte ne le "
            "montre que plus, dans les villes et les campagnes, pour qui sait lire.",
        ),
    ],
)
def test_languages_are_told(language: str, text: str) -> None:
    assert language_of(text, "xx") == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "It rained all night. The women waited at the gate. One of them said that they were cold."),
        (
            "de",
            "Im Stadtrat. Ein Arbeiter rief: »Brot!« Die Sitzung wurde geschlossen, und der Rat ging nach Haus.",
        ),
        ("fr", "Le maire déclara : « Nous ne céderons pas. » Les ouvriers répondirent par une motion."),
    ],
)
def test_a_few_sentences_are_enough(language: str, text: str) -> None:
    assert language_of(text, "xx") == language


@pytest.mark.parametrize("text", ["", "Marseille 1848", "The end."])
def test_too_few_words_tell_nothing(text: str) -> None:
    assert language_of(text, "xx") == "xx"
