"""What counts of a coder who was done more than once, and what saying a decision again does."""

from collections.abc import Iterator

import pytest

from qualcode.agreement.adjudicating import adjudicate
from qualcode.agreement.disagreements import Disagreement, disagreements
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.errors import OutcomeError
from qualcode.study.conflicts import conflicts
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge

DOC = "P01-W01"


def as_(study: Study, name: str) -> Study:
    return Study(study.path, viewer=name, clock=study.clock, fresh_id=study.fresh_id)


@pytest.fixture
def double(study: Study) -> Iterator[Study]:
    """Anna and Bram are done; on turn 4 she has stigma/zelf, and he stigma/publiek."""
    with as_(study, "Bram") as bram:
        done(bram, [DOC])
    yield study


def of_codes(study: Study) -> Disagreement:
    (one,) = [each for each in disagreements(study, [DOC]).disagreements if each.kind == "codes"]
    return one


def held_by(study: Study, name: str) -> set[str]:
    """The ids of the codings by which a coder is compared."""
    found = disagreements(study, [DOC]).disagreements
    sides = [side for one in found for side in one.sides if side.coder == name]
    return {said.id for side in sides for said in side.codings}


def test_of_two_rounds_of_one_kind_the_latest_counts(study: Study) -> None:
    first: list[str] = []
    for name, turn in (("reliability", 2), ("reliability-2", 6)):
        assign(study, [DOC], "Cor", round_name=name, blind=True)
        with as_(study, "Cor") as cor:
            uncode(cor, first) if first else None
            first = list(code(cor, DOC, ["zorg"], Passage(turn=turn)).ids)
            done(cor, [DOC])
        reveal(study, [DOC])
    assert held_by(study, "Cor") == set(first)


def test_a_better_kind_of_round_counts_whichever_came_last(study: Study) -> None:
    with as_(study, "Cor") as cor:
        assign(study, [DOC], "Cor", blind=True)
        made = code(cor, DOC, ["zorg"], Passage(turn=6)).ids
        done(cor, [DOC])
        reveal(study, [DOC])
        assign(study, [DOC], "Cor", round_name="training")
        uncode(cor, made)
        done(cor, [DOC])
    assert held_by(study, "Cor") == set(made)


def test_the_same_decision_by_another_person_is_theirs(double: Study) -> None:
    one = of_codes(double)
    adjudicate(double, [DOC], accept=[("Bram", one.id)])
    with as_(double, "Karin") as karin:
        adjudicate(karin, [DOC], accept=[("Bram", one.id)])
        assert disagreements(karin, [DOC]).settled[0].settled_by == "Karin"
        count = len(log(karin))
        adjudicate(karin, [DOC], accept=[("B", one.id)])
        assert len(log(karin)) == count


def test_who_holds_what_shows_settles_a_conflict_by_saying_it_again(double: Study) -> None:
    one = of_codes(double)
    copies = [
        Study(hand_out(double, double.path.with_name(f"{name}.qualcode"), name), viewer=name)
        for name in ("Karin", "Wim")
    ]
    with copies[0] as karin, copies[1] as wim:
        for each, who in ((karin, "Anna"), (wim, "Bram")):
            adjudicate(each, [DOC], accept=[(who, one.id)])
        merge(wim, karin.path)
        assert conflicts(wim.db)
        adjudicate(wim, [DOC], accept=[("Bram", one.id)])
        assert conflicts(wim.db) == []


def test_what_is_left_of_a_settled_disagreement_is_settled_with_it(double: Study) -> None:
    one = of_codes(double)
    adjudicate(double, [DOC], accept=[("Anna", one.id)])
    with as_(double, "Bram") as bram:
        uncode(bram, [said.id for side in one.sides for said in side.codings
                      if side.coder == "Bram"])  # fmt: skip
        done(bram, [DOC])
        found = disagreements(bram, [DOC])
        assert [each.turn for each in found.disagreements] == [2, 5]
        (settled,) = found.settled
        assert (settled.id, settled.changed) == (one.id, True)


def test_what_came_to_a_settled_disagreement_since_is_open(double: Study) -> None:
    one = of_codes(double)
    adjudicate(double, [DOC], accept=[("Anna", one.id)])
    with as_(double, "Bram") as bram:
        code(bram, DOC, ["zelf"], Passage(quote="Ik schaamde me kapot"))
        done(bram, [DOC])
        found = disagreements(bram, [DOC])
    assert {"boundaries", "missed"} <= {each.kind for each in found.disagreements}


def test_who_codes_it_again_is_waited_for_and_not_revealed(double: Study) -> None:
    with as_(double, "study") as team:
        assign(team, [DOC], "Anna", round_name="stability")
        with pytest.raises(OutcomeError, match="A blind round is open on P01-W01") as refused:
            disagreements(team, [DOC])
        assert "qualcode done" in refused.value.hint
        assert "reveal" not in refused.value.hint
    done(double, [DOC])
    assert of_codes(double)
