"""Done: what a coder has finished, and against which codebook."""

import pytest

from qualcode.codebook.loading import codebook, load
from qualcode.coding.documents import documents
from qualcode.coding.finishing import done
from qualcode.coding.layers import layer
from qualcode.coding.marking import Passage, code
from qualcode.errors import InputError, UnknownName
from qualcode.matrix.crossing import matrix
from qualcode.study.file import Study
from qualcode.study.undo import undo

from .material import contents


def states(study: Study) -> dict[str, str]:
    return {document.name: document.state for document in documents(study)}


def test_done_without_an_assignment_makes_one(study: Study) -> None:
    assert states(study)["P02-W01"] == "todo"
    assert done(study, ["p02-w01", "P02-W01"]) == ["P02-W01"]
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
