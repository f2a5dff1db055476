"""Migrations: everything is kept, or nothing is changed."""

import shutil
import sqlite3
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qualcode.study import doctor, fold
from qualcode.study.backup import backups
from qualcode.study.connection import SCHEMA
from qualcode.study.file import Study
from qualcode.study.migrate import SCRIPTS, migrate, migrated_copy

from . import histories as h

NEXT = f"{SCHEMA + 1:04d}"
HEADING = f'''"""A next schema."""

import json

import sqlalchemy as sa
from alembic import op

revision = "{NEXT}"
down_revision = "{SCHEMA:04d}"


def upgrade() -> None:
'''
ADD_COLUMN = """
    op.add_column("code", sa.Column("origin", sa.String(), server_default="", nullable=False))
"""
RENAME_FIELD = """
    op.execute("ALTER TABLE coding RENAME COLUMN memo TO remark")
    db = op.get_bind()
    rows = db.exec_driver_sql("SELECT pk, vals, over FROM patch WHERE tbl = 'coding'").fetchall()
    for pk, *sides in rows:
        sides = [json.loads(side) for side in sides]
        for side in sides:
            if "memo" in side:
                side["remark"] = side.pop("memo")
        both = [json.dumps(side, separators=(",", ":"), sort_keys=True) for side in sides]
        db.exec_driver_sql("UPDATE patch SET vals = ?, over = ? WHERE pk = ?", (*both, pk))
"""
RECREATE = """
    with op.batch_alter_table("{tbl}", recreate="always") as table:
        table.add_column(sa.Column("extra", sa.String(), server_default="x", nullable=False))
"""


@pytest.fixture
def path(base: Path, tmp_path: Path) -> Path:
    """A study in use: codings, several versions, something undone."""
    path = Path(shutil.copy(base, tmp_path / "studie.qualcode"))
    with h.open_copy(path, "Anna") as study:
        document = h.import_document(study, "P07-W01", h.TEXTS[0])
        h.code_passage(study, document, min(h.by_id(study, "code")), 17, 29, memo="slaap")
        h.import_document(study, "P07-W01", h.TEXTS[1])
        h.code_passage(study, document, min(h.by_id(study, "code")), 0, 3)
        h.undo(study)
    return path


def scripts_with(folder: Path, *steps: str) -> Path:
    """The migrations and one more, that does these steps."""
    scripts = folder / "migrations"
    shutil.copytree(SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / f"{NEXT}_next.py").write_text(HEADING + "".join(steps))
    return scripts


def content(path: Path) -> dict[str, list[tuple[Any, ...]]]:
    """All rows of all tables but the bookkeeping of Alembic and of the search index."""
    db = sqlite3.connect(path)
    found = db.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    tables = sorted(name for (name,) in found if not name.startswith(("turn_fts", "alembic")))
    rows = {name: sorted(db.execute(f"SELECT * FROM {name}"), key=repr) for name in tables}
    db.close()
    return rows


def ask(path: Path, sql: str) -> list[Any]:
    db = sqlite3.connect(path)
    answer = [value for (value,) in db.execute(sql)]
    db.close()
    return answer


def searched(path: Path, word: str) -> int:
    return ask(path, f"SELECT count(*) FROM turn_fts WHERE turn_fts MATCH '{word}'")[0]


def test_a_step_adds_a_column_and_rewrites_patches_and_all_else_stays(
    path: Path, tmp_path: Path
) -> None:
    before = content(path)
    kept = migrate(path, scripts_with(tmp_path, ADD_COLUMN, RENAME_FIELD))
    after = content(path)
    untouched = before.keys() - {"code", "coding", "patch"}
    assert {tbl: after[tbl] for tbl in untouched} == {tbl: before[tbl] for tbl in untouched}
    assert [len(rows) for rows in after.values()] == [len(rows) for rows in before.values()]
    assert ask(path, "SELECT remark FROM coding ORDER BY born") == ["slaap", ""]
    assert set(ask(path, "SELECT origin FROM code")) == {""}
    assert ask(path, "PRAGMA user_version") == [SCHEMA + 1]
    assert ask(path, "SELECT version_num FROM alembic_version") == [NEXT]
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert content(kept) == before
    assert kept in backups(path)


def test_the_tables_are_still_the_fold_of_the_rewritten_patches(path: Path, tmp_path: Path) -> None:
    migrate(path, scripts_with(tmp_path, ADD_COLUMN, RENAME_FIELD))
    db = sqlite3.connect(path)
    try:
        rows, _ = fold.fold_all(fold.history(db))
        remarks = {row: f.get("remark") for (tbl, row), f in rows.items() if tbl == "coding"}
        shown = dict(db.execute("SELECT id, nullif(remark, '') FROM coding"))
        assert remarks == shown
        assert "slaap" in shown.values()
    finally:
        db.close()


NOUNS = ["case_", "code", "coder", "coding", "document", "speaker", "wave"]
TABLES = [*NOUNS, "event", "patch", "study", "text", "tombstone", "turn", "version"]


@pytest.mark.parametrize("tbl", TABLES)
def test_making_a_table_anew_empties_none_that_refers_to_it(
    path: Path, tmp_path: Path, tbl: str
) -> None:
    """SQLite knows few changes of a table, so that most migrations drop it and make it anew."""
    before = content(path)
    hits = searched(path, "slaap")
    migrate(path, scripts_with(tmp_path, RECREATE.format(tbl=tbl)))
    after = content(path)
    assert after.pop(tbl) == [(*row, "x") for row in before.pop(tbl)]
    assert after == before
    assert ask(path, "PRAGMA foreign_key_check") == []
    assert searched(path, "slaap") == hits > 0


@pytest.mark.parametrize("tbl", ["code", "coding", "assignment"])
def test_making_a_table_anew_keeps_its_checks_keys_and_indexes(
    path: Path, tmp_path: Path, tbl: str
) -> None:
    """What a new file of that schema has, a migrated one has too."""
    before = rules(path, tbl)
    migrate(path, scripts_with(tmp_path, RECREATE.format(tbl=tbl)))
    assert rules(path, tbl) == before


def rules(path: Path, tbl: str) -> tuple[Any, ...]:
    """The checks, foreign keys (and that they wait for the end) and indexes of a table."""
    sql = ask(path, f"SELECT sql FROM sqlite_master WHERE name = '{tbl}'")[0].upper()
    db = sqlite3.connect(path)
    keys = sorted(row[2:] for row in db.execute(f"PRAGMA foreign_key_list({tbl})"))
    indexes = sorted(row[1:] for row in db.execute(f"PRAGMA index_list({tbl})"))
    db.close()
    return sql.count("CHECK"), sql.count("INITIALLY DEFERRED"), keys, indexes


FAILING = {
    "an error of its own": "    raise RuntimeError('midway')\n",
    "SQL that is wrong": '    op.execute("UPDATE nothing SET x = 1")\n',
    "rows that refer to nothing": ("    op.execute(\"UPDATE coding SET code_id = 'nothing'\")\n"),
}


@pytest.mark.parametrize("failure", FAILING)
def test_a_step_that_fails_leaves_the_file_as_it_was(
    path: Path, tmp_path: Path, failure: str
) -> None:
    steps = (ADD_COLUMN, RENAME_FIELD, FAILING[failure])
    before, digest = content(path), sha256(path.read_bytes()).digest()
    with pytest.raises(Exception, match=r"midway|nothing"):
        migrate(path, scripts_with(tmp_path, *steps))
    assert content(path) == before
    assert sha256(path.read_bytes()).digest() == digest
    assert ask(path, "PRAGMA user_version") == [SCHEMA]
    with Study(path) as study:
        assert doctor.examine(study).sound


def test_a_file_of_the_newest_schema_is_left_as_it_is(path: Path) -> None:
    before = content(path)
    migrate(path)
    assert content(path) == before
    assert ask(path, "PRAGMA user_version") == [SCHEMA]


def test_migrating_twice_does_the_step_once(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qualcode.study.connection.SCHEMA", SCHEMA + 1)
    scripts = scripts_with(tmp_path, ADD_COLUMN)
    migrate(path, scripts)
    after = content(path)
    migrate(path, scripts)
    assert content(path) == after


def test_an_older_file_is_migrated_when_it_is_opened(path: Path) -> None:
    """A file that is only marked as older goes the same way."""
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 0")
    db.close()
    with Study(path) as study:
        assert doctor.examine(study).sound
    assert ask(path, "PRAGMA user_version") == [SCHEMA]
    assert len(backups(path)) == 1


def test_a_copy_is_migrated_aside_and_the_file_stays_as_it_is(path: Path, tmp_path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("PRAGMA user_version = 0")
    db.close()
    before = path.read_bytes()
    aside = tmp_path / "aside"
    aside.mkdir()
    copy = migrated_copy(path, aside)
    assert ask(copy, "PRAGMA user_version") == [SCHEMA]
    assert path.read_bytes() == before
    assert backups(path) == []
    with Study(copy) as study:
        assert doctor.examine(study).sound
