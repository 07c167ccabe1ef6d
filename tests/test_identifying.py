"""A DOI comes into edition.toml, and nothing else in it changes."""

from pathlib import Path

import idutils
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tei_edition import build, deposit, identify
from tei_edition.checks import check_doi, check_orcid
from tei_edition.edition import load_edition
from tei_edition.errors import ConfigError, UsageError
from tei_edition.metadata.header import read_header
from tei_edition.metadata.reading import article_of_header
from tei_edition.tei import parse_file, q
from tests.support import make_edition


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


DOI, CONCEPT, ORCID = "10.5281/zenodo.12", "10.5281/zenodo.11", "0000-0002-1825-0097"


def test_a_doi_and_an_orcid_are_in_all_that_is_built(tmp_path: Path) -> None:
    folder = make_edition(tmp_path)
    toml = folder / "edition.toml"
    toml.write_text(
        f'{toml.read_text("utf-8")}\n[[editor]]\nid = "jd"\nname = "J. Doe"\norcid = "{ORCID}"\n', "utf-8"
    )
    identify(folder, doi=DOI, concept=CONCEPT)
    build(folder)
    output = load_edition(folder).output
    for page in (output / "html").glob("*.html"):
        assert f"https://doi.org/{DOI}" in page.read_text("utf-8"), page.name
        assert CONCEPT in page.read_text("utf-8"), page.name
    for path in (output / "tei").glob("*.xml"):
        root = parse_file(path).getroot()
        said = {
            idno.get("subtype"): idno.text
            for idno in root.iterfind(f".//{q('seriesStmt')}/{q('idno')}[@type='DOI']")
        }
        assert said == {"version": DOI, "concept": CONCEPT}
        header = read_header(root)
        assert (header.series.doi, header.series.concept_doi) == (DOI, CONCEPT)
        assert all(
            kind != "DOI" for kind, _ in header.identifiers
        )  # that of the whole is not the article's own
        work = article_of_header("a", header)
        assert work.part_of
        assert work.part_of.doi == DOI
        assert [agent.orcid for agent in (*work.creators, *work.contributors) if agent.orcid] == [ORCID]
    done = deposit(folder, tmp_path / "package", rebuild=False)
    metadata = list((tmp_path / "package/data/metadata").iterdir())
    assert done.ok
    assert len(metadata) > 5
    for path in metadata:
        assert DOI in path.read_text("utf-8"), path.name


@given(st.from_regex(r"10\.\d{1,12}(\.\d{1,3})?/\S{1,20}", fullmatch=True) | st.text(max_size=30))
@example("10.5281/zenodo.1234567")
@example("10.1000.10/182")
@example("doi:10.5281/zenodo.1")
def test_what_is_taken_for_a_doi_idutils_takes_for_one(text: str) -> None:
    try:
        check_doi(text, "doi", Path("edition.toml"))
    except ConfigError:
        return
    assert not text or idutils.is_doi(text)


@given(
    st.sampled_from(["0000-0002", "0000-0003", "0009-0001"]),
    st.from_regex(r"[0-4][0-9]{3}-[0-9]{3}[0-9X]", fullmatch=True),
)
@example("0000-0002", "1825-0097")
@example("0000-0002", "1694-233X")
@example("0000-0002", "1825-0098")
def test_an_orcid_is_judged_as_idutils_does(block: str, rest: str) -> None:
    # of the blocks that are given out: which those are is not ours to know
    try:
        check_orcid(f"{block}-{rest}", Path("edition.toml"))
        ours = True
    except ConfigError:
        ours = False
    assert ours == bool(idutils.is_orcid(f"{block}-{rest}"))
