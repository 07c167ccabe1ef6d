"""A DOI comes into edition.toml, and nothing else in it changes."""

from pathlib import Path

import pytest

from tei_edition import identify
from tei_edition.edition import load_edition
from tei_edition.errors import ConfigError, UsageError


@pytest.mark.parametrize(
    "text",
    [
        'title = "T" # mine\n[licence]\nname = "doi = 1"\n',
        '# mine\ntitle = """\nT"""\n',
        'title = "T"\ndoi = "10.1234/old"\n[contact]\nname = "N"\n',
    ],
)
def test_a_doi_is_written(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "edition.toml").write_text(text)
    before = load_edition(tmp_path)
    identify(tmp_path, doi="https://doi.org/10.5281/zenodo.12", concept="10.5281/zenodo.11")
    after = load_edition(tmp_path)
    assert (after.doi, after.concept_doi) == ("10.5281/zenodo.12", "10.5281/zenodo.11")
    assert (after.title, after.licence, after.contact) == (before.title, before.licence, before.contact)
    assert ("# mine" in text) == ("# mine" in (tmp_path / "edition.toml").read_text())


def test_what_is_no_doi_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Text.")
    (tmp_path / "edition.toml").write_text('title = "T"\n')
    with pytest.raises(ConfigError, match="is no DOI"):
        identify(tmp_path, doi="11.5281/x")
    with pytest.raises(UsageError):
        identify(tmp_path)
    assert (tmp_path / "edition.toml").read_text() == 'title = "T"\n'
