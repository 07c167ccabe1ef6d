"""A spaCy pipeline, trained here on a few sentences, is loaded as an editor's would be and heard beside us."""

from pathlib import Path

import pytest

from tei_edition import names
from tei_edition.encode.mentions import mentions
from tei_edition.encode.naming import ner
from tei_edition.errors import UsageError
from tei_edition.model import Context
from tests.support import article_of

SENTENCES = (
    ("We met Quorl in the garden .", [(7, 12, "PERSON")]),
    ("We met Zembla in the garden .", [(7, 13, "GPE")]),
    ("Then we met Quorl again .", [(12, 17, "PERSON")]),
    ("Then we saw Zembla again .", [(12, 18, "GPE")]),
    ("Nobody was in the garden .", []),
)


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a pipeline that names one person and one place."""
    spacy = pytest.importorskip("spacy", reason="spaCy (extra [ner]) is not installed")
    from spacy.training import Example

    spacy.util.fix_random_seed(1)
    nlp = spacy.blank("en")
    nlp.add_pipe("ner")
    examples = [Example.from_dict(nlp.make_doc(text), {"entities": found}) for text, found in SENTENCES]
    optimizer = nlp.initialize(lambda: examples)
    for _ in range(60):
        nlp.update(examples, sgd=optimizer)
    folder = tmp_path_factory.mktemp("model") / "tiny"
    nlp.to_disk(folder)
    return folder


def test_a_pipeline_is_loaded_and_heard(pipeline: Path) -> None:
    hear = ner.load_witness(str(pipeline))
    assert hear("We met Quorl in the garden .") == [(7, 12, "person")]


def test_names_takes_what_it_says(pipeline: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Title\n\nThen we met Quorl again .\n", "utf-8")
    assert "Quorl" not in {one.entry.name for one in names([path]).candidates if one.cert != "low"}
    heard = {one.entry.name: one for one in names([path], ner=str(pipeline)).candidates}
    assert heard["Quorl"].entry.kind == "person" and "spaCy" in " ".join(heard["Quorl"].evidence)


def test_without_such_a_pipeline(tmp_path: Path) -> None:
    pytest.importorskip("spacy", reason="spaCy (extra [ner]) is not installed")
    with pytest.raises(UsageError, match="no spaCy pipeline"):
        names([tmp_path], ner="no_such_pipeline")


def test_without_spacy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "spacy", None)
    with pytest.raises(UsageError, match="wants spaCy") as caught:
        names([tmp_path], ner="any")
    assert caught.value.hint == "pip install 'tei_edition[ner]'"


def test_a_witness_that_agrees_raises_the_certainty_and_one_that_does_not_lowers_it() -> None:
    article = article_of("In the end Mr. Tull came to Paris, and Bluebottle was there.")

    def of(kind: str) -> dict[str, tuple[str, str]]:
        heard = mentions(article, Context(), lambda text: [(15, 19, kind), (39, 49, "place")])
        return {one.occurrence.text: (one.cert, one.occurrence.evidence) for one in heard}

    assert of("person")["Mr. Tull"] == ("high", "the title “Mr”; spaCy agrees: person")
    assert of("place")["Mr. Tull"][0] == "low" and "spaCy says place of it" in of("place")["Mr. Tull"][1]
    assert of("person")["Paris"][0] == "low" and "spaCy says nothing" in of("person")["Paris"][1]
