"""What is refused: one line that says what and what to do, an exit code, and nothing changed."""

import shutil
import sqlite3
from pathlib import Path

import pytest
from coding.material import contents

from .conftest import Program

REFUSED: list[tuple[str, str]] = [
    ("code P01-W1 werk --turn 2", "Did you mean P01-W01"),
    ("code P01-W01 werkt --turn 2", "Did you mean werk"),
    ("code P01-W01 werk,zorg --turn 2", "no code «werk,zorg»"),
    ("code P01-W01 werk zorgg --turn 2", "Did you mean zorg"),
    ("code P01-W01 werk --turn 7", "no turn 7. Its turns are numbered 1 to 6"),
    ("code P01-W01 werk --turn 0", "no turn 0"),
    ("code P01-W01 werk --span 0:9999", "0:9999 lies outside"),
    ("code P01-W01 werk --span 20:10", "«20:10» is not a span"),
    ("code P01-W01 werk --span 10:10", "is not a span"),
    ("code P01-W01 werk --span -1:4", "is not a span"),
    ("code P01-W01 werk --span a:b", "is not a span"),
    ("code P01-W01 werk --span 5", "is not a span"),
    ("code P01-W01 werk --span 1:2:3", "is not a span"),
    ("code P01-W01 werk --span=", "is not a span"),
    ("code P01-W01 werk --quote=", "The quote is empty"),
    ("code P01-W01 werk --quote olifantenpaadje", "doesn't stand in P01-W01"),
    ("code P01-W01 werk --quote het", "stands 2 times in P01-W01"),
    ("code P01-W01 werk", "one way"),
    ("code P01-W01 werk --turn 2 --span 0:4", "one way"),
    ("code P01-W01 werk --quote Goed --span 0:4", "one way"),
    ("revise zz --turn 2", "no coding zz"),
    ("revise 0 --span 5", "is not a span"),
    ("uncode zz", "no coding zz"),
    ("uncode 0", "codings begin with 0. Give more"),
    ("done FG2", "Did you mean FG1"),
    ("show P1-W01", "Did you mean P01-W01"),
    ("show FG1 --turns 9:12", "has no turns 9:12. It has 3"),
    ("show FG1 --turns 3:1", "no turns"),
    ("show FG1 --turns x", "names no turns"),
    ("codings --doc FG2", "Did you mean FG1"),
    ("codings --case P1", "Did you mean P01"),
    ("codings --wave W1", "Did you mean W01"),
    ("codings --code zorgg", "Did you mean zorg"),
    ("codings --coder Ana", "Did you mean Anna"),
    ("codings --layer Bra", "Did you mean Bram"),
    ("matrix --rows cases", "Did you mean case"),
    ("matrix --columns codes", "Did you mean code"),
    ("matrix --by waves", "Did you mean wave"),
    ("matrix --cell counts", "Did you mean count"),
    ("matrix --layer Ana", "Did you mean Anna"),
    ("matrix --out small.qualcode", "can't be written. Use .csv or .md"),
    ("matrix --out m.xls", "can't be written"),
    ("matrix --out m", "can't be written"),
    ("matrix --out=", "can't be written"),
    ("export appendix --out small.qualcode", "can't be written. Use .md"),
    ("export appendix --out a.pdf", "can't be written"),
    ("export appendix --language fr", "no report language «fr»"),
    ("import weg.txt", "no file weg.txt"),
    ("import codes.yaml", "can't be read. Save it as one of .txt"),
    ("import FG1.txt --kind groep", "no kind of document"),
    ("import FG1.txt --kind focusgroup", "Did you mean focus-group"),
    ("import FG1.txt --date 5-2020", "is not a date. Write it like 2020-05-04"),
    ("import FG1.txt --speaker-pattern (", "pattern"),
    ("codebook load weg.yaml", "weg.yaml can't be read"),
    ("codebook load FG1.txt", "FG1.txt"),
    ("init small.qualcode", "small.qualcode exists already"),
    ("init weg/s.qualcode", "no folder weg"),
    ("init new.qualcode --template ips", "Did you mean ips-cmd"),
    ("handout small.qualcode --to B", "exists already"),
    ("handout FG1.txt --to B", "exists already"),
    ("handout weg/b.qualcode --to B", "no folder weg"),
    ("merge weg.qualcode", "no study at weg.qualcode"),
    ("merge FG1.txt", "FG1.txt is not a qualcode study"),
    ("merge .", "no study at"),
    ("restore", "no backup of"),
    ("restore x", "no backup of"),
]


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize(("command", "told"), REFUSED, ids=[command for command, _ in REFUSED])
def test_wrong_input_is_one_line_exit_code_2_and_nothing_changed(
    qualcode: Program, command: str, told: str
) -> None:
    answer = qualcode("--as", "Anna", "--study", "small.qualcode", *command.split())
    assert (answer.code, answer.out) == (2, ""), answer
    assert told in answer.error


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize(
    ("command", "told"),
    [
        ("undo --as Cor", "Cor has nothing to undo"),
        ("undo 50 --as Anna", "nothing"),
        ("redo --as Anna", "Anna has nothing to redo"),
        ("matrix --layer consensus", "no consensus"),
    ],
)
def test_what_the_study_cannot_give_is_exit_code_1(
    qualcode: Program, command: str, told: str
) -> None:
    answer = qualcode(*command.split())
    assert (answer.code, answer.out) == (1, "")
    assert told in answer.error


@pytest.mark.usefixtures("untouched")
def test_another_coders_coding_is_theirs_to_take_off(folder: Path, qualcode: Program) -> None:
    assert folder.is_dir()
    theirs = qualcode("codings", "--coder", "Bram", "--json").json["codings"][0]["id"]
    answer = qualcode("uncode", theirs, "--as", "Anna")
    assert answer.code == 2
    assert "is Bram's. Only Bram can take it off" in answer.error


EMPTY = [
    *(f"codings --{option}=" for option in ("doc", "case", "wave", "code", "coder", "layer")),
    *(f"matrix --{option}=" for option in ("rows", "columns", "by", "cell", "layer", "out")),
    *(f"import FG1.txt --{option}=" for option in ("kind", "date")),
    "show FG1 --turns=",
    "code FG1 werk --turn=",
]


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize("command", EMPTY)
def test_an_empty_value_is_not_taken_for_none(qualcode: Program, command: str) -> None:
    answer = qualcode("--as", "Anna", *command.split())
    assert (answer.code, answer.out) == (2, "")
    assert answer.error


@pytest.mark.usefixtures("folder", "untouched")
@pytest.mark.parametrize("argument", [["show"], ["done"], ["code", "FG1"], ["uncode"], ["import"]])
def test_an_empty_name_names_nothing(qualcode: Program, argument: list[str]) -> None:
    rest = ["--turn", "2"] if argument[0] == "code" else []
    answer = qualcode("--as", "Anna", *argument, "", *rest)
    assert (answer.code, answer.out) == (2, "")
    assert answer.error


@pytest.mark.usefixtures("folder", "untouched")
def test_a_quote_that_is_nearly_there_is_found_and_told_and_one_too_long_refused(
    qualcode: Program, folder: Path, memory: Path
) -> None:
    copy = Path(shutil.copy(folder / "small.qualcode", memory / f"q-{folder.name}.qualcode"))
    nearly = ("--quote", "ik werk nou bij de baker op de hoek", "--study", str(copy))
    answer = qualcode("code", "P01-W01", "werk", *nearly, "--as", "Anna", "--json")
    assert answer.code == 0
    assert "matched by likeness (9" in answer.err
    assert "«ik werk nu bij de bakker op de hoek»" in answer.err
    (coding,) = answer.json["codings"]
    assert coding["quote"] == "ik werk nu bij de bakker op de hoek"
    assert "likeness" not in qualcode("code", "P01-W01", "werk", "--quote", "Goed, IK werk",
                                      "--study", str(copy), "--as", "Anna").err  # fmt: skip


@pytest.mark.usefixtures("folder", "untouched")
def test_a_broken_codebook_is_told_with_line_and_column(folder: Path, qualcode: Program) -> None:
    book = folder / "codes.yaml"
    good = book.read_text()
    for text, told in (
        (
            good.replace("- code: werk", '- code: "werk'),
            "line 18, column 1: this is not",
        ),
        (good.replace("hotkey: g", "hotkey: u"), "line 5: «u» can't be a hotkey"),
        (good.replace("hotkey: g", "hotkye: g"), "Did you mean hotkey"),
    ):
        book.write_text(text)
        answer = qualcode("codebook", "load", "codes.yaml")
        assert answer.code == 2
        assert "codes.yaml, line" in answer.error
        assert told.split(",")[0] in answer.error or told in answer.error


def spoil(path: Path, how: str) -> None:
    """Makes of the study at `path` something that it should not be."""
    if how == "newer":
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 99")
        db.commit()
        db.close()
    elif how == "text":
        path.write_text("geen studie")
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "garbage":
        path.write_bytes(b"SQLite format 3\0" + bytes(range(256)) * 40)
    elif how == "cut off":
        path.write_bytes(path.read_bytes()[:6000])
    elif how == "another database":
        path.unlink()
        db = sqlite3.connect(path)
        db.execute("CREATE TABLE x (y)")
        db.commit()
        db.close()


SPOILED = {
    "newer": "newer qualcode (schema 99",
    "text": "not a qualcode study",
    "empty": "not a qualcode study",
    "garbage": "qualcode",  # damaged, or never a study: nobody can tell
    "cut off": "damaged",
    "another database": "not a qualcode study",
}


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("how", SPOILED)
@pytest.mark.parametrize(
    "command", ["documents", "code FG1 werk --turn 2 --as Anna", "undo --as Anna", "doctor", "log"]
)
def test_a_file_that_is_no_study_is_told_and_left_as_it_is(
    qualcode: Program, how: str, command: str
) -> None:
    path = Path("small.qualcode")
    spoil(path, how)
    before = path.read_bytes()
    answer = qualcode(*command.split())
    assert (answer.code, answer.out) == (2, "")
    assert SPOILED[how] in answer.error
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", SPOILED)
def test_merging_a_file_that_is_no_study_is_refused(
    folder: Path, qualcode: Program, how: str
) -> None:
    other = Path(shutil.copy("small.qualcode", folder / "other.qualcode"))
    spoil(other, how)
    before = contents(Path("small.qualcode"))
    answer = qualcode("merge", "other.qualcode", "--study", "small.qualcode")
    assert answer.code == 2
    assert SPOILED[how] in answer.error and "other.qualcode" in answer.error
    assert contents(Path("small.qualcode")) == before


def test_merging_another_study_is_refused(folder: Path, qualcode: Program) -> None:
    assert qualcode("init", "other.qualcode").code == 0
    before = contents(folder / "small.qualcode")
    answer = qualcode("merge", "other.qualcode", "--study", "small.qualcode")
    assert answer.code == 2
    assert "other.qualcode is another study" in answer.error
    assert contents(folder / "small.qualcode") == before


def overwrite_page(path: Path, page: int) -> None:
    with path.open("r+b") as file:
        file.seek(page * 4096)
        file.write(b"\xff" * 4096)


def pages(path: Path) -> list[int]:
    return list(range(1, path.stat().st_size // 4096, 9))


def test_a_damaged_page_in_the_other_study_is_not_blamed_on_ones_own(
    folder: Path, qualcode: Program
) -> None:
    before = contents(folder / "small.qualcode")
    for page in pages(folder / "small.qualcode"):
        other = Path(shutil.copy("small.qualcode", folder / "other.qualcode"))
        overwrite_page(other, page)
        answer = qualcode("merge", "other.qualcode", "--study", "small.qualcode")
        assert contents(folder / "small.qualcode") == before
        if answer.code:
            assert answer.code == 2
            assert "other.qualcode" in answer.error
            assert "small.qualcode" not in answer.error
            assert "`qualcode restore`" not in answer.error


def test_a_damaged_study_comes_back_from_its_backup(folder: Path, qualcode: Program) -> None:
    good = qualcode("codings", "--json").json
    qualcode("backup")
    kept = (folder / "small.qualcode").read_bytes()
    for page in pages(folder / "small.qualcode"):
        Path("small.qualcode").write_bytes(kept)
        overwrite_page(Path("small.qualcode"), page)
        assert qualcode("doctor").code in (0, 1, 2)
        answer = qualcode("restore")
        assert answer.code == 0, answer.err
        assert qualcode("codings", "--json").json == good
        assert qualcode("doctor").code == 0


@pytest.mark.parametrize("how", ["text", "empty", "garbage", "cut off", "gone"])
def test_a_spoiled_study_comes_back_from_its_backup(
    folder: Path, qualcode: Program, how: str
) -> None:
    good = qualcode("codings", "--json").json
    qualcode("backup")
    spoil(folder / "small.qualcode", how)
    if how == "gone":
        (folder / "small.qualcode").unlink()
    assert qualcode("restore", "--study", "small.qualcode").code == 0
    assert qualcode("codings", "--json").json == good


def test_doctor_finds_what_is_wrong_and_repairs_it(folder: Path, qualcode: Program) -> None:
    db = sqlite3.connect(folder / "small.qualcode")
    db.execute("UPDATE coding SET start = start + 1")
    db.execute("DELETE FROM turn WHERE n = 2")
    db.commit()
    db.close()
    answer = qualcode("doctor", "--json")
    assert answer.code == 1
    assert not answer.json["sound"]
    assert "doctor --repair" in answer.error
    assert qualcode("doctor", "--repair").code == 0
    assert qualcode("doctor").code == 0
