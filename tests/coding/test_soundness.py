"""Ways in which an analysis could quietly say something untrue."""

import hashlib
import sqlite3
from pathlib import Path

import pytest

from qualcode.codebook.loading import start
from qualcode.codebook.stored import codebook
from qualcode.coding.arriving.importing import About, import_files
from qualcode.coding.documents import find_document
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.finishing import done
from qualcode.errors import InputError
from qualcode.matrix.crossing import matrix
from qualcode.study import tombstones
from qualcode.study.backup import back_up
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.journal import Patch, acting, write
from qualcode.study.merge import merge
from qualcode.study.restore import restore
from qualcode.study.undo import undo


def test_what_a_blind_coder_may_not_see_does_not_look_as_if_it_were_not_there(
    study: Study,
) -> None:
    code(study, "P02-W01", ["werk"], Passage(turn=2))
    done(study, ["P02-W01"])
    study.viewer = "Bram"
    document = find_document(study, "P02-W01").id
    blind = {"document_id": document, "coder_id": acting(study), "blind": 1, "state": "todo"}
    write(study, "assign", [Patch("assignment", "a-blind", {"removed": 0, **blind})], label="")
    for viewer in ("Bram", None):
        study.viewer = viewer
        states = {cell.state for cell in matrix(study).cells if cell.row == "P02"}
        assert states == {"not_coded"}
    study.viewer = "Anna"
    assert "value" in {cell.state for cell in matrix(study).cells if cell.row == "P02"}


def test_a_coding_on_a_removed_code_is_found_under_what_it_counts_for(study: Study) -> None:
    parent = codebook(study).find("zorg").id
    vals = {"removed": 0, "name": "kind", "parent_id": parent}
    write(study, "codebook", [Patch("code", "c-kind", vals)], label="kind")
    (made,) = code(study, "P01-W01", ["kind"], Passage(turn=2)).ids
    study.viewer = "study"
    undo(study)
    study.viewer = "Anna"
    assert made in {coding.id for coding in codings(study, Where(code="zorg"))}


def test_a_memo_for_a_coding_that_stands_there_already_becomes_its_own(study: Study) -> None:
    code(study, "P02-W01", ["werk"], Passage(turn=2))
    marked = code(study, "P02-W01", ["werk"], Passage(turn=2), memo="toch wel", about="2019")
    (coding,) = codings(study, Where(ids=marked.already))
    assert (coding.memo, coding.about) == ("toch wel", "2019")
    undo(study)
    (coding,) = codings(study, Where(ids=marked.already))
    assert (coding.memo, coding.about) == ("", None)


def test_codings_keep_their_place_when_only_the_speakers_were_corrected(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "x.txt"
    path.write_text("I: Een.\nP: Twee.\nI: Drie.\nP: Vier.\n", encoding="utf-8")
    import_files(study, [path], About(case="P09", wave="W01"))
    (made,) = code(study, "P09-W01", ["werk"], Passage(turn=3)).ids
    study.viewer = "study"
    undo(study)
    path.write_text("I: Een.\nQ: Twee.\nI: Drie.\nQ: Vier.\n", encoding="utf-8")
    import_files(study, [path], About(case="P09", wave="W01"))
    study.viewer = "Anna"
    (coding,) = codings(study, Where(ids=(made,)))
    assert (coding.quote, coding.reason) == ("Drie.", None)
    assert coding.start == 11


def test_a_date_is_what_the_clock_said_though_a_colleague_is_years_ahead(study: Study) -> None:
    ahead = study.clock() + 10 * 365 * 24 * 3600 * 1000
    now, study.clock = study.clock, lambda: ahead
    code(study, "P01-W01", ["werk"], Passage(turn=2))
    study.clock = now
    (made,) = code(study, "P01-W01", ["zorg"], Passage(turn=1)).ids
    (coding,) = codings(study, Where(ids=(made,)))
    assert coding.created_at < "2030"


def test_erasing_a_case_takes_what_is_said_of_it_along(study: Study) -> None:
    (case,) = study.db.execute("SELECT id FROM case_ WHERE name = 'P02'").fetchone()
    said = {"removed": 0, "owner_tbl": "case_", "owner_id": case, "name": "diagnose"}
    write(study, "attribute", [Patch("attribute", "a1", {**said, "value": "GEHEIM"})], label="x")
    with study.writing():
        tombstones.bury(study.db, [case])
    assert examine(study).sound
    dump = "\n".join(study.db.iterdump())
    assert "GEHEIM" not in dump
    assert "P02-W01" not in {
        document for (document,) in study.db.execute("SELECT name FROM document")
    }


def test_merging_changes_no_byte_of_the_other_file_and_leaves_nothing_beside_it(
    study: Study, tmp_path: Path
) -> None:
    other = hand_out(study, tmp_path / "voor-bram.qualcode", "Bram")
    with Study(other, viewer="Bram") as theirs:
        code(theirs, "P01-W01", ["werk"], Passage(turn=2))
    before = hashlib.sha256(other.read_bytes()).hexdigest()
    assert merge(study, other).codings == 1
    assert hashlib.sha256(other.read_bytes()).hexdigest() == before
    assert [path.name for path in tmp_path.glob("voor-bram*")] == [other.name]


def test_what_is_left_of_an_earlier_study_is_not_taken_for_part_of_a_new_one(
    tmp_path: Path,
) -> None:
    (tmp_path / "s.qualcode-wal").write_bytes(b"x")
    with pytest.raises(InputError, match="left from an earlier study"):
        start(tmp_path / "s.qualcode")
    assert [path.name for path in tmp_path.iterdir()] == ["s.qualcode-wal"]


def test_restoring_leaves_no_gap_for_anothers_write(study: Study) -> None:
    back_up(study.path)
    (made,) = code(study, "P01-W01", ["stigma"], Passage(turn=1)).ids
    _, before = restore(study.path)
    assert codings(study, Where(ids=(made,))) == []
    assert before is not None
    kept = sqlite3.connect(before)
    assert kept.execute("SELECT 1 FROM coding WHERE id = ?", (made,)).fetchone()
    kept.close()
    assert merge(study, before).codings == 1  # what restore put aside can be brought back
    assert examine(study).sound
