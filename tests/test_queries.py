"""Every statement reads through the views of study/sight.py, and gives what the code unpacks."""

import re
import sqlite3
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

import qualcode
from qualcode.codebook.loading import start
from qualcode.coding import queries as coding
from qualcode.study.file import Study
from qualcode.study.sight import VIEWS

MODULES = [
    import_module(f"qualcode.{path.parent.name}.queries")
    for path in sorted(Path(str(qualcode.__file__)).parent.glob("*/queries.py"))
]
COLUMNS = {
    "qualcode.cases.queries": {"CASES": 2, "WAVES": 3, "ATTRIBUTES": 3},
    "qualcode.codebook.queries": {"CODES": 15},
    "qualcode.coding.queries": {
        "DOCUMENTS": 10,
        "NAMES": 3,
        "SAME_TEXT": 1,
        "CODERS": 2,
        "SPEAKERS": 1,
        "ROLES": 1,
        "TURNS": 7,
        "TURN": 2,
        "SAME_CODING": 1,
        "CODING_IDS": 3,
        "CODINGS": 19,
        "BLIND_DOCUMENTS": 1,
        "ASSIGNMENTS": 7,
        "FIRST_CODINGS": 3,
        "MY_ASSIGNMENTS": 4,
    },
    "qualcode.matrix.queries": {"SOURCES": 5, "CODINGS": 4},
}
ALLOWED = ("seen_", "json_each", "sqlite_master")
PARAMETER = re.compile(r":([a-z_]+)")


def statements(module: ModuleType) -> dict[str, str]:
    found = {
        name: text.replace("{where}", "")
        for name, text in vars(module).items()
        if name.isupper() and isinstance(text, str)
    }
    if module is coding:
        everything = " AND ".join(coding.CODING_FILTERS.values())
        found["CODINGS with all filters"] = coding.CODINGS.format(where=f"WHERE {everything}")
    return found


ALL = [(m.__name__, name, sql) for m in MODULES for name, sql in statements(m).items()]


@pytest.fixture(scope="module")
def study(memory: Path) -> Study:
    path = memory / "queries.qualcode"
    start(path)
    return Study(path, viewer="Anna")


@pytest.mark.parametrize(("module", "name", "sql"), ALL, ids=[f"{m} {n}" for m, n, _ in ALL])
def test_a_statement_reads_only_what_the_viewer_may_see(
    study: Study, module: str, name: str, sql: str
) -> None:
    refused: list[str] = []

    def look(
        action: int, table: str | None, column: str | None, _: str | None, via: str | None
    ) -> int:
        is_base = table is not None and not table.startswith(ALLOWED)
        if action == sqlite3.SQLITE_READ and via not in VIEWS and is_base:
            refused.append(f"{table}.{column}")
        return sqlite3.SQLITE_OK

    asked = dict.fromkeys(PARAMETER.findall(sql), "[]")
    study.db.set_authorizer(look)
    try:
        assert study.db.execute(f"EXPLAIN {sql}", asked).fetchall()
    finally:
        study.db.set_authorizer(None)
    assert refused == []
    columns = len(study.db.execute(sql, asked | {"start": 0, "length": 1}).description)
    assert columns == COLUMNS[module].get(name.partition(" ")[0], columns)


def test_the_check_itself_sees_a_base_table(study: Study) -> None:
    seen: list[tuple[object, ...]] = []

    def look(*what: object) -> int:
        seen.append(what)
        return sqlite3.SQLITE_OK

    study.db.set_authorizer(look)
    study.db.execute("EXPLAIN SELECT id FROM coding").fetchall()
    study.db.set_authorizer(None)
    assert (sqlite3.SQLITE_READ, "coding", "id", "main", None) in seen


def test_no_other_module_holds_sql() -> None:
    root = Path(str(qualcode.__file__)).parent
    sql = re.compile(r"\b(SELECT .+ FROM|INSERT (OR \w+ )?INTO|UPDATE \w+ SET|DELETE FROM) ?")
    astray = [
        str(path.relative_to(root))
        for path in root.rglob("*.py")
        if path.name != "queries.py"
        and path.relative_to(root).parts[0] != "study"
        and sql.search(path.read_text(encoding="utf-8"))
    ]
    assert astray == []


def test_a_statement_that_is_gone_is_not_kept_in_the_list() -> None:
    there = {(module, name) for module, name, _ in ALL}
    assert {(m, name) for m, names in COLUMNS.items() for name in names} <= there
