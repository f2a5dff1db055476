"""Decisions about some of the same codings, made in two copies: one of them holds."""

from pathlib import Path

import pytest

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import disagreements
from qualcode.coding.marking import Passage, code
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign
from qualcode.export.agenda import agenda
from qualcode.matrix.crossing import matrix
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.merge import merge
from qualcode.study.undo import redo, undo

DOC = "P02-W01"  # Bram has stigma on turn 4, «Een jaar. Ze denken dat ik niks kan.»


def copy_of(study: Study, name: str) -> Study:
    path = hand_out(study, study.path.with_name(f"{name}.qualcode"), name)
    return Study(path, viewer=name)


def settle(study: Study, who: str, because: str) -> str:
    (one,) = disagreements(study, [DOC]).disagreements
    adjudicate(study, [DOC], accept=[(who, one.id)], because=because)
    return one.id


def told(study: Study, layer: str) -> list[tuple[str, str]]:
    return [(c.quote, c.coder) for c in codings(study, Where(doc=DOC, layer=layer))]


def decided(study: Study) -> list[tuple[str, str]]:
    return [(one.decision, one.because) for one in disagreements(study, [DOC]).settled]


@pytest.fixture
def overlapping(study: Study) -> dict[str, Path]:
    """Cor coded half of Bram's passage, and in one copy the other half too, before it was
    settled there: what Wim settled last is about a coding more than what Karin settled."""
    with Study(study.path, viewer="Cor") as cor:
        code(cor, DOC, ["stigma"], Passage(quote="Een jaar."))
    with copy_of(study, "Karin") as karin, copy_of(study, "Wim") as wim:
        first = settle(karin, "Cor", "kort")
        wim.viewer = "Cor"
        code(wim, DOC, ["stigma"], Passage(quote="dat ik niks kan."))
        wim.viewer = "Wim"
        second = settle(wim, "Bram", "heel")
        assert first != second
        return {"Karin": karin.path, "Wim": wim.path}


WHOLE = "Een jaar. Ze denken dat ik niks kan."


@pytest.mark.parametrize("order", [("Karin", "Wim"), ("Wim", "Karin")])
def test_what_was_settled_last_holds_and_is_counted_once(
    study: Study, overlapping: dict[str, Path], order: tuple[str, str]
) -> None:
    for name in order:
        merge(study, overlapping[name])
    assert told(study, "final") == [(WHOLE, "consensus")]
    assert told(study, "consensus") == told(study, "final")
    number = {c.column: c.value for c in matrix(study, rows="document", cell="count").cells
              if c.row == DOC}  # fmt: skip
    assert number["stigma"] == 1
    assert decided(study) == [("Bram", "heel")]
    assert [one.decided for one in agenda(study).decisions] == ["Bram"]
    assert examine(study).sound


def test_the_one_that_gave_way_is_listed_until_it_is_settled_again(
    study: Study, overlapping: dict[str, Path]
) -> None:
    for path in overlapping.values():
        found = merge(study, path)
    (rivals,) = found.conflicts
    assert (rivals.table, rivals.field) == ("adjudication", "codings")
    assert rivals.values == ("Bram", "Cor")
    assert rivals.coders == ("Wim", "Karin")
    (one,) = disagreements(study, [DOC]).settled
    assert one.id.startswith(rivals.name)
    # What shows, said once more, settles it, in every copy.
    with Study(study.path, viewer="Wim") as wim:
        adjudicate(wim, [DOC], accept=[("Bram", one.id)], because="heel")
        assert conflicts(wim.db) == []
        assert told(wim, "final") == [(WHOLE, "consensus")]
        with Study(overlapping["Karin"]) as karin:
            assert merge(karin, study.path).conflicts == ()
            assert told(karin, "final") == [(WHOLE, "consensus")]
        undo(wim)
        assert len(conflicts(wim.db)) == 1
        assert told(wim, "final") == [(WHOLE, "consensus")]
        redo(wim)
        assert conflicts(wim.db) == []


def test_undoing_the_one_that_holds_lets_the_other_hold(
    study: Study, overlapping: dict[str, Path]
) -> None:
    for path in overlapping.values():
        merge(study, path)
    with Study(study.path, viewer="Wim") as wim:
        undo(wim)
        assert decided(wim) == [("Cor", "kort")]
        assert [words for words, _ in told(wim, "final")] == ["Een jaar."]
        assert conflicts(wim.db) == []


def test_what_was_taken_back_makes_no_decision_the_later_one(
    study: Study, overlapping: dict[str, Path]
) -> None:
    with Study(overlapping["Karin"], viewer="Karin") as karin:
        (one,) = disagreements(karin, [DOC]).settled
        adjudicate(karin, [DOC], accept=[("both", one.id)])
        undo(karin)
    for path in overlapping.values():
        merge(study, path)
    assert decided(study) == [("Bram", "heel")]


def test_decisions_on_other_codings_stand_beside_each_other(study: Study) -> None:
    with Study(study.path, viewer="Cor") as cor:
        code(cor, DOC, ["werk"], Passage(turn=2))
        code(cor, DOC, ["zorg"], Passage(turn=1))
    with copy_of(study, "Karin") as karin, copy_of(study, "Wim") as wim:
        for each, turn in ((karin, 1), (wim, 2)):
            found = disagreements(each, [DOC]).disagreements
            (one,) = [of for of in found if of.turn == turn]
            adjudicate(each, [DOC], accept=[("Cor", one.id)])
        assert merge(karin, wim.path).conflicts == ()
        assert len(decided(karin)) == 2


def test_a_blind_coder_is_not_told_that_a_decision_gave_way(
    study: Study, overlapping: dict[str, Path]
) -> None:
    for path in overlapping.values():
        merge(study, path)
    assign(study, [DOC], "Dirk", blind=True)
    with Study(study.path, viewer="Dirk") as dirk:
        assert conflicts(dirk.db) == []
