"""A notebook's journey: the same as the command line, with values instead of lines."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from coding.material import CODEBOOK, FILES, write_files

import qualcode
from qualcode.errors import InputError, OutcomeError, QualcodeError, UnknownName


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    write_files(tmp_path)
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def study(folder: Path) -> Iterator[qualcode.Notebook]:
    with qualcode.init(folder / "s.qualcode", template="codes.yaml") as made:
        for name in ("P01-W01", "P01-W02"):
            case, wave = name.split("-")
            made.import_files(f"{name}.txt", case=case, wave=wave, date="2020-05-04")
    with qualcode.open("s.qualcode", coder="Anna") as opened:
        yield opened


def test_a_small_study_from_nothing_to_an_appendix(study: qualcode.Notebook, folder: Path) -> None:
    assert [document.name for document in study.documents()] == ["P01-W01", "P01-W02"]
    assert [turn.speaker for turn in study.turns("P01-W02")] == ["I", "P01", "I", "P01"]
    marked = study.code("P01-W01", "zelf", "werk", quote="Ik schaamde me kapot.", memo="let op")
    assert (len(marked.ids), marked.likeness) == (2, 100)
    study.code("P01-W02", "werk", turn=2)
    study.code("P01-W02", "zorg", span=(0, 3), about="2019")
    assert [coding.code for coding in study.codings(code="stigma")] == ["stigma/zelf"]
    assert study.done("P01-W01") == ["P01-W01"]
    assert [event.kind for event in study.undo(2)] == ["done", "code"]
    assert len(study.redo()) == 1
    (gone,) = study.uncode(study.codings(doc="P01-W02", code="werk")[0].id[:13])
    assert gone.quote.startswith("Ik ben gestopt")
    assert study.log()[-1].kind == "uncode"
    cells = {cell.column: cell.value for cell in study.cells(cell="count")}
    assert (cells["stigma"], cells["werk"]) == (1, 1)
    assert study.export_appendix("uit/bijlage.md", language="en") == Path("uit/bijlage.md")
    assert (folder / "uit/bijlage.md").read_text(encoding="utf-8").startswith("# Appendix")
    assert study.doctor().sound


def test_two_coders_and_back(study: qualcode.Notebook) -> None:
    study.hand_out("b.qualcode", to="Bram")
    with qualcode.open("b.qualcode", coder="Bram") as bram:
        bram.code("P01-W01", "werk", turn=2)
        assert len(bram.codings()) == 1
    rehearsed = study.merge("b.qualcode", dry_run=True)
    assert len(study.codings()) == 0
    merged = study.merge("b.qualcode")
    assert (merged.codings, merged.events) == (1, rehearsed.events)
    assert [coding.coder for coding in study.codings()] == ["Bram"]
    assert study.merge("b.qualcode").events == 0


def test_rows_are_a_sequence_and_become_data_frames(study: qualcode.Notebook) -> None:
    study.code("P01-W01", "zelf", "werk", turn=4)
    rows = study.codings(code="stigma")
    assert (len(rows), repr(rows)) == (1, "1 rows")
    assert rows[0] in rows
    assert rows[-1:] == (rows[0],)
    frame = study.codings().to_pandas()
    assert frame.shape == (2, len(rows.to_dicts()[0]))
    assert set(frame["code"]) == {"stigma/zelf", "werk"}
    assert frame["start"].tolist() == [rows[0].start] * 2
    for each in (study.documents(), study.turns("P01-W01"), study.log(), study.cells(by="wave")):
        assert len(each.to_pandas()) == len(each) > 0


def test_a_result_without_rows_is_an_empty_frame(study: qualcode.Notebook) -> None:
    assert study.codings().to_pandas().empty


def test_the_codebook_is_a_tree_that_can_be_loaded_into(
    study: qualcode.Notebook, folder: Path
) -> None:
    assert [code.code for code in study.codebook()][:2] == ["stigma", "stigma/publiek"]
    (folder / "meer.yaml").write_text(CODEBOOK + "- code: geld\n", encoding="utf-8")
    assert study.load_codebook("meer.yaml", dry_run=True).added == ("geld",)
    assert len(study.codebook()) == 6
    assert study.load_codebook("meer.yaml").added == ("geld",)
    assert study.codebook().find("geld").depth == 0


def test_an_import_tells_what_it_made_and_left_out(study: qualcode.Notebook, folder: Path) -> None:
    (folder / "leeg.txt").write_text("")
    found = study.import_files("P02-W01.txt", "P01-W01.txt", "leeg.txt", case="P02", wave="W01")
    assert [d.name for d in found.documents] == ["P02-W01"]
    assert [s.same_as for s in found.skipped] == ["P01-W01"]
    assert [r.file for r in found.refused] == ["leeg.txt"]
    assert found.documents[0].words == len(FILES["P02-W01"].replace("P02:", "").split()) - 2


def test_errors_are_sentences_with_a_hint(study: qualcode.Notebook, folder: Path) -> None:
    with pytest.raises(UnknownName) as told:
        study.code("P01-W1", "werk", turn=1)
    assert told.value.hint == "Did you mean P01-W01 or P01-W02?"
    with pytest.raises(InputError, match="one way"):
        study.code("P01-W01", "werk")
    with pytest.raises(OutcomeError, match="Anna has nothing to undo"):
        study.undo()
    with pytest.raises(QualcodeError, match="no study at"):
        qualcode.open(folder / "weg.qualcode")
    with pytest.raises(QualcodeError, match="exists already"):
        qualcode.init(folder / "s.qualcode")


@pytest.mark.parametrize("span", [(5, 5), (7, 3), (-1, 4), (0, 0)])
def test_a_span_that_is_none_is_refused_in_a_sentence(
    study: qualcode.Notebook, span: tuple[int, int]
) -> None:
    with pytest.raises(QualcodeError):
        study.code("P01-W01", "werk", span=span)


@pytest.mark.usefixtures("study")
def test_a_reader_without_a_name_can_read_and_not_write(folder: Path) -> None:
    with qualcode.open(folder / "s.qualcode") as reader:
        assert len(reader.documents()) == 2
        with pytest.raises(InputError, match="No coder is named"):
            reader.code("P01-W01", "werk", turn=2)


def test_two_open_notebooks_see_each_others_work(study: qualcode.Notebook, folder: Path) -> None:
    with qualcode.open(folder / "s.qualcode", coder="Bram") as bram:
        assert len(bram.codebook()) == 6
        (folder / "meer.yaml").write_text("codes: [{code: geld}]")
        study.load_codebook("meer.yaml")
        bram.code("P01-W01", "geld", turn=2)
        assert [coding.coder for coding in study.codings(code="geld")] == ["Bram"]


def test_only_the_doors_are_offered() -> None:
    assert set(qualcode.__all__) <= set(dir(qualcode)) | {"Notebook", "build_demo", "init", "open"}
    with pytest.raises(AttributeError, match="nergens"):
        _ = qualcode.nergens


def test_cases_are_followed_through_their_waves(study: qualcode.Notebook, folder: Path) -> None:
    (folder / "waves.csv").write_text("wave,month\nW01,0\nW02,1\nW03,3\n")
    (folder / "cases.csv").write_text("case,ips_start\nP01,2020-05-04\nP02,2020-06-01\n")
    (folder / "m.csv").write_text("file,case,date,wave\nlater.txt,P02,2020-09-02,\n,P02,,W02\n")
    (folder / "later.txt").write_text("I: En nu?\nP: Beter.\n", encoding="utf-8")
    assert study.import_waves("waves.csv").added == ("W03",)
    assert study.import_cases("cases.csv").added == ("P02",)
    assert study.import_files(manifest="m.csv").documents[0].wave == "W03"
    assert [(c.case, c.not_yet, c.not_held, len(c.missed)) for c in study.cases()] == [
        ("P01", ("W03",), (), 0),
        ("P02", (), ("W01",), 1),
    ]
    assert study.missed("P02", "W02", held=True).missed is False
    assert study.missed("P02", "W01", because="ziek").reason == "ziek"
    assert study.describe("P02-W03", title="Later").document.title == "Later"
    assert study.set_speakers("P02-W03", roles=["P=naaste"])[1].role == "naaste"
    assert len(study.speakers()) == 6
    assert [wave.held for wave in study.waves()] == [("P01",), ("P01",), ("P02",)]
    assert [coder.coder for coder in study.coders()] == []


def test_a_codebook_is_changed_and_its_queue_worked_off(study: qualcode.Notebook) -> None:
    study.code("P01-W01", "werk", turn=2)
    study.done("P01-W01")
    study.add_code("geld", definition="Inkomen.")
    study.edit_code("geld", definition="Inkomen en schulden.")
    study.rename_code("geld", "inkomen")
    study.move_code("inkomen", under="werk")
    study.split_code("werk", "baan", "inkomen")
    assert {pair.why for pair in study.stale()} == {"new", "split"}
    (waiting,) = study.queue("werk")
    assert set(waiting.choices) == {"werk/inkomen", "werk/baan"}
    (coding,) = study.recode(waiting.id, to=["baan"]).codings
    assert (coding.code, len(study.queue())) == ("werk/baan", 0)
    study.merge_codes("baan", to="inkomen")
    assert [each.code for each in study.codings(doc="P01-W01")][-1] == "werk/inkomen"
    assert study.remove_code("inkomen", codings="keep").codings == 1
