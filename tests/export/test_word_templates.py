"""A house style: its styles, page, headers and footers stay, and its words go."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from qualcode.errors import InputError
from qualcode.export.as_docx import as_docx
from qualcode.export.writing import write_report

from .report_material import every_block
from .word_templates import GREEN, house_style, saved, with_main_type

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = saved(house_style(), tmp_path_factory.mktemp("house") / "huis.docx")
    return as_docx(every_block(), language="en", template=path)


@pytest.fixture
def document(written: bytes) -> Any:
    return Document(io.BytesIO(written))


def test_its_styles_are_used_whatever_their_ids_are(document: Any) -> None:
    headings = [each for each in document.paragraphs if each.style.name == "Heading 1"]
    assert [each.text for each in headings][:2] == ["Werkwijze", "Figuren"]
    assert {each.style.style_id for each in headings} == {"Kop1"}
    assert headings[0].style.font.color.rgb == GREEN
    assert {p.style.style_id for p in document.paragraphs if p.style.name == "Caption"} == {
        "Bijschrift"
    }


def test_a_style_that_it_lacks_is_made(document: Any) -> None:
    names = [style.name for style in document.styles]
    for name in ("Quote", "List Bullet", "Quote Source", "Table Words", "Table Grid", "toc 1"):
        assert names.count(name) == 1
    bullets = next(each for each in document.paragraphs if each.text == "Een punt.")
    number = bullets.style.element.find(f".//{qn('w:numId')}").get(qn("w:val"))
    known = document.part.numbering_part.element.findall(qn("w:num"))
    assert number in {each.get(qn("w:numId")) for each in known}


def test_page_header_and_footer_stay_and_pages_get_their_number(document: Any) -> None:
    sizes = {(round(each.page_width.cm), round(each.page_height.cm)) for each in document.sections}
    assert sizes == {(17, 24), (24, 17)}
    for section in document.sections:
        assert section.header.paragraphs[0].text == "Instituut De Werkplaats"
        assert section.footer.paragraphs[0].text == "Rapport 12"
        told = [each.text for each in section.footer._element.iter(qn("w:instrText"))]
        assert told == [" PAGE "]


def test_its_words_pictures_comments_and_locks_go(written: bytes, document: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(written)) as file:
        names = file.namelist()
        everything = b"".join(file.read(name) for name in names)
    for words in ("Woorden die weg moeten", "Karin Smit", "Nog nakijken"):
        assert words.encode() not in everything
    assert "word/comments.xml" not in names
    assert sum(name.startswith("word/media/") for name in names) == 2  # those of the report
    settings = document.settings.element
    assert settings.find(qn("w:documentProtection")) is None
    assert settings.find(qn("w:trackRevisions")) is None


def test_a_page_number_that_is_there_is_not_written_twice(tmp_path: Path) -> None:
    house = house_style()
    number = house.sections[0].header.paragraphs[0]._p
    number.append(number.makeelement(qn("w:fldSimple"), {qn("w:instr"): " PAGE \\* MERGEFORMAT "}))
    data = as_docx(every_block(), template=saved(house, tmp_path / "huis.docx"))
    document = Document(io.BytesIO(data))
    assert list(document.sections[0].footer._element.iter(qn("w:instrText"))) == []


def test_a_template_of_word_does_as_well(tmp_path: Path) -> None:
    path = tmp_path / "huis.dotx"
    saved(house_style(), path, with_main_type(f"{WORD}.template.main+xml"))
    document = Document(io.BytesIO(as_docx(every_block(), template=path)))
    assert document.sections[0].header.paragraphs[0].text == "Instituut De Werkplaats"


def with_entities(name: str, data: bytes) -> bytes:
    if name != "word/document.xml":
        return data
    head, _, rest = data.partition(b"?>")
    return head + b'?><!DOCTYPE x [<!ENTITY a "aa">]>' + rest


def test_the_same_template_gives_the_same_bytes(written: bytes, tmp_path: Path) -> None:
    path = saved(house_style(), tmp_path / "elders.docx")
    assert as_docx(every_block(), language="en", template=path) == written


def bomb(path: Path) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("word/document.xml", b"0" * 260_000_000)
    return path


MACROS = with_main_type("application/vnd.ms-word.document.macroEnabled.main+xml")
SHEET = with_main_type("application/vnd.ms-excel")
REFUSED: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda path: path, "can't be read"),
    "folder": (lambda path: path.mkdir(), "can't be read"),
    "text": (lambda path: path.write_text("Zomaar."), "isn't a Word document"),
    "empty": (lambda path: path.write_bytes(b""), "isn't a Word document"),
    "password": (lambda path: path.write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600)), "a password"),
    "cut": (lambda path: path.write_bytes(b"PK\x03\x04" + bytes(60)), "damaged or cut off"),
    "bomb": (bomb, "unpacks to"),
    "macros": (lambda path: saved(house_style(), path, MACROS), "may hold macros"),
    "sheet": (lambda path: saved(house_style(), path, SHEET), "isn't a Word document"),
    "entities": (lambda path: saved(house_style(), path, with_entities), "entities"),
}


@pytest.mark.parametrize("kind", REFUSED)
def test_what_is_no_template_is_refused_and_nothing_is_written(kind: str, tmp_path: Path) -> None:
    make, said = REFUSED[kind]
    make(tmp_path / "huis.docx")
    with pytest.raises(InputError, match=said) as refused:
        write_report(every_block(), tmp_path / "a.docx", template=tmp_path / "huis.docx")
    assert refused.value.hint and refused.value.exit_code == 2
    assert not (tmp_path / "a.docx").exists()


def test_a_template_for_another_format_is_refused(tmp_path: Path) -> None:
    for name in ("a.md", "a.html"):
        with pytest.raises(InputError, match=r"for a \.docx"):
            write_report(every_block(), tmp_path / name, template=tmp_path / "huis.docx")
        assert list(tmp_path.iterdir()) == []
