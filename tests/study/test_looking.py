"""A look at a study from outside tells what it holds, and changes nothing."""

import gzip
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from qualcode.codebook.loading import start
from qualcode.coding.arriving.importing import import_files
from qualcode.errors import OutcomeError, StudyUnusable, of_the_system
from qualcode.study.connection import SCHEMA
from qualcode.study.file import Study
from qualcode.study.journal import ensure_coder
from qualcode.study.looking import Glimpse, glimpse

OLDER = Path(__file__).parent / "files" / "schema-1.study.gz"


@pytest.fixture
def made(tmp_path: Path) -> Path:
    path = tmp_path / "a.qualcode"
    start(path)
    (tmp_path / "talk.txt").write_text("I: Hoe gaat het?\nP: Goed.\n", encoding="utf-8")
    with Study(path, viewer="Anna") as study:
        import_files(study, [tmp_path / "talk.txt"])
        ensure_coder(study, "Anna")
    return path


def test_it_tells_documents_and_coders_and_changes_no_byte(made: Path) -> None:
    before = made.read_bytes()
    assert glimpse(made) == Glimpse(1, ("Anna",), older=False)
    assert made.read_bytes() == before
    assert sorted(each.name for each in made.parent.iterdir()) == ["a.qualcode", "talk.txt"]


def test_an_older_study_is_told_and_stays_older(tmp_path: Path) -> None:
    path, before = tmp_path / "old.qualcode", gzip.decompress(OLDER.read_bytes())
    path.write_bytes(before)
    assert glimpse(path).older
    assert path.read_bytes() == before


def test_what_is_wrong_is_told_as_opening_tells_it(made: Path, tmp_path: Path) -> None:
    with pytest.raises(StudyUnusable, match="There is no study"):
        glimpse(tmp_path / "none.qualcode")
    (tmp_path / "no.qualcode").write_text("no study", encoding="utf-8")
    with pytest.raises(StudyUnusable, match="is not a qualcode study"):
        glimpse(tmp_path / "no.qualcode")
    with closing(sqlite3.connect(made)) as db:
        db.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    with pytest.raises(StudyUnusable, match="made by a newer qualcode"):
        glimpse(made)


def test_a_damaged_study_is_told(made: Path) -> None:
    data = bytearray(made.read_bytes())
    data[4096:] = b"\xff" * (len(data) - 4096)
    made.write_bytes(data)
    with pytest.raises(StudyUnusable, match="is damaged"):
        glimpse(made)


def test_what_the_system_says_is_told_in_a_sentence() -> None:
    locked = of_the_system(sqlite3.OperationalError("database is locked"))
    assert isinstance(locked, OutcomeError)
    assert locked.what == "Another program is writing to the study."
    full = of_the_system(OSError(28, "No space left on device", "x.txt"))
    assert full is not None
    assert full.what == "x.txt: No space left on device."
    assert of_the_system(ValueError("x")) is None
