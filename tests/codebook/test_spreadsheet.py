"""Codebooks in CSV, as spreadsheets really write them."""

from pathlib import Path

import pytest

from qualcode.codebook.loading import load
from qualcode.codebook.reading import Entry, read_codebook
from qualcode.codebook.saving import save
from qualcode.codebook.stored import codebook
from qualcode.errors import UnreadableFile
from qualcode.study.file import Study


def read(tmp_path: Path, data: bytes) -> list[Entry]:
    path = tmp_path / "boek.csv"
    path.write_bytes(data)
    return read_codebook(path)


WHOLE = (
    "Code;name;definition;use_when;not_when;keywords;colour;hotkey;eigen\r\n"
    'zorg;Zorg;"Behandeling; en meer";Altijd;Nooit;" pil ;";#ABCDEF;v;x\r\n'
    "\r\n"
    'zorg / team;;"Twee\nregels";;;één;;;\r\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_every_column_is_read_whatever_saved_it(tmp_path: Path, encoding: str) -> None:
    one, two = read(tmp_path, WHOLE.encode(encoding))
    assert (one.path, one.line, two.path, two.line) == ("zorg", 2, "zorg/team", 4)
    assert one.fields == {
        "names": {"": "Zorg"},
        "definition": "Behandeling; en meer",
        "use_when": "Altijd",
        "not_when": "Nooit",
        "keywords": ["pil"],
        "colour": "#abcdef",
        "hotkey": "v",
    }
    assert two.fields == {"definition": "Twee regels", "keywords": ["één"]}


@pytest.mark.parametrize("cut", [",", ";", "\t"])
def test_only_the_code_is_needed_and_what_it_lies_under_comes_first(
    tmp_path: Path, cut: str
) -> None:
    text = cut.join(["code", "name"]) + f"\na/b/c{cut}\na{cut}A\n"
    found = read(tmp_path, text.encode())
    assert [entry.path for entry in found] == ["a", "a/b", "a/b/c"]
    assert found[0].fields == {"names": {"": "A"}}


WRONG = [
    (b"name\nx\n", 1, "no column «code»"),
    (b"", 1, "no column «code»|empty"),
    (b"code,hotkey\na,3\n", 2, "can't be a hotkey"),
    (b"code,hotkey\na,q\nb,q\n", 3, "«q» is a's already"),
    (b"code,colour\na,rood\n", 2, "not a colour"),
    (b"code\na\nb\nA\n", 4, r"twice \(first on line 2\)"),
    (b"code,name\n,Zorg\n", 2, "can't name a code"),
    (b"code,keywords,hotkey\na,b,c,d\n", 2, "more cells than columns"),
    (b"code\na//b\n", 2, "can't name a code"),
]


@pytest.mark.parametrize(("data", "line", "told"), WRONG, ids=[w[2] for w in WRONG])
def test_a_mistake_is_told_with_its_line(tmp_path: Path, data: bytes, line: int, told: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"boek\.csv, line {line}: .*({told})"):
        read(tmp_path, data)


def test_a_name_in_csv_leaves_the_names_in_other_languages(study: Study) -> None:
    path = study.path.with_name("b.csv")
    path.write_text("code,name,name_de\nstigma,Beelden,Bilder\n")
    load(study, path)
    names = codebook(study).find("stigma").names
    assert names == {"nl": "Beelden", "en": "Stigma", "de": "Bilder"}


def test_saving_keeps_the_columns_and_rows_that_people_added(study: Study) -> None:
    path = study.path.with_name("b.csv")
    path.write_bytes(b"eigen;code;keywords\nlet op;WERK;\nweg;oud;\n")
    save(study, path)
    rows = path.read_text(encoding="utf-8").splitlines()
    assert rows[0].startswith("eigen;code;keywords;name;")
    assert any(row.startswith("let op;werk;") for row in rows)
    assert not any("oud" in row for row in rows)


def test_a_text_that_a_spreadsheet_would_run_comes_back_as_it_was(study: Study) -> None:
    path = study.path.with_name("b.csv")
    path.write_text("code,definition\nwerk,'=HYPERLINK(1)\nzorg,'s Avonds\n")
    load(study, path)
    assert codebook(study).find("werk").definition == "=HYPERLINK(1)"
    assert codebook(study).find("zorg").definition == "'s Avonds"
    save(study, path)
    assert ",'=HYPERLINK(1)" in path.read_text(encoding="utf-8")


def test_dutch_heads_are_known_and_the_others_are_told(study: Study) -> None:
    file = study.path.with_name("boek.csv")
    file.write_text(
        "code;Naam;naam_en;Definitie;Wel bij;niet_bij;trefwoorden;kleur;toets;wie;leeg\n"
        'gezin;Gezin;Family;Thuis.;Ouders;Buren;"moeder; vader";#ABCDEF;z;Karin;\n',
        encoding="utf-8",
    )
    assert load(study, file).passed_over == ("wie",)
    code = codebook(study).find("gezin")
    assert code.names == {"nl": "Gezin", "en": "Family"}
    assert (code.definition, code.use_when, code.not_when) == ("Thuis.", "Ouders", "Buren")
    assert (code.keywords, code.colour, code.hotkey) == (("moeder", "vader"), "#abcdef", "z")
    save(study, file)  # keeps the heads and the people's own columns
    head, *rows = file.read_text(encoding="utf-8").splitlines()
    assert head.startswith("code;Naam;naam_en;Definitie;Wel bij;niet_bij;trefwoorden;kleur;toets")
    assert "definition" not in head
    assert any("Karin" in row for row in rows)
