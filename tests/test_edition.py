"""What the folder says is read rightly; what it says wrongly is told with file, line and cure."""

from pathlib import Path

import pytest

from tei_edition import check
from tei_edition.edition import load_article, load_edition
from tei_edition.errors import ConfigError
from tests.support import make_edition


def folder(tmp_path: Path, edition: str = 'title = "T"', article: str | None = None) -> Path:
    (tmp_path / "edition.toml").write_text(edition, "utf-8")
    (tmp_path / "a.txt").write_text("Text.", "utf-8")
    if article is not None:
        (tmp_path / "a.toml").write_text(article, "utf-8")
    return tmp_path


def test_everything_is_read(tmp_path: Path) -> None:
    edition = load_edition(
        folder(
            tmp_path,
            'title = "T"\noutput = "../out"\ndate = 2026-01-02\n[licence]\nname = "CC BY 4.0"\n'
            '[[editor]]\nid = "ed"\nname = "N. N."\n',
            'title = "A"\nauthors = ["x"]\n[source]\ndate = 1953-06-29\nvolume = 17\n'
            '[[correction]]\ntext = "b c"\nsic = "c"\ncorr = "d"\n[[note]]\ntext = "b"\nnote = "N."\n',
        )
    )
    (article,) = edition.articles
    assert (edition.date, edition.licence.name, edition.editors[0].id) == ("2026-01-02", "CC BY 4.0", "ed")
    assert (article.slug, article.source.date, article.source.volume) == ("a", "1953-06-29", "17")
    assert (article.hand.corrections[0].anchor.line, article.hand.notes[0].anchor.line) == (6, 10)


@pytest.mark.parametrize(
    ("edition", "article", "line", "words"),
    [
        ("title = ", None, 1, "not TOML: a value that is none (words stand in straight quotation marks"),
        ('title = "T', None, 1, "never closed"),
        ('title = "T\nU"', None, 1, "not closed on their line"),
        ('title = "a "b" c"', None, 1, "more on the line than one value"),
        ('title = "T"\ntitle = "U"', None, 2, "stands there already"),
        ("title = “T”", None, 1, "straight quotation marks"),
        ("The title", None, 1, "neither `key = value` nor a heading"),
        ("title = 'T", None, 1, "never closed"),
        ("title = 'T'\n[[editor", None, 2, "not closed"),
        ('titel = "T"', None, 1, "did you mean 'title'"),
        ('title = ["T"]', None, 1, "must be a string"),
        ('title = "T"\narticles = ["b"]', None, 2, "no source file"),
        ('title = "T"\n[[editor]]\nname = "N."', None, None, "lacks id"),
        ('title = "T"', '[[note]]\nnote = "N."', 1, "quotes no words"),
        ('title = "T"', '\n[[note]]\ntext = "b"', 2, "says nothing"),
        ('title = "T"', '[[correction]]\ntext = "b"\nsic = "b"\ncorr = "b"', 1, "changes nothing"),
        ('title = "T"', '[[correction]]\ntext = "b"\nsic = "b"\ncorr = "c"\ncert = "sure"', 1, "one of high"),
        ('title = "T"', 'authors = "x"', 1, "must be a list"),
        ('title = "T"', 'source = "x"', 1, "must be a table"),
        ('title = "T"', "[note]\ntext = 'x'", 1, "list of tables"),
        ('title = "T"\ndate = "yesterday"', None, 2, "no date a program can read"),
        ('title = "T"\nlanguage = "English please"', None, 2, "no language tag"),
        ('title = "T"\ndate = "1901-02-29"', None, 2, "no date a program can read"),
        ('title = "T"', '[source]\ndate = "29 Juni"', 2, "no date a program can read"),
        ('title = "T"', '[source]\nurl = "javascript:alert(1)"', 2, "no web address"),
        ('title = "T"', '[[note]]\ntext = "b"\nnote = "a\\u0001b"', 1, "'note' has the control character"),
    ],
)
def test_what_is_wrong_is_told(
    tmp_path: Path, edition: str, article: str | None, line: int | None, words: str
) -> None:
    with pytest.raises(ConfigError) as caught:
        load_edition(folder(tmp_path, edition, article))
    assert words in str(caught.value)
    assert caught.value.line == line
    assert caught.value.file and caught.value.file.endswith(("edition.toml", "a.toml"))


def test_a_folder_without_an_edition(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"no edition\.toml"):
        load_edition(tmp_path)


def test_an_article_without_a_toml_is_an_article(tmp_path: Path) -> None:
    assert load_article(tmp_path / "x.txt").slug == "x"


@pytest.mark.parametrize(
    ("edition", "words"),
    [
        ('title = " "', "no title"),
        ('title = "T"\noutput = "."', "own folder"),
        ('title = "T"\noutput = "../.."', "own folder"),
        ('title = "T"\nbase_url = "javascript:alert(1)"', "no web address"),
        ('title = "T"\nlanguage = "klingonisch!"', "no language tag"),
        ('title = "T\\u0001"', "U+0001"),
        ('title = "T"\narticles = ["a", "a"]', "twice"),
        ('title = "T"\n[[editor]]\nid = "1 x"\nname = "N."', "no xml:id"),
        ('title = "T"\n[[editor]]\nid = "p1"\nname = "N."', "gives itself"),
        ('title = "T"\n[[editor]]\nid = "x"\nname = "N."\n[[editor]]\nid = "x"\nname = "M."', "used twice"),
        ('title = "T"\n[[editor]]\nid = "x"\nname = "N."\nkind = "robot"', 'or "org"'),
    ],
)
def test_what_cannot_be_meant_is_told(tmp_path: Path, edition: str, words: str) -> None:
    with pytest.raises(ConfigError) as caught:
        load_edition(folder(tmp_path, edition))
    assert words in str(caught.value)


def test_notes_need_somebody_who_answers_for_them(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="nobody answers"):
        load_edition(folder(tmp_path, 'title = "T"', '[[note]]\ntext = "Text"\nnote = "N."'))


@pytest.mark.parametrize("name", ["a.md", "index.txt", "b.plain.txt", "persons.txt"])
def test_files_that_would_overwrite_others_are_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("Text.", "utf-8")
    with pytest.raises(ConfigError, match=r"one article|no article may be named"):
        load_edition(folder(tmp_path))


def test_a_byte_order_mark_is_no_harm(tmp_path: Path) -> None:
    (folder(tmp_path) / "edition.toml").write_text('title = "T"', "utf-8-sig")
    assert load_edition(tmp_path).title == "T"


def test_every_is_true_or_false(tmp_path: Path) -> None:
    folder = make_edition(tmp_path, toml='[[decision]]\ntext = "x"\nelement = "q"\nevery = "yes"\n')
    with pytest.raises(ConfigError, match="every = 'yes'"):
        load_edition(folder)


def test_a_source_that_no_list_names_is_told(tmp_path: Path) -> None:
    root = make_edition(tmp_path)
    (root / "extra.txt").write_text("Another text, which the list does not name.", "utf-8")
    (root / "edition.toml").write_text(
        'articles = ["extra"]\n' + (root / "edition.toml").read_text("utf-8"), "utf-8"
    )
    (told,) = (finding for finding in check(root).diagnostics if finding.code == "article-unlisted")
    assert told.severity == "info" and "articles" in str(told.hint)
