"""Rounds where it matters which assignment counts: the oldest, the first, the one that froze."""

import json

from qualcode.codebook.editing import Description, edit
from qualcode.codebook.stored import codebook
from qualcode.coding.layers import layer
from qualcode.coding.marking import Passage, code
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.study.file import STUDY, Study

DOC = "P01-W01"


def as_(study: Study, name: str) -> Study:
    return Study(study.path, viewer=name, clock=study.clock, fresh_id=study.fresh_id)


def test_the_codebook_holds_still_since_the_oldest_open_round_began(study: Study) -> None:
    former = codebook(study).find("stigma").definition
    assign(study, [DOC], "Chris", blind=True)
    edit(study, "stigma", Description(definition="Iets anders."))
    assign(study, ["FG1"], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        assert codebook(chris).find("stigma").definition == former
        done(chris, [DOC])
        reveal(study, [DOC])
    with as_(study, "Chris") as chris:
        assert codebook(chris).find("stigma").definition == "Iets anders."


def test_who_was_not_done_at_a_forced_reveal_freezes_once_all_the_same(study: Study) -> None:
    assign(study, [DOC], "Chris", blind=True)
    reveal(study, [DOC], force=True)
    asked = "SELECT frozen, forced FROM assignment WHERE coder_id = ?"
    with as_(study, "Chris") as chris:
        made = list(code(chris, DOC, ["zorg"], Passage(turn=6)).ids)
        done(chris, [DOC])
        code(chris, DOC, ["werk"], Passage(turn=2))
        done(chris, [DOC])
    frozen, forced = study.db.execute(asked, (study.coder_id("Chris"),)).fetchone()
    assert (json.loads(frozen), forced) == (made, 1)


def test_done_after_the_reveal_says_where_nothing_is_frozen_anew(study: Study) -> None:
    assign(study, [DOC], "Chris", blind=True)
    with as_(study, "Chris") as chris:
        assert done(chris, [DOC, "FG1"]).fixed == ()
        reveal(study, [DOC])
        assert done(chris, [DOC, "FG1"]).fixed == ()
        for name in (DOC, "FG1"):
            code(chris, name, ["zorg"], Passage(turn=2))
        assert done(chris, [DOC, "FG1"]).fixed == (DOC,)


def test_coding_again_finishes_nothing_of_the_first_time(study: Study) -> None:
    """What a code means now wasn't asked of the first codings, which analyses read."""
    (row,) = study.db.execute("SELECT id FROM document WHERE name = ?", (DOC,)).fetchone()
    edit(study, "werk", Description(definition="Betaald en onbetaald werk."))
    with as_(study, STUDY) as team:
        assign(team, [DOC], "Anna", round_name="stability")
    with as_(study, "Anna") as anna:
        done(anna, [DOC])
        work = codebook(anna).find("werk")
        for name in ("final", "Anna"):
            assert not layer(anna, name).finished[row].covers(work.id, work.material)
        done(anna, [DOC])  # of the first time, now that the second is over
        assert layer(anna).finished[row].covers(work.id, work.material)
