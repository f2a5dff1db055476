"""Rounds in two copies at once: what the one took back or ended while the other went on."""

import json
from pathlib import Path

import pytest

from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign, withdraw
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.listing import Assignment, assignments
from qualcode.coding.rounds.revealing import reveal
from qualcode.errors import InputError, OutcomeError
from qualcode.export.double_coding import double_coding
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

from .material import twin

DOC = "P02-W01"


def as_(study: Study, name: str) -> Study:
    return Study(study.path, viewer=name, clock=study.clock, fresh_id=study.fresh_id)


def of_chris(study: Study) -> list[Assignment]:
    return [each for each in assignments(study) if each.coder == "Chris"]


def frozen(study: Study) -> list[str] | None:
    row = study.db.execute(
        "SELECT frozen FROM assignment WHERE coder_id = ? AND removed = 0",
        (study.coder_id("Chris"),),
    ).fetchone()
    found: list[str] | None = row and row[0] and json.loads(row[0])
    return found


@pytest.fixture
def handed(study: Study) -> Path:
    """The copy in which Chris codes a document that is not blind."""
    assign(study, [DOC], "Chris")
    return hand_out(study, study.path.with_name("chris.copy"), "Chris")


def finish(handed: Path) -> list[str]:
    with Study(handed, viewer="Chris") as chris:
        made = code(chris, DOC, ["werk"], Passage(turn=2)).ids
        done(chris, [DOC])
    return list(made)


def removal(study: Study) -> list[tuple[object, ...]]:
    return [
        (*rivals.values, *rivals.coders)
        for rivals in conflicts(study.db)
        if (rivals.table, rivals.field) == ("assignment", "removed")
    ]


def test_done_after_it_was_taken_back_elsewhere_stands_and_is_told(
    study: Study, handed: Path
) -> None:
    withdraw(study, [DOC], "Chris")
    made = finish(handed)
    merge(study, handed)
    (given,) = of_chris(study)
    assert (given.state, given.round) == ("done", "reliability")
    assert frozen(study) == made
    assert removal(study) == [(0, 1, "Chris", "study")]
    with as_(study, "Chris") as chris:
        done(chris, [DOC])
    assert removal(study) == []
    assert examine(study).sound


def test_taken_back_after_it_was_done_elsewhere_is_told_and_can_be_given_again(
    study: Study, handed: Path
) -> None:
    made = finish(handed)
    withdraw(study, [DOC], "Chris")
    merge(study, handed)
    assert of_chris(study) == []
    assert removal(study) == [(1, 0, "study", "Chris")]
    assert assign(study, [DOC], "Chris").known == (DOC,)
    (given,) = of_chris(study)
    assert (given.state, given.codings) == ("done", 1)
    assert frozen(study) == made
    assert removal(study) == []
    assert examine(study).sound


def test_taking_it_back_once_more_settles_it(study: Study, handed: Path) -> None:
    finish(handed)
    withdraw(study, [DOC], "Chris")
    merge(study, handed)
    assert withdraw(study, [DOC], "Chris") == (DOC,)
    assert (of_chris(study), removal(study)) == ([], [])


def test_undoing_done_leaves_nothing_of_it_behind(study: Study) -> None:
    """Though it says anew that the assignment is there: what is undone of a birth stays below."""
    assign(study, [DOC], "Chris")
    before = study.db.execute("SELECT * FROM assignment ORDER BY pk").fetchall()
    with as_(study, "Chris") as chris:
        code(chris, DOC, ["werk"], Passage(turn=2))
        done(chris, [DOC])
        undo(chris)
    told = study.db.execute("SELECT * FROM assignment ORDER BY pk").fetchall()
    assert [row[1:] for row in told] == [row[1:] for row in before]
    with as_(study, "Chris") as chris:
        redo(chris)
    assert len(frozen(study) or ()) == 1


def reopened_and_revealed(study: Study) -> None:
    """Chris took back being done in one copy, while the round was revealed in the other."""
    assign(study, ["P01-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        code(chris, "P01-W01", ["werk"], Passage(turn=2))
        done(chris, ["P01-W01"])
    other = twin(study)
    with Study(other, viewer="Chris") as chris:
        undo(chris)
    reveal(study, ["P01-W01"])
    merge(study, other)


def test_who_is_done_only_after_the_others_work_was_seen_was_forced(study: Study) -> None:
    reopened_and_revealed(study)
    (given,) = of_chris(study)
    assert (given.state, given.revealed, given.forced) == ("doing", True, True)
    with as_(study, "Chris") as chris:
        assert codings(chris, Where(doc="P01-W01", coder="Anna"))
        code(chris, "P01-W01", ["zorg"], Passage(turn=6))
        done(chris, ["P01-W01"])
    (given,) = of_chris(study)
    assert (given.state, given.codings, given.forced) == ("done", 2, True)
    assert double_coding(study).forced == {"P01-W01": ("Chris",)}
    with as_(study, "Chris") as chris:
        code(chris, "P01-W01", ["stigma"], Passage(turn=6))
        done(chris, ["P01-W01"])
    assert len(frozen(study) or ()) == 2  # it froze once, and not again


def test_who_was_done_in_time_was_not_forced(study: Study) -> None:
    assign(study, ["P01-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        done(chris, ["P01-W01"])
        reveal(chris, ["P01-W01"])
        code(chris, "P01-W01", ["zorg"], Passage(turn=6))
        done(chris, ["P01-W01"])
    assert [each.forced for each in of_chris(study)] == [False]
    assert frozen(study) == []


# Stability: nobody else's eyes are waited for


def test_reveal_leaves_who_codes_again_alone(study: Study) -> None:
    assign(study, ["P01-W01"], "Chris", blind=True)
    with as_(study, "study") as team:
        assign(team, ["P01-W01"], "Anna", round_name="stability")
    with as_(study, "Chris") as chris:
        done(chris, ["P01-W01"])
    assert reveal(study, ["P01-W01"]).forced == ()
    (again,) = [each for each in assignments(study) if each.kind == "stability"]
    assert (again.state, again.revealed, again.forced) == ("todo", False, False)
    assert codings(study, Where(doc="P01-W01", coder="Anna")) == []  # she codes it again


def test_a_stability_round_alone_has_nothing_to_reveal(study: Study) -> None:
    with as_(study, "study") as team:
        assign(team, ["P01-W01"], "Anna", round_name="stability")
        with pytest.raises(InputError, match="No blind round is open") as refused:
            reveal(team, ["P01-W01"])
    assert "done" in refused.value.hint


def test_done_of_a_stability_round_is_not_undone_and_the_reason_is_true(study: Study) -> None:
    with as_(study, "study") as team:
        assign(team, ["P01-W01"], "Anna", round_name="stability")
    study.viewer = "Anna"
    done(study, ["P01-W01"])
    with pytest.raises(OutcomeError) as refused:
        undo(study)
    assert "revealed" not in str(refused.value)
    assert "the first time" in str(refused.value)
