"""Brings a file of an older schema up to date: a backup first, then all steps or none."""

import sqlite3
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, create_engine, event
from sqlalchemy.pool import StaticPool

from qualcode.study.backup import back_up
from qualcode.study.connection import connect, damaged

SCRIPTS = Path(__file__).parent / "migrations"


def migrate(path: Path, scripts: Path = SCRIPTS) -> Path:
    """Migrates the study at `path` to the newest schema; answers where its backup lies.

    Foreign keys are off while tables are made anew (a batch that recreates a parent under
    keys can empty its children) and checked as a whole before anything is kept.
    """
    kept = back_up(path, "before-migration")
    config = Config(attributes={"connection": None})
    config.set_main_option("script_location", str(scripts))
    head = ScriptDirectory.from_config(config).get_current_head()
    db = connect(path)
    try:
        db.execute("PRAGMA foreign_keys = OFF")
        db.execute("PRAGMA legacy_alter_table = ON")  # a view may name a table that is made anew
        engine = create_engine("sqlite://", creator=lambda: db, poolclass=StaticPool)
        event.listen(engine, "begin", _begin)
        with engine.begin() as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
            if broken:
                raise damaged(path, ValueError(f"{len(broken)} rows refer to nothing"))
            connection.exec_driver_sql(f"PRAGMA user_version = {int(head or 0)}")
    finally:
        db.close()
    return kept


def _begin(connection: Connection) -> None:
    # Python's sqlite3 is in autocommit here: the transaction is ours to open.
    connection.exec_driver_sql("BEGIN IMMEDIATE")


def migrated_copy(path: Path, folder: Path) -> Path:
    """A migrated copy of the study at `path`, which stays as it is."""
    copy = folder / path.name
    source, target = connect(path, to_look=True), sqlite3.connect(copy)
    try:
        source.backup(target)
    finally:
        source.close()
        target.close()
    migrate(copy)
    return copy
