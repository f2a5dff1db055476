"""The codebook as a text to read, and the files that `export codebook` can write."""

from pathlib import Path
from typing import Any

import pytest
from docx import Document

from qualcode.codebook.reading import read_codebook
from qualcode.codebook.stored import codebook
from qualcode.errors import InputError
from qualcode.export.blocks import Contents, Heading, Listed, Paragraph
from qualcode.export.codebook_report import codebook_report, write_codebook
from qualcode.study.file import Study

from .word_templates import house_style, saved


def test_each_code_in_use_has_a_heading_as_deep_as_it_lies(study: Study) -> None:
    book = codebook(study)
    headings = [each for each in codebook_report(book, "nl") if isinstance(each, Heading)]
    assert headings[0] == Heading(1, "Codeboek")
    assert [(each.level, each.text) for each in headings[1:]] == [
        (min(2 + code.depth, 6), code.names.get("nl") or code.code) for code in book
    ]


def test_what_a_code_says_stands_below_it_and_nothing_else(study: Study) -> None:
    for language, use in (("nl", "Wel bij: "), ("en", "Use for: ")):
        blocks = codebook_report(codebook(study), language)
        points = [p for each in blocks if isinstance(each, Listed) for p in each.points]
        paragraphs = {each.text for each in blocks if isinstance(each, Paragraph)}
        for code in codebook(study):
            assert not code.definition or code.definition in paragraphs
            assert not code.use_when or f"{use}{code.use_when}" in points
            assert all(each in points for each in code.examples)
        assert "" not in paragraphs


def test_an_empty_codebook_says_so(tmp_path: Path) -> None:
    from qualcode.codebook.loading import start

    start(tmp_path / "s.qualcode")
    with Study(tmp_path / "s.qualcode") as empty:
        blocks = codebook_report(codebook(empty), "en")
    assert blocks == [Heading(1, "Codebook"), Paragraph("There are no codes yet.")]
    assert not any(isinstance(each, Contents) for each in blocks)


def test_the_suffix_decides_whether_it_is_to_read_or_to_load(study: Study, tmp_path: Path) -> None:
    write_codebook(study, tmp_path / "c.yaml")
    assert len(read_codebook(tmp_path / "c.yaml")) == len(list(codebook(study)))
    house = saved(house_style(), tmp_path / "huis.docx")
    write_codebook(study, tmp_path / "c.docx", language="en", template=house)
    document = Document(str(tmp_path / "c.docx"))
    assert document.paragraphs[0].text == "Codebook"
    assert document.sections[0].header.paragraphs[0].text == "Instituut De Werkplaats"
    write_codebook(study, tmp_path / "c.md", language="nl")
    assert (tmp_path / "c.md").read_text(encoding="utf-8").startswith("# Codeboek\n\n**Inhoud**")


@pytest.mark.parametrize("how", [{"language": "en"}, {"template": Path("huis.docx")}])
def test_a_file_to_load_has_no_language_and_no_style(
    study: Study, tmp_path: Path, how: dict[str, Any]
) -> None:
    with pytest.raises(InputError, match="in no language and no style"):
        write_codebook(study, tmp_path / "c.yaml", **how)
    with pytest.raises(InputError, match=r"can't be saved like this\. Use \.yaml"):
        write_codebook(study, tmp_path / "c.txt")
    assert list(tmp_path.glob("c.*")) == []
