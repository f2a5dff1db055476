"""Revising a coding: its boundaries, note and time; what was frozen stays what it was."""

import pytest

from qualcode.agreement.disagreements import disagreements
from qualcode.codebook.reshaping import merge
from qualcode.coding.marking import Passage, code
from qualcode.coding.recoding import recode
from qualcode.coding.retrieval import Coding, Where, codings
from qualcode.coding.revising import revise
from qualcode.coding.rounds.assigning import assign
from qualcode.coding.rounds.finishing import done
from qualcode.coding.rounds.revealing import reveal
from qualcode.coding.writing.flags import flag, flags
from qualcode.coding.writing.memos import memos, write_memo
from qualcode.coding.writing.quoting import quote, quotes
from qualcode.errors import InputError
from qualcode.spans import Span
from qualcode.study.conflicts import conflicts
from qualcode.study.doctor import examine
from qualcode.study.file import Study
from qualcode.study.handout import hand_out
from qualcode.study.log import log
from qualcode.study.merge import merge as take_in
from qualcode.study.undo import redo, undo

WORDS = "Een jaar. Ze denken dat ik niks kan."


@pytest.fixture
def mine(study: Study) -> Coding:
    """A coding of Anna's on a whole turn of P02-W01."""
    made = code(study, "P02-W01", ["zelf"], Passage(turn=4), memo="let op", about="2019")
    (found,) = codings(study, Where(ids=made.ids))
    assert found.quote == WORDS
    return found


def now(study: Study, row_id: str) -> Coding:
    return codings(study, Where(ids=(row_id,)))[0]


def test_boundaries_become_others_and_all_else_stays(study: Study, mine: Coding) -> None:
    told = revise(study, mine.id[:13], passage=Passage(quote="Ze denken dat ik niks kan."))
    assert (told.id, told.quote) == (mine.id, "Ze denken dat ik niks kan.")
    assert (told.memo, told.about, told.code) == ("let op", "2019", mine.code)
    assert now(study, mine.id) == told
    assert examine(study).sound


def test_only_what_is_said_is_set(study: Study, mine: Coding) -> None:
    revise(study, mine.id, memo="beter zo")
    assert log(study)[-1].label == "note of stigma/zelf on P02-W01"
    revise(study, mine.id, about="2018-3")
    told = now(study, mine.id)
    assert (told.memo, told.about, told.quote) == ("beter zo", "2018-03", WORDS)
    revise(study, mine.id, memo="", about="")
    told = now(study, mine.id)
    assert (told.memo, told.about) == ("", None)


def test_it_is_one_action_that_undo_takes_back(study: Study, mine: Coding) -> None:
    revise(study, mine.id, passage=Passage(quote="Een jaar."), memo="kort", about="2001")
    changed = now(study, mine.id)
    assert undo(study)[0].kind == "revise"
    assert now(study, mine.id) == mine
    redo(study)
    assert now(study, mine.id) == changed


def test_saying_what_stands_there_writes_nothing(study: Study, mine: Coding) -> None:
    before = log(study)
    assert revise(study, mine.id, passage=Passage(turn=4), memo="let op", about="2019") == mine
    assert log(study) == before


def test_the_same_code_on_exactly_these_words_is_refused(study: Study, mine: Coding) -> None:
    code(study, "P02-W01", ["publiek"], Passage(quote="Een jaar."))
    merge(study, ["publiek"], "zelf")  # it counts as the same code from now on
    with pytest.raises(InputError, match="lies exactly there already"):
        revise(study, mine.id, passage=Passage(quote="Een jaar."))
    assert now(study, mine.id) == mine
    code(study, "P02-W01", ["werk"], Passage(quote="Een jaar. Ze"))
    assert revise(study, mine.id, passage=Passage(quote="Een jaar. Ze")).quote == "Een jaar. Ze"


def test_what_cannot_be_is_refused(study: Study, mine: Coding) -> None:
    with pytest.raises(InputError, match="nothing to change"):
        revise(study, mine.id)
    with pytest.raises(InputError, match="lies outside"):
        revise(study, mine.id, passage=Passage(Span(0, 10_000)))
    with pytest.raises(InputError, match="no date"):
        revise(study, mine.id, about="2019-13")
    with (
        Study(study.path, viewer="Bram") as bram,
        pytest.raises(InputError, match="Only Anna can change it"),
    ):
        revise(bram, mine.id, memo="van mij")


def test_what_hangs_on_a_coding_stays_on_it(study: Study, mine: Coding) -> None:
    write_memo(study, "Denk hierover na.", on=f"coding:{mine.id}")
    flag(study, f"coding:{mine.id}", "Is dit zelf?")
    quote(study, mine.id, edited="(…) Ze denken dat ik niks kan.", translations={"en": "A year."})
    revise(study, mine.id, passage=Passage(quote="Een jaar."))
    (memo,), (asked,), (chosen,) = memos(study, on=mine.id), flags(study), quotes(study)
    assert memo.quote == asked.quote == chosen.quote == "Een jaar."
    assert (chosen.edited, chosen.translations) == (None, {}), "they were of other words"
    undo(study)
    (chosen,) = quotes(study)
    assert chosen.edited == "(…) Ze denken dat ik niks kan."
    assert chosen.translations == {"en": "A year."}


def test_an_edited_form_that_still_fits_stays(study: Study, mine: Coding) -> None:
    quote(study, mine.id, edited="(…) Ze denken dat ik niks kan!")
    revise(study, mine.id, passage=Passage(quote="Ze denken dat ik niks kan."))
    assert [each.edited for each in quotes(study)] == ["(…) Ze denken dat ik niks kan!"]


# What was frozen


def frozen(study: Study) -> list[tuple[str, str | None]]:
    rows = study.db.execute(
        "SELECT f.quote, f.about FROM seen_frozen_coding f"
        " JOIN seen_document d ON d.id = f.document_id AND d.name = 'P02-W01' ORDER BY f.start"
    )
    return [tuple(row) for row in rows]


def test_what_was_frozen_stays_what_it_was(study: Study, mine: Coding) -> None:
    done(study, ["P02-W01"])
    assert frozen(study) == [(WORDS, "2019")]
    told = revise(study, mine.id, passage=Passage(quote="Een jaar."))
    assert told.id != mine.id
    assert (told.quote, told.memo, told.about) == ("Een jaar.", "let op", "2019")
    assert [each.id for each in codings(study, Where(doc="P02-W01", coder="Anna"))] == [told.id]
    assert frozen(study) == [(WORDS, "2019")]
    undo(study)
    assert now(study, mine.id) == mine
    redo(study)
    done(study, ["P02-W01"])
    assert frozen(study) == [("Een jaar.", "2019")]
    assert examine(study).sound


def test_a_time_is_compared_and_a_note_is_not(study: Study, mine: Coding) -> None:
    done(study, ["P02-W01"])
    assert revise(study, mine.id, memo="anders").id == mine.id
    other = revise(study, mine.id, about="2020")
    assert (other.id != mine.id, other.memo, other.about) == (True, "anders", "2020")
    assert frozen(study) == [(WORDS, "2019")]


def test_what_anybody_hung_on_it_shows_on_the_one_in_its_place(study: Study, mine: Coding) -> None:
    done(study, ["P02-W01"])
    quote(study, mine.id, translations={"en": "A year."})
    with Study(study.path, viewer="Bram") as bram:
        write_memo(bram, "Van Bram.", on=f"coding:{mine.id}")
        quote(bram, mine.id)
        flag(bram, f"coding:{mine.id}", "Echt?")
    first = revise(study, mine.id, passage=Passage(quote="Een jaar."))
    done(study, ["P02-W01"])
    second = revise(study, first.id, passage=Passage(quote="Een jaar. Ze denken"))
    assert len({mine.id, first.id, second.id}) == 3
    assert [(each.target, each.quote) for each in memos(study, on=second.id)] == [
        (second.id, "Een jaar. Ze denken")
    ]
    assert {(each.quoted_by, each.id) for each in quotes(study)} == {
        ("Anna", second.id),
        ("Bram", second.id),
    }
    assert all(not each.translations for each in quotes(study))
    assert [(each.target, each.quote) for each in flags(study)] == [
        (second.id, "Een jaar. Ze denken")
    ]


def test_what_was_recoded_is_found_again_when_it_is_revised(study: Study, mine: Coding) -> None:
    with Study(study.path, viewer="Bram") as bram:
        write_memo(bram, "Van Bram.", on=f"coding:{mine.id}")
    there = code(study, "P02-W01", ["werk"], Passage(turn=4)).ids[0]
    other = code(study, "P02-W01", ["stigma"], Passage(turn=2)).ids[0]
    recode(study, [mine.id, other], ["werk"])
    told = revise(study, there, passage=Passage(quote="Een jaar."))
    assert [each.quote for each in memos(study, on=told.id)] == ["Een jaar."]


def test_a_revision_of_a_blind_coder_is_their_own(study: Study) -> None:
    assign(study, ["P02-W01"], "Chris", blind=True)
    with Study(study.path, viewer="Chris") as chris:
        (row,) = code(chris, "P02-W01", ["werk"], Passage(turn=2)).ids
        done(chris, ["P02-W01"])
        revise(chris, row, passage=Passage(quote="wacht op de gemeente"))
        assert [each.kind for each in log(chris)][-1] == "revise"
    with Study(study.path, viewer="Anna") as anna:
        assert codings(anna, Where(doc="P02-W01", coder="Chris"))
    reveal(study, ["P02-W01"], force=True)
    with Study(study.path, viewer="Chris") as chris:
        assert frozen(chris) == [("Ik zit thuis en wacht op de gemeente.", None)]


def test_disagreements_stay_when_a_coding_they_are_about_is_revised(
    study: Study, mine: Coding
) -> None:
    with Study(study.path, viewer="Bram") as bram:
        code(bram, "P02-W01", ["werk"], Passage(turn=4))
        done(bram, ["P02-W01"])
    done(study, ["P02-W01"])
    before = [each.id for each in disagreements(study, ["P02-W01"]).disagreements]
    assert before
    revise(study, mine.id, passage=Passage(quote="Een jaar."))
    assert [each.id for each in disagreements(study, ["P02-W01"]).disagreements] == before


# Two copies


def test_two_copies_that_revised_the_same_stand_beside_each_other_until_it_is_said_again(
    study: Study, mine: Coding, tmp_path_factory: pytest.TempPathFactory
) -> None:
    path = tmp_path_factory.mktemp("copy") / "copy.qualcode"
    hand_out(study, path, "Anna")
    with Study(path, viewer="Anna") as copy:
        revise(copy, mine.id, passage=Passage(quote="Een jaar."), memo="thuis")
    revise(study, mine.id, passage=Passage(quote="Ze denken dat ik niks kan."))
    take_in(study, path)
    told = now(study, mine.id)
    assert told.memo == "thuis"
    assert told.quote in ("Een jaar.", "Ze denken dat ik niks kan.")
    assert {each.field for each in conflicts(study.db)} >= {"quote"}
    assert examine(study).sound
    revise(study, mine.id, passage=Passage(Span(told.start or 0, told.end or 0)))
    assert conflicts(study.db) == []
    assert now(study, mine.id).quote == told.quote
