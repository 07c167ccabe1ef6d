"""The register's pages say of every entry and every occurrence what register and articles say, or it is told."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tei_edition import build
from tei_edition.cli import main
from tei_edition.ledger import account_of_registers
from tei_edition.render.html import HtmlEngine
from tei_edition.render.text import TextEngine
from tei_edition.tei import parse_file
from tests.support import make_edition


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = make_edition(tmp_path_factory.mktemp("edition"))
    assert build(made).ok
    return made


def told(folder: Path, spoil: Callable[[str], str]) -> str:
    html = folder / "build" / "html"
    pages = {path.stem: path.read_text("utf-8") for path in html.glob("*.html")}
    whole = pages["persons"]
    pages["persons"] = spoil(whole)
    trees = {"a": parse_file(folder / "build" / "tei" / "a.xml")}
    account = account_of_registers(parse_file(folder / "register.xml"), trees, pages)
    return "\n".join(item.message for item in account.unexplained)


def test_what_is_whole_is_not_told(folder: Path) -> None:
    assert told(folder, str) == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<mark>John Smith</mark>", "<mark>John Smyth</mark>"),
        (" denied it", " admitted it"),
        ('href="a.html#p1"', 'href="a.html#p2"'),
        (">¶ 1</a>", ">¶ 2</a>"),
        ("<h2>Smith, John", "<h2>Smith, Jon"),
        (">1</span>", ">2</span>"),
        ('id="smith"', 'id="smyth"'),
        ("</ul>\n</section>", "</ul>\n<p>Invented.</p></section>"),
        ("</section>\n</div>", '</section><section class="entry" id="x"><h2>X</h2></section>\n</div>'),
    ],
)
def test_a_spoilt_register_is_found_out(folder: Path, old: str, new: str) -> None:
    def spoil(page: str) -> str:
        assert old in page, old
        return page.replace(old, new, 1)

    assert told(folder, spoil)


def test_an_occurrence_that_is_lost_or_doubled_is_found_out(folder: Path) -> None:
    item = re.compile(r"<li><a class=.place.*?</li>\n", re.DOTALL)
    assert "not listed" in told(folder, lambda page: item.sub("", page))
    assert told(folder, lambda page: item.sub(lambda match: match.group() * 2, page))


@pytest.mark.parametrize(
    ("engine", "behaviour"), [(HtmlEngine, "as_paragraph"), (HtmlEngine, "label"), (TextEngine, "as_heading")]
)
def test_a_build_with_a_broken_renderer_ends_with_status_one(
    engine: type, behaviour: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = make_edition(tmp_path / "edition")
    whole = getattr(engine, behaviour)

    def broken(self: Any, frame: Any, *rest: Any) -> Any:
        made = whole(self, frame, *rest)
        return made._replace(html="") if hasattr(made, "_replace") else type(made)()

    monkeypatch.setattr(engine, behaviour, broken)
    monkeypatch.setattr("sys.argv", ["tei-edition", "build", str(folder)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 1
    assert not (folder / "build").exists()
