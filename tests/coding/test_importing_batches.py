"""Importing many files: manifests, patterns, what outranks what, and what is refused."""

import string
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qualcode.cases.attributes import attributes
from qualcode.cases.design import absences
from qualcode.coding.arriving.about import overlaid
from qualcode.coding.arriving.describing import Said, describe
from qualcode.coding.arriving.file_names import parse_pattern
from qualcode.coding.arriving.importing import About, Import, import_files
from qualcode.coding.documents import documents, find_document
from qualcode.errors import InputError
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.undo import undo

from .material import contents

SRT = "1\n00:00:01,000 --> 00:00:04,000\nI: Hoe gaat het?\n\n2\n00:00:05,000 --> 00:00:08,000\n"
VTT = "WEBVTT\n\n00:01.000 --> 00:04.000\n<v I>Hoe gaat het?\n\n00:05.000 --> 00:08.000\n<v P>"
WRITTEN = {
    "txt": "I: Hoe gaat het?\nP: {}\n",
    "md": "**I:** Hoe gaat het?\n\n**P:** {}\n",
    "srt": SRT + "P: {}\n",
    "vtt": VTT + "{}\n",
    "csv": "speaker,text\nI,Hoe gaat het?\nP,{}\n",
}


@pytest.fixture
def folder(study: Study) -> Path:
    place = study.path.parent / "in"
    place.mkdir()
    return place


def transcript(path: Path, words: str | None = None) -> Path:
    said = words or f"Goed. ({path.name})"
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(WRITTEN[path.suffix[1:]].replace("{}", said), encoding="utf-8")
    return path


def manifest(folder: Path, text: str, encoding: str = "utf-8") -> Path:
    path = folder / "manifest.csv"
    path.write_bytes(text.encode(encoding))
    return path


def refusals(found: Import) -> dict[str, str]:
    return {refused.file: refused.error for refused in found.refused}


def test_forty_files_in_several_formats(study: Study, folder: Path) -> None:
    rows = ["file;kind;case;wave;date;title;Locatie"]
    for n in range(40):
        suffix = list(WRITTEN)[n % 5]
        name = f"deel {n % 3}/gesprek {n}.{suffix}"
        transcript(folder / name)
        case, wave = f"C{n // 10}", f"W{n % 10 + 1:02}"
        rows.append(f"{name};interview;{case};{wave};2020-{n % 10 + 1:02}-0{n // 10 + 1};;thuis")
    rows += [";;C0;W11;;;", ";interview;C1;W11;;;"]
    text = "\r\n".join(rows)
    found = import_files(study, [], manifest=manifest(folder, text, "cp1252"))
    assert (len(found.documents), len(found.not_held), found.refused) == (40, 2, ())
    assert {d.format for d in found.documents} == set(WRITTEN)
    listed = {d.name: (d.case, d.wave, d.sequence) for d in documents(study)}
    for n in range(40):
        case, wave = f"C{n // 10}", f"W{n % 10 + 1:02}"
        assert listed[f"{case}-{wave}"] == (case, wave, n % 10 + 1)
    known = attributes(study, "document")
    assert known[find_document(study, "C2-W03").id] == {"Locatie": "thuis"}
    assert len(absences(study)) == 2
    assert examine(study).sound


def test_a_bad_file_among_fifty_leaves_forty_nine(study: Study, folder: Path) -> None:
    for n in range(50):
        transcript(folder / f"{n:02}.txt")
    (folder / "31.txt").write_bytes(b"")
    found = import_files(study, [folder])
    assert len(found.documents) == 49
    assert [Path(file).name for file in refusals(found)] == ["31.txt"]


def test_each_row_that_cannot_serve_is_refused_with_its_line(study: Study, folder: Path) -> None:
    for name in "abcdef":
        transcript(folder / f"{name}.txt")
    text = (
        "file,kind,case,wave,date,reason\n"
        "a.txt,gesprek,,,,\n"
        "b.txt,,,,4 mei,\n"
        "weg.txt,,,,,\n"
        "c.txt,,P/9,,,\n"
        "d.txt,,P09,W01,,\n"
        "./d.txt,,P09,W02,,\n"
        ",,P09,,,ziek\n"
        ",,P01,W02,,ziek\n"
        ",,P09,W02,,ziek geweest\n"
    )
    found = import_files(study, [], manifest=manifest(folder, text))
    told = {
        "a.txt": "manifest.csv, line 2: There is no kind of document «gesprek».",
        "b.txt": "manifest.csv, line 3: «4 mei» is not a date.",
        "weg.txt": "manifest.csv, line 4: There is no file",
        "c.txt": "manifest.csv, line 5: «P/9» can't name a case.",
        "./d.txt": "manifest.csv, line 7: ./d.txt stands on line 6 already.",
        "manifest.csv, line 8": "manifest.csv, line 8: this row names no file.",
        "manifest.csv, line 9": "manifest.csv, line 9: P01 was interviewed in W02",
    }
    assert refusals(found).keys() == told.keys()
    for file, error in refusals(found).items():
        assert error.startswith(told[file])
    assert [d.name for d in found.documents] == ["P09-W01"]
    assert [(n.case, n.wave, n.reason) for n in found.not_held] == [("P09", "W02", "ziek geweest")]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("bestand,case\na.txt,P01\n", "line 1: there is no column «file»"),
        ("file,case\n", "lists no files"),
        ("", "is empty"),
        ("file,a/b\na.txt,x\n", "«a/b» can't name"),
        ("file,Month\na.txt,3\n", "«Month» can't be an attribute"),
        ("file,case\na.txt,P01,W01\n", "line 2: «W01» stands in no column"),
    ],
)
def test_a_manifest_that_cannot_be_read_brings_nothing_in(
    study: Study, folder: Path, text: str, told: str
) -> None:
    transcript(folder / "a.txt")
    before = contents(study.path)
    with pytest.raises(InputError) as error:
        import_files(study, [], manifest=manifest(folder, text))
    assert told in str(error.value)
    assert contents(study.path) == before


def test_a_lone_bad_row_raises_with_its_line(study: Study, folder: Path) -> None:
    with pytest.raises(InputError, match=r"^manifest.csv, line 2: There is no file"):
        import_files(study, [], manifest=manifest(folder, "file\nweg.txt\n"))


def test_a_manifest_outranks_a_pattern_which_outranks_the_options(
    study: Study, folder: Path
) -> None:
    for name in ("P05_W03_thuis", "P06_W03_kantoor", "P07_W04_thuis"):
        transcript(folder / f"{name}.txt")
    text = "file,case,plek\nP05_W03_thuis.txt,,\nP06_W03_kantoor.txt,P99,bos\nP07_W04_thuis.txt,,\n"
    about = About(case="P00", wave="W00", kind="expert", title="Gesprek")
    found = import_files(
        study, [], about, manifest=manifest(folder, text), pattern="{case}_{wave}_{plek}"
    )
    assert [(d.case, d.wave, d.kind, d.title) for d in found.documents] == [
        ("P05", "W03", "expert", "Gesprek"),
        ("P99", "W03", "expert", "Gesprek"),
        ("P07", "W04", "expert", "Gesprek"),
    ]
    places = [value["plek"] for value in attributes(study, "document").values()]
    assert sorted(places) == ["bos", "thuis", "thuis"]


def test_paths_choose_among_the_files_of_a_manifest(study: Study, folder: Path) -> None:
    for name in ("een/a.txt", "een/b.txt", "twee/c.txt"):
        transcript(folder / name)
    listed = manifest(folder, "file,case,wave\neen\\a.txt,,\neen/b.txt,,\ntwee/c.txt,,\n,P01,W09\n")
    chosen = [folder / "een", folder / "drie"]
    found = import_files(study, chosen, manifest=listed, dry_run=True)
    assert [d.name for d in found.documents] == ["a", "b"]
    assert (found.not_held, list(refusals(found).values())) == (
        (),
        [f"{folder / 'drie'} isn't in the manifest."],
    )


def test_the_same_words_twice_in_a_batch_come_in_once(study: Study, folder: Path) -> None:
    transcript(folder / "a.txt", "Precies hetzelfde.")
    transcript(folder / "b.md", "Precies hetzelfde.")
    found = import_files(study, [], manifest=manifest(folder, "file,case\na.txt,\nb.md,P09\n"))
    assert [d.name for d in found.documents] == ["a"]
    assert [(s.file, s.same_as) for s in found.skipped] == [(str(folder / "b.md"), "a")]


def test_an_interview_in_the_manifest_outranks_a_row_without_a_file(
    study: Study, folder: Path
) -> None:
    transcript(folder / "a.txt")
    text = "file,case,wave,reason\n,P09,W01,ziek\na.txt,P09,W01,\n"
    found = import_files(study, [], manifest=manifest(folder, text))
    assert (len(found.not_held), len(found.documents)) == (1, 1)
    assert absences(study) == []
    with Study(study.path, viewer=STUDY) as nobody:
        undo(nobody)
    assert [gone.reason for gone in absences(study)] == ["ziek"]


def test_file_names_tell_what_the_pattern_asks(study: Study, folder: Path) -> None:
    for name in ("P05_W03_2019-11-20.txt", "P06_W04_20200301.md", "notities.txt", "P1_W1_mei.txt"):
        transcript(folder / name)
    found = import_files(study, [folder], pattern="{case}_{wave}_{date}")
    assert [(d.name, d.date) for d in found.documents] == [
        ("P05-W03", "2019-11-20"),
        ("P06-W04", "2020-03-01"),
    ]
    assert all("doesn't fit {case}_{wave}_{date}" in error for error in refusals(found).values())
    assert [Path(file).name for file in refusals(found)] == ["P1_W1_mei.txt", "notities.txt"]


def test_a_value_that_cannot_serve_is_refused_with_the_file(study: Study, folder: Path) -> None:
    for name in ("P05_2019-13-20.txt", "P05_2019-11-20.txt"):
        transcript(folder / name)
    (error,) = refusals(import_files(study, [folder], pattern="{case}_{date}")).values()
    assert error.startswith(f"{folder / 'P05_2019-13-20.txt'}: «2019-13-20» is not a date.")


@pytest.mark.parametrize(
    ("pattern", "file", "told"),
    [
        ("{case}_{wave}", "P03_W05.docx", {"case": "P03", "wave": "W05"}),
        ("{case}_{wave}.txt", "P03_W05.txt", {"case": "P03", "wave": "W05"}),
        ("interview {case} ({title})", "Interview P03 (Eén, twee).txt",
         {"case": "P03", "title": "Eén, twee"}),
        ("{case}/{wave} {setting}", "in/P03/W05 thuis bij.txt",
         {"case": "P03", "wave": "W05", "setting": "thuis bij"}),
        ("{case}-{date}", "P03-2020-05-04.vtt", {"case": "P03", "date": "2020-05-04"}),
        ("{case}.{wave}", "P03.W05.txt", {"case": "P03", "wave": "W05"}),
        ("{case}_{wave}", "P03_W05_2.txt", {"case": "P03", "wave": "W05_2"}),
    ],
)  # fmt: skip
def test_a_pattern_reads(pattern: str, file: str, told: dict[str, str]) -> None:
    assert parse_pattern(pattern).read(Path(file)) == told


@pytest.mark.parametrize(
    "pattern",
    [
        "",
        "P03",
        "{case",
        "case}",
        "{{case}}",
        "{}",
        "{ }",
        "{a}{b}",
        "{a}_{a}",
        "{a/b}",
        "{ca se}",
        "{case!r}",
        "{case:>3}",
        "{a.b}",
        "{ case }",
        "{case}_{a,b}",
    ],
)
def test_a_pattern_that_cannot_serve_is_refused(study: Study, folder: Path, pattern: str) -> None:
    transcript(folder / "a.txt")
    before = contents(study.path)
    with pytest.raises(InputError):
        import_files(study, [folder], pattern=pattern)
    assert contents(study.path) == before


words = st.text(string.ascii_letters + string.digits + ".()[]*+?^$ é", min_size=1).map(str.strip)


@given(words.filter(bool), words.filter(bool), words.filter(bool))
def test_what_a_name_is_made_of_is_read_back(case: str, wave: str, before: str) -> None:
    name = f"{before}_{case}_{wave}.txt"
    found = parse_pattern(f"{before}_{{case}}_{{wave}}").read(Path(name))
    assert found == {"case": case, "wave": wave}


@given(st.text(max_size=30))
def test_no_pattern_and_no_name_breaks_the_reading(text: str) -> None:
    for pattern, name in ((text, "P03_W05.txt"), ("{case}_{wave}", text.replace("\0", ""))):
        try:
            parse_pattern(pattern).read(Path(name))
        except InputError as error:
            assert error.hint


def test_an_interviewer_of_a_batch_need_not_ask_in_every_file(study: Study, folder: Path) -> None:
    (folder / "k.txt").write_text("Karin: Hoe?\nP: Zo.\nKarin: O.\nP: Ja.\n")
    (folder / "m.txt").write_text("Marieke: Hoe dan?\nP: Zus.\nMarieke: Ah.\nP: Nou.\n")
    paths = [folder / "k.txt", folder / "m.txt"]
    about = About(interviewers=("Karin", "marieke", "Joost"))
    found = import_files(study, paths, about)
    assert [each.speakers[0].role for each in found.documents] == ["interviewer", "interviewer"]
    assert (found.refused, found.unheard) == ((), ("Joost",))
    (folder / "n.txt").write_text("Marieke: Anders?\nP: Ja.\nMarieke: Ah.\nP: Nou.\n")
    with pytest.raises(InputError, match="There is no speaker"):
        import_files(study, [folder / "n.txt"], about)


@pytest.mark.parametrize("date", ["1-9-2020", "01-09-2020", "01/09/2020", "1.9.2020"])
def test_dates_with_the_day_first(study: Study, folder: Path, date: str) -> None:
    (folder / "k.txt").write_text("I: Hoe?\nP: Zo.\n")
    (folder / "m.csv").write_text(f"file;date\nk.txt;{date}\n")
    found = import_files(study, [], manifest=folder / "m.csv", dry_run=True)
    assert found.documents[0].date == "2020-09-01"
    alone = import_files(study, [folder / "k.txt"], About(date=date))
    assert alone.documents[0].date == "2020-09-01"


def test_a_date_in_a_name_that_is_none_is_told() -> None:
    pattern = parse_pattern("{case}_{date}")
    assert pattern.read(Path("P01_01-09-2020.txt"))["date"] == "01-09-2020"
    with pytest.raises(InputError, match="«2020-9» is not a date"):
        pattern.read(Path("P01_2020-9.txt"))


def test_an_interview_that_was_not_held_is_listed_once(study: Study, folder: Path) -> None:
    rows = "file,case,wave,reason\n,P01,W05,ziek\n,P02,W05,ziek\n, p01 ,w05,verhuisd\n"
    found = import_files(study, [], manifest=manifest(folder, rows))
    assert [(each.case, each.reason) for each in found.not_held] == [
        ("P01", "ziek"),
        ("P02", "ziek"),
    ]
    assert list(refusals(found).values()) == [
        "manifest.csv, line 4: p01 in w05 stands on line 2 already."
    ]


@pytest.mark.parametrize("what", ["case", "wave"])
def test_a_hyphen_names_no_case_and_no_wave(study: Study, folder: Path, what: str) -> None:
    file = transcript(folder / "a.txt")
    transcript(folder / "x_-.txt")
    before = contents(study.path)
    with pytest.raises(InputError, match=f"«-» can't name a {what}") as refused:
        import_files(study, [file], overlaid(About(case="P01", wave="W01"), {what: "-"}))
    assert "Leave it out" in refused.value.hint
    listed = import_files(
        study, [], manifest=manifest(folder, f"file,{what}\na.txt,-\nx_-.txt,-\n")
    )
    named = import_files(study, [folder], pattern=f"{{plaats}}_{{{what}}}")
    absent = {"case": "P01", "wave": "W01"} | {what: "-"}
    row = f"file,case,wave\n,{absent['case']},{absent['wave']}\na.txt,-,-\n"
    missed = import_files(study, [], manifest=manifest(folder, row))
    assert contents(study.path) == before
    for found in (listed, missed):
        assert "can't name a" in refusals(found)["a.txt"]
    assert any(f"can't name a {what}" in told for told in refusals(named).values())


def test_a_title_keeps_no_signs_that_do_not_show(study: Study, folder: Path) -> None:
    transcript(folder / "a.txt")
    (folder / "b.vtt").write_text(
        WRITTEN["vtt"].replace("{}", "Ja.").replace("WEBVTT", "WEBVTT - Eigen\x07 \x1b]0;x titel"),
        encoding="utf-8",
    )
    transcript(folder / "c.txt")
    rows = "file,title\na.txt,Een \u200b\u202erood\u2028 gesprek\nc.txt,\u202e\n"
    import_files(study, [], manifest=manifest(folder, rows))
    import_files(study, [folder / "b.vtt"])
    titles = {each.name: each.title for each in documents(study) if each.name in "abc"}
    assert titles == {"a": "Een rood gesprek", "b": "Eigen ]0;x titel", "c": None}
    describe(study, "a", Said(title="Twee\x1b\tregels\n"))
    assert [d.title for d in documents(study) if d.name == "a"] == ["Twee regels"]
