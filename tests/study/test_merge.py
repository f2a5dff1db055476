"""Merging copies: what comes along, what is told, and what is refused."""

import json
import random
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from qualcode.coding.retrieval import Where
from qualcode.errors import InputError, OutcomeError, QualcodeError, StudyUnusable
from qualcode.export.lists import write_codings
from qualcode.study import doctor, tombstones
from qualcode.study.conflicts import conflicts
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, ensure_coder, write
from qualcode.study.making import make
from qualcode.study.merge import merge
from qualcode.study.undo import undo

from . import histories as h


def first(study: Study, tbl: str) -> str:
    return min(h.by_id(study, tbl))


def a_passage(study: Study, **fields: object) -> str:
    return h.code_passage(study, first(study, "document"), first(study, "code"), **fields)


def digest(path: Path) -> str:
    return sha256(path.read_bytes()).hexdigest()


def settled(study: Study) -> str:
    """The digest of the file with all that was written in it."""
    study.db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return digest(study.path)


# What comes along


def test_a_merge_tells_what_is_new(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    a_passage(bram)
    h.import_document(bram, "P07-W01", "Wat doet u?\nNiets.")
    told = merge(anna, bram.path)
    assert (told.events, told.documents, told.codings) == (2, 1, 1)
    assert (told.conflicts, told.skipped_moves) == ((), ())
    assert told.backup is not None
    assert Path(told.backup).is_file()


def test_what_was_removed_in_the_other_copy_counts_down(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    coding = a_passage(anna)
    merge(bram, anna.path)
    h.set_fields(bram, "coding", coding, removed=1)
    assert merge(anna, bram.path).codings == -1


def test_merging_the_file_with_itself_is_refused(study: Study) -> None:
    a_passage(study)
    before = h.everything(study)
    beside = study.path.with_name("beside.qualcode")
    beside.symlink_to(study.path)
    for same in (study.path, beside):
        with pytest.raises(InputError, match="is this study itself"):
            merge(study, same)
    assert h.everything(study) == before


def test_the_copy_that_is_merged_from_stays_as_it_is(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    a_passage(anna)
    a_passage(bram)
    before = settled(bram)
    merge(anna, bram.path)
    assert settled(bram) == before


def test_imported_texts_can_be_searched_after_a_merge(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    h.import_document(bram, "P07-W01", "Wat doet u?\nPannenkoeken bakken.")
    merge(anna, bram.path)
    (version,) = h.found(anna, "pannenkoeken")
    assert h.by_id(anna, "document")[h.ids.natural(anna.id, "document", "P07-W01")][
        "version_id"
    ] == (version)
    assert doctor.examine(anna).sound


def test_the_same_document_imported_in_two_copies_is_one(copies: list[Study]) -> None:
    for study in copies:
        h.import_document(study, "P07-W01", "Wat doet u?\nNiets.")
    h.everything_merged(copies)
    assert len(h.by_id(copies[0], "document")) == 2
    assert len(h.by_id(copies[0], "version")) == 2
    assert conflicts(copies[0].db) == []


def test_one_name_with_two_texts_is_one_document_with_two_versions_and_a_conflict(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    document = h.import_document(anna, "P07-W01", "Wat doet u?\nNiets.")
    h.import_document(bram, "P07-W01", "Wat doet u?\nVan alles.")
    told = merge(anna, bram.path)
    assert len(h.by_id(anna, "document")) == 2
    mine = [v for v in h.by_id(anna, "version").values() if v["document_id"] == document]
    assert len(mine) == 2
    (conflict,) = told.conflicts
    assert (conflict.table, conflict.name, conflict.field) == ("document", "P07-W01", "version_id")
    assert doctor.examine(anna).sound


def test_one_content_under_two_file_names_is_the_same_version_in_every_copy(
    copies: list[Study],
) -> None:
    """The name of the source file differs between two laptops; merging still makes them one."""
    anna, bram = copies[:2]
    for study, source in ((anna, "P07-W01.txt"), (bram, "P07-W01 def.txt")):
        import_from(study, "P07-W01", "Wat doet u?\nNiets.", source=source)
    merge(anna, bram.path)
    merge(bram, anna.path)
    assert h.texts(anna) == h.texts(bram)


def test_a_text_that_is_a_first_version_here_and_a_correction_there_is_one_version(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    h.import_document(anna, "P07-W01", "Wat doet u?\nNiets.")
    parent = h.version_of(anna, "P07-W01", "Wat doet u?\nNiets.").id
    import_from(anna, "P07-W01", "Wat doet u?\nIets.", parent_id=parent)
    h.import_document(bram, "P07-W01", "Wat doet u?\nIets.")
    merge(anna, bram.path)
    merge(bram, anna.path)
    assert h.texts(anna) == h.texts(bram)


def import_from(study: Study, name: str, text: str, **given: str) -> None:
    version = replace(h.version_of(study, name, text), **given)
    vals = {"removed": 0, "name": name, "kind": "interview", "version_id": version.id}
    patch = Patch("document", version.document_id, vals)
    write(study, "import", [patch], label="import", by=h.me(study), new_versions=[version])


def test_a_handed_out_copy_comes_back_with_the_work_done_in_it(
    copies: list[Study], tmp_path: Path
) -> None:
    anna = copies[0]
    target = hand_out(anna, tmp_path / "voor-bram.qualcode", "Bram")
    with h.open_copy(target, "Bram") as bram:
        coding = a_passage(bram)
    told = merge(anna, target)
    assert (told.events, told.codings) == (1, 1)
    assert h.by_id(anna, "coding")[coding]["coder_id"] == anna.coder_id("Bram")


def test_what_was_remembered_is_made_anew_after_a_merge(copies: list[Study]) -> None:
    anna, bram = copies[:2]

    def load(study: Study) -> int:
        return len(h.by_id(study, "coding"))

    assert anna.remembered(load, "coding") == 0
    a_passage(bram)
    merge(anna, bram.path)
    assert anna.remembered(load, "coding") == 1


def test_a_ring_that_two_copies_make_together_is_skipped_and_counted(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    one, two = h.create_code(anna, "een"), h.create_code(anna, "twee")
    merge(bram, anna.path)
    h.set_fields(anna, "code", one, parent_id=two)
    bram.clock = lambda: h.START + 60_000
    h.set_fields(bram, "code", two, parent_id=one)
    assert merge(anna, bram.path).skipped_moves == ("twee",)
    assert h.by_id(anna, "code")[one]["parent_id"] == two
    assert h.by_id(anna, "code")[two]["parent_id"] is None


def test_moves_skipped_long_ago_are_not_told_again(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    one, two = h.create_code(anna, "een"), h.create_code(anna, "twee")
    merge(bram, anna.path)
    h.set_fields(anna, "code", one, parent_id=two)
    bram.clock = lambda: h.START + 60_000
    h.set_fields(bram, "code", two, parent_id=one)
    merge(anna, bram.path)
    h.create_code(bram, "drie")
    assert merge(anna, bram.path).skipped_moves == ()


# Conflicts


def both_name(copies: list[Study], one: str, other: str) -> str:
    anna, bram = copies[:2]
    code = h.create_code(anna, "nieuw")
    merge(bram, anna.path)
    h.set_fields(anna, "code", code, name=one)
    bram.clock = lambda: h.START + 60_000
    h.set_fields(bram, "code", code, name=other)
    return code


def test_a_conflict_tells_both_values_and_coders_latest_first(copies: list[Study]) -> None:
    code = both_name(copies, "van Anna", "van Bram")
    (conflict,) = merge(copies[0], copies[1].path).conflicts
    assert (conflict.row_id, conflict.field, conflict.name) == (code, "name", "van Bram")
    assert conflict.values == ("van Bram", "van Anna")
    assert conflict.coders == ("Bram", "Anna")
    merge(copies[1], copies[0].path)
    assert conflicts(copies[1].db) == [conflict]


def test_the_same_value_set_twice_is_no_conflict(copies: list[Study]) -> None:
    both_name(copies, "samen", "samen")
    assert merge(copies[0], copies[1].path).conflicts == ()


def test_fields_of_one_row_set_apart_are_no_conflict(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    code = first(anna, "code")
    h.set_fields(anna, "code", code, definition="van Anna")
    h.set_fields(bram, "code", code, colour="red")
    assert merge(anna, bram.path).conflicts == ()
    row = h.by_id(anna, "code")[code]
    assert (row["definition"], row["colour"]) == ("van Anna", "red")


def test_undoing_one_of_the_rivals_settles_it_and_undoing_the_choice_opens_it(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    code = both_name(copies, "van Anna", "van Bram")
    merge(anna, bram.path)
    h.set_fields(anna, "code", code, name="gekozen")
    assert conflicts(anna.db) == []
    undo(anna)
    assert len(conflicts(anna.db)) == 1
    undo(anna)
    assert conflicts(anna.db) == []
    assert h.by_id(anna, "code")[code]["name"] == "van Bram"


def test_two_choices_made_apart_are_a_conflict_of_the_choices_only(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    code = both_name(copies, "een", "twee")
    h.everything_merged(copies[:2])
    h.set_fields(anna, "code", code, name="drie")
    h.set_fields(bram, "code", code, name="vier")
    (conflict,) = merge(anna, bram.path).conflicts
    assert set(conflict.values) == {"drie", "vier"}


# What was erased


def bury(study: Study, *ids: str) -> None:
    with study.writing():
        tombstones.bury(study.db, ids)


@pytest.mark.parametrize("through", [[0, 1, 2], [0, 2, 1], [2, 0, 1], [1, 2, 0]])
def test_words_about_an_erased_row_are_gone_wherever_they_were_written(
    copies: list[Study], through: list[int]
) -> None:
    """Bram edited the row while Anna erased it: the label of his event tells of it as well."""
    anna, bram, chris = copies
    coding = a_passage(anna)
    for other in (bram, chris):
        merge(other, anna.path)
    patch = Patch("coding", coding, {"memo": "over de buurvrouw"})
    write(bram, "memo", [patch], label="memo over de buurvrouw", by=h.me(bram))
    bury(anna, coding)
    one, two, three = (copies[n] for n in through)
    for study, other in ((one, two), (two, three), (three, one), (one, three), (two, one)):
        merge(study, other.path)
    for study in copies:
        said = repr([rows for tbl, rows in h.everything(study).items() if tbl != "tombstone"])
        assert coding not in said
        assert "buurvrouw" not in said
        assert h.everything(study) == h.everything(anna)


@pytest.mark.parametrize("elsewhere", [False, True], ids=["here", "in another copy"])
def test_an_undo_does_not_keep_the_words_of_what_was_erased(
    copies: list[Study], elsewhere: bool
) -> None:
    """The event of an undo is labelled like the one it takes back, and has no patches itself."""
    anna, bram = copies[:2]
    document = h.import_document(anna, "P07-W01", "Mijn naam is Geheimwoord.")
    coding = h.code_passage(anna, document, first(anna, "code"), 13, 24)
    if elsewhere:
        merge(bram, anna.path)
        bram.viewer = "Anna"
        undo(bram)
    else:
        undo(anna)
    bury(anna, coding)
    for study, other in ((anna, bram), (bram, anna)):
        merge(study, other.path)
    for study in (anna, bram):
        assert "Geheimwoord" not in repr(h.everything(study)["event"])
    assert h.everything(anna) == h.everything(bram)


def test_a_passage_coded_elsewhere_in_an_erased_document_does_not_stop_the_merge(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    document = h.import_document(anna, "P07-W01", "Mijn naam is Geheimwoord.")
    merge(bram, anna.path)
    h.code_passage(bram, document, first(bram, "code"), 13, 24)
    known = [row for t in ("version", "speaker") for row in rows_of(anna, t, document)]
    bury(anna, document, *known)
    for study, other in ((anna, bram), (bram, anna)):
        merge(study, other.path)
        assert doctor.examine(study).sound
        assert "Geheimwoord" not in repr(h.everything(study))
    assert h.everything(anna) == h.everything(bram)


def test_a_passage_coded_elsewhere_with_an_erased_code_does_not_stop_the_merge(
    copies: list[Study],
) -> None:
    anna, bram = copies[:2]
    code = h.create_code(anna, "geheim")
    merge(bram, anna.path)
    h.code_passage(bram, first(bram, "document"), code)
    bury(anna, code)
    for study, other in ((anna, bram), (bram, anna)):
        merge(study, other.path)
        assert doctor.examine(study).sound
    assert h.everything(anna) == h.everything(bram)


def rows_of(study: Study, tbl: str, document: str) -> list[str]:
    return [row for row, vals in h.by_id(study, tbl).items() if vals["document_id"] == document]


def test_a_text_that_another_document_has_too_outlives_the_erasing_of_one(study: Study) -> None:
    text = "Wat doet u?\nPannenkoeken bakken."
    one, two = (h.import_document(study, name, text) for name in ("P07-W01", "P08-W01"))
    bury(study, one, *rows_of(study, "version", one), *rows_of(study, "speaker", one))
    assert h.found(study, "pannenkoeken") == rows_of(study, "version", two)
    assert doctor.examine(study).sound


def test_a_document_imported_again_after_erasing_is_another_document(study: Study) -> None:
    text = "Wat doet u?\nPannenkoeken bakken."
    document = h.import_document(study, "P07-W01", text)
    bury(
        study, document, *rows_of(study, "version", document), *rows_of(study, "speaker", document)
    )
    assert study.claim_id("document", "P07-W01") != document


# What is refused


def test_another_study_is_refused_and_neither_file_changes(study: Study, tmp_path: Path) -> None:
    other = tmp_path / "ander.qualcode"
    make(other, "nl", lambda _: None)
    before = settled(study), digest(other)
    with pytest.raises(InputError, match="another study"):
        merge(study, other)
    assert (settled(study), digest(other)) == before


@pytest.mark.parametrize("dry_run", [False, True])
def test_a_refused_merge_leaves_nothing_beside_the_study(
    study: Study, tmp_path: Path, dry_run: bool
) -> None:
    other = tmp_path / "ander.qualcode"
    make(other, "nl", lambda _: None)
    before = beside(study)
    with pytest.raises(InputError):
        merge(study, other, dry_run=dry_run)
    assert beside(study) == before


def beside(study: Study) -> set[Path]:
    found = study.path.parent.rglob("*")
    return {path for path in found if not path.name.endswith(("-wal", "-shm"))}


def test_a_dry_run_tells_what_would_come_and_keeps_nothing(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    both_name(copies, "van Anna", "van Bram")
    a_passage(bram)
    before, files, content = h.everything(anna), beside(anna), settled(anna)
    told = merge(anna, bram.path, dry_run=True)
    assert told.backup is None
    assert h.everything(anna) == before
    assert settled(anna) == content
    assert beside(anna) == files
    real = merge(anna, bram.path)
    assert (real.events, real.documents, real.codings, real.conflicts, real.skipped_moves) == (
        told.events,
        told.documents,
        told.codings,
        told.conflicts,
        told.skipped_moves,
    )


def test_a_dry_run_leaves_what_is_remembered_right(copies: list[Study]) -> None:
    anna, bram = copies[:2]

    def load(study: Study) -> int:
        return len(h.by_id(study, "coding"))

    a_passage(bram)
    assert anna.remembered(load, "coding") == 0
    merge(anna, bram.path, dry_run=True)
    assert anna.remembered(load, "coding") == 0


def test_a_file_that_is_no_study_is_refused(study: Study, tmp_path: Path) -> None:
    text = tmp_path / "tekst.qualcode"
    text.write_text("geen studie")
    for path in (text, tmp_path / "er niet.qualcode", tmp_path):
        with pytest.raises(StudyUnusable):
            merge(study, path)


def test_a_copy_of_an_older_schema_is_merged_and_stays_as_it_is(copies: list[Study]) -> None:
    anna, bram = copies[:2]
    coding = a_passage(bram)
    bram.db.execute("PRAGMA user_version = 0")
    before = settled(bram)
    merge(anna, bram.path)
    assert coding in h.by_id(anna, "coding")
    assert settled(bram) == before


# Hostile copies: made by hand, by a broken disk or by a program with a bug


Mischief = Callable[[sqlite3.Connection], Any]


def insert_patch(
    tbl: str = "code", row_id: str | None = None, vals: object = None, over: object = None
) -> Mischief:
    """An event with one patch; what is given as a string is written as it is."""

    def spoil(db: sqlite3.Connection) -> None:
        row = row_id or db.execute("SELECT min(id) FROM code").fetchone()[0]
        texts = [x if isinstance(x, str) else json.dumps(x or {}) for x in (vals, over)]
        insert_event(id="hostile", hlc=h.START + 99_999)(db)
        db.execute(
            "INSERT INTO patch (event_id, n, tbl, row_id, vals, over) VALUES ('hostile',0,?,?,?,?)",
            (tbl, row, *texts),
        )

    return spoil


def insert_event(**fields: object) -> Mischief:
    known = {"kind": "edit", "coder_id": "x", "target_id": None, "label": "l", "at": "t"}
    values = {**known, **fields}

    def spoil(db: sqlite3.Connection) -> None:
        marks = ", ".join(f":{name}" for name in values)
        db.execute(f"INSERT INTO event ({', '.join(values)}) VALUES ({marks})", values)

    return spoil


def insert_version(**fields: object) -> Mischief:
    known = {"id": "v", "document_id": "d", "speakers": "[]", "turns": "[]", "source": "x"}

    def spoil(db: sqlite3.Connection) -> None:
        text = {"hash": sha256(b"tekst").hexdigest(), "text": "tekst"}
        text |= {name: fields.pop(name) for name in list(fields) if name in text}
        db.execute("INSERT INTO text VALUES (:hash, :text)", text)
        values = {**known, "text_hash": text["hash"], **fields}
        marks = ", ".join(f":{name}" for name in values)
        db.execute(f"INSERT INTO version ({', '.join(values)}) VALUES ({marks})", values)

    return spoil


CODING = {
    "removed": 0,
    "document_id": h.ids.natural(h.STUDY_ID, "document", h.DOCUMENT_NAMES[0]),
    "version_id": "nothing",
    "code_id": h.ids.natural(h.STUDY_ID, "code", "stigma"),
    "coder_id": h.ids.natural(h.STUDY_ID, "coder", "Bram"),
    "start": 0,
    "end": 3,
    "quote": "Hoe",
}
HOSTILE: dict[str, Mischief] = {
    "a patch on the events": insert_patch("event", "x", {"removed": 0, "label": "x"}),
    "a patch on the study": insert_patch("study", h.STUDY_ID, {"language": "en"}),
    "a patch on the tombstones": insert_patch("tombstone", "x", {"id": "x"}),
    "a patch on no table, setting nothing": insert_patch("x; DROP TABLE code", "x", {}),
    "a patch on sqlite_master": insert_patch("sqlite_master", "x", {"sql": "x"}),
    "a patch that sets pk": insert_patch(vals={"pk": 99}),
    "a patch that takes another row's pk": insert_patch(vals={"pk": 1}),
    "a patch that sets id": insert_patch(vals={"id": "another"}),
    "a patch that sets born": insert_patch(vals={"born": 1}),
    "an unknown field": insert_patch(vals={"shoe_size": 44}),
    "a field that is SQL": insert_patch(vals={'name") VALUES (1); --': 1}),
    "removed is two": insert_patch(vals={"removed": 2}),
    "removed is nothing": insert_patch(vals={"removed": None}),
    "a name is nothing": insert_patch(vals={"name": None}),
    "a birth without a name": insert_patch(row_id="new", vals={"removed": 0}),
    "an edit of what was never born": insert_patch(row_id="new", vals={"name": "x"}),
    "a coding that ends before it begins": insert_patch("coding", "c", {**CODING, "end": 0}),
    "a coding that begins before the text": insert_patch("coding", "c", {**CODING, "start": -1}),
    "a coding on no version": insert_patch("coding", "c", CODING),
    "a coding with no code": insert_patch("coding", "c", {**CODING, "code_id": "nothing"}),
    "a parent that is not there": insert_patch(vals={"parent_id": "nothing"}),
    "a parent that is a number": insert_patch(vals={"parent_id": 5}),
    "a parent that is a list": insert_patch(vals={"parent_id": ["a"]}),
    "a code under itself": insert_patch(
        row_id=h.ids.natural(h.STUDY_ID, "code", "werk"),
        vals={"parent_id": h.ids.natural(h.STUDY_ID, "code", "werk")},
    ),
    "vals that are no JSON": insert_patch(vals='{"name": '),
    "vals that are empty": insert_patch(vals=""),
    "vals that only Python reads as JSON": insert_patch(vals='{"position": NaN}'),
    "vals that are a list": insert_patch(vals="[1]"),
    "vals that are an empty list": insert_patch(vals="[]"),
    "vals that are a number": insert_patch(vals="5"),
    "vals that are null": insert_patch(vals="null"),
    "vals too large for the file": insert_patch(vals={"position": 10**30}),
    "vals nested too deep": insert_patch(vals='{"name": ' + "[" * 5000 + "]" * 5000 + "}"),
    "vals with half a character": insert_patch(vals='{"name": "\\ud800"}'),
    "over that is no JSON": insert_patch(vals={"name": "x"}, over="{"),
    "over that is a list": insert_patch(vals={"name": "x"}, over="[1]"),
    "over that is a number": insert_patch(vals={"name": "x"}, over="5"),
    "over with a number for its heads": insert_patch(vals={"name": "x"}, over={"name": 5}),
    "over with lists for its heads": insert_patch(vals={"name": "x"}, over={"name": [["a"]]}),
    "over of an unknown event": insert_patch(vals={"name": "x"}, over={"name": ["nothing"]}),
    "an undo of an unknown event": insert_event(
        id="hostile", hlc=h.START + 99_999, kind="undo", target_id="nothing"
    ),
    "an undo of itself": insert_event(
        id="hostile", hlc=h.START + 99_999, kind="undo", target_id="hostile"
    ),
    "an undo of nothing": insert_event(id="hostile", hlc=h.START + 99_999, kind="undo"),
    "a time in words": insert_event(id="hostile", hlc="soon"),
    "a time after all calendars": insert_event(id="hostile", hlc=10**15),
    "the last time there is": insert_event(id="hostile", hlc=2**63 - 1),
    "a time before there were any": insert_event(id="hostile", hlc=-(10**18)),
    "a version whose turns are no JSON": insert_version(turns="[["),
    "a version whose turns are numbers": insert_version(turns="[1, 2]"),
    "a version whose turns are too short": insert_version(turns="[[0, 1]]"),
    "a version whose turns begin at one place": insert_version(
        turns="[[null,0,2,null,null,1],[null,0,3,null,null,1]]"
    ),
    "a version with a speaker it does not have": insert_version(turns="[[7, 0, 5, null, null, 1]]"),
    "a version whose speakers are no JSON": insert_version(speakers="x"),
    "a version that has no text": insert_version(text_hash="nothing"),
    "a text that is not what its hash says": insert_version(text="iets anders"),
    "a text that is bytes": insert_version(text=b"tekst"),
    "another text under a known hash": lambda db: db.execute(
        "UPDATE text SET text = replace(text, 'slaap', 'waak')"
    ),
    "another event under a known id": lambda db: db.execute("UPDATE event SET label = 'x'"),
    "other patches under known events": lambda db: db.execute(
        "UPDATE patch SET vals = json_set(vals, '$.name', 'x') WHERE tbl = 'code'"
    ),
    "no tombstones": lambda db: db.execute("DROP TABLE tombstone"),
    "no events": lambda db: db.execute("DROP TABLE event"),
    "no study": lambda db: db.execute("DELETE FROM study"),
    "a table that lacks a column": lambda db: db.execute("ALTER TABLE event DROP COLUMN at"),
    "a tombstone that is nothing": lambda db: db.execute("INSERT INTO tombstone VALUES ('')"),
}


@pytest.mark.parametrize("mischief", HOSTILE)
def test_a_hostile_copy_is_refused_or_harmless(copies: list[Study], mischief: str) -> None:
    """Never an error of SQLite or JSON, and never a study that can't be worked in any more."""
    anna, bram = copies[:2]
    a_passage(anna)
    bram.db.execute("PRAGMA foreign_keys = OFF")
    bram.db.execute("PRAGMA legacy_alter_table = ON")
    HOSTILE[mischief](bram.db)
    before = h.everything(anna)
    dump = list(anna.db.iterdump())
    try:
        merge(anna, bram.path)
    except QualcodeError:
        assert h.everything(anna) == before
        assert list(anna.db.iterdump()) == dump
    with Study(anna.path, viewer="Anna") as again:
        assert doctor.examine(again).sound
        coding = a_passage(again)
        undo(again)
        assert h.by_id(again, "coding")[coding]["removed"] == 1
        conflicts(again.db)


@pytest.mark.parametrize("mischief", HOSTILE)
def test_a_dry_run_on_a_hostile_copy_is_refused_as_the_merge_is(
    copies: list[Study], mischief: str
) -> None:
    anna, bram = copies[:2]
    bram.db.execute("PRAGMA foreign_keys = OFF")
    bram.db.execute("PRAGMA legacy_alter_table = ON")
    HOSTILE[mischief](bram.db)
    before = h.everything(anna)
    refused = []
    for dry_run in (True, False):
        try:
            merge(anna, bram.path, dry_run=dry_run)
        except QualcodeError:
            refused.append(dry_run)
            assert h.everything(anna) == before
        else:
            assert h.everything(anna) == before or not dry_run
    assert refused in ([], [True, False])


@pytest.mark.parametrize("keep", [0.95, 0.5, 0.1])
def test_a_truncated_copy_is_refused(copies: list[Study], keep: float, tmp_path: Path) -> None:
    anna, bram = copies[:2]
    a_passage(bram)
    settled(bram)
    broken = tmp_path / "half.qualcode"
    shutil.copy(bram.path, broken)
    with broken.open("rb+") as file:
        file.truncate(int(broken.stat().st_size * keep))
    before = h.everything(anna)
    with pytest.raises(QualcodeError):
        merge(anna, broken)
    assert h.everything(anna) == before


def test_undo_that_names_a_colleagues_event_in_a_hostile_copy_stays_theirs_to_redo(
    copies: list[Study],
) -> None:
    """An undo that arrives takes effect whoever wrote it; nothing of the coder's is lost by it."""
    anna, bram = copies[:2]
    coding = a_passage(anna)
    (event,) = anna.db.execute("SELECT id FROM event ORDER BY hlc DESC, id DESC LIMIT 1").fetchone()
    merge(bram, anna.path)
    write(bram, "undo", label="not his to undo", by=h.me(bram), target=event)
    merge(anna, bram.path)
    assert coding in h.by_id(anna, "coding")
    assert doctor.examine(anna).sound
    with pytest.raises(OutcomeError):
        undo(anna)


# Many small copies


@pytest.fixture(scope="session")
def fifty(base: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """A study and fifty copies of it that were handed out, each with codings of its coder.

    Every fourth coder works blind, and all can have done something with a colleague's.
    """
    folder = tmp_path_factory.mktemp("fifty")
    path = Path(shutil.copy(base, folder / "whole.qualcode"))
    names = [f"Coder {n:02}" for n in range(50)]
    copies = []
    with h.open_copy(path, "Anna") as study:
        code, document = first(study, "code"), first(study, "document")
        for n, name in enumerate(names):
            ensure_coder(study, name)
            a_passage(study, memo=f"Anna {n}")
            if n % 4 == 0:
                task = {"removed": 0, "document_id": document, "coder_id": study.coder_id(name)}
                vals = task | {"blind": 1, "revealed": 0, "state": "todo"}
                row = Patch("assignment", study.fresh_id(), vals)
                write(study, "assign", [row], label=f"{document} to {name}")
            copies.append(hand_out(study, folder / f"{name}.qualcode", name))
    for n, (name, copy) in enumerate(zip(names, copies, strict=True)):
        with h.open_copy(copy, name, skew=n * 7 - 100) as study:
            for at in range(1 + n % 3):
                h.code_passage(study, document, code, at, at + 3 + n % 5, memo=f"{name} {at}")
            if n % 5 == 0:
                undo(study)
            if n % 7 == 0:
                h.import_document(study, h.DOCUMENT_NAMES[1], h.TEXTS[n % 3])
                h.set_fields(study, "code", code, definition=f"as {name} sees it")
    return [path, *copies]


def listed(path: Path, folder: Path) -> bytes:
    """The bytes of `export codings`, with every coding there is."""
    with Study(path) as study:
        for blind in h.by_id(study, "assignment"):
            h.set_fields(study, "assignment", blind, revealed=1, by=study.study_coder)
        write_codings(study, folder / "codings.csv", Where())
    return (folder / "codings.csv").read_bytes()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fifty_copies_merged_in_any_order_give_the_same_list_of_codings(
    fifty: list[Path], seed: int, tmp_path: Path
) -> None:
    """The first is whoever comes first, so that a blind coder's copy can be it too."""
    assert len(fifty) == 51
    found = []
    for draw in (random.Random(seed), random.Random(-seed)):
        order = draw.sample(fifty, len(fifty))
        into = Path(shutil.copy(order[0], tmp_path / f"{len(found)}.qualcode"))
        with h.open_copy(into, salt=seed) as study:
            for other in (*order[1:], order[1]):
                merge(study, other)
            assert doctor.examine(study).sound
            everything = h.everything(study)
        found.append((listed(into, tmp_path), everything))
    assert found[0] == found[1]
    text = found[0][0].decode("utf-8")
    assert all(f"Coder {n:02} 0" in text for n in range(50) if n % 5 or n % 3)
    assert all(f"Anna {n}" in text for n in range(50))
