"""Done: what a coder has finished, and against which codebook."""

import pytest

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.loading import codebook, load
from qualcode.codebook.reshaping import split
from qualcode.coding.documents import documents, find_document
from qualcode.coding.layers import layer
from qualcode.coding.marking import Passage, code
from qualcode.coding.recoding import open_queue, queue, recode
from qualcode.coding.rounds.finishing import Done, StillWaiting, done
from qualcode.coding.staleness import stale
from qualcode.errors import InputError, UnknownName
from qualcode.matrix.crossing import matrix
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.journal import Patch, write
from qualcode.study.merge import merge
from qualcode.study.undo import undo

from .material import contents, twin


def states(study: Study) -> dict[str, str]:
    return {document.name: document.state for document in documents(study)}


def test_done_without_an_assignment_makes_one(study: Study) -> None:
    assert states(study)["P02-W01"] == "todo"
    assert done(study, ["p02-w01", "P02-W01"]) == Done(("P02-W01",), ())
    assert states(study)["P02-W01"] == "done"
    rows = contents(study.path)["assignment"]
    done(study, ["P02-W01"])
    assert len(contents(study.path)["assignment"]) == len(rows)


def test_done_is_each_coders_own(study: Study) -> None:
    assert states(study) == {
        "P01-W01": "done",
        "P01-W02": "done",
        "P02-W01": "todo",
        "FG1": "doing",
    }
    with Study(study.path, viewer="Bram") as bram:
        assert states(bram) == {
            "P01-W01": "doing",
            "P01-W02": "todo",
            "P02-W01": "doing",
            "FG1": "todo",
        }
    with Study(study.path) as anyone:
        assert states(anyone)["P02-W01"] == "doing"


def test_undo_of_done_opens_the_document_again(study: Study) -> None:
    done(study, ["P02-W01", "FG1"])
    undo(study)
    assert (states(study)["P02-W01"], states(study)["FG1"]) == ("todo", "doing")


def test_one_unknown_document_leaves_the_others_undone(study: Study) -> None:
    before = contents(study.path)
    with pytest.raises(UnknownName, match="Did you mean FG1"):
        done(study, ["P02-W01", "FG2"])
    assert contents(study.path) == before


def test_done_needs_a_coder(study: Study) -> None:
    study.viewer = None
    with pytest.raises(InputError, match="No coder"):
        done(study, ["FG1"])


def test_a_code_that_came_after_done_is_not_coded_rather_than_not_mentioned(
    study: Study,
) -> None:
    def state(name: str) -> str:
        found = matrix(study, by="wave")
        return next(c.state for c in found.cells if (c.row, c.by, c.column) == ("P01", "W02", name))

    assert state("werk") == "not_mentioned"
    file = study.path.with_name("more.yaml")
    file.write_text("codes:\n- code: geld\n  definition: Over geld.\n", encoding="utf-8")
    load(study, file)
    assert (state("geld"), state("werk")) == ("not_coded", "not_mentioned")
    done(study, ["P01-W02"])
    assert state("geld") == "not_mentioned"
    code(study, "P01-W02", ["geld"], Passage(turn=4))
    assert state("geld") == "value"


def test_what_is_finished_names_what_each_code_meant(study: Study) -> None:
    finished = layer(study, "Anna").finished
    assert len(finished) == 2
    for each in finished.values():
        for one in codebook(study):
            assert each.covers(one.id, one.material)
            assert not each.covers(one.id, "something else")


def test_done_in_two_copies_is_one_assignment(study: Study) -> None:
    other = twin(study)
    done(study, ["P02-W01"])
    with Study(other, viewer="Anna") as elsewhere:
        edit(elsewhere, "werk", Description(definition="Anders."))
        done(elsewhere, ["P02-W01"])
    merge(study, other)
    rows = study.db.execute(
        "SELECT 1 FROM assignment a JOIN document d ON d.id = a.document_id"
        " WHERE d.name = 'P02-W01'"
    ).fetchall()
    assert len(rows) == 1
    assert conflicts(study.db)
    assert not [one for one in stale(study) if one.document == "P02-W01"]
    done(study, ["P02-W01"])  # what shows, said once more, settles it
    assert conflicts(study.db) == []
    assert examine(study).sound


def test_done_clears_what_two_copies_of_an_older_program_made(study: Study) -> None:
    (vals,) = study.db.execute(
        "SELECT a.document_id, a.coder_id, a.version_id, a.codebook_version_id FROM assignment a"
        " JOIN document d ON d.id = a.document_id WHERE d.name = 'P01-W01'"
    ).fetchall()
    names = ("document_id", "coder_id", "version_id", "codebook_version_id")
    again = {"removed": 0, "state": "done", **dict(zip(names, vals, strict=True))}
    patch = Patch("assignment", study.fresh_id(), again)
    write(study, "done", [patch], label="done", by=study.coder_id("Anna"))
    edit(study, "werk", Description(definition="Anders."))
    assert "P01-W01" in {one.document for one in stale(study)}
    done(study, ["P01-W01"])
    assert "P01-W01" not in {one.document for one in stale(study)}


def test_done_tells_of_codings_that_still_wait(study: Study) -> None:
    split(study, "zelf", ["schaamte"])
    split_code = codebook(study).find("zelf").id
    p01 = find_document(study, "P01-W01").id
    assert open_queue(study) == {p01: frozenset({split_code})}
    assert open_queue(study, "Bram") == {}
    assert done(study, ["P01-W01", "FG1"]).waiting == (StillWaiting("P01-W01", 2),)
    recode(study, [one.id for one in queue(study)], keep=True)
    assert done(study, ["P01-W01"]).waiting == ()
    assert open_queue(study) == {}
