"""Opening and making study files: what is refused, and that a refused file is left alone."""

import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool
from sqlmodel import SQLModel

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import doctor, tables  # noqa: F401  (fills the metadata)
from qualcode.study.connection import APPLICATION_ID, SCHEMA, connect, schema_of
from qualcode.study.file import STUDY, Study
from qualcode.study.making import make
from qualcode.study.migrate import SCRIPTS

from . import histories as h
from .processes import run

Spoil = Callable[[Path, bytes], None]


def other_database(path: Path, _: bytes) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE study (id, language)")
    db.close()


def pragma(statement: str) -> Spoil:
    def spoil(path: Path, _: bytes) -> None:
        db = sqlite3.connect(path)
        db.execute(statement)
        db.commit()
        db.close()

    return spoil


SPOILT: dict[str, Spoil] = {
    "empty": lambda path, _: path.write_bytes(b"") and None,
    "a text": lambda path, _: path.write_text("geen studie") and None,
    "another database": other_database,
    "not marked as a study": pragma("PRAGMA application_id = 0"),
    "of a newer program": pragma(f"PRAGMA user_version = {SCHEMA + 1}"),
    "without its study": pragma("DELETE FROM study"),
    "without its tables": pragma("DROP TABLE study"),
    "one byte": lambda path, content: path.write_bytes(content[:1]) and None,
    "half of the heading": lambda path, content: path.write_bytes(content[:50]) and None,
    "the heading alone": lambda path, content: path.write_bytes(content[:100]) and None,
    "one page": lambda path, content: path.write_bytes(content[:4096]) and None,
    "half": lambda path, content: path.write_bytes(content[: len(content) // 2]) and None,
    "garbage behind the heading": lambda path, content: (
        path.write_bytes(content[:100] + b"\xa5" * len(content[100:])) and None
    ),
}


@pytest.fixture
def path(base: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "studie.qualcode"
    copy.write_bytes(base.read_bytes())
    return copy


@pytest.mark.parametrize("how", SPOILT)
def test_a_file_that_is_no_usable_study_is_refused_and_left_alone(path: Path, how: str) -> None:
    SPOILT[how](path, path.read_bytes())
    before = path.read_bytes()
    with pytest.raises(StudyUnusable) as refused:
        Study(path, viewer="Anna")
    assert refused.value.exit_code == 2
    assert path.name in refused.value.what
    assert refused.value.hint
    assert path.read_bytes() == before


@pytest.mark.parametrize("how", ["of a newer program", "not marked as a study", "a text"])
def test_a_refused_file_has_nothing_left_beside_it(path: Path, how: str) -> None:
    SPOILT[how](path, path.read_bytes())
    with pytest.raises(StudyUnusable):
        Study(path)
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_what_is_not_there_is_not_made(tmp_path: Path) -> None:
    for path in (tmp_path / "er niet.qualcode", tmp_path / "nergens" / "x.qualcode", tmp_path):
        with pytest.raises(StudyUnusable):
            Study(path)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "name", ["met spatie.qualcode", "100%25.qualcode", "a?b#c.qualcode", "é🙂.qualcode", "[1].q"]
)
def test_any_file_name_will_do(tmp_path: Path, name: str) -> None:
    path = h.make_base(tmp_path / name)
    with h.open_copy(path, "Anna") as study:
        h.create_code(study, "nieuw")
    with Study(path) as study:
        assert len(h.by_id(study, "code")) == 4
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_opening_and_closing_leaves_one_file_with_the_same_content(path: Path) -> None:
    before = path.read_bytes()
    with Study(path, viewer="Anna") as study:
        h.tables(study)
    assert path.read_bytes() == before
    assert [one.name for one in path.parent.iterdir()] == [path.name]


def test_opening_the_study_once_more_does_not_unlock_it_for_others(path: Path) -> None:
    """Closing any handle on a file drops the locks its process holds there. Another process
    would then take itself for the last one to leave, and clear away the WAL being written to.
    """
    with h.open_copy(path, "Anna") as study:
        h.create_code(study, "eerst")
        with Study(path):
            pass
        connect(path).close()
        run("write_one", path, "Bram")
        h.create_code(study, "daarna")
        assert "daarna" in run("names", path)
        run("write_one", path, "Chris")
        h.create_code(study, "ten slotte")
    with Study(path) as study:
        assert doctor.examine(study).sound
        assert {"eerst", "Bram", "daarna", "Chris", "ten slotte"} <= {
            row["name"] for row in h.by_id(study, "code").values()
        }


# Making


def test_a_new_study_is_sound_and_marked(tmp_path: Path) -> None:
    path = tmp_path / "nieuw.qualcode"
    make(path, "nl", lambda _: None)
    db = connect(path)
    assert schema_of(db) == SCHEMA
    assert db.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)
    db.close()
    with Study(path) as study:
        assert doctor.examine(study).sound
        assert study.language == "nl"
        assert [row["name"] for row in h.by_id(study, "coder").values()] == [STUDY]


def test_a_study_is_never_replaced(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(InputError, match="exists already"):
        make(path, "nl", lambda _: None)
    assert path.read_bytes() == before


@pytest.mark.parametrize("name", ["x.qualcode", "x[1].qualcode"])
def test_a_making_that_fails_leaves_nothing(tmp_path: Path, name: str) -> None:
    def fail(study: Study) -> None:
        h.create_code(study, "half")
        raise InputError("Niet goed.")

    with pytest.raises(InputError, match="Niet goed"):
        make(tmp_path / name, "nl", fail)
    assert list(tmp_path.iterdir()) == []
    make(tmp_path / name, "nl", lambda _: None)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_the_same_clock_and_ids_make_the_same_bytes(tmp_path: Path) -> None:
    one, two = (h.make_base(tmp_path / name) for name in ("een.qualcode", "twee.qualcode"))
    assert one.read_bytes() == two.read_bytes()


def test_importing_the_study_package_to_open_a_file_loads_no_schema_machinery() -> None:
    code = (
        "import sys; import qualcode.study.file, qualcode.study.undo, qualcode.study.merge;"
        "print(sorted({'sqlalchemy', 'alembic', 'sqlmodel'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"


# The schema


def test_a_new_file_has_the_tables_that_the_models_say(path: Path) -> None:
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)
    beside = ("turn_fts", "alembic_version")
    with engine.connect() as connection:
        context = MigrationContext.configure(
            connection,
            opts={
                "include_name": lambda name, kind, _: (
                    kind != "table" or not name.startswith(beside)
                ),
            },
        )
        assert compare_metadata(context, SQLModel.metadata) == []


def test_the_newest_migration_is_the_schema_the_program_knows(path: Path) -> None:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS))
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head == f"{SCHEMA:04d}"
    with Study(path) as study:
        (marked,) = study.db.execute("SELECT version_num FROM alembic_version").fetchone()
    assert marked == head
