"""While a blind round is open on a document, nothing that others wrote about it is told."""

from collections.abc import Iterator

import pytest

from qualcode.coding.codings_file import import_codings
from qualcode.coding.documents import documents
from qualcode.coding.marking import Passage
from qualcode.coding.reading_cases import read_case
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.standing import status
from qualcode.coding.writing.memos import memos, remove_memo, settle, write_memo
from qualcode.coding.writing.quoting import quote, quotes
from qualcode.coding.writing.summaries import cell, summaries, summarise
from qualcode.errors import UnknownName
from qualcode.study.file import Study
from qualcode.study.hiding import hides_work_on
from qualcode.study.journal import Patch, write
from qualcode.study.log import log

SECRET = "geheim"


@pytest.fixture
def blind(study: Study) -> Iterator[Study]:
    """The study as Bram sees it, who codes P01-W01 blind, on which Anna has written all sorts."""
    coding = codings(study, Where(doc="P01-W01", coder="Anna", code="zelf"))[0]
    (document,) = study.db.execute("SELECT id FROM document WHERE name = 'P01-W01'").fetchone()
    task = {"removed": 0, "document_id": document, "coder_id": study.coder_id("Bram")}
    vals = task | {"blind": 1, "revealed": 0, "state": "todo"}
    write(study, "assign", [Patch("assignment", study.fresh_id(), vals)], label="assign")
    with Study(study.path, viewer="Bram") as bram:
        write_memo(bram, "van mij", on="P01-W01")
        summarise(bram, "P01", "van mij")
        quote(bram, codings(bram, Where(doc="P01-W01"))[0].id)
    on_document = write_memo(study, f"{SECRET} 1", on="P01-W01", kind="todo")
    write_memo(study, f"{SECRET} 2", on="P01-W01", passage=Passage(turn=2))
    write_memo(study, f"{SECRET} 3", on=coding.id)
    on_case = write_memo(study, f"{SECRET} 4", on="case:P01")
    answer = write_memo(study, f"{SECRET} 5", on=f"memo:{on_case.id}")
    write_memo(study, f"{SECRET} 6", on=f"memo:{answer.id}")
    write_memo(study, f"{SECRET} 7", on=f"memo:{on_document.id}", kind="todo")
    remove_memo(study, write_memo(study, f"{SECRET} 8", on="P01-W01").id)
    summarise(study, "P01", f"{SECRET} 9")
    summarise(study, "P01", f"{SECRET} 10", code="zelf", wave="W01")
    quote(study, coding.id, translations={"en": SECRET})
    with Study(study.path, viewer="Bram") as bram:
        yield bram


def reveal(study: Study) -> None:
    (row,) = study.db.execute("SELECT id FROM assignment WHERE blind = 1").fetchone()
    write(study, "reveal", [Patch("assignment", row, {"revealed": 1})], label="reveal")


def everything(study: Study) -> str:
    """All that can be read of what people wrote."""
    told = [
        memos(study), memos(study, on="P01-W01"), memos(study, on="case:P01"),
        memos(study, todo=True), summaries(study), cell(study, "P01"), quotes(study),
        read_case(study, "P01"),
        read_case(study, "P01", code="stigma"), status(study).todos,
    ]  # fmt: skip
    return repr(told)


def test_memos_summaries_and_quotes_of_others_are_not_there(blind: Study) -> None:
    assert [memo.text for memo in memos(blind)] == ["van mij"]
    assert [summary.text for summary in summaries(blind)] == ["van mij"]
    assert [chosen.quoted_by for chosen in quotes(blind)] == ["Bram"]
    assert SECRET not in everything(blind)
    read = read_case(blind, "P01", code="stigma")
    assert {c.coder for c in read.waves[0].interviews[0].codings} == {"Bram"}


def test_nobody_in_particular_sees_neither_side(blind: Study) -> None:
    blind.viewer = None
    assert (memos(blind), summaries(blind), quotes(blind)) == ([], [], [])
    assert SECRET not in everything(blind)
    assert "van mij" not in everything(blind)


def test_who_is_not_blind_sees_all(blind: Study) -> None:
    for name in ("Anna", "Karin"):
        blind.viewer = name
        told = everything(blind)
        assert all(f"{SECRET} {n}" in told for n in (1, 2, 3, 4, 5, 6, 7, 9, 10))
        assert "van mij" in told


def test_after_the_reveal_all_is_there(blind: Study) -> None:
    reveal(blind)
    assert all(f"{SECRET} {n}" in everything(blind) for n in (1, 2, 3, 4, 5, 6, 7, 9, 10))


def test_the_log_and_status_count_nothing_of_it(blind: Study) -> None:
    kinds = [(one.coder, one.kind) for one in log(blind)]
    assert {kind for coder, kind in kinds if coder == "Anna"} == {"code", "done"}  # elsewhere
    assert [(each.coder, each.kind) for each in status(blind).changed] == []
    reveal(blind)
    changed = {(each.coder, each.kind, each.count) for each in status(blind).changed}
    assert {("Anna", "memo", 9), ("Anna", "summary", 2), ("Anna", "quote", 1)} <= changed


def test_that_others_are_done_is_not_told(blind: Study) -> None:
    with Study(blind.path, viewer="Anna") as anna:
        assert "done with P01-W01" in {one.label for one in log(anna)}
        assert documents(anna)[0].state == "done"
    assert [one.label for one in log(blind) if one.kind == "done"] == ["done with P01-W02"]
    assert "done" not in {each.kind for each in status(blind).changed}
    blind.viewer = None
    assert documents(blind)[0].state == "todo"
    reveal(blind)
    assert "done with P01-W01" in {one.label for one in log(blind)}


def test_what_is_hidden_cannot_be_reached_by_its_id(blind: Study) -> None:
    rows = blind.db.execute("SELECT id FROM memo WHERE text LIKE ?", (f"{SECRET}%",)).fetchall()
    for (row,) in rows:
        with pytest.raises(UnknownName):
            settle(blind, row)
        with pytest.raises(UnknownName):
            write_memo(blind, "x", on=f"memo:{row}")
    (coding,) = blind.db.execute(
        "SELECT coding_id FROM quote WHERE coder_id <> ?", (blind.viewer_id,)
    ).fetchone()
    with pytest.raises(UnknownName):
        quote(blind, coding)


def test_a_conflict_of_others_on_it_is_not_told(blind: Study) -> None:
    anna = blind.coder_id("Anna")
    (row,) = blind.db.execute("SELECT id FROM summary WHERE text = ?", (f"{SECRET} 9",)).fetchone()
    with Study(blind.path, viewer="Anna") as study:
        for text in ("een", "twee"):
            write(study, "summary", [Patch("summary", row, {"text": text})], label="x", by=anna)
        study.db.execute("UPDATE patch SET over = '{}' WHERE row_id = ?", (row,))
        assert [conflict.row_id for conflict in status(study).conflicts] == [row]
    assert status(blind).conflicts == ()


def test_codings_of_others_do_not_come_in_there(blind: Study) -> None:
    file = blind.path.parent / "c.csv"
    file.write_text(
        "document,code,coder,quote\n"
        "P01-W01,werk,Anna,bij de bakker op de hoek\n"
        "P01-W01,werk,Bram,bij de bakker op de hoek\n"
        "P01-W02,werk,Anna,gestopt bij de bakker\n",
        encoding="utf-8",
    )
    came = import_codings(blind, file)
    assert (came.codings, came.known) == (2, 0)
    assert [row.line for row in came.refused] == [2]
    assert "a blind round is open on P01-W01" in came.refused[0].error


def test_comments_of_a_transcript_are_hidden_and_its_import_is_not(blind: Study) -> None:
    (document,) = blind.db.execute("SELECT id FROM document WHERE name = 'P01-W01'").fetchone()
    vals = {"kind": "analytic", "coder_id": blind.study_coder, "text": SECRET, "removed": 0}
    patch = Patch("memo", blind.fresh_id(), vals | {"document_id": document})
    write(blind, "import", [patch], label="imported")
    assert SECRET not in everything(blind)
    assert log(blind, 1)[0].label == "imported"


def test_that_hidden_work_lies_on_a_code_is_not_told_while_the_codebook_holds_still(
    blind: Study,
) -> None:
    code = blind.db.execute("SELECT code_id FROM coding WHERE coder_id <> ?", (blind.viewer_id,))
    codes = [row for (row,) in code]
    assert not hides_work_on(blind, codes)
    blind.viewer = None
    assert hides_work_on(blind, codes)
