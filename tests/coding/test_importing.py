"""Importing: names, cases and waves, refusals, and undo of an import."""

from pathlib import Path

import pytest

from qualcode.cases.design import cases, waves
from qualcode.coding.arriving.importing import KINDS, About, Import, import_files
from qualcode.coding.documents import documents, turns
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.errors import InputError, UnknownName, UnreadableFile
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.undo import undo

from .material import FILES, contents


@pytest.fixture
def folder(study: Study) -> Path:
    return study.path.parent


def interview(folder: Path, name: str, words: str = "Goed.") -> Path:
    path = folder / name
    path.write_text(f"I: Hoe gaat het?\nP: {words} ({name})\n", encoding="utf-8")
    return path


def take_back(study: Study, times: int = 1) -> None:
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody, times)


def test_a_document_is_named_after_case_and_wave_else_after_its_file(
    study: Study, folder: Path
) -> None:
    def name(file: str, **about: str) -> str:
        found = import_files(study, [interview(folder, file)], About(**about))
        return found.documents[0].name

    assert name("a.txt", case="P03", wave="W05") == "P03-W05"
    assert name("b.txt", case="P03", wave="W05") == "P03-W05-2"
    assert name("c.txt", case="p03", wave="w05") == "P03-W05-3"
    assert name("gesprek met K.txt") == "gesprek met K"
    assert name("alleen geval.txt", case="P03") == "alleen geval"
    (folder / "in").mkdir()
    assert name("in/FG1.txt") == "FG1-2"


def test_an_unknown_case_or_wave_is_made_and_told_a_known_one_is_not(
    study: Study, folder: Path
) -> None:
    found = import_files(study, [interview(folder, "a.txt")], About(case="P09", wave="w01"))
    assert found.documents[0].made == ("P09",)
    assert (found.documents[0].case, found.documents[0].wave) == ("P09", "W01")
    assert [case.name for case in cases(study)] == ["P01", "P02", "P09"]


def test_waves_stand_in_the_order_of_their_numbers(study: Study, folder: Path) -> None:
    for n, name in enumerate(("W10", "W03", "eind")):
        import_files(study, [interview(folder, f"{n}.txt")], About(case="P01", wave=name))
    assert [(w.name, w.ordinal) for w in waves(study)] == [
        ("W01", 1),
        ("W02", 2),
        ("W03", 3),
        ("W10", 10),
        ("eind", 11),
    ]


def test_the_sequence_counts_a_cases_interviews_as_they_were_held(
    study: Study, folder: Path
) -> None:
    for n, (wave, date) in enumerate([("W05", "2020-09-02"), ("W03", "2020-07-01")]):
        import_files(study, [interview(folder, f"{n}.txt")], About("interview", "P01", wave, date))
    import_files(study, [interview(folder, "n.txt")], About("notes", "P01", "W04"))
    found = {d.name: d.sequence for d in documents(study)}
    assert found == {
        "P01-W01": 1,
        "P01-W02": 2,
        "P01-W03": 3,
        "P01-W04": None,
        "P01-W05": 4,
        "P02-W01": 1,
        "FG1": None,
    }


def test_turns_are_numbered_from_one_with_their_speakers_and_roles(study: Study) -> None:
    found = turns(study, "P01-W02")
    assert [(t.n, t.speaker, t.role) for t in found] == [
        (1, "I", "interviewer"),
        (2, "P01", "participant"),
        (3, "I", "interviewer"),
        (4, "P01", "participant"),
    ]
    text = "\n".join(t.text for t in found)
    assert [text[t.start : t.end] for t in found] == [t.text for t in found]
    assert f"I: {found[0].text}\n" == FILES["P01-W02"].splitlines(keepends=True)[0]


def test_a_text_without_speakers_comes_in_with_nobody_named(study: Study, folder: Path) -> None:
    file = folder / "notes.txt"
    file.write_text("Een dag in het bos.\n\nEr was niemand.\n", encoding="utf-8")
    (found,) = import_files(study, [file], About("notes")).documents
    assert (found.turns, found.speakers) == (2, ())
    assert {(t.speaker, t.role) for t in turns(study, "notes")} == {(None, "unknown")}
    code(study, "notes", ["werk"], Passage(turn=2))
    (coding,) = codings(study, Where(doc="notes"))
    assert (coding.speaker, coding.turn) == (None, 2)


def test_the_same_words_are_recognised_under_another_name(study: Study, folder: Path) -> None:
    file = folder / "again.md"
    file.write_text(FILES["FG1"].replace("\n", "\r\n"), encoding="utf-16")
    before = contents(study.path)
    found = import_files(study, [file], About(case="P77"))
    assert [(s.file, s.same_as) for s in found.skipped] == [(str(file), "FG1")]
    assert contents(study.path) == before


def test_one_bad_file_does_not_stop_the_others(study: Study, folder: Path) -> None:
    good, late = interview(folder, "a.txt"), interview(folder, "z.txt")
    (folder / "leeg.txt").write_text("")
    (folder / "binair.txt").write_bytes(bytes(range(256)) * 20)
    bad = [folder / "leeg.txt", folder / "binair.txt", folder / "weg.txt", folder / "a.exe"]
    found = import_files(study, [good, *bad, late])
    assert [d.name for d in found.documents] == ["a", "z"]
    assert [r.file for r in found.refused] == [str(path) for path in bad]
    assert examine(study).sound


def test_a_file_whose_name_no_system_takes_does_not_stop_the_others(
    study: Study, folder: Path
) -> None:
    good = interview(folder, "a.txt")
    for bad in (folder / ("n" * 300 + ".txt"), Path("nul\0.txt")):
        found = import_files(study, [bad, good])
        assert len(found.refused) == 1
        assert len(found.documents) + len(found.skipped) == 1


@pytest.mark.parametrize("name", ["leeg.txt", "binair.vtt", "weg.txt", "x.exe", "achterom.vtt"])
def test_a_lone_bad_file_raises_and_writes_nothing(study: Study, folder: Path, name: str) -> None:
    (folder / "leeg.txt").write_text("")
    (folder / "binair.vtt").write_bytes(b"\0\1\2" * 50)
    (folder / "x.exe").write_text("I: ja\nP: nee\n")
    cue = "WEBVTT\n\n00:00:05.000 --> 00:00:01.000\n<v I>Hoe gaat het?\n"
    (folder / "achterom.vtt").write_text(cue)
    before = contents(study.path)
    with pytest.raises(UnreadableFile, match=name.split(".", maxsplit=1)[0]):
        import_files(study, [folder / name], About(case="P99", wave="W99"))
    assert contents(study.path) == before


def test_a_folder_brings_in_what_can_be_read_in_it(study: Study, folder: Path) -> None:
    inside = folder / "in"
    (inside / "deeper").mkdir(parents=True)
    interview(inside, "b.txt")
    interview(inside / "deeper", "a.txt")
    (inside / "photo.jpg").write_bytes(b"\xff\xd8")
    found = import_files(study, [inside])
    assert [d.name for d in found.documents] == ["b", "a"]
    assert found.refused == ()
    (folder / "none").mkdir()
    with pytest.raises(UnreadableFile, match="holds no transcript"):
        import_files(study, [folder / "none"])


def test_a_dry_run_tells_the_same_and_writes_nothing(study: Study, folder: Path) -> None:
    files = [interview(folder, "a.txt"), interview(folder, "b.txt")]
    about = About("interview", "P08", "W01")
    before = contents(study.path)
    rehearsed = import_files(study, files, about, dry_run=True)
    assert contents(study.path) == before
    assert [d.name for d in rehearsed.documents] == ["P08-W01", "P08-W01-2"]
    assert import_files(study, files, about) == rehearsed


@pytest.mark.parametrize(
    "about", [About(kind="interviw"), About(kind=""), About(kind="Interview ")]
)
def test_an_unknown_kind_is_refused(study: Study, folder: Path, about: About) -> None:
    with pytest.raises(UnknownName):
        import_files(study, [interview(folder, "a.txt")], about)


def test_every_kind_can_be_imported(study: Study, folder: Path) -> None:
    for kind in KINDS:
        import_files(study, [interview(folder, f"{kind}.txt")], About(kind))
    assert {d.kind for d in documents(study)} == set(KINDS)


@pytest.mark.parametrize(
    "date", ["", "2020-13-01", "2020-02-30", "4 mei 2020", "20200504", "2020-W19-1", "2020-5-4"]
)
def test_a_date_is_written_one_way(study: Study, folder: Path, date: str) -> None:
    with pytest.raises(InputError, match="not a date"):
        import_files(study, [interview(folder, "a.txt")], About(date=date))


@pytest.mark.parametrize("name", [" ", " P01", "P01 ", "a/b", "a\nb", "a\tb", "\x1b[31m", "\0"])
def test_an_improper_case_or_wave_is_refused(study: Study, folder: Path, name: str) -> None:
    before = contents(study.path)
    for about in (About(case=name), About(wave=name)):
        with pytest.raises(InputError, match="can't name a"):
            import_files(study, [interview(folder, "a.txt")], about)
    assert contents(study.path) == before


def test_undoing_an_import_leaves_the_case_that_another_import_uses(
    study: Study, folder: Path
) -> None:
    for name, wave in (("a.txt", "W01"), ("b.txt", "W07")):
        import_files(study, [interview(folder, name)], About(case="P05", wave=wave))
    take_back(study, 2)
    assert [case.name for case in cases(study)] == ["P01", "P02"]
    assert [wave.name for wave in waves(study)] == ["W01", "W02"]
    first = import_files(study, [folder / "a.txt"], About(case="P05", wave="W01"))
    import_files(study, [folder / "b.txt"], About(case="P05", wave="W07"))
    assert first.documents[0].made == ("P05",)
    take_back(study)
    assert [case.name for case in cases(study)] == ["P01", "P02", "P05"]
    assert [wave.name for wave in waves(study)] == ["W01", "W02"]
    assert examine(study).sound


def test_the_first_of_two_imports_can_be_undone_without_taking_the_case_from_the_second(
    study: Study, folder: Path
) -> None:
    import_files(study, [interview(folder, "a.txt")], About(case="P05", wave="W01"))
    take_back(study)
    import_files(study, [interview(folder, "b.txt")], About(case="P05", wave="W02"))
    found = next(d for d in documents(study) if d.case == "P05")
    assert (found.name, found.wave) == ("P05-W02", "W02")


def test_importing_again_after_undo_revives_the_document_with_its_codings(
    study: Study, folder: Path
) -> None:
    file = interview(folder, "a.txt")
    import_files(study, [file], About(case="P05", wave="W01"))
    (coding,) = code(study, "P05-W01", ["werk"], Passage(turn=2)).ids
    take_back(study)
    assert codings(study, Where(ids=(coding,))) == []
    assert "P05-W01" not in {d.name for d in documents(study)}
    again: Import = import_files(study, [file], About(case="P05", wave="W01"))
    assert again.documents[0].name == "P05-W01"
    (back,) = codings(study, Where(ids=(coding,)))
    assert (back.document, back.code, back.turn) == ("P05-W01", "werk", 2)
    assert examine(study).sound
