"""Rounds: who codes what, blind, and what is frozen when they are done."""

import json

import pytest

from qualcode.codebook.editing import Description, add, edit
from qualcode.codebook.reshaping import remove, split
from qualcode.codebook.stored import codebook
from qualcode.coding.coders import coders
from qualcode.coding.documents import documents
from qualcode.coding.layers import layer
from qualcode.coding.marking import Passage, code, uncode
from qualcode.coding.retrieval import Where, codings
from qualcode.coding.rounds.assigning import assign, sample, withdraw
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.listing import Assignment, assignments
from qualcode.coding.rounds.revealing import Unfinished, reveal
from qualcode.coding.staleness import stale
from qualcode.coding.standing import status
from qualcode.errors import InputError, OutcomeError, UnknownName
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge
from qualcode.study.undo import undo

SECRET = "Ik schaamde me kapot"


def as_(study: Study, name: str) -> Study:
    return Study(study.path, viewer=name, clock=study.clock, fresh_id=study.fresh_id)


def frozen(study: Study, coder: str) -> list[list[str] | None]:
    """What was frozen of a coder, per assignment, oldest first."""
    rows = study.db.execute(
        "SELECT frozen FROM assignment WHERE coder_id = ? ORDER BY born", (study.coder_id(coder),)
    )
    return [told and json.loads(told) for (told,) in rows]


def own(study: Study, document: str) -> set[str]:
    return {c.id for c in codings(study, Where(doc=document, coder=study.viewer))}


# Assigning


def test_an_assignment_says_who_codes_what_and_how(study: Study) -> None:
    found = assign(study, ["p02-w01", "FG1"], "Chris", blind=True)
    assert [(a.document, a.coder, a.round, a.blind, a.state) for a in found.assignments] == [
        ("P02-W01", "Chris", "reliability", True, "todo"),
        ("FG1", "Chris", "reliability", True, "todo"),
    ]
    assert (found.known, found.coded_before, found.drawn_from) == ((), (), None)
    (event,) = log(study, 1)
    assert (event.kind, event.coder) == ("assign", "study")
    assert event.label == "P02-W01, FG1 to Chris, blind, reliability"


def test_assigning_twice_is_known(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris")
    assert assign(study, ["P02-W01", "FG1"], "chris").known == ("P02-W01",)
    assert [a.document for a in assignments(study, study.coder_id("Chris"))] == ["P02-W01", "FG1"]


def test_several_rounds_of_a_kind_have_names(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", round_name="training")
    assign(study, ["P02-W01"], "Chris", round_name="Training-2")
    told = assignments(study, study.coder_id("Chris"))
    assert [(a.round, a.kind) for a in told] == [
        ("training", "training"),
        ("training-2", "training"),
    ]


def test_who_coded_a_document_before_is_told(study: Study) -> None:
    assert assign(study, ["P02-W01", "FG1"], "Bram").coded_before == ("P02-W01",)


@pytest.mark.parametrize(
    ("names", "to", "how"),
    [
        ([], "Chris", {}),
        (["FG1"], "consensus", {}),
        (["FG1"], "study", {}),
        (["FG1"], "", {}),
        (["FG1"], "Chris", {"round_name": "practice"}),
        (["FG1"], "Chris", {"round_name": ""}),
        (["FG2"], "Chris", {}),
        (["FG1"], "Chris", {"round_name": "stability"}),
    ],
)
def test_what_cannot_be_assigned_is_refused_and_nothing_is_written(
    study: Study, names: list[str], to: str, how: dict[str, str]
) -> None:
    before = log(study)
    with pytest.raises(InputError):
        assign(study, names, to, **how)
    assert log(study) == before


def test_the_state_follows_what_the_coder_does(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        assert [a.state for a in status(chris).assignments] == ["todo"]
        assert next(d for d in documents(chris) if d.name == "P02-W01").state == "todo"
        code(chris, "P02-W01", ["werk"], Passage(turn=2))
        assert [a.state for a in status(chris).assignments] == ["doing"]
        done(chris, ["P02-W01"])
        assert status(chris).assignments == ()
    (told,) = [a for a in assignments(study) if a.coder == "Chris"]
    assert (told.state, told.codings) == ("done", 1)
    progress = {each.coder: each for each in coders(study)}
    assert (progress["Chris"].todo, progress["Chris"].done) == (0, 1)
    assert (progress["Anna"].todo, progress["Anna"].done) == (0, 2)


def test_what_is_not_begun_can_be_taken_back(study: Study) -> None:
    assign(study, ["P02-W01", "FG1"], "Chris", blind=True)
    assert withdraw(study, ["FG1"], "Chris") == ("FG1",)
    assert [a.document for a in assignments(study, study.coder_id("Chris"))] == ["P02-W01"]
    with as_(study, "Chris") as chris:
        assert codings(chris, Where(doc="FG1"))
        code(chris, "P02-W01", ["werk"], Passage(turn=2))
    with pytest.raises(OutcomeError, match="has begun"):
        withdraw(study, ["P02-W01"], "Chris")
    with pytest.raises(InputError):
        withdraw(study, ["P01-W01"], "Chris")
    assert assign(study, ["FG1"], "Chris", blind=True).known == ()
    with as_(study, "Chris") as chris:
        assert codings(chris, Where(doc="FG1")) == []


def test_assigning_is_taken_back_by_name_and_not_undone(study: Study) -> None:
    """Undoing it would let a coder see what the round hides."""
    assign(study, ["P02-W01"], "Chris", blind=True)
    with as_(study, "study") as team:
        with pytest.raises(OutcomeError, match="--take-back"):
            undo(team)
        assert len(assignments(team, team.coder_id("Chris"))) == 1


# Samples


def test_a_sample_is_drawn_from_what_the_coder_has_not_coded(study: Study) -> None:
    found = sample(study, "50%", "Bram", seed=3, blind=True)
    assert found.drawn_from == 2  # Bram coded in the two others
    assert {a.document for a in found.assignments} < {"P01-W02", "FG1"}
    again = sample(study, "100%", "Bram", seed=3, blind=True)
    assert again.drawn_from == 1
    with pytest.raises(InputError, match="none to draw"):
        sample(study, "1", "Bram")


def test_a_sample_of_named_documents_spread_by_some_of_what_they_are(study: Study) -> None:
    found = sample(study, "1", "Chris", names=["FG1", "P01-W02"], by=["kind"])
    assert found.drawn_from == 2
    with pytest.raises(InputError, match="spread"):
        sample(study, "1", "Chris", by=["weather"])


# Frozen when done


def test_done_freezes_the_codings_until_the_round_is_revealed(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        first = code(chris, "P02-W01", ["werk"], Passage(turn=2)).ids[0]
        done(chris, ["P02-W01"])
        assert frozen(chris, "Chris") == [[first]]
        second = code(chris, "P02-W01", ["stigma"], Passage(turn=4)).ids[0]
        assert frozen(chris, "Chris") == [[first]]
        done(chris, ["P02-W01"])
        assert frozen(chris, "Chris") == [[first, second]]
        reveal(chris, ["P02-W01"])
        uncode(chris, [first])
        done(chris, ["P02-W01"])
        assert frozen(chris, "Chris") == [[first, second]]
        (row,) = chris.db.execute(
            "SELECT id FROM seen_frozen_coding WHERE coder_id = ? AND removed = 1",
            (chris.viewer_id,),
        ).fetchall()
        assert row == (first,)


def test_done_after_the_reveal_still_covers_the_codebook_of_that_moment(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        done(chris, ["P02-W01"])
    edit(study, "werk", Description(definition="Betaald en onbetaald werk."))
    with as_(study, "Chris") as chris:
        reveal(chris, ["P02-W01"])
        (work,) = [each for each in codebook(chris) if each.code == "werk"]
        (row,) = chris.db.execute("SELECT id FROM document WHERE name = 'P02-W01'").fetchone()
        assert not layer(chris, "Chris").finished[row].covers(work.id, work.material)
        under = chris.db.execute("SELECT frozen_under FROM assignment WHERE blind = 1").fetchone()
        done(chris, ["P02-W01"])
        assert layer(chris, "Chris").finished[row].covers(work.id, work.material)
        now = chris.db.execute("SELECT frozen_under FROM assignment WHERE blind = 1").fetchone()
        assert now == under


def test_done_can_be_undone_until_it_is_revealed(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        done(chris, ["P02-W01"])
        assert undo(chris)[0].kind == "done"
        assert frozen(chris, "Chris") == [None]
        done(chris, ["P02-W01"])
        reveal(chris, ["P02-W01"])
        with pytest.raises(OutcomeError, match="revealed"):
            undo(chris)


# Blind


def test_a_blind_coder_sees_the_codebook_as_it_was_when_the_round_began(study: Study) -> None:
    edit(study, "werk", Description(examples=("Fijn, ik werk nu bij de bakker!", SECRET)))
    assign(study, ["P01-W01"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        before = [each.code for each in codebook(chris)]
        assert codebook(chris).find("werk").examples == ("Fijn, ik werk nu bij de bakker!",)
    add(study, "stigma/bakker", Description(definition="Wat er bij de bakker gebeurt."))
    code(study, "FG1", ["bakker"], Passage(turn=3))
    code(study, "P01-W01", ["bakker"], Passage(turn=4))
    edit(study, "stigma", Description(definition="Iets anders."))
    split(study, "werk", ["betaald", "onbetaald"])
    remove(study, "zorg/integratie", codings="keep")
    with as_(study, "Chris") as chris:
        book = codebook(chris)
        assert [each.code for each in book] == before
        assert book.find("stigma").definition == "Beelden over mensen met een aandoening."
        assert codings(chris, Where(doc="P01-W01")) == []
        assert {c.code for c in codings(chris, Where(doc="FG1"))} == {"stigma/publiek"}
        assert not any("bakker" in told.label for told in log(chris))
        with pytest.raises(OutcomeError, match="holds still"):
            add(chris, "nieuw", Description())
        with pytest.raises(UnknownName):
            book.find("bakker")
        done(chris, ["P01-W01"])
        reveal(chris, ["P01-W01"])
        assert "stigma/bakker" in [each.code for each in codebook(chris)]
        assert codebook(chris).find("stigma").definition == "Iets anders."
        add(chris, "nieuw", Description())
        late = {pair.code for pair in stale(chris, "Chris") if pair.document == "P01-W01"}
        assert late >= {"stigma", "stigma/bakker", "werk"}


def test_assigning_again_what_is_not_begun_takes_the_codebook_of_now(study: Study) -> None:
    assign(study, ["P01-W01"], "Chris", blind=True)
    edit(study, "stigma", Description(definition="Iets anders."))
    with as_(study, "Chris") as chris:
        assert codebook(chris).find("stigma").definition != "Iets anders."
    assert assign(study, ["P01-W01"], "Chris", blind=True).known == ()
    with as_(study, "Chris") as chris:
        assert codebook(chris).find("stigma").definition == "Iets anders."
        code(chris, "P01-W01", ["werk"], Passage(turn=2))
    assert assign(study, ["P01-W01"], "Chris", blind=True).known == ("P01-W01",)


def test_a_document_in_a_blind_round_is_in_nobodys_final_layer_who_is_blind(study: Study) -> None:
    assign(study, ["P01-W01"], "Bram", blind=True)
    (row,) = study.db.execute("SELECT id FROM document WHERE name = 'P01-W01'").fetchone()
    assert layer(study).coder[row] == study.coder_id("Anna")
    with as_(study, "Bram") as bram:
        assert row not in layer(bram).coder
        assert layer(bram, "Bram").coder[row] == bram.viewer_id


def test_practice_makes_nobody_the_primary_coder(study: Study) -> None:
    assign(study, ["FG1"], "Chris", round_name="training")
    with as_(study, "Chris") as chris:
        code(chris, "FG1", ["werk"], Passage(turn=2))
        done(chris, ["FG1"])
    (row,) = study.db.execute("SELECT id FROM document WHERE name = 'FG1'").fetchone()
    assert layer(study).coder[row] == study.coder_id("Anna")


# Revealing


def test_reveal_waits_for_every_assigned_coder(study: Study) -> None:
    assign(study, ["P01-W01", "P01-W02"], "Bram", blind=True)
    assign(study, ["P01-W01"], "Chris", blind=True)
    with as_(study, "Bram") as bram:
        done(bram, ["P01-W01", "P01-W02"])
        with pytest.raises(OutcomeError, match=r"Not everybody is done\. "):
            reveal(bram, ["P01-W02", "P01-W01"])
        with pytest.raises(OutcomeError, match=r"Not everybody is done: Chris \(P01-W01\)"):
            reveal(study, ["P01-W02", "P01-W01"])
        assert "P01-W02" in {
            c
            for (c,) in bram.db.execute(
                "SELECT d.name FROM seen_blind_document b JOIN document d ON d.id = b.document_id"
            )
        }
        assert reveal(bram, ["P01-W02"]).revealed == ("P01-W02",)
        with pytest.raises(InputError, match="No blind round"):
            reveal(bram, ["P01-W02"])
        forced = reveal(bram, ["P01-W01"], force=True)
        assert forced.forced == (Unfinished("P01-W01", "Chris"),)
        assert codings(bram, Where(doc="P01-W01", coder="Anna"))
    told = {(a.document, a.coder): a for a in assignments(study)}
    assert told["P01-W01", "Chris"].forced
    assert not told["P01-W01", "Bram"].forced
    (event,) = log(study, 1)
    assert event.label == "P01-W01 by force, before Chris (P01-W01) was done, said by Bram"
    with as_(study, "study") as team, pytest.raises(OutcomeError, match="can't be undone"):
        undo(team)


def test_a_copy_without_the_others_reveals_nothing(study: Study) -> None:
    assign(study, ["P01-W02"], "Chris", blind=True)
    path = hand_out(study, study.path.with_name("chris.copy"), "Chris")
    with Study(path, viewer="Chris") as chris:
        done(chris, ["P01-W02"])
        with pytest.raises(OutcomeError, match="Nobody else's work on P01-W02"):
            reveal(chris, ["P01-W02"])
        merge(study, path)
    assert reveal(study, ["P01-W02"]).revealed == ("P01-W02",)


def test_a_blind_copy_handed_on_knows_who_else_is_blind(study: Study) -> None:
    for name in ("Chris", "Dirk"):
        assign(study, ["P01-W02"], name, blind=True)
    path = hand_out(study, study.path.with_name("chris.copy"), "Chris")
    with Study(path, viewer="Chris") as chris:
        code(chris, "P01-W02", ["werk"], Passage(turn=2), memo="van Chris")
        onward = hand_out(chris, study.path.with_name("dirk.copy"), "Dirk")
    assert b"van Chris" in path.read_bytes()
    assert b"van Chris" not in onward.read_bytes()


def test_taking_back_after_the_reveal_makes_nobody_blind_again(study: Study) -> None:
    """What was seen can't be unseen, so that agreement would be measured on it."""
    assign(study, ["P01-W02"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        done(chris, ["P01-W02"])
    reveal(study, ["P01-W02"])
    withdraw(study, ["P01-W02"], "Chris")
    with pytest.raises(InputError, match="was revealed"):
        assign(study, ["P01-W02"], "Chris", blind=True)
    assert assign(study, ["P01-W02"], "Chris", blind=True, round_name="reliability-2").assignments


# Stability: the same coder again


def test_in_a_stability_round_a_coder_does_not_see_what_they_coded_before(study: Study) -> None:
    first = own(study, "P01-W01")
    with as_(study, "study") as team:
        (given,) = assign(team, ["P01-W01"], "Anna", round_name="stability").assignments
    assert (given.kind, given.blind, given.state) == ("stability", True, "todo")
    study.viewer = "Anna"
    assert codings(study, Where(doc="P01-W01")) == []
    assert not any("P01-W01" in told.label for told in log(study) if told.kind == "code")
    assert next(d for d in documents(study) if d.name == "P01-W01").state == "todo"
    second = code(study, "P01-W01", ["werk"], Passage(turn=2)).ids[0]
    assert {c.id for c in codings(study, Where(doc="P01-W01"))} == {second}
    with as_(study, "Bram") as bram:
        assert own(bram, "P01-W01") and second not in {c.id for c in codings(bram)}
        assert {c.id for c in codings(bram, Where(doc="P01-W01", coder="Anna"))} == first
    done(study, ["P01-W01"])
    assert {c.id for c in codings(study, Where(doc="P01-W01", coder="Anna"))} == first
    assert frozen(study, "Anna")[-1] == [second]
    assert set(frozen(study, "Anna")[0] or ()) == first
    assert study.coder_id("Anna") in layer(study).coder.values()
    assert examine(study).sound


def test_what_is_done_a_second_time_leaves_the_first_time_as_it_was(study: Study) -> None:
    before = [a for a in assignments(study) if a.coder == "Anna"]
    with as_(study, "study") as team:
        assign(team, ["P01-W01"], "Anna", round_name="stability")
    study.viewer = "Anna"
    done(study, ["P01-W01"])
    after = [a for a in assignments(study) if a.coder == "Anna"]
    assert [a for a in after if a.kind != "stability"] == before
    (told,) = [a for a in after if a.kind == "stability"]
    assert isinstance(told, Assignment)
    assert (told.state, told.codings, told.revealed) == ("done", 0, True)
