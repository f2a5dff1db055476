"""What the doctor finds, and what repair makes anew."""

import json
from hashlib import sha256
from pathlib import Path

import pytest

from qualcode.errors import InputError, StudyUnusable
from qualcode.study import doctor
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write

from . import histories as h


@pytest.fixture
def worked(study: Study) -> Study:
    """A study with a coding, a corrected document and a code that was moved."""
    document = h.import_document(study, "P07-W01", h.TEXTS[0])
    h.code_passage(study, document, min(h.by_id(study, "code")), 17, 29, memo="slaap")
    h.import_document(study, "P07-W01", h.TEXTS[1])
    h.set_fields(study, "code", min(h.by_id(study, "code")), position=3)
    assert doctor.examine(study).sound
    return study


def unsound(study: Study) -> set[str]:
    examined = doctor.examine(study)
    found = {check.name for check in examined.checks if not check.sound}
    assert examined.sound == (not found)
    return found


def spoil(study: Study, *statements: str) -> None:
    study.db.execute("PRAGMA foreign_keys = OFF")
    for statement in statements:
        assert study.db.execute(statement).rowcount != 0, statement
    study.db.execute("PRAGMA foreign_keys = ON")


TABLES = "tables are the fold of the events"
ONE = "WHERE pk = (SELECT min(pk) FROM"
REPAIRABLE = {
    "a changed name": ("UPDATE code SET name = 'x' WHERE name = 'werk'", TABLES),
    "a changed field that no event set": (
        f"UPDATE code SET use_when = 'x' {ONE} code)",
        TABLES,
    ),
    "a field that no event set and that has no default": (
        f"UPDATE code SET colour = 'red' {ONE} code)",
        TABLES,
    ),
    "a moved code": (
        "UPDATE code SET parent_id = NULL WHERE name = 'zelfstigma'",
        TABLES,
    ),
    "a coding taken away": ("UPDATE coding SET removed = 1", TABLES),
    "a birth at another time": ("UPDATE coding SET born = born + 1", TABLES),
    "a row that is missing": ("DELETE FROM coding", TABLES),
    "a code that is missing": ("DELETE FROM code WHERE name = 'werk'", TABLES),
    "a row too many": (
        "INSERT INTO code (id, born, made, removed, name) VALUES ('x', 1, '', 0, 'x')",
        TABLES,
    ),
    "a wrong quote in the table": ("UPDATE coding SET quote = 'iets anders'", "quotes"),
    "a turn that is missing": (f"DELETE FROM turn {ONE} turn)", "turns"),
    "all turns missing": ("DELETE FROM turn", "turns"),
    "a turn in another place": ('UPDATE turn SET "end" = "end" - 1', "turns"),
    "a turn by somebody else": (
        "UPDATE turn SET speaker_id = (SELECT max(speaker_id) FROM turn) || 'x'",
        "turns",
    ),
    "a turn at another time": ("UPDATE turn SET starts_at = 5.0", "turns"),
    "a turn too many": (
        "INSERT INTO turn (version_id, n, start, end, words)"
        " SELECT version_id, 99, 9999, 9999, 0 FROM turn LIMIT 1",
        "turns",
    ),
    "an empty search index": (
        "INSERT INTO turn_fts (turn_fts) VALUES ('delete-all')",
        "search",
    ),
    "a search index without a turn": (
        "INSERT INTO turn_fts (turn_fts, rowid, words)"
        " SELECT 'delete', pk, words FROM turn_text LIMIT 1",
        "search",
    ),
    "a search index with a word too many": (
        "INSERT INTO turn_fts (rowid, words) VALUES (1, 'spookwoord')",
        "search",
    ),
    "a search index that has lost its pages": ("DELETE FROM turn_fts_data", "search"),
    "a search index that is scrambled": (
        "UPDATE turn_fts_data SET block = x'00ff00ff00ff'",
        "search",
    ),
}


@pytest.mark.parametrize("harm", REPAIRABLE)
def test_what_can_be_made_anew_is_found_and_mended(worked: Study, harm: str) -> None:
    statement, check = REPAIRABLE[harm]
    before = h.everything(worked)
    spoil(worked, statement)
    assert check in unsound(worked)
    assert doctor.repair(worked).sound
    assert h.everything(worked) == before
    assert len(h.found(worked, "slaap")) == 3


LASTING = {
    "a changed text": ("UPDATE text SET text = replace(text, 'slaap', 'waak')", "texts"),
    "a text that is missing": ("DELETE FROM text", "texts"),
    "a version that is missing": ("DELETE FROM version WHERE parent_id IS NULL", "file"),
    "a version cut into turns otherwise": (
        "UPDATE version SET turns = '[[0,0,5,null,null,1]]'",
        "turns",
    ),
    "a wrong quote in the event": (
        "UPDATE patch SET vals = json_set(vals, '$.quote', 'iets anders') WHERE tbl = 'coding'",
        TABLES,
    ),
    "a code of which no event tells": ("DELETE FROM patch WHERE tbl = 'code'", TABLES),
    "an event that is missing": ("DELETE FROM event", TABLES),
    "a patch that is no JSON": ("UPDATE patch SET vals = '{' WHERE tbl = 'coding'", TABLES),
    "a patch that is a list": ("UPDATE patch SET vals = '[]' WHERE tbl = 'coding'", TABLES),
    "a patch on no table": ("UPDATE patch SET tbl = 'shoes' WHERE tbl = 'coding'", TABLES),
    "a patch that sets no field": (
        "UPDATE patch SET vals = json_set(vals, '$.shoe', 44) WHERE tbl = 'coding'",
        TABLES,
    ),
    "a patch that the table can't hold": (
        "UPDATE patch SET vals = json_set(vals, '$.end', -1) WHERE tbl = 'coding'",
        TABLES,
    ),
    "over that is no JSON": ("UPDATE patch SET over = '{'", TABLES),
    "a version whose turns are no JSON": ("UPDATE version SET turns = '['", "turns"),
    "a version whose speakers are no JSON": ("UPDATE version SET speakers = '['", "turns"),
}


@pytest.mark.parametrize("harm", LASTING)
def test_what_cannot_be_made_anew_is_found_and_told_without_breaking_down(
    worked: Study, harm: str
) -> None:
    statement, check = LASTING[harm]
    spoil(worked, statement)
    assert check in unsound(worked)
    assert not doctor.repair(worked).sound


def test_a_sound_study_passes_every_check_and_is_not_touched(worked: Study) -> None:
    worked.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    before = sha256(worked.path.read_bytes()).digest()
    examined = doctor.examine(worked)
    assert examined.sound
    assert len(examined.checks) == len(doctor.LOOKS)
    worked.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert sha256(worked.path.read_bytes()).digest() == before


def test_repairing_a_sound_study_changes_nothing(worked: Study) -> None:
    before = h.everything(worked)
    assert doctor.repair(worked).sound
    assert h.everything(worked) == before


def test_many_problems_are_told_in_ten_lines_and_that_there_are_more(worked: Study) -> None:
    for n in range(15):
        h.create_code(worked, f"code {n}")
    spoil(worked, "UPDATE code SET name = 'x'")
    (check,) = [check for check in doctor.examine(worked).checks if check.name == TABLES]
    assert len(check.problems) == 11
    assert check.problems[-1] == "… and more"


def test_what_was_remembered_is_made_anew_after_a_repair(worked: Study) -> None:
    def load(study: Study) -> set[str]:
        return {row["name"] for row in h.by_id(study, "code").values()}

    before = load(worked)
    spoil(worked, "UPDATE code SET name = 'x'")
    assert worked.remembered(load, "code") == {"x"}
    doctor.repair(worked)
    assert worked.remembered(load, "code") == before


def test_a_broken_page_is_told_and_not_raised(worked: Study, tmp_path: Path) -> None:
    """As a failing disk leaves it: some page in the middle no longer makes sense."""
    worked.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    content = worked.path.read_bytes()
    for page in range(1, len(content) // 4096):
        broken = tmp_path / f"{page}.qualcode"
        start = page * 4096
        broken.write_bytes(content[:start] + b"\xa5" * 4096 + content[start + 4096 :])
        try:
            study = Study(broken)
        except StudyUnusable:
            continue
        with study:
            doctor.examine(study)


@pytest.mark.parametrize(
    "values",
    [
        {"examples": ["één", "twee"], "names": {"en": "work", "nl": "werk"}},
        {"position": 7, "domain": True},
        {"colour": None, "hotkey": "w"},
        {"definition": "«regel»\nregel\t🙂 e\u0301"},
    ],
    ids="+".join,
)
def test_every_kind_of_value_is_in_the_table_as_the_events_say(
    study: Study, values: dict[str, object]
) -> None:
    h.set_fields(study, "code", min(h.by_id(study, "code")), **values)
    assert unsound(study) == set()


@pytest.mark.parametrize("month", [1, 1.5, 0])
def test_whole_numbers_in_a_column_of_fractions_are_sound(study: Study, month: float) -> None:
    vals = {"removed": 0, "name": "W01", "ordinal": 1, "month": month}
    write(study, "wave", [Patch("wave", "w", vals)], label="wave")
    assert unsound(study) == set()


TEXTS = {
    "nothing": "",
    "empty lines": "a\n\n\nb",
    "marks and pictures": "e\u0301e\u0301n 👩‍👩‍👧 twee\n🇳🇱",
    "right to left": "مرحبا\nשלום",
    "quotes and percent signs": "'; DROP TABLE turn; --\n\"%_\\",
    "ends of line of all kinds": "a\r\nb\u2028c\x85d\x0be",
    "a very long line": "woord " * 20_000,
}


@pytest.mark.parametrize("kind", TEXTS)
def test_texts_of_every_kind_are_kept_found_and_given_up_again(study: Study, kind: str) -> None:
    text = TEXTS[kind]
    document = h.import_document(study, "P07-W01", text)
    if text:
        h.code_passage(study, document, min(h.by_id(study, "code")), 0, len(text))
    version = h.by_id(study, "document")[document]["version_id"]
    assert json.loads(h.by_id(study, "version")[version]["turns"])
    assert unsound(study) == set()
    assert doctor.repair(study).sound


def test_a_zero_character_is_refused_or_kept_soundly(study: Study) -> None:
    """SQLite's own functions stop reading at one: quotes and search would go astray."""
    try:
        h.import_document(study, "P07-W01", "voor\x00na\nen verder")
    except InputError:
        return
    assert unsound(study) == set()
