"""Summaries out to a workbook, through people's hands, and back in."""

import io
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

import qualcode
from qualcode.codebook.loading import start
from qualcode.coding.writing import importing_summaries as journey
from qualcode.coding.writing import summary_sheets
from qualcode.coding.writing.importing_summaries import ImportedSummaries, import_summaries
from qualcode.coding.writing.summaries import summaries, summarise
from qualcode.coding.writing.summary_sheets import KEYS, fingerprint
from qualcode.errors import InputError, UnreadableFile
from qualcode.export.matrix_files import write_matrix
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.undo import undo

Edit = Callable[[Workbook], None]
Texts = dict[tuple[str, str | None, str | None], str]


@pytest.fixture
def form(tmp_path: Path) -> Path:
    return tmp_path / "form.xlsx"


def exported(study: Study, form: Path, **how: Any) -> Path:
    write_matrix(study, form, is_form=True, **{"cell": "summary", "by": "wave"} | how)
    return form


def edited(form: Path, edit: Edit) -> Path:
    book = load_workbook(form)
    edit(book)
    book.save(form)
    return form


def at(sheet: Any, case: str, code: str) -> Any:
    """The cell of a case and code, wherever they stand."""
    heads = next(row for row in sheet.iter_rows() if any(cell.value == code for cell in row))
    column = next(cell.column for cell in heads if cell.value == code)
    row = next(row for row in sheet.iter_rows() if any(cell.value == case for cell in row))
    return sheet.cell(row[0].row, column)


def put(sheet: str, case: str, code: str, text: str | None) -> Edit:
    def edit(book: Workbook) -> None:
        at(book[sheet], case, code).value = text

    return edit


def taken(study: Study, form: Path, edit: Edit, **how: bool) -> ImportedSummaries:
    return import_summaries(study, edited(form, edit), **how)


def texts(study: Study, coder: str = "Anna") -> Texts:
    return {(s.case, s.code, s.wave): s.text for s in summaries(study) if s.coder == coder}


def test_a_form_lets_people_write_in_its_cells_and_nowhere_else(study: Study, form: Path) -> None:
    summarise(study, "P01", "Bakker, ging goed.", code="werk", wave="W01")
    book = load_workbook(exported(study, form))
    assert book.sheetnames == ["W01", "W02", KEYS]
    assert book[KEYS].sheet_state == "veryHidden"
    sheet = book["W01"]
    assert sheet.protection.sheet and not sheet.protection.password
    cell = at(sheet, "P01", "werk")
    assert cell.value == "Bakker, ging goed."
    assert not cell.protection.locked
    assert "bakker op de hoek" in cell.comment.text
    empty = at(sheet, "P02", "zorg")
    assert empty.value is None and not empty.protection.locked
    assert empty.comment.text == "? niet (af) gecodeerd"  # a sign in the cell would be words
    assert all(cell.protection.locked for cell in (*sheet[1], *sheet["A"], *sheet["B"]))


def test_what_others_wrote_stands_in_the_comment(study: Study, form: Path) -> None:
    with Study(study.path, viewer="Bram") as bram:
        summarise(bram, "P01", "Bram zag het anders.", code="werk", wave="W01")
    assert at(load_workbook(exported(study, form))["W01"], "P01", "werk").value == (
        "Bram zag het anders."
    )
    summarise(study, "P01", "Van Anna.", code="werk", wave="W01")
    cell = at(load_workbook(exported(study, form))["W01"], "P01", "werk")
    assert cell.value == "Van Anna."
    assert cell.comment.text.startswith("Bram: Bram zag het anders.\n\n«")


@pytest.mark.parametrize("by", [None, "wave"])
def test_changed_cells_become_summaries_of_the_coder_at_work(
    study: Study, form: Path, by: str | None
) -> None:
    wave = "W02" if by else None
    summarise(study, "P01", "Staat er al.", code="werk", wave=wave)
    exported(study, form, by=by)
    sheet = "W02" if by else "casus × thema"
    told = taken(study, form, put(sheet, "P01", "zorg/integratie", " Werken samen.\nMooi. "))
    assert (told.imported, told.emptied, told.conflicts) == (1, 0, ())
    assert told.unchanged == (2 if by else 1) * 2 * 6 - 1
    assert texts(study) == {
        ("P01", "werk", wave): "Staat er al.",
        ("P01", "zorg/integratie", wave): "Werken samen.\nMooi.",
    }
    again = import_summaries(study, form)
    assert (again.imported, again.unchanged) == (0, told.unchanged + 1)


def test_an_import_is_one_action_that_one_undo_takes_back(study: Study, form: Path) -> None:
    summarise(study, "P01", "Oud.", code="werk", wave="W01")
    exported(study, form)

    def edit(book: Workbook) -> None:
        for code in ("werk", "stigma", "zorg"):
            at(book["W01"], "P01", code).value = f"nieuw: {code}"

    assert taken(study, form, edit).imported == 3
    assert len(undo(study)) == 1
    assert texts(study) == {("P01", "werk", "W01"): "Oud."}
    assert examine(study).sound


def test_a_rehearsal_writes_nothing(study: Study, form: Path) -> None:
    exported(study, form)
    told = taken(study, form, put("W01", "P01", "werk", "x"), dry_run=True)
    assert told.imported == 1
    assert texts(study) == {}


def test_sheets_may_be_sorted_cut_down_renamed_and_moved(study: Study, form: Path) -> None:
    summarise(study, "P01", "Blijft.", code="stigma", wave="W01")
    exported(study, form)

    def edit(book: Workbook) -> None:
        sheet = book["W01"]
        at(sheet, "P01", "werk").value = "over P01"
        at(sheet, "P02", "werk").value = "over P02"
        names = [cell.value for cell in sheet[1]]
        sheet.delete_cols(names.index("zorg") + 1)
        first, second = ([cell.value for cell in sheet[n]] for n in (2, 3))
        for column, (one, other) in enumerate(zip(first, second, strict=True), start=1):
            sheet.cell(2, column).value, sheet.cell(3, column).value = other, one
        sheet.insert_rows(1, 2)
        sheet["A1"] = "Onze matrix"
        sheet.insert_cols(2)
        sheet["B3"] = "opmerkingen"
        sheet["B4"] = "bellen"
        sheet.title = "Eerste ronde"
        book.move_sheet(sheet, 1)
        del book["W02"]

    told = taken(study, form, edit)
    assert (told.imported, told.conflicts, told.emptied) == (2, (), 0)
    assert texts(study) == {
        ("P01", "stigma", "W01"): "Blijft.",
        ("P01", "werk", "W01"): "over P01",
        ("P02", "werk", "W01"): "over P02",
    }


def test_a_text_that_changed_in_the_study_is_not_written_over(study: Study, form: Path) -> None:
    summarise(study, "P01", "Eerst.", code="werk", wave="W01")
    exported(study, form)
    summarise(study, "P01", "Intussen.", code="werk", wave="W01")
    edited(form, put("W01", "P01", "zorg", "Erbij."))
    told = taken(study, form, put("W01", "P01", "werk", "In Excel."))
    assert told.imported == 1
    (conflict,) = told.conflicts
    assert (conflict.case, conflict.code, conflict.wave) == ("P01", "werk", "W01")
    assert (conflict.text, conflict.study_text) == ("In Excel.", "Intussen.")
    assert "changed in the study since" in conflict.reason
    assert texts(study)["P01", "werk", "W01"] == "Intussen."
    assert import_summaries(study, form, force=True).imported == 1
    assert texts(study)["P01", "werk", "W01"] == "In Excel."


def test_a_text_that_changed_in_the_study_alone_stays(study: Study, form: Path) -> None:
    summarise(study, "P01", "Eerst.", code="werk", wave="W01")
    exported(study, form)
    summarise(study, "P01", "Intussen.", code="werk", wave="W01")
    told = import_summaries(study, form)
    assert (told.imported, told.conflicts) == (0, ())
    assert texts(study)["P01", "werk", "W01"] == "Intussen."


def test_the_same_change_on_both_sides_is_none(study: Study, form: Path) -> None:
    exported(study, form)
    summarise(study, "P01", "Hetzelfde.", code="werk", wave="W01")
    told = taken(study, form, put("W01", "P01", "werk", "Hetzelfde."))
    assert (told.imported, told.conflicts) == (0, ())


def test_an_emptied_cell_takes_a_summary_away_only_when_told(study: Study, form: Path) -> None:
    summarise(study, "P01", "Weg?", code="werk", wave="W01")
    exported(study, form)
    told = taken(study, form, put("W01", "P01", "werk", None))
    assert (told.imported, told.emptied) == (0, 1)
    assert len(texts(study)) == 1
    told = import_summaries(study, form, clear=True)
    assert (told.imported, told.emptied) == (1, 0)
    assert texts(study) == {}


def test_nobody_takes_away_what_another_wrote(study: Study, form: Path) -> None:
    with Study(study.path, viewer="Bram") as bram:
        summarise(bram, "P01", "Van Bram.", code="werk", wave="W01")
    exported(study, form)
    told = taken(study, form, put("W01", "P01", "werk", None), clear=True, force=True)
    assert told.conflicts[0].reason == "only Bram can take it away"
    told = taken(study, form, put("W01", "P01", "werk", "Van Anna."))
    assert told.imported == 1
    assert texts(study, "Bram") == {("P01", "werk", "W01"): "Van Bram."}
    assert texts(study, "Anna") == {("P01", "werk", "W01"): "Van Anna."}


def test_a_cell_that_stands_twice_with_different_words_is_asked_about(
    study: Study, form: Path
) -> None:
    exported(study, form)

    def edit(book: Workbook) -> None:
        copy = book.copy_worksheet(book["W01"])
        at(book["W01"], "P01", "werk").value = "één"
        at(copy, "P01", "werk").value = "twee"
        at(copy, "P02", "werk").value = "alleen hier"

    told = taken(study, form, edit, force=True)
    assert told.imported == 1
    (conflict,) = told.conflicts
    assert "in several places: W01, row 2 and W01 Copy, row 2" in conflict.reason
    assert texts(study) == {("P02", "werk", "W01"): "alleen hier"}


def test_a_text_too_long_for_a_cell_is_locked_and_never_cut(study: Study, form: Path) -> None:
    long = "woord " * 6000
    summarise(study, "P01", long, code="werk", wave="W01")
    exported(study, form)
    assert at(load_workbook(form)["W01"], "P01", "werk").protection.locked
    assert import_summaries(study, form).imported == 0
    told = taken(study, form, put("W01", "P01", "werk", "kort"), force=True)
    assert "longer than a cell" in told.conflicts[0].reason
    assert texts(study)["P01", "werk", "W01"] == long.strip()


def test_a_code_that_was_renamed_since_keeps_its_cells(study: Study, form: Path) -> None:
    from qualcode.codebook.stored import codebook
    from qualcode.study.journal import Patch, write

    exported(study, form)
    werk, zorg = (codebook(study).find(name).id for name in ("werk", "zorg"))
    write(study, "codebook", [Patch("code", werk, {"name": "arbeid"})], label="arbeid")
    write(study, "codebook", [Patch("code", zorg, {"removed": 1})], label="zorg weg")

    def edit(book: Workbook) -> None:
        at(book["W01"], "P01", "werk").value = "Werkt."
        at(book["W01"], "P01", "zorg").value = "Zorg."

    told = taken(study, form, edit)
    assert texts(study) == {("P01", "arbeid", "W01"): "Werkt."}
    assert told.conflicts[0].reason == "the case, code or wave is no longer in the study"


def test_words_that_begin_like_a_formula_come_back_as_words(study: Study, form: Path) -> None:
    summarise(study, "P01", "=1+1 is niet wat hij zei", code="werk", wave="W01")
    exported(study, form)
    assert import_summaries(study, form).imported == 0
    told = taken(study, form, put("W01", "P02", "werk", "=zie P01"))  # a formula with no outcome
    assert told.imported == 1
    assert texts(study)["P02", "werk", "W01"] == "=zie P01"


def test_words_in_a_row_of_their_own_are_not_lost_in_silence(study: Study, form: Path) -> None:
    exported(study, form)

    def edit(book: Workbook) -> None:
        sheet = book["W01"]
        sheet["A40"], sheet["B40"], sheet["C40"] = "P99", "W01", "wie is dit"

    told = taken(study, form, edit)
    assert told.imported == 0
    assert told.notes == ("Left out, of no row that was exported: W01 row 40.",)
    assert import_summaries(study, exported(study, form)).notes == ()


words = st.text(max_size=60).filter(lambda text: "x005F_" not in text)


@hypothesis_settings(max_examples=25)
@given(st.lists(words, min_size=1, max_size=6))
def test_any_text_goes_out_and_comes_back_unchanged(
    built: Path, memory: Path, said: list[str]
) -> None:
    path = Path(shutil.copy(built, memory / "any.qualcode"))
    codes = ("stigma", "stigma/publiek", "stigma/zelf", "zorg", "zorg/integratie", "werk")
    with Study(path, viewer="Anna") as study:
        for code, text in zip(codes, said, strict=False):
            summarise(study, "P01", text, code=code)
        before = texts(study)
        form = memory / "any.xlsx"
        told = import_summaries(study, exported(study, form, by=None))
        assert (told.imported, told.emptied, told.conflicts) == (0, 0, ())
        # And once more through another program's hands.
        told = taken(study, form, put("casus × thema", "P02", "werk", "erbij"))
        assert (told.imported, told.emptied, told.conflicts) == (1, 0, ())
        assert texts(study) == before | {("P02", "werk", None): "erbij"}


@given(words, words)
def test_texts_that_differ_in_a_cell_have_other_fingerprints(one: str, other: str) -> None:
    assert fingerprint(f" {one}\n") == fingerprint(one)
    lines = one.replace("\r", "\n")
    assert fingerprint(lines.replace("\n", "\r\n")) == fingerprint(lines)
    assert (fingerprint(one + "a") == fingerprint(other + "b")) is False


@pytest.mark.parametrize("how", [{"cell": "count"}, {"by": "role"}, {"rows": "wave", "by": None}])
def test_only_summaries_of_cases_can_be_filled_in(
    study: Study, form: Path, how: dict[str, str]
) -> None:
    with pytest.raises(InputError):
        write_matrix(study, form, is_form=True, **{"cell": "summary", "by": "wave"} | how)
    assert not form.exists()
    with pytest.raises(InputError, match=r"can't be filled in. Name an \.xlsx"):
        write_matrix(study, form.with_suffix(".csv"), is_form=True, cell="summary")


def test_a_workbook_of_another_study_is_refused(study: Study, form: Path, tmp_path: Path) -> None:
    exported(study, form)
    start(tmp_path / "other.qualcode", template_name="blank", language="nl")
    with (
        Study(tmp_path / "other.qualcode", viewer="Anna") as other,
        pytest.raises(InputError, match="made from another study"),
    ):
        import_summaries(other, form)


def test_nobody_in_particular_can_write_no_summaries(copied: Path, form: Path) -> None:
    with Study(copied) as study:
        exported(study, form)
        with pytest.raises(InputError, match="No coder is named"):
            import_summaries(study, form)


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def plain_workbook() -> bytes:
    out = io.BytesIO()
    Workbook().save(out)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "isn't an Excel workbook"),
        (b"casus,thema\n", "isn't an Excel workbook"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "has a password"),
        (zipped(a=b"x"), "is damaged"),
        (zipped(**{"[Content_Types].xml": b"<Types"}), "is damaged"),
        (zipped(bomb=bytes(101 * 2**20)), "unpacks to 101 MB"),
        (plain_workbook(), "isn't a workbook of summaries"),
        (plain_workbook()[:900], "isn't an Excel workbook"),
    ],
    # Not by what is in them: a workbook holds the second in which it was made.
    ids=["empty", "text", "password", "zip", "damaged", "bomb", "workbook", "half"],
)
def test_other_files_are_refused_in_one_sentence(
    study: Study, form: Path, data: bytes, said: str
) -> None:
    form.write_bytes(data)
    with pytest.raises(UnreadableFile, match=said) as refusal:
        import_summaries(study, form)
    assert form.name in refusal.value.what
    assert refusal.value.hint
    assert "\n" not in str(refusal.value)


@given(st.data())
@hypothesis_settings(max_examples=40)
def test_a_damaged_workbook_is_refused_or_read_and_never_breaks(
    built: Path, memory: Path, data: st.DataObject
) -> None:
    path = memory / "whole.xlsx"
    with Study(built, viewer="Anna") as study:
        if not path.exists():
            exported(study, path)
        whole = path.read_bytes()
        place = data.draw(st.integers(0, len(whole) - 1))
        other = data.draw(st.binary(min_size=1, max_size=8))
        damaged = memory / "damaged.xlsx"
        damaged.write_bytes(whole[:place] + other + whole[place + len(other) :])
        try:
            told = import_summaries(study, damaged, dry_run=True)
        except InputError as refusal:
            assert refusal.hint
        else:
            assert told.unchanged + told.imported + told.emptied + len(told.conflicts) <= 24


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (lambda book: book[KEYS].delete_rows(1), "another version of qualcode"),
        (lambda book: book[KEYS].cell(1, 1, "summaries 2"), "another version of qualcode"),
        (lambda book: book[KEYS].cell(2, 1, "thing"), "another version of qualcode"),
        (lambda book: book["W01"].delete_rows(1), "no sheet has a row with the heads «casus»"),
    ],
)
def test_a_workbook_without_its_keys_or_heads_is_refused(
    study: Study, form: Path, edit: Edit, said: str
) -> None:
    exported(study, form)

    def both(book: Workbook) -> None:
        del book["W02"]
        edit(book)

    with pytest.raises(UnreadableFile, match=said):
        taken(study, form, both)


def test_a_sheet_that_says_it_is_endless_is_read_to_a_limit(
    study: Study, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(summary_sheets, "MOST_ROWS", 50)
    exported(study, form)
    edited(form, put("W01", "P01", "werk", "wel"))
    told = taken(study, form, lambda book: book["W01"].cell(1_000_000, 300, "ver weg"))
    assert told.imported == 1


def test_a_file_that_is_too_large_or_not_there_is_refused(
    study: Study, form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(UnreadableFile, match="No such file"):
        import_summaries(study, form)
    exported(study, form)
    monkeypatch.setattr(journey, "LARGEST_FILE", 100)
    with pytest.raises(UnreadableFile, match="larger than"):
        import_summaries(study, form)


def test_a_notebook_does_the_same(copied: Path, form: Path) -> None:
    with qualcode.open(copied, coder="Anna") as notebook:
        found = notebook.export_matrix(form, editable=True, cell="summary", by="wave")
        edited(form, put("W01", "P01", "werk", "Uit een notebook."))
        assert notebook.import_summaries(form, dry_run=True).imported == 1
        assert notebook.import_summaries(form).unchanged == len(found.cells) - 1
        assert [each.text for each in notebook.summaries()] == ["Uit een notebook."]


def test_a_form_holds_no_quotes(study: Study, form: Path) -> None:
    with pytest.raises(InputError, match="summaries, and no quotes"):
        exported(study, form, cell="quotes")
    assert not form.exists()
