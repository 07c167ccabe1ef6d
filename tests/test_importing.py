"""Lists go into a register and no byte of it is changed; what contradicts it is told; importing twice is once."""

import re
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tei_edition import build, import_register, new
from tei_edition.cli import main
from tei_edition.diagnostics import Diagnostic
from tei_edition.errors import UsageError
from tei_edition.tei.register import load_register

LIST = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
<listPerson><listPerson type="nested">
  <person xml:id="tull" sex="M">
    <persName ref="https://viaf.org/viaf/101774645"><forename>Ambrose</forename> <nameLink>van</nameLink>
      <surname>Tull</surname> <addName type="nickname">Ferryman</addName> <roleName>Captain</roleName></persName>
    <birth when="1850-01-02"><placeName>Elmsmouth</placeName></birth><death><date when="1911"/></death>
    <idno type="URL" subtype="gnd">https://d-nb.info/gnd/118642499</idno>
    <idno type="wikidata">nonsense</idno><affiliation>none</affiliation>
  </person>
  <person><persName><surname>Venning</surname><forename>Clara</forename></persName>
    <birth notBefore="1860" notAfter="1870"/><death><date when-iso="1930-05-01">1.5.30</date></death></person>
</listPerson></listPerson>
<listPlace><place xml:id="bedford"><placeName>Bedford, Bedfordshire, England</placeName>
  <settlement>Bedford</settlement><country>England</country>
  <location><geo>52.13 -0.46</geo></location><idno type="geonames">2656046</idno></place></listPlace>
<listOrg><org xml:id="guild"><orgName>Guild of Ferrymen</orgName><desc>A guild.</desc></org></listOrg>
<listBibl><bibl xml:id="book"><title level="m">On Ferries</title>, <author>A. Tull</author>, <date>1890</date></bibl>
</listBibl>
</body></text></TEI>
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def codes(findings: tuple[Diagnostic, ...]) -> list[str]:
    return [finding.code for finding in findings]


@pytest.fixture
def listed(tmp_path: Path) -> Path:
    (tmp_path / "list.xml").write_text(LIST, "utf-8")
    return tmp_path / "list.xml"


def test_a_register_is_made_of_a_list(listed: Path, tmp_path: Path) -> None:
    result = import_register([listed], tmp_path / "register.xml")
    assert (result.new, codes(result.diagnostics)) == (5, ["identifier", "not-imported"])
    assert "place of birth (1), affiliation (1)" in result.diagnostics[1].message
    register = load_register(tmp_path / "register.xml").by_id
    assert register["tull"].name == "Tull, Ambrose van"
    assert register["tull"].forms == ("Ambrose van Tull", "Ferryman", "Tull")
    assert register["pers-venning"].forms == ("Clara Venning", "Venning")
    assert register["bedford"].forms == ("Bedford, Bedfordshire, England", "Bedford")
    data = (tmp_path / "register.xml").read_text("utf-8")
    for said in (
        '<birth when="1850-01-02"/>',
        '<death when="1911"/>',
        '<sex value="M"/>',
        "<birth>1860–1870</birth>",
        '<death when="1930-05-01"/>',
        '<idno type="gnd">118642499</idno>',
        '<idno type="viaf">101774645</idno>',
        "<geo>52.13 -0.46</geo>",
        "<note>A guild.</note>",
        '<title level="m">On Ferries</title> <author>A. Tull</author> <date when="1890">1890</date>',
    ):
        assert said in data


def test_importing_twice_is_importing_once(listed: Path, tmp_path: Path) -> None:
    import_register([listed], tmp_path / "register.xml")
    before = (tmp_path / "register.xml").read_bytes()
    result = import_register([listed, listed], tmp_path / "register.xml")
    assert (result.new, result.added, result.known) == (0, 0, 10)
    assert (tmp_path / "register.xml").read_bytes() == before


def test_a_register_is_only_added_to(listed: Path, tmp_path: Path) -> None:
    new(tmp_path / "mine")
    path = tmp_path / "mine" / "register.xml"
    before = path.read_text("utf-8")
    table = tmp_path / "people.csv"
    table.write_text('name,variants,born,wikidata\n"Tull, Ambrose",Old Tull,1850,Q42\n', "utf-8")
    result = import_register([table, listed], path)
    after = path.read_text("utf-8")
    lines = iter(after.splitlines())
    assert all(line in lines for line in before.splitlines())  # every line is there, in its order
    assert result.added == 2 and re.search(
        r"(\n {6})<birth when=\"1850\"/>\1<idno type=\"wikidata\">Q42</idno>\n    </person>", after
    )
    assert after.index("Old Tull") < after.index("Ferryman of Elmsmouth") < after.index("Q42")
    assert after.index('xml:id="bedford"') > after.index('xml:id="pl-elmsmouth"')
    assert build(tmp_path / "mine").diagnostics == ()


def test_what_contradicts_the_register_is_told_and_left_out(tmp_path: Path) -> None:
    path, table = tmp_path / "register.xml", tmp_path / "persons.csv"
    table.write_text('name,born,wikidata,viaf\n"Marx, Karl",1818,Q9061,49228757\n', "utf-8")
    import_register([table], path)
    before = path.read_bytes()
    table.write_text('name,born,wikidata\n"Marks, Karl",1819,Q9061\n', "utf-8")
    (conflict,) = import_register([table], path).diagnostics
    assert (conflict.code, conflict.line) == ("register-conflict", 2)
    assert "birth is “1818” in the register and “1819” here" in conflict.message
    assert b"1819" not in path.read_bytes() and path.read_bytes() != before
    assert "Karl Marx" in load_register(path).entries[0].forms  # what the heading implied is written out now
    table.write_text('name,born,wikidata\n"Marx, Karl",1897,Q95120\n', "utf-8")
    result = import_register([table], path)
    assert (result.new, codes(result.diagnostics)) == (1, ["register-alike"])
    assert list(load_register(path).by_id) == ["pers-marx", "pers-marx-karl"]


def test_an_id_that_is_taken_or_none_is_changed_and_told(tmp_path: Path) -> None:
    new(tmp_path / "mine")
    table = tmp_path / "persons.csv"
    table.write_text('id,name\ned,Editor\npers-tull,"Other, Somebody"\n7 x,"Seven, Ann"\n', "utf-8")
    result = import_register([table], tmp_path / "mine" / "register.xml")
    assert codes(result.diagnostics) == ["register-id"] * 3
    ids = load_register(tmp_path / "mine" / "register.xml").by_id
    assert {"pers-editor", "pers-other", "pers-seven"} <= ids.keys()
    assert build(tmp_path / "mine").ok


def test_namesakes_of_one_list_stay_apart(tmp_path: Path) -> None:
    people = "".join(f'<person xml:id="s{n}"><persName>Servant</persName></person>' for n in range(3))
    (tmp_path / "a.xml").write_text(
        f'<standOff xmlns="http://www.tei-c.org/ns/1.0"><listPerson>{people}</listPerson></standOff>', "utf-8"
    )
    assert import_register([tmp_path / "a.xml"], tmp_path / "register.xml").new == 3
    assert import_register([tmp_path / "a.xml"], tmp_path / "register.xml").known == 3


HANDMADE = """<?xml version='1.0' encoding="UTF-8"?>
<!-- mine --><TEI   xmlns="http://www.tei-c.org/ns/1.0"
><teiHeader/><standOff><listPerson><head>P > Q</head><person   xml:id='a' n="x>y"
><persName>A &amp; B</persName></person></listPerson>
<listOrg>
\t<org xml:id="o"><orgName>O</orgName><note>…</note></org><!-- last -->
</listOrg></standOff><text/></TEI>
"""


def test_bytes_of_a_register_made_by_hand_are_kept(tmp_path: Path) -> None:
    path, table = tmp_path / "register.xml", tmp_path / "list.csv"
    path.write_text(HANDMADE, "utf-8")
    table.write_text("type,name,viaf\norg,O,1234\nperson,C,\nplace,Paris,\norg,N,\n", "utf-8")
    result = import_register([table], path)
    assert (result.new, result.added) == (3, 1)
    data = path.read_text("utf-8")
    rest = iter(data)
    assert all(char in rest for char in HANDMADE)
    assert '<orgName>O</orgName><idno type="viaf">1234</idno><note>…' in data
    assert '\n\t<org xml:id="org-n">\n\t  <orgName>N</orgName>\n\t</org><!-- last -->' in data
    assert '</person><person xml:id="pers-c">' in data
    assert set(load_register(path).by_id) == {"a", "pers-c", "o", "org-n", "pl-paris"}


def test_a_register_that_cannot_be_extended_is_left_alone(listed: Path, tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    for text, encoding in (
        (
            "<t:standOff xmlns:t='http://www.tei-c.org/ns/1.0'><t:listPerson><t:person xml:id='x'><t:persName>X"
            "</t:persName></t:person></t:listPerson></t:standOff>",
            "utf-8",
        ),
        (
            "<?xml version='1.0' encoding='iso-8859-1'?><standOff xmlns='http://www.tei-c.org/ns/1.0'/>",
            "latin-1",
        ),
        ("<TEI xmlns='http://www.tei-c.org/ns/1.0'/>", "utf-8"),
    ):
        path.write_text(text, encoding)
        with pytest.raises(UsageError):
            import_register([listed], path)
        assert path.read_text(encoding) == text


def test_lists_that_cannot_be_read_do_not_keep_the_others(listed: Path, tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text("<TEI", "utf-8")
    (tmp_path / "none.xml").write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', "utf-8")
    done = run(
        "register", "import", tmp_path / "broken.xml", tmp_path / "none.xml", listed, "-o", tmp_path / "r.xml"
    )
    assert done.exit_code == 2 and "r.xml: 5 new, 0 added to, 0 known already" in done.stdout
    assert "broken.xml" in done.stderr and "has no listPerson" in done.stderr


def test_nothing_is_counted_where_no_list_could_be_read(tmp_path: Path) -> None:
    done = run("register", "import", tmp_path / "missing.xml", "-o", tmp_path / "r.xml")
    assert (done.exit_code, done.stdout) == (2, "") and "missing.xml" in done.stderr


def test_other_encodings_of_tables(tmp_path: Path) -> None:
    for at, encoding in enumerate(("utf-8-sig", "utf-16", "cp1252")):
        table = tmp_path / f"personen{at}.csv"
        table.write_bytes("Nachname;Vorname;Beruf\nLöwe;Änne;Prüferin\n".encode(encoding))
        import_register([table], tmp_path / f"r{at}.xml")
        assert load_register(tmp_path / f"r{at}.xml").entries[0].name == "Löwe, Änne"


def test_five_thousand_entries_load_fast(tmp_path: Path) -> None:
    rows = "".join(
        f"p-{n},Name{n},Given{n % 97},{1800 + n % 150},Nom{n};N. {n},Q{n + 1}\n" for n in range(5000)
    )
    table = tmp_path / "people.csv"
    table.write_text("id,surname,forename,birth,variants,wikidata\n" + rows, "utf-8")
    assert import_register([table], tmp_path / "register.xml").new == 5000
    begun = time.process_time()
    assert len(load_register(tmp_path / "register.xml").entries) == 5000
    assert time.process_time() - begun < 4.0, "a third of a second, with room for a busy machine"


CORPUS = Path(__file__).parents[2] / "shared" / "corpus"


@pytest.mark.parametrize(
    "name", ["parla-clarin/SDT2-sample.xml", "tei-publisher-demo/places.xml", "schnitzler-briefe/L02998.xml"]
)
def test_lists_of_other_projects(name: str, tmp_path: Path) -> None:
    if not (CORPUS / name).exists():
        pytest.skip("the corpus of other projects is not here")
    first = import_register([CORPUS / name], tmp_path / "register.xml")
    assert first.new > 5 and not [item for item in first.diagnostics if item.severity == "error"]
    again = import_register([CORPUS / name], tmp_path / "register.xml")
    assert (again.new, again.added) == (0, 0)
