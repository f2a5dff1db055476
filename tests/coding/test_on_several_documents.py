"""One action on several documents: a handout keeps back what is on the one, and not the rest."""

from collections.abc import Callable

import pytest

from qualcode.codebook.reshaping import remove, split
from qualcode.coding.codings_file import import_codings
from qualcode.coding.marking import uncode
from qualcode.coding.recoding import recode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.listing import assignments
from qualcode.coding.writing.summaries import summaries, summarise_cells
from qualcode.study.doctor import examine
from qualcode.study.file import STUDY, Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

BLIND, OPEN = "P01-W01", "P02-W01"


@pytest.fixture
def both(study: Study) -> Study:
    """Anna has coded both documents."""
    file = study.path.with_name("own.csv")
    file.write_text(
        "document,code,quote,memo\n"
        f"{BLIND},zorg,daar zei niemand wat,geheim\n"
        f"{OPEN},zorg,Ik zit thuis,open\n"
        f"{OPEN},werk,Een jaar,open\n",
        encoding="utf-8",
    )
    assert import_codings(study, file).codings == 3
    return study


def own(study: Study, code: str = "zorg") -> dict[str, str]:
    """The ids of Anna's codings on zorg, by document."""
    found = codings(study, Where(coder="Anna", code=code))
    return {one.document: one.id for one in found if one.document in (BLIND, OPEN)}


def ids(study: Study) -> list[str]:
    return list(own(study).values())


def last(study: Study) -> list[tuple[str, str]]:
    return [(one.kind, one.label) for one in log(study)]


ACTS: dict[str, Callable[[Study], object]] = {
    "done": lambda study: done(study, [BLIND, OPEN]),
    "uncode": lambda study: uncode(study, ids(study)),
    "recode": lambda study: recode(study, ids(study), ["werk", "stigma"]),
    "keep": lambda study: recode(study, ids(study), keep=True),
}


def shown(study: Study) -> object:
    """What can be seen of the open document, and how far Anna is there."""
    given = [one for one in assignments(study) if one.document == OPEN]
    return codings(study, Where(doc=OPEN)), given


@pytest.mark.parametrize("act", ACTS)
def test_what_is_on_the_other_document_goes_along(both: Study, act: str) -> None:
    split(both, "zorg", ["thuis"])
    ACTS[act](both)
    assign(both, [BLIND], "Cor", blind=True)
    path = hand_out(both, both.path.with_name("cor.copy"), "Cor")
    assert b"geheim" not in path.read_bytes()
    with Study(path, viewer="Cor") as cor:
        assert shown(cor) == shown(both)
        assert codings(cor, Where(doc=BLIND)) == []
        assert examine(cor).sound
        merge(cor, both.path)
        assert examine(cor).sound
    before = shown(both)
    merge(both, path)
    assert shown(both) == before


@pytest.mark.parametrize("act", ACTS)
def test_undo_takes_it_as_one_and_redo_does_it_as_one(both: Study, act: str) -> None:
    split(both, "zorg", ["thuis"])

    def all_there_is() -> tuple[list[tuple[object, ...]], object]:
        rows = "SELECT id, removed, code_id, meaning FROM coding ORDER BY id"
        return both.db.execute(rows).fetchall(), assignments(both)

    before = all_there_is()
    ACTS[act](both)
    after = all_there_is()
    assert after != before
    told = undo(both)
    assert len(told) == 2
    still = [one for one in log(both) if one.id in {each.id for each in told}]
    assert all(one.undone for one in still)
    gone = "SELECT id FROM coding WHERE removed = 0 ORDER BY id"
    rows = both.db.execute(gone).fetchall()
    assert rows == [(row[0],) for row in before[0] if row[1] == 0]
    assert assignments(both) == before[1]
    assert [one.id for one in redo(both)] == [one.id for one in reversed(told)]
    assert all_there_is() == after
    assert examine(both).sound


def test_two_actions_take_two_undos(both: Study) -> None:
    done(both, [BLIND, OPEN])
    uncode(both, ids(both))
    assert [one.kind for one in undo(both, 2)] == ["uncode", "uncode", "done", "done"]
    assert [one.kind for one in redo(both)] == ["done", "done"]
    assert [one.kind for one in redo(both)] == ["uncode", "uncode"]


def test_what_is_on_one_document_is_one_event_and_no_run(both: Study) -> None:
    uncode(both, [own(both)[OPEN], own(both, "werk")[OPEN]])
    assert len(undo(both)) == 1
    assert both.db.execute("SELECT target_id FROM event WHERE kind = 'uncode'").fetchall() == [
        (None,)
    ]


def test_undo_in_a_copy_that_lacks_a_part_takes_back_what_is_there(both: Study) -> None:
    """And the rest where the copies are together again."""
    done(both, [BLIND, OPEN])
    assign(both, [BLIND], "Cor", blind=True)
    path = hand_out(both, both.path.with_name("cor.copy"), "Cor")
    with Study(path, viewer="Anna") as here:
        assert [one.label for one in undo(here)] == [f"done with {OPEN}"]
    merge(both, path)
    assert [one.label for one in undo(both)] == [f"done with {BLIND}"]


def test_an_import_is_told_by_document_and_undone_as_one(both: Study) -> None:
    assert last(both)[-2:] == [
        ("code", f"1 coding on {BLIND} from own.csv"),
        ("code", f"2 codings on {OPEN} from own.csv"),
    ]
    undo(both)
    assert own(both) == {}
    redo(both)
    assert len(own(both)) == 2


def test_summaries_of_several_cases_are_kept_apart(study: Study) -> None:
    summarise_cells(
        study, {("P01", None, None): "geheim", ("P02", None, None): "open"}, "filled in"
    )
    assign(study, [BLIND], "Cor", blind=True)
    path = hand_out(study, study.path.with_name("cor.copy"), "Cor")
    assert b"geheim" not in path.read_bytes()
    with Study(path, viewer="Cor") as cor:
        assert [one.text for one in summaries(cor)] == ["open"]
    undo(study)
    assert summaries(study) == []


def test_codings_taken_off_with_their_code_are_kept_apart(both: Study) -> None:
    study = both
    with Study(study.path, viewer=STUDY) as team:
        remove(team, "zorg", codings="remove", branch=True)
    assign(study, [BLIND], "Cor", blind=True)
    path = hand_out(study, study.path.with_name("cor.copy"), "Cor")
    with Study(path, viewer="Cor") as cor:
        gone = "SELECT removed FROM coding WHERE id = ?"
        (row,) = study.db.execute(
            "SELECT c.id FROM coding c JOIN document d ON d.id = c.document_id"
            " WHERE d.name = ? AND c.memo = 'open' AND c.removed = 1",
            (OPEN,),
        ).fetchone()
        assert cor.db.execute(gone, (row,)).fetchone() == (1,)
