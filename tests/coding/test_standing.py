"""Status: where a coder was, what is open, what others did since."""

import pytest

from qualcode.codebook.stored import codebook
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.rounds.finishing import done
from qualcode.coding.standing import status
from qualcode.coding.writing.memos import settle, write_memo
from qualcode.coding.writing.summaries import summarise
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.undo import undo

from .test_reading_cases import About, bring, plan


def test_where_i_was(study: Study) -> None:
    (made,) = code(study, "P02-W01", ["werk"], Passage(turn=2)).ids
    last = status(study).last
    assert last is not None
    assert (last.document, last.turn, last.code) == ("P02-W01", 2, "werk")
    uncode(study, [made])
    last = status(study).last
    assert last is not None
    assert (last.document, last.turn) == ("FG1", 2)
    study.viewer = "Karin"
    assert status(study).last is None


def test_the_documents_are_the_coders_own_else_anyones(study: Study) -> None:
    mine = status(study).documents
    assert (mine.todo, mine.doing, mine.done) == (("P02-W01",), ("FG1",), ("P01-W01", "P01-W02"))
    study.viewer = "Bram"
    assert status(study).documents.doing == ("P01-W01", "P02-W01")
    study.viewer = None
    everybody = status(study)
    assert everybody.documents.todo == ()
    assert (everybody.coder, everybody.last, everybody.changed) == (None, None, ())


def test_open_todos_loose_interviews_and_gaps(study: Study) -> None:
    plan(study)
    bring(study, "los", "P: Ik hoor nergens bij.\nI: Nee?\n", About())
    todo = write_memo(study, "Terugbellen.", kind="todo")
    write_memo(study, "Gedachte.")
    found = status(study)
    assert [memo.text for memo in found.todos] == ["Terugbellen."]
    assert found.open == ("los",)
    assert [(gap.case, gap.wave, gap.reason) for gap in found.missed] == [("P01", "W03", "ziek")]
    settle(study, todo.id)
    assert status(study).todos == ()


def test_what_others_did_since_my_last_action(study: Study) -> None:
    code(study, "P02-W01", ["werk"], Passage(turn=2))
    assert status(study).changed == ()
    with Study(study.path, viewer="Bram") as bram:
        code(bram, "P01-W02", ["werk"], Passage(turn=2))
        code(bram, "P01-W02", ["zelf"], Passage(turn=2))
        summarise(bram, "P01", "Portret.")
    assert [(each.coder, each.kind, each.count) for each in status(study).changed] == [
        ("Bram", "code", 2), ("Bram", "summary", 1)
    ]  # fmt: skip
    undo(study)
    assert status(study).changed == ()


@pytest.mark.parametrize("viewer", ["Anna", None])
def test_stale_pairs_are_counted_until_the_document_is_done_again(
    study: Study, viewer: str | None
) -> None:
    study.viewer = viewer
    assert status(study).stale == 0
    meaning = {"definition": "Iets heel anders."}
    patch = Patch("code", codebook(study).find("werk").id, meaning)
    write(study, "codebook", [patch], label="werk")
    assert status(study).stale == 2
    study.viewer = "Anna"
    done(study, ["P01-W01"])
    study.viewer = viewer
    assert status(study).stale == 1
    study.viewer = "Bram"
    assert status(study).stale == 0


def test_codings_of_a_split_code_wait_in_the_queue_of_their_coder(study: Study) -> None:
    book = codebook(study)
    into = {"split_into": [book.find("publiek").id]}
    write(study, "codebook", [Patch("code", book.find("stigma").id, into)], label="split")
    assert status(study).queue == 0  # it is Bram's coding that lies there
    study.viewer = "Bram"
    assert status(study).queue == 1
    study.viewer = None
    assert status(study).queue == 1
