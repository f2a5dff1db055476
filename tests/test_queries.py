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
from qualcode.coding.search import queries as search
from qualcode.coding.writing import queries as writing
from qualcode.study.file import Study
from qualcode.study.sight import VIEWS

PACKAGE = Path(str(qualcode.__file__)).parent
MODULES = [
    import_module(".".join(("qualcode", *path.relative_to(PACKAGE).with_suffix("").parts)))
    for path in sorted(PACKAGE.rglob("queries.py"))
]
COLUMNS = {
    "qualcode.agreement.queries": {
        "GIVEN": 5,
        "FROZEN": 8,
        "PRESENT": 8,
        "SET_ASIDE": 9,
        "SETTLED": 9,
        "OVERTAKEN": 9,
        "AGREED_ON": 6,
        "TURNS": 2,
    },
    "qualcode.cases.queries": {
        "CASES": 2,
        "WAVES": 7,
        "ABSENCES": 3,
        "ABSENCE": 2,
        "INTERVIEWED": 1,
        "DOCUMENTS": 7,
        "ATTRIBUTES": 3,
        "ATTRIBUTES_OF": 4,
        "PERIODS": 3,
        "PAIRS": 2,
    },
    "qualcode.codebook.queries": {
        "CODES": 15,
        "LAST_POSITION": 1,
        "POSITIONS": 2,
        "CODINGS_PER_CODE": 2,
        "USES": 4,
        "LYING_ON": 4,
        "WORK_ON": 4,
        "DONE": 2,
        "WRITES": 5,
        "EVENTS": 6,
    },
    "qualcode.coding.queries": {
        "DOCUMENTS": 10,
        "NAMES": 3,
        "CODERS": 2,
        "SPEAKERS": 1,
        "ROLES": 1,
        "TURNS": 7,
        "TURN": 2,
        "CODING_IDS": 3,
        "CODINGS": 19,
        "BLIND_DOCUMENTS": 1,
        "ASSIGNMENTS": 7,
        "MEANINGS": 2,
        "FIRST_CODINGS_UNASSIGNED": 2,
        "FIRST_CODINGS": 3,
        "ADJUDICATED": 1,
        "CODED_AGAIN": 1,
        "MEANINGS_OF": 5,
        "RECODED": 8,
        "SETTLED": 2,
        "SET_ASIDE": 6,
        "AGREED_ON": 5,
        "MEMOS_BY_OTHERS": 2,
        "QUOTES_BY_OTHERS": 2,
        "MEANT": 5,
        "OWN_CODING": 13,
        "MEMOS_ON_CODING": 1,
        "QUOTES_ON_CODING": 5,
        "CODINGS_ANYWHERE": 6,
        "CODINGS_AT": 6,
        "LAST_CODING": 1,
        "TURNS_OF_CASE": 8,
        "CHANGES_BY_OTHERS": 3,
        "PAIRS": 2,
        "KINDS": 1,
    },
    "qualcode.coding.rounds.queries": {
        "LISTED": 12,
        "CODED": 3,
        "MY_ASSIGNMENTS": 9,
        "MY_CODINGS": 1,
    },
    "qualcode.coding.arriving.queries": {
        "SAME_TEXT": 1,
        "SPOKEN": 8,
        "DOCUMENT": 7,
    },
    "qualcode.coding.writing.queries": {
        "CODINGS_BY_ID": 2,
        "MEMOS_BY_ID": 2,
        "MEMOS": 15,
        "SUMMARIES": 10,
        "QUOTES": 7,
        "FLAGS": 15,
        "FLAG": 7,
        "SETTLED": 7,
    },
    "qualcode.coding.search.queries": {
        "TURNS_READ": 12,
        "CODED_IN": 4,
        "PAIRS_READ": 2,
    },
    "qualcode.matrix.queries": {
        "SOURCES": 7,
        "SPEAKERS": 5,
        "TURNS": 5,
        "CODINGS": 8,
        "SET_ASIDE": 1,
        "CODES": 2,
        "CODERS": 2,
        "VERSIONS": 2,
        "TOPICS": 2,
        "QUOTED": 6,
        "QUOTES": 3,
    },
}
WITHIN = (*VIEWS, "hidden_memo")  # the views, and the recursion within one
# What only the views themselves may lean on: these hold what is hidden.
INTERNAL = re.compile(rf"\b({'|'.join(name for name in VIEWS if not name.startswith('seen_'))})\b")
ALLOWED = ("seen_", "json_each", "sqlite_master")
PARAMETER = re.compile(r":([a-z_]+)")


def statements(module: ModuleType) -> dict[str, str]:
    found = {
        name: text.replace("{where}", "").replace("{at}", "").replace("{codings}", "seen_coding")
        for name, text in vars(module).items()
        if name.isupper() and isinstance(text, str)
    }
    if module is coding:
        everything = " AND ".join(coding.CODING_FILTERS.values())
        for view in ("seen_coding", "seen_any_coding", "seen_final_coding"):
            found[f"CODINGS with all filters of {view}"] = coding.CODINGS.format(
                codings=view, where=f"WHERE {everything}"
            )
    if module is search:
        turns = " AND ".join(search.TURN_FILTERS.values())
        found["TURNS_READ with all filters"] = search.TURNS_READ.format(where=f"WHERE {turns}")
        shown = " AND ".join(search.SHOWN_FILTERS.values())
        found["CODED_IN with all filters"] = search.CODED_IN.format(
            codings="seen_final_coding", where=f"WHERE {shown}"
        )
        pairs = " AND ".join(search.PAIR_FILTERS.values())
        found["PAIRS_READ with all filters"] = search.PAIRS_READ.format(where=f"WHERE {pairs}")
    if module is writing:
        everything = " AND ".join(writing.MEMO_FILTERS.values())
        found["MEMOS with all filters"] = writing.MEMOS.format(where=f"AND {everything}")
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
        if action == sqlite3.SQLITE_READ and via not in WITHIN and is_base:
            refused.append(f"{table}.{column}")
        return sqlite3.SQLITE_OK

    assert INTERNAL.search(sql) is None
    asked = dict.fromkeys(PARAMETER.findall(sql), "[]") | {"words": '"[]"'}
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
